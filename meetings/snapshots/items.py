"""The items of a meeting as one edition has them; a closed one is taken from an allow-list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from meetings.models import (
    ActionPoint,
    AgendaItem,
    Disqualification,
    ItemAttachment,
    ItemSection,
    Meeting,
    ProtocolRemark,
    SectionKind,
    VoteEvent,
)
from meetings.numbering import clock_times, numbers
from meetings.timeline import Timeline

from .facts import day, iso
from .shapes import (
    Agreed,
    Attachment,
    ClosedItem,
    DeliverableLink,
    Disqualified,
    Edition,
    FollowedUp,
    Item,
    ItemTimes,
    Link,
    MemberItem,
    Remark,
    StillOpen,
    Votes,
)


def loaded_items(meeting: Meeting) -> list[AgendaItem]:
    """Return the items on the agenda with all that hangs on them; a fixed number of queries."""
    present = {"removed_at": None}
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .standing_on_agenda()
        .select_related("parent")
        .prefetch_related(
            Prefetch("sections", ItemSection.objects.present().select_related("text")),
            Prefetch(
                "attachments",
                ItemAttachment.objects.present().select_related("file"),
                to_attr="present_attachments",
            ),
            "idea_links__idea",
            "proposal_links__proposal",
            "deliverable_links__deliverable__committee",
            "adoptions__proposal",
            Prefetch(
                "votes",
                VoteEvent.objects.filter(**present)
                .order_by("pk")
                .prefetch_related("ballots__person"),
                to_attr="present_votes",
            ),
            Prefetch(
                "disqualifications",
                Disqualification.objects.filter(**present)
                .order_by("pk")
                .select_related("person", "substitute"),
                to_attr="present_disqualifications",
            ),
            Prefetch(
                "remarks",
                ProtocolRemark.objects.filter(**present).order_by("pk").select_related("person"),
                to_attr="present_remarks",
            ),
            Prefetch(
                "action_points",
                ActionPoint.objects.present().order_by("pk").select_related("responsible"),
                to_attr="present_action_points",
            ),
            Prefetch(
                "closed_action_points",
                ActionPoint.objects.present().order_by("pk").select_related("responsible", "item"),
                to_attr="told_action_points",
            ),
        )
    )


def taken_numbers(meeting: Meeting) -> list[str]:
    """Return the numbers of items that were published once and removed since."""
    return list(
        AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=False)
        .exclude(shown_number="")
        .order_by("pk")
        .values_list("shown_number", flat=True)
    )


def printed_numbers(meeting: Meeting) -> dict[int, str]:
    """Return the printed number of each item on the agenda, by its key."""
    return numbers(list(meeting.items.standing_on_agenda()), taken=taken_numbers(meeting))


def items_of(
    meeting: Meeting, edition: Edition, line: Timeline | None = None
) -> list[Item | ClosedItem]:
    """Return the items; with what came of them where the meeting's course is given."""
    items = loaded_items(meeting)
    printed = numbers(items, taken=taken_numbers(meeting))
    times = clock_times(items, meeting.starts_at)
    first = (
        meeting.agenda_versions.order_by("number").values_list("published_at", flat=True).first()
    )
    taking = _Taking(first, edition, line)
    return [taking.item(item, printed[item.pk], times[item.pk]) for item in items]


