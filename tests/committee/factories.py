"""Rows of a committee that stories start from."""

from datetime import timedelta

from django.utils import timezone

from committee.models import (
    Committee,
    GroupMembership,
    MandateTask,
    MandateVersion,
    Membership,
    TaskProgress,
    WorkingGroup,
)
from portal.people.models import Person


def days(number):
    """Return the day that many days from today."""
    return timezone.localdate() + timedelta(days=number)


def make_person(name="Ida Rosenlund", **values) -> Person:
    return Person.objects.create(name=name, **values)


def make_membership(committee: Committee, name="Ida Rosenlund", **values) -> Membership:
    person = values.pop("person", None) or make_person(name)
    defaults = {"role": "member", "appointed_as": "citizen", "started_on": days(-50)}
    return Membership.objects.create(committee=committee, person=person, **defaults | values)


def make_group(committee: Committee, name="Klare breve", **values) -> WorkingGroup:
    values.setdefault("slug", "klare-breve")
    values.setdefault("started_on", days(-40))
    return WorkingGroup.objects.create(committee=committee, name=name, **values)


def put_in_group(group: WorkingGroup, person: Person, **values) -> GroupMembership:
    values.setdefault("started_on", days(-30))
    return GroupMembership.objects.create(group=group, person=person, **values)


def make_mandate(committee: Committee, *, number=1, published=True, tasks=2) -> MandateVersion:
    """Make a version with its tasks; they must be there before it is published."""
    version = MandateVersion.objects.create(
        committee=committee,
        number=number,
        background_da=f"Baggrunden, udgave {number}.",
        background_en=f"The background, version {number}.",
    )
    for place in range(1, tasks + 1):
        MandateTask.objects.create(
            version=version, number=place, title_da=f"Opgave nummer {place}", text_da="En tekst."
        )
    if published:
        version.state, version.published_at = "published", timezone.now()
        version.save()
    return version


def report(committee: Committee, number: int, done: int, total: int = 5) -> TaskProgress:
    return TaskProgress.objects.create(
        committee=committee,
        task_number=number,
        steps_done=done,
        steps_total=total,
        next_da="Udkastet skrives nu.",
    )
