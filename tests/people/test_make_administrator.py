"""The first administrator is made from the command line; everybody else by an administrator."""

import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import Entry
from portal.people.models import User

pytestmark = pytest.mark.django_db


def test_an_account_becomes_administrator_once_and_it_is_recorded():
    user = User.objects.create_user("anna@example.dk", display_name="Anna Prøve")
    before = Entry.objects.count()
    for _again in range(2):
        call_command("make_administrator", "Anna@example.dk")
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert Entry.objects.count() == before + 1


def test_nobody_is_made_up():
    with pytest.raises(CommandError, match="sign up"):
        call_command("make_administrator", "ingen@example.dk")