class _Taking:
    """Takes items for one edition."""

    def __init__(
        self, first_published: datetime | None, edition: Edition, line: Timeline | None
    ) -> None:
        self.first_published = first_published
        self.edition = edition
        self.line = line
        self.with_results = line is not None

    def item(self, item: AgendaItem, number: str, planned: datetime) -> Item | ClosedItem:
        if self.edition == "member":
            return MemberItem(
                **self._whole(item, number, planned),
                public_title=item.public_title,
                closed_reason=item.closed_reason,
                parent=item.parent.uid if item.parent else "",
                linked=sorted(link.proposal_id for link in item.proposal_links.all()),
            )
        if not item.is_public:
            return {
                "uid": item.uid,
                "number": number,
                "title": item.public_title,
                "is_closed": True,
            }
        return self._whole(item, number, planned)

    def _whole(self, item: AgendaItem, number: str, planned: datetime) -> Item:
        texts = {section.kind: section.text.content for section in item.sections.all()}
        return {
            "uid": item.uid,
            "number": number,
            "title": item.title,
            "is_closed": not item.is_public,
            "kind": item.kind,
            "presenter": item.presenter,
            "case_number": item.case_number,
            "planned_minutes": item.planned_minutes,
            "planned_at": iso(planned),
            **self._times(item),
            "is_late": self._is_late(item.added_at),
            "off_agenda": item.off_agenda_agreed,
            "sections": [
                {"kind": kind.value, "html": texts[kind.value]}
                for kind in SectionKind.of_agenda()
                if texts.get(kind.value)
            ],
            "outcome": item.outcome if self.with_results else "",
            "decision": texts.get(SectionKind.DECISION, "") if self.with_results else "",
            "votes": self._votes(item),
            "disqualified": self._disqualified(item),
            "remarks": self._remarks(item),
            "action_points": self._agreed(item),
            "followed_up": self._followed_up(item),
            "attachments": self._attachments(item),
            "ideas": self._ideas(item),
            "proposals": self._proposals(item),
            "deliverables": self._deliverables(item),
        }

    def _times(self, item: AgendaItem) -> ItemTimes:
        """Return when it was on; an item that was not is silent."""
        turns = self.line.turns_of(item.pk) if self.line else []
        if self.line is None or not turns:
            return {"began_at": "", "ended_at": "", "days": []}
        days = sorted({timezone.localdate(turn.begins).isoformat() for turn in turns})
        return {
            "began_at": iso(turns[0].begins),
            "ended_at": iso(turns[-1].ends),
            "days": days if len(self.line.sittings) > 1 else [],
        }

    def _is_late(self, added_at: datetime) -> bool:
        return self.first_published is not None and added_at > self.first_published

    def _attachments(self, item: AgendaItem) -> list[Attachment]:
        attached: Iterable[ItemAttachment] = item.present_attachments  # type: ignore[attr-defined]
        return [
            {
                "uid": str(row.uid),
                "title": row.title,
                "name": row.file.name,
                "mime_type": row.file.mime_type,
                "size": row.file.size,
                "sha512": row.file.sha512,
                "is_public": row.is_public,
                "is_late": self._is_late(row.added_at),
                "added_at": iso(row.added_at),
            }
            for row in attached
            if row.is_public or self.edition == "member"
        ]

    def _ideas(self, item: AgendaItem) -> list[Link]:
        ideas = sorted((link.idea for link in item.idea_links.all()), key=lambda idea: idea.pk)
        return [
            {"id": idea.pk, "number": idea.number, "title": idea.title, "slug": idea.slug}
            for idea in ideas
            if idea.publication == "published" and idea.hidden_at is None
        ]

    def _proposals(self, item: AgendaItem) -> list[Link]:
        found = {link.proposal_id: link.proposal for link in item.proposal_links.all()}
        if self.with_results:
            found |= {row.proposal_id: row.proposal for row in item.adoptions.all()}
        return [
            {"id": row.pk, "number": row.number, "title": row.title, "slug": row.slug}
            for _pk, row in sorted(found.items())
            if row.is_public or self.edition == "member"
        ]

    def _deliverables(self, item: AgendaItem) -> list[DeliverableLink]:
        found = sorted(
            (link.deliverable for link in item.deliverable_links.all()), key=lambda one: one.pk
        )
        return [
            {
                "id": one.pk,
                "title": one.title_da,
                "slug": one.slug,
                "committee": one.committee.slug,
            }
            for one in found
        ]

    def _votes(self, item: AgendaItem) -> list[Votes]:
        if not self.with_results:
            return []
        events: Iterable[VoteEvent] = item.present_votes  # type: ignore[attr-defined]
        return [_ballots(event) for event in events]

    def _disqualified(self, item: AgendaItem) -> list[Disqualified]:
        if not self.with_results:
            return []
        rows: Iterable[Disqualification] = item.present_disqualifications  # type: ignore[attr-defined]
        return [disqualified_of(row) for row in rows]

    def _remarks(self, item: AgendaItem) -> list[Remark]:
        if not self.with_results:
            return []
        rows: Iterable[ProtocolRemark] = item.present_remarks  # type: ignore[attr-defined]
        return [{"name": row.person.name, "text": row.text} for row in rows if row.confirmed_at]

    def _agreed(self, item: AgendaItem) -> list[Agreed]:
        if not self.with_results:
            return []
        points: Iterable[ActionPoint] = item.present_action_points  # type: ignore[attr-defined]
        return [
            {"text": point.text, "responsible": point.who, "due_on": day(point.due_on)}
            for point in points
            if point.is_public or self.edition == "member"
        ]

    def _followed_up(self, item: AgendaItem) -> list[FollowedUp]:
        """Return what was closed here; what was made behind closed doors stays there."""
        if not self.with_results:
            return []
        points: Iterable[ActionPoint] = item.told_action_points  # type: ignore[attr-defined]
        return [
            {
                "uid": point.item.uid,
                "text": point.text,
                "responsible": point.who,
                "state": point.state,
                "words": point.closing_words,
            }
            for point in points
            if point.item.is_public and (self.edition == "member" or self._is_told(point, item))
        ]

    @staticmethod
    def _is_told(point: ActionPoint, item: AgendaItem) -> bool:
        """Whether the public has read of it, or reads of it in these same minutes."""
        here = point.item.meeting_id == item.meeting_id
        return point.is_public and (here or point.is_known)


def disqualified_of(row: Disqualification) -> Disqualified:
    """Return one disqualification as the record has it; a sentence is made of it."""
    return {
        "name": row.person.name,
        "is_upheld": row.is_upheld,
        "left_at": iso(row.left_at),
        "returned_at": iso(row.returned_at),
        "substitute": row.substitute.name if row.substitute else "",
    }


def _ballots(event: VoteEvent) -> Votes:
    by_option: dict[str, list[str]] = {"for": [], "against": [], "abstain": []}
    for ballot in sorted(event.ballots.all(), key=lambda row: row.person.sort_key):
        by_option[ballot.option].append(ballot.person.name)
    return {
        "on": event.on,
        "in_favour": by_option["for"],
        "against": by_option["against"],
        "abstained": by_option["abstain"],
    }


def still_open(meeting: Meeting, edition: Edition) -> list[StillOpen]:
    """Return what earlier meetings left to do, the soonest first."""
    left = (
        ActionPoint.objects.open() if edition == "member" else ActionPoint.objects.for_everybody()
    )
    points = left.before(meeting).select_related("responsible", "item__meeting")
    return [
        {
            "uid": point.item.uid,
            "meeting": point.meeting.name,
            "meeting_id": point.meeting.pk,
            "text": point.text,
            "responsible": point.who,
            "due_on": day(point.due_on),
        }
        for point in points.soonest_first()
    ]
