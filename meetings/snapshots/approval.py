"""Who stands by the minutes: their approval, and what a correction says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.models import Approval, Attendance, Correction, Minutes

from .facts import iso
from .shapes import Approved, ClosedItem, CorrectedItem, CorrectionBox, Edition, Item

if TYPE_CHECKING:
    from portal.people.models import User


def in_office(user: User | None) -> str:
    """Return the name that the record knows an account by."""
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name if person is not None else user.display_name


def approval(minutes: Minutes, edition: Edition) -> Approved | None:
    if minutes.approved_at is None:
        return None
    sat = (
        Attendance.objects.filter(meeting=minutes.meeting)
        .present()
        .voting()
        .in_order()
        .select_related("person")
    )
    answers = {
        row.person_id: row
        for row in Approval.objects.filter(
            minutes=minutes, review_round=minutes.review_round
        ).order_by("pk")
    }
    people = list({row.person_id: row.person for row in sat}.values())
    return {
        "at": iso(minutes.approved_at),
        "by": in_office(minutes.approved_by),
        "role": minutes.approved_role,
        "present": len(people),
        "approved": sum(
            person.pk in answers and answers[person.pk].choice == "approved" for person in people
        ),
        "reservations": [
            {
                "name": person.name,
                "text": ""
                if answers[person.pk].is_closed and edition == "public"
                else answers[person.pk].text,
                "at": iso(answers[person.pk].at),
                "is_closed": answers[person.pk].is_closed,
            }
            for person in people
            if person.pk in answers and answers[person.pk].choice == "reservation"
        ],
        "unanswered": [person.name for person in people if person.pk not in answers],
    }


def correction_box(
    correction: Correction, items: list[Item | ClosedItem], edition: Edition
) -> CorrectionBox:
    chosen = set(correction.items.order_by("pk").values_list("uid", flat=True))
    corrected: list[CorrectedItem] = [
        {
            "uid": item["uid"],
            "number": item["number"],
            "title": item["title"],
            "is_closed": item["is_closed"],
        }
        for item in items
        if item["uid"] in chosen
    ]
    # Words written about a closed item never leave the house with the others.
    told = edition == "member" or not any(item["is_closed"] for item in corrected)
    replaced = correction.minutes.current_version
    return {
        "what": correction.what if told else "",
        "why": correction.why if told else "",
        "items": corrected,
        "requested_by": correction.requested_by if told else "",
        "written_by": in_office(correction.written_by),
        "released_by": in_office(correction.released_by),
        "released_at": iso(correction.released_at),
        "replaces": replaced.number if replaced else 0,
    }
