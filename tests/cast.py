"""The people of every story: one committee, everybody who has to do with it, and strangers.

`cast["chair"]` is a signed-in client, `cast.users["chair"]` the account, `cast.people["chair"]`
the person in office.
"""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from committee.models import Committee, Membership
from portal.notifications.services import open_channel
from portal.people.models import Capacity, Person, User

PASSWORD = "En-lang-sætning-til-tests-42"

SEATS = {
    "chair": ("chair", "politician"),
    "deputy": ("deputy", "politician"),
    "politician": ("member", "politician"),
    "member": ("member", "citizen"),
    "secretary": ("secretary", "official"),
    "chief": ("chief", "official"),
}
NAMES = {
    "participant": "Petra Prøve",
    "association": "Asta Forening",
    "member": "Mads Medlem",
    "politician": "Pia Politiker",
    "chair": "Frida Formand",
    "deputy": "Niels Næstformand",
    "secretary": "Sanne Sekretær",
    "chief": "Inger Innovationschef",
    "admin": "Anders Administrator",
    "former_member": "Finn Forhenværende",
    "substitute": "Stine Stedfortræder",
    "outsider": "Ove Udefra",
}


class Cast(dict[str, Client]):
    """Clients by who they are, with the rows behind them; made when first asked for."""

    def __init__(self) -> None:
        super().__init__()
        today = timezone.localdate()
        self.users: dict[str, User] = {}
        self.people: dict[str, Person] = {}
        self.memberships: dict[str, Membership] = {}
        self.committee = make_committee(
            "innovation", "Opgaveudvalget for innovation", is_featured=True
        )
        self.other_committee = make_committee("klima", "Opgaveudvalget for klima")
        for who, name in NAMES.items():
            user = User.objects.create_user(
                f"{who}@example.dk", display_name=name, is_staff=who == "admin"
            )
            Capacity.objects.create(user=user, kind=Capacity.Kind.CITIZEN)
            self.users[who] = user
        Capacity.objects.create(
            user=self.users["association"],
            kind="association",
            organisation="Skovlyst Grundejerforening",
        )
        for who in [*SEATS, "former_member", "substitute", "outsider"]:
            self.people[who] = Person.objects.create(name=NAMES[who], user=self.users[who])
        for who, (role, appointed_as) in SEATS.items():
            self.seat(who, role, appointed_as)
        self.seat("former_member", "member", "citizen", ended_on=today - timedelta(days=1))
        self.seat(
            "substitute", "substitute", "politician", substitute_for=self.memberships["politician"]
        )
        self.seat("outsider", "member", "citizen", committee=self.other_committee)

    def seat(self, who: str, role: str, appointed_as: str, **values: Any) -> Membership:
        """Give somebody a membership that began a hundred days ago."""
        values.setdefault("committee", self.committee)
        membership = Membership.objects.create(
            person=self.people[who],
            role=role,
            appointed_as=appointed_as,
            votes=appointed_as != "official",
            started_on=timezone.localdate() - timedelta(days=100),
            **values,
        )
        self.memberships[who] = membership
        return membership

    def __missing__(self, who: str) -> Client:
        client = Client()
        if who != "public":
            client.force_login(
                self.users[who], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        self[who] = client
        return client


def make_committee(slug: str, name: str, **values: Any) -> Committee:
    today = timezone.localdate()
    defaults = {"started_on": today - timedelta(days=120), "ended_on": today + timedelta(days=120)}
    return Committee.objects.create(
        slug=slug, name_da=name, channel=open_channel(), **defaults | values
    )
