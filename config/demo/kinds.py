"""The shapes of the demo's data.

Days are counted from an anchor: ``day=-40`` on an idea means forty days before the day of
loading, ``after=3`` on a comment three days after the idea, ``before=9`` on an agenda nine days
before the meeting. Clock times are written as people say them: ``"17.00"``.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """An editorial text in the two languages of the interface."""

    da: str
    en: str


@dataclass(frozen=True)
class Part:
    """A capacity that somebody holds, and the organisation it is held for."""

    kind: str
    organisation: str = ""


@dataclass(frozen=True)
class Account:
    """Somebody who signs in. ``demo`` accounts get the demo's password, others none."""

    key: str
    name: str
    parts: tuple[Part, ...] = ()
    email: str = ""
    language: str = "da"
    demo: bool = False
    staff: bool = False

    @property
    def address(self) -> str:
        """The e-mail to sign in with; the key stands in for those without a fixed one."""
        return self.email or f"{self.key}@example.dk"


@dataclass(frozen=True)
class Seat:
    """A membership of a committee; ``since`` and ``until`` are days after its start."""

    person: str
    role: str
    appointed_as: str
    substitute_for: str = ""
    since: int = 0
    until: int | None = None


@dataclass(frozen=True)
class MandateTask:
    title: Words
    text: Words
    target: tuple[int, int] | None = None


@dataclass(frozen=True)
class Progress:
    """How far the committee is with a task, told by the secretary."""

    done: int
    total: int
    status: Words
    comes_next: Words


@dataclass(frozen=True)
class Group:
    """A working group, set up at the meeting named by its key."""

    slug: str
    name: str
    purpose: str
    set_up_at: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    slug: str
    name: Words


@dataclass(frozen=True)
class Council:
    """What the council decided on a deliverable, so many days from the day of loading."""

    day: int
    reference: str
    decision: Words


@dataclass(frozen=True)
class Deliverable:
    """What a committee hands over. Days count from the day of loading.

    ``paper`` is the document's text in our mini markup, of which the loader makes a PDF.
    """

    title: Words
    summary: Words
    task: int
    due: int
    planned: int
    handed_over: int | None = None
    paper: str = ""
    version: Words | None = None
    council: Council | None = None


