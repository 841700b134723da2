"""Rows of a committee that stories start from."""

from datetime import timedelta

from django.utils import timezone

from committee.models import (
    Committee,
    Deliverable,
    GroupMembership,
    MandateTask,
    MandateVersion,
    Membership,
    TaskProgress,
    WorkingGroup,
)
from portal.documents.models import File
from portal.documents.services import store_bytes
from portal.people.models import Person

PDF = b"%PDF-1.7\n% et dokument\n"


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


def make_deliverable(committee: Committee, **values) -> Deliverable:
    """Make something planned for a month from now; with `handed_over_on` it is handed over."""
    defaults = {
        "title_da": "En model for innovation",
        "title_en": "A model for innovation",
        "summary_da": "Hvem der kan rejse et emne.",
        "due_on": days(30),
    }
    return Deliverable.objects.create(committee=committee, **defaults | values)


def make_document(name="model.pdf") -> File:
    return store_bytes(PDF, name=name, mime_type="application/pdf")
