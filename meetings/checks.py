"""The look before anything becomes public: one check list for agendas and minutes.

It reads the public snapshot, so it speaks of exactly what would be frozen, and the files that
the snapshot names. What stops must be put right. A CPR number must go, or somebody says in words
why it may stand there, and the record keeps that. The rest is for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import Municipality
from portal.documents import contents, kinds, personal, richtext
from portal.documents.models import File
from portal.jobs.models import Job
from portal.ui import formats

from . import deadlines
from .models import ItemAttachment, Meeting, SectionKind, Standing
from .refusals import Advice, NotReady

Weight = Literal["stops", "explain", "look"]
KEPT_FOR = 7 * 24 * 3600
READ_FILE = "meetings.read_file"
READING = 1
"""Raise it when files are read otherwise than before: kept readings are then made anew."""


@dataclass(frozen=True)
class Finding:
    """One thing to look at, and the way to it."""

    weight: Weight
    text: str
    where: str = ""
    url: str = ""


@dataclass(frozen=True)
class Check:
    """A line of the list: what was looked at, what was found, and what to say if nothing was."""

    title: str
    findings: list[Finding]
    fine: str

    @property
    def state(self) -> str:
        weights = {finding.weight for finding in self.findings}
        if weights & {"stops", "explain"}:
            return "stops"
        return "look" if weights else "fine"


def of_agenda(
    meeting: Meeting, snapshot: Any, *, on: date | None = None, at_once: bool = False
) -> list[Check]:
    """Return the check list of an agenda that is about to be sent out.

    A file that a worker is still to read is told of as that; `at_once` reads it here and now.
    """
    public = _public(meeting, snapshot, at_once=at_once)
    return [_notice(meeting, on), _shape(meeting, snapshot), *public]


def of_minutes(meeting: Meeting, snapshot: Any, *, at_once: bool = False) -> list[Check]:
    """Return the check list of minutes that are about to be published, corrected ones too."""
    return _public(meeting, snapshot, at_once=at_once)


def needs_words(checks: Iterable[Check]) -> bool:
    """Whether something was found that only words can let through."""
    return any(finding.weight == "explain" for check in checks for finding in check.findings)


def let_pass(checks: Iterable[Check], explained: str = "") -> None:
    """Refuse what must not become public; called where it is frozen."""
    findings = [finding for check in checks for finding in check.findings]
    stopping = [
        " ".join(filter(None, [finding.where and f"{finding.where}:", finding.text]))
        for finding in findings
        if finding.weight == "stops" or (finding.weight == "explain" and not explained.strip())
    ]
    if stopping:
        raise NotReady(*stopping)


def standing_items_missing(meeting: Meeting) -> list[Advice]:
    """Return what an agenda lacks of the two items that every agenda has."""
    items = list(meeting.items.standing_on_agenda())
    found: list[Advice] = []
    if not items or items[0].standing != Standing.APPROVAL:
        found.append(_("The first item must be the approval of the agenda."))
    if not items or items[-1].standing != Standing.OTHER_BUSINESS:
        found.append(_("The last item must be any other business."))
    return found


# The lines ------------------------------------------------------------------------------------


def _notice(meeting: Meeting, on: date | None) -> Check:
    committee = meeting.committee
    last = deadlines.last_day_to_publish(meeting)
    rule = ngettext(
        "%(count)s weekday before the meeting",
        "%(count)s weekdays before the meeting",
        committee.notice_days,
    ) % {"count": committee.notice_days}
    said = _("The last day was %(day)s: %(rule)s. Holidays don’t count, Saturday %(saturday)s.")
    told = {
        "day": formats.weekday_day(last),
        "rule": formats.together(rule),
        "saturday": _("does") if committee.count_saturday else _("doesn’t either"),
    }
    late = deadlines.is_late(meeting, on)
    findings = [Finding("look", said % told)] if late else []
    fine = _("In good time: %(day)s is the last day, %(rule)s.") % told
    return Check(_("Notice"), findings, fine)


def _shape(meeting: Meeting, snapshot: Any) -> Check:
    edit = reverse("meetings:agenda-edit", args=[meeting.pk])
    findings = [Finding("stops", str(text), "", edit) for text in standing_items_missing(meeting)]
    findings += [
        Finding(
            "stops",
            _("A closed item needs a neutral title that says nothing of the matter."),
            _place(item),
            _at(meeting, snapshot, item),
        )
        for item in snapshot["items"]
        if item["is_closed"] and not item["title"].strip()
    ]
    return Check(_("Items"), findings, _("Closed items have a neutral title."))


def _public(meeting: Meeting, snapshot: Any, *, at_once: bool) -> list[Check]:
    files = _files(meeting, snapshot, at_once=at_once)
    known = _known(meeting)
    private = [*_in_words(meeting, snapshot, known), *_in_files(files, known)]
    numbers = [finding for finding in private if finding.weight == "explain"]
    others = [finding for finding in private if finding.weight != "explain"]
    if any(file.told is None for file in files):
        later = Finding("look", _("Not all files have been read yet."))
        numbers, others = [*numbers, later], [*others, later]
    return [
        Check(
            _("Attachments"),
            [finding for file in files for finding in _readable(file)],
            _("All can be read by everybody.") if files else _("There are no public ones."),
        ),
        Check(_("CPR numbers"), numbers, _("None found, neither in the text nor in files.")),
        Check(_("E-mail and phone"), others, _("None found, neither in the text nor in files.")),
    ]


def _known(meeting: Meeting) -> list[str]:
    """Return the contacts that everybody is given anyway."""
    committee, town = meeting.committee, Municipality.current()
    return [
        committee.contact_email,
        committee.contact_phone,
        town.contact_email,
        town.contact_phone,
        town.data_protection_email,
    ]


# Where to find it -----------------------------------------------------------------------------


def _place(item: Any) -> str:
    return _("Item %(number)s") % {"number": item["number"]}


def _at(meeting: Meeting, snapshot: Any, item: Any) -> str:
    """Return where it is put right; minutes are put right after a look at the place."""
    if snapshot["what"] == "agenda":
        return reverse("meetings:item-edit", args=[meeting.pk, item["uid"]])
    return f"#punkt-{item['number']}"


# Words ----------------------------------------------------------------------------------------


def _in_words(meeting: Meeting, snapshot: Any, known: list[str]) -> Iterator[Finding]:
    head = "\n".join(_all_words({k: v for k, v in snapshot.items() if k != "items"}))
    yield from _found(head, known, "", _("About the meeting"), _meeting_url(meeting))
    for item in snapshot["items"]:
        where, url = _place(item), _at(meeting, snapshot, item)
        if "kind" not in item:
            yield from _found(item["title"], known, _("Title"), where, url)
            continue
        for name, text in _texts(item):
            yield from _found(text, known, name, where, url)


def _meeting_url(meeting: Meeting) -> str:
    name = "meeting-edit" if meeting.is_coming else "meeting-detail"
    return reverse(f"meetings:{name}", args=[meeting.pk])


def _texts(item: Any) -> Iterator[tuple[str, str]]:
    """Yield all words of an open item, each with the name of its place.

    What has no place of its own here stands among the facts: a snapshot that comes to say more
    is looked through from that day on.
    """
    yield _("Title"), item["title"]
    placed = {"title", "sections", "decision", "votes", "remarks", "attachments"}
    yield _("Facts"), "\n".join(_all_words({k: v for k, v in item.items() if k not in placed}))
    for section in item["sections"]:
        yield str(SectionKind(section["kind"]).label), richtext.to_text(section["html"])
    yield str(SectionKind.DECISION.label), richtext.to_text(item["decision"] or "<p></p>")
    yield _("Vote"), "\n".join(vote["on"] for vote in item["votes"])
    yield _("Remarks"), "\n".join(remark["text"] for remark in item["remarks"])
    named = [f"{file['title']}\n{file['name']}" for file in item["attachments"]]
    yield _("Attachments"), "\n".join(named)


def _all_words(value: Any) -> Iterator[str]:
    """Yield every text within, each by itself."""
    if isinstance(value, str):
        yield richtext.to_text(value) if value.startswith("<") else value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _all_words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _all_words(each)


def _found(
    text: str, known: Iterable[str], name: str, where: str, url: str, *, hidden: bool = False
) -> Iterator[Finding]:
    for hit in personal.find(text, known=list(known)):
        yield _told(hit, name, where, url, hidden=hidden)


def _told(hit: personal.Hit, name: str, where: str, url: str, *, hidden: bool) -> Finding:
    words = {
        "cpr": _("This looks like a CPR number: %(shown)s"),
        "email": _("An e-mail address: %(shown)s"),
        "phone": _("A phone number: %(shown)s"),
    }[hit.kind] % {"shown": hit.shown}
    if hidden:
        words = _("%(found)s (not printed, but everybody can read it in the file)") % {
            "found": words
        }
    weight: Weight = "explain" if hit.kind == "cpr" else "look"
    return Finding(weight, words, ", ".join(filter(None, [where, name])), url)


# Files ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """A public file as it was read, and where it hangs."""

    title: str
    where: str
    url: str
    mime_type: str
    told: dict[str, Any] | None
    """What is to be said of its content; None as long as it waits to be read."""


def _files(meeting: Meeting, snapshot: Any, *, at_once: bool) -> list[Read]:
    wanted = {
        file["uid"]: (item, file)
        for item in snapshot["items"]
        for file in item.get("attachments", [])
    }
    rows = ItemAttachment.objects.filter(uid__in=wanted, item__meeting=meeting)
    found = {str(row.uid): row for row in rows.select_related("file", "item").order_by("pk")}
    told = readings([row.file for row in found.values()], at_once=at_once)
    return [
        Read(
            file["title"],
            _place(item),
            found[uid].get_absolute_url(),
            file["mime_type"],
            told[found[uid].file.pk],
        )
        for uid, (item, file) in wanted.items()
        if uid in found
    ]


def readings(files: Iterable[File], *, at_once: bool) -> dict[UUID, dict[str, Any] | None]:
    """Return what is to be said of each; nothing yet of one that a worker is to read."""
    wanted = {file.pk: file for file in files}
    kept = cache.get_many([_kept_as(file) for file in wanted.values()])
    known = {pk: kept.get(_kept_as(file)) for pk, file in wanted.items()}
    unread = [pk for pk, told in known.items() if told is None]
    under_way = set() if at_once or not unread else _under_way(unread)
    return known | {pk: reading(wanted[pk]) for pk in unread if str(pk) not in under_way}


def _under_way(files: Iterable[UUID]) -> set[str]:
    """Return which files a worker reads, or will."""
    jobs = Job.objects.filter(task=READ_FILE, key__in=[str(pk) for pk in files])
    waiting = jobs.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return set(waiting.order_by("pk").values_list("key", flat=True))


def _kept_as(file: File) -> str:
    return f"looked-into:{READING}:{file.sha512}"


def reading(file: File) -> dict[str, Any]:
    """Return what is to be said of a file's content, read once: its bytes never change.

    Its words are not kept, only what was found in them.
    """
    told: dict[str, Any] | None = cache.get(_kept_as(file))
    if told is None:
        told = _tell(contents.look_into(file))
        cache.set(_kept_as(file), told, KEPT_FOR)
    return told


def _tell(found: contents.Contents) -> dict[str, Any]:
    return {
        "is_read": found.is_read,
        "is_whole": found.is_whole,
        "has_words": found.has_words,
        "is_tagged": found.is_tagged,
        "has_title": found.has_title,
        "has_language": found.has_language,
        "has_place": found.has_place,
        "printed": [(hit.kind, hit.shown) for hit in personal.find(found.text)],
        "behind": [(hit.kind, hit.shown) for hit in personal.find(found.metadata)],
    }


def _readable(file: Read) -> Iterator[Finding]:
    where = f"{file.where}, {file.title}"
    if file.told is None:
        yield Finding(
            "look", _("The file is being read. Load the page again in a moment."), where, file.url
        )
        return
    for text in _flaws(file.mime_type, file.told):
        yield Finding("look", text, where, file.url)


def _flaws(mime_type: str, told: dict[str, Any]) -> Iterator[str]:
    if not told["is_read"]:
        yield _("The file cannot be read here. Look through it yourself.")
        return
    if not told["is_whole"]:
        yield _("The file is so large that only a part was looked through.")
    if mime_type in {kinds.PNG, kinds.JPEG}:
        yield _("A picture: write in the item what it shows, for those who cannot see it.")
        if told["has_place"]:
            yield _("The picture says where it was taken. Save it without, if that is private.")
        return
    if told["has_words"] is False:
        yield _("No words in it, only pictures of pages: a screen reader reads nothing aloud.")
    missing = [
        word
        for name, word in (
            ("is_tagged", _("tags")),
            ("has_title", _("a title")),
            ("has_language", _("a language")),
        )
        if told[name] is False
    ]
    if missing:
        yield _("Hard to read with a screen reader. The file lacks: %(what)s.") % {
            "what": ", ".join(missing)
        }


def _in_files(files: list[Read], known: list[str]) -> Iterator[Finding]:
    may_stand = {personal.bare(word) for word in known if word}
    for file in files:
        for place in ("printed", "behind"):
            for kind, shown in file.told[place] if file.told else ():
                if personal.bare(shown) in may_stand:
                    continue
                hit = personal.Hit(kind, shown)
                yield _told(hit, file.title, file.where, file.url, hidden=place == "behind")
