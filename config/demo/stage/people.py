"""Accounts with their capacities, as people signed up and were granted them."""

from __future__ import annotations

from functools import cache, partial

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from config.demo.committees import SCHOOL_ROADS
from config.demo.kinds import Account
from config.demo.people import ACCOUNTS, ADMINISTRATOR, PERSONS, VOLUNTEER, WITH_ORGANISATION
from portal.people import services
from portal.people.demo import PASSWORD
from portal.people.models import Capacity, Person, User

from .acts import Stage

EARLY = -900  # the committee that has ended was served by the same portal
SIGNED_UP = -320
BEFORE = {ADMINISTRATOR, *(seat.person for seat in SCHOOL_ROADS.seats)}


@cache
def password_once() -> str:
    """Hash the demo's password a single time: making it slow is the point of a hash."""
    return make_password(PASSWORD)


def open_accounts(stage: Stage) -> None:
    """Open the administrator's account first, who then opens the others and grants."""
    first = next(account for account in ACCOUNTS if account.key == ADMINISTRATOR)
    everybody = [first, *(account for account in ACCOUNTS if account is not first)]
    for account in everybody:
        day = EARLY if account.key in BEFORE else SIGNED_UP
        stage.act(stage.at(day), ADMINISTRATOR, partial(_open, stage, account))
    for key, name in PERSONS.items():
        day = EARLY if key in BEFORE else SIGNED_UP
        stage.act(stage.at(day, "12.30"), ADMINISTRATOR, partial(_enter, stage, key, name))


def _open(stage: Stage, account: Account) -> None:
    user = User(
        email=account.address,
        display_name=account.name,
        language=account.language,
        is_staff=account.staff,
    )
    if account.key == ADMINISTRATOR:
        # Somebody must be the first; an operator makes this account on the command line.
        user.set_unusable_password()
        user.save()
        services.welcome(user)
    else:
        services.open_account(user, by=stage.users[ADMINISTRATOR])
    if account.demo:
        user.password = password_once()
        user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    stage.users[account.key] = user
    for part in account.parts:
        if part.kind == VOLUNTEER:
            services.declare_volunteer(user.pk, by=user)
        else:
            services.grant_capacity(
                by=stage.users[ADMINISTRATOR],
                to=user,
                kind=part.kind,
                organisation=part.organisation if part.kind in WITH_ORGANISATION else "",
            )
    for capacity in Capacity.objects.held_by(user):
        stage.capacities[account.key, capacity.kind] = capacity


def _enter(stage: Stage, key: str, name: str) -> None:
    """A person in office; those with an account have taken their record over."""
    stage.persons[key] = Person.objects.create(name=name, user=stage.users.get(key))