@dataclass(frozen=True)
class Committee:
    """A committee with its editorial texts.

    ``starts`` and ``ends`` are (months, days) from the day of loading.
    """

    slug: str
    name: Words
    lead: Words
    about: Words
    legal_basis: Words
    background: Words
    composition: Words
    tasks: tuple[MandateTask, ...]
    starts: tuple[int, int]
    ends: tuple[int, int]
    reports_to: Words
    reporting: Words
    period: Words
    contact_title: Words
    contact_email: str
    seats: tuple[Seat, ...] = ()
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    featured: bool = False
    progress: tuple[Progress, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    council: tuple[int, Words | None] | None = None  # months from the day of loading
    ideas_open: tuple[int, int] | None = None  # days after the start, days before the end


@dataclass(frozen=True)
class Attachment:
    """A file under an item, made while loading; the filename's ending says how."""

    title: str
    filename: str
    body: str = ""
    public: bool = True


@dataclass(frozen=True)
class Remark:
    person: str
    text: str


@dataclass(frozen=True)
class Action:
    """What somebody took on; ``due`` counts from the day of loading, ``done`` says what came of it.

    ``person`` is one of the committee's, ``outside`` a name from elsewhere.
    """

    text: str
    due: int
    person: str = ""
    outside: str = ""
    done: str = ""


@dataclass(frozen=True)
class DraftComment:
    """What somebody who was present wants put right in the draft of the minutes."""

    person: str
    section: str
    text: str
    answer: str = ""


@dataclass(frozen=True)
class Disqualified:
    person: str
    left: str
    returned: str
    note: str


@dataclass(frozen=True)
class Votes:
    """A vote by name; whoever is present and not named voted for."""

    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item of an agenda; ``sections`` holds our mini markup (see ``prose``) by kind."""

    title: str
    kind: str = "discussion"
    sections: dict[str, str] = field(default_factory=dict)
    decision: str = ""
    outcome: str = ""
    case: str = ""
    presenter: str = ""
    minutes: int = 10
    public_title: str = ""
    closed_reason: str = ""
    attachments: tuple[Attachment, ...] = ()
    ideas: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    """What of the committee's deliverables it deals with, by their Danish titles."""
    adopts: str = ""
    votes: Votes | None = None
    remarks: tuple[Remark, ...] = ()
    disqualified: tuple[Disqualified, ...] = ()
    actions: tuple[Action, ...] = ()
    comments: tuple[DraftComment, ...] = ()

    @property
    def closed(self) -> bool:
        """Closed items carry the neutral title that the public may read."""
        return bool(self.public_title)


@dataclass(frozen=True)
class Absence:
    """Somebody who could not come, and who came instead."""

    person: str
    substitute: str = ""
    apology: bool = True


@dataclass(frozen=True)
class Presence:
    """Somebody who came late or left early, and under which item."""

    person: str
    item: int
    came: str = ""
    left: str = ""


@dataclass(frozen=True)
class Correction:
    """What a second version of the minutes says differently."""

    item: int
    old: str
    new: str
    what: str
    why: str
    after: int
    by: str
    wrote: str


@dataclass(frozen=True)
class Reply:
    """What somebody answered to the invitation, and why."""

    person: str
    choice: str = "comes"
    reason: str = ""
    substitute: str = ""


@dataclass(frozen=True)
class Resumed:
    """A meeting was adjourned before an item, and went on so many days later."""

    item: int
    adjourned: str
    days: int
    begins: str
    place: str


@dataclass(frozen=True)
class Meeting:
    """A meeting. ``day`` counts from the day of loading; ``state`` is how far it has come.

    ``planned`` is the day on which it was entered, ``opened`` that on which its items were put on
    the draft agenda; the texts are written in the days before the agenda is published.
    """

    key: str
    name: str
    day: int
    begins: str
    ends: str
    place: str
    items: tuple[Item, ...]
    state: str = "published"
    ended: str = ""
    absences: tuple[Absence, ...] = ()
    presences: tuple[Presence, ...] = ()
    agenda_before: int = 7
    late_reason: str = "Helligdage har gjort ugen før mødet kortere end ellers."
    planned: int = -240
    opened: int = -240
    minutes_after: int = 4
    correction: Correction | None = None
    reservations: tuple[Remark, ...] = ()
    extraordinary: bool = False
    first_place: str = ""
    """Where it was to be at first, and why it was moved."""
    moved_why: str = ""
    cancelled_why: str = ""
    resumed: Resumed | None = None
    replies: tuple[Reply, ...] = ()
    """Answers to an invitation that was sent before the agenda was ready."""


@dataclass(frozen=True)
class Comment:
    """A comment, and what it is meant as; ``first`` is what it said before its author changed it.

    ``reports`` are others' reasons against it; with ``stands`` the secretary let it stand.
    """

    author: str
    after: int
    text: str
    replies: tuple["Comment", ...] = ()
    stance: str = ""
    first: str = ""
    reports: tuple[Remark, ...] = ()
    stands: str = ""


@dataclass(frozen=True)
class Answer:
    """An official answer; ``link`` names the meeting and item, or the proposal, that it rests on.

    Those rows carry the idea among their own ``ideas``; the service only asks whether they exist.
    """

    outcome: str
    after: int
    by: str
    reason: str
    passed_to: str = ""
    left_out: str = ""
    link: tuple[str, int] | str = ""


@dataclass(frozen=True)
class Idea:
    key: str
    theme: str
    author: str
    part: str
    day: int
    title: str
    body: str
    supports: int
    comments: tuple[Comment, ...] = ()
    answer: Answer | None = None
    in_review_after: int | None = None
    responsible: str = ""


@dataclass(frozen=True)
class Measure:
    """A measurement; ``day`` counts from the day of loading."""

    day: int
    value: str
    note: str = ""


@dataclass(frozen=True)
class Benefit:
    """What shall be different; without a ``baseline`` it is to be measured by ``plan_day``."""

    kind: str
    title: str
    owner_name: str
    indicator: str
    unit: str
    target: Measure
    baseline: Measure | None = None
    plan_day: int | None = None
    owner: str = ""
    lower_is_better: bool = False
    source: str = ""
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True)
class Economic:
    """A potential in kroner, ``year`` years after that of loading."""

    post: str
    low: int
    expected: int
    high: int
    year: int = 1
    assumptions: str = ""


@dataclass(frozen=True)
class Budget:
    post: str
    amount: int
    year: int = 0


@dataclass(frozen=True)
class Question:
    text: str
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class Ruling:
    """What the innovation chief did with a version, and when."""

    kind: str
    day: int
    reason: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A project proposal and how far it has come; all days count from the day of loading."""

    key: str
    group: str
    kind: str
    title: str
    summary: str
    author: str
    created: int
    written: int
    starts: int | None = None
    ends: int | None = None
    sections: dict[str, str] = field(default_factory=dict)
    writers: dict[str, str] = field(default_factory=dict)
    ideas: tuple[str, ...] = ()
    qualitative: tuple[str, ...] = ()
    economic: tuple[Economic, ...] = ()
    budget: tuple[Budget, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    in_committee: int | None = None
    submitted: tuple[int, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    started: int | None = None
    start_note: str = ""
