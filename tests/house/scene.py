"""One committee with something at every step of its way, for tests that ask all roles.

Everybody of the cast is there, and three more for whom the rules differ: the substitute who is
called to the meetings, the guest of a working group (`association`) and the member who is
disqualified under every closed item (`politician`).
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from committee import services as committee
from committee.logos import read_logo
from committee.models import Municipality
from ideas import services as ideas
from ideas.models import Theme
from meetings import invitees
from meetings import services as meetings
from meetings.models import AgendaItem, Attendance, Meeting, Minutes
from meetings.services.voters import voters
from portal.drafts import services as drafts
from portal.people.models import Capacity
from portal.ui import theme
from projects import services as projects
from projects.models import Proposal
from tests.cast import Cast
from tests.committee import factories as make_committee
from tests.committee.test_membership import PNG
from tests.ideas import factories as make_ideas
from tests.meetings import factories as make
from tests.projects import factories as make_projects

SECRET = make.SECRET
ROLES = {
    "public": "public",
    "participant": "participant",
    "member": "member",
    "former": "former_member",
    "substitute": "substitute",
    "guest": "association",
    "disqualified": "politician",
    "chair": "chair",
    "deputy": "deputy",
    "secretary": "secretary",
    "chief": "chief",
    "admin": "admin",
}
"""The column of the table of rights, and who of the cast stands for it."""


@dataclass
class Scene:
    """The cast, and the arguments of addresses by the name of the case."""

    cast: Cast
    at: dict[str, dict[str, Any]] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    def client(self, role: str) -> Any:
        return self.cast[ROLES[role]]


def build() -> Scene:
    scene = Scene(Cast())
    scene.at["-"] = {}
    _committee(scene)
    _ideas(scene)
    _proposals(scene)
    _meetings(scene)
    return scene


def _committee(scene: Scene) -> None:
    cast, by = scene.cast, scene.cast.users["secretary"]
    home = {"slug": cast.committee.slug}
    make_committee.make_mandate(cast.committee)
    draft = committee.draft_mandate(cast.committee.pk, by=by)
    group = make_projects.make_group(cast)
    people = cast.people
    committee.set_portrait(
        people["member"].pk,
        cast.committee.pk,
        by=by,
        picture=SimpleUploadedFile("m.png", PNG, "image/png"),
    )
    unnamed = make_committee.make_person("Ny Uden Konto")
    make_committee.put_in_group(group, unnamed)
    planned = make_committee.make_deliverable(cast.committee)
    handed_over = make_committee.make_deliverable(
        cast.committee,
        title_da="Afleveret kort",
        handed_over_on=make_committee.days(-3),
        document=make_committee.make_document(),
    )
    committee.attach_figures(
        cast.committee.pk,
        told_on=make_committee.days(-8),
        digest="0" * 64,
        pdf=make_committee.PDF,
    )
    scene.at |= {
        "committee": home,
        "undelivered": home | {"pk": planned.pk, "title": planned.slug},
        "deliverable": home | {"pk": handed_over.pk, "title": handed_over.slug},
        "task": home | {"number": 1},
        "mandate": home | {"number": 1},
        "mandate draft": home | {"number": draft.number},
        "group": home | {"group": group.slug, "pk": group.memberships.first().pk},
        "membership": home | {"pk": cast.memberships["member"].pk},
        "person": home | {"pk": people["member"].pk},
        "unnamed person": home | {"pk": unnamed.pk},
        "foreign person": home | {"pk": people["outsider"].pk},
    }
    tokens: list[str] = []
    real, committee.invitations.secrets.token_urlsafe = (
        committee.invitations.secrets.token_urlsafe,
        lambda size: tokens.append("a-token-of-the-scene") or tokens[-1],
    )
    try:
        committee.invite_person(
            cast.committee.pk, unnamed.pk, by=by, email="participant@example.dk"
        )
    finally:
        committee.invitations.secrets.token_urlsafe = real
    scene.at["invitation"] = {"token": tokens[0]}
    calendar = meetings.open_calendar(by=cast.users["member"])
    scene.at["calendar"] = {"secret": calendar.secret}
    kept = drafts.save_draft(
        "/ideer/ny/", {"title": ["Ikke sendt"]}, by=cast.users["participant"], base=0
    )
    scene.at["sitemap"] = {"section": "ideer", "page": 1}
    scene.at["kept draft"] = {"pk": kept.pk}
    own = Capacity.objects.get(user=cast.users["association"], kind="association")
    scene.at["capacity"] = {"pk": own.pk}
    logo = committee.describe_municipality(
        Municipality(), by=cast.users["admin"], logo=read_logo(PNG)
    ).logo
    scene.at["look"] = {"version": theme.derive(theme.BRAND, theme.THREAD).version}
    scene.at["shared look"] = scene.at["look"] | {"language": "da"}
    scene.at["logo"] = {"digest": logo.pk}


def _ideas(scene: Scene) -> None:
    cast = scene.cast
    theme = make_ideas.make_theme(cast.committee)
    unused = Theme.objects.create(committee=cast.committee, slug="tom", name_da="Tom")
    new = make_ideas.make_idea(cast, title="En ny idé")
    comment = ideas.comment_on_idea(
        new.pk,
        by=cast.users["member"],
        body="En kommentar",
        capacity=make_ideas.capacity_of(cast.users["member"]),
    )
    ideas.report_comment(
        new.pk, comment.pk, by=cast.users["association"], reason="Den nævner en nabo ved navn."
    )
    answered = make_ideas.make_idea(cast, title="En besvaret idé")
    ideas.answer_idea(
        answered.pk, by=cast.users["chief"], outcome="not_taken_up", reason="Den findes allerede."
    )
    hidden = make_ideas.make_idea(cast, title="En skjult idé")
    ideas.hide_idea(hidden.pk, by=cast.users["secretary"], reason="Den nævner en nabo ved navn.")
    nothing_yet = {"publication": "draft", "published_at": None, "number": None}
    draft = make_ideas.make_idea(cast, title="En kladde", **nothing_yet)
    for name, idea in (
        ("new idea", new),
        ("answered idea", answered),
        ("hidden idea", hidden),
        ("draft idea", draft),
    ):
        scene.at[name] = {"pk": idea.pk, "slug": idea.slug}
    scene.at["new idea"]["comment_pk"] = comment.pk
    scene.at["themes"] = {"slug": cast.committee.slug}
    scene.at["theme"] = {"pk": theme.pk}
    scene.at["unused theme"] = {"pk": unused.pk}


def _proposals(scene: Scene) -> None:
    cast = scene.cast
    group = scene.cast.committee.working_groups.get()
    draft = make_projects.write(cast, make_projects.start(cast, group, title="Kladden"))
    benefit = make_projects.add_benefit(cast, draft)
    lying = make_projects.in_committee(cast, group=group, title="Hos udvalget")
    submitted = make_projects.submitted(cast, group=group, title="Indsendt")
    returned = make_projects.submitted(cast, group=group, title="Sendt tilbage")
    projects.return_with_questions(
        returned.pk,
        version=1,
        reason="To ting mangler.",
        questions=("Hvem betaler?",),
        by=cast.users["chief"],
    )
    approved = make_projects.submitted(cast, group=group, title="Godkendt")
    projects.approve(
        approved.pk, version=1, reason="Gevinsten har en ejer.", by=cast.users["chief"]
    )
    found = {
        "draft": draft,
        "in committee": lying,
        "submitted": submitted,
        "returned": returned,
        "approved": approved,
    }
    for name, proposal in found.items():
        proposal.refresh_from_db()
        scene.proposals[name] = proposal
        row = proposal.benefits.first()
        scene.at[f"{name} proposal"] = {
            "pk": proposal.pk,
            "slug": proposal.slug,
            "kind": "challenge",
            "number": 1,
            "question": 1,
            "row": row.pk,
        }
    measured = approved.benefits.get()
    measurement = projects.add_measurement(
        measured.pk,
        value=14_000,
        measured_on=timezone.localdate(),
        source="Telefonsystemet",
        by=cast.users["chief"],
    )
    scene.at["approved proposal"]["measurement"] = measurement.pk
    scene.at["draft proposal"]["measurement"] = measurement.pk
    scene.at["draft proposal"]["row"] = benefit.pk


def _meetings(scene: Scene) -> None:
    for days, name in enumerate(
        ("draft", "sent out", "sitting", "in review", "approved", "public", "correcting"), start=20
    ):
        meeting = make.plan(scene.cast, days=days)
        _fill(scene, name, meeting)
    _prepare(scene)
    _bring_on_its_way(scene)


def _prepare(scene: Scene) -> None:
    """Give the committee a template, and a suggestion from somebody outside it."""
    cast, draft = scene.cast, scene.meetings["draft"]
    cast.committee.participants_suggest_items = True
    cast.committee.save(update_fields=["participants_suggest_items"])
    template = meetings.save_as_template(draft.pk, by=cast.users["secretary"], name="Faste punkter")
    suggestion = meetings.suggest_item(
        cast.committee.pk,
        title="Bænke ved søen",
        reason="Mange går tur der.",
        by=cast.users["participant"],
    )
    scene.at["template"] = {"pk": template.pk}
    scene.at["suggestion"] = {"pk": suggestion.pk}
    scene.at["suggestion here"] = {"pk": draft.pk, "row": suggestion.pk}


def _fill(scene: Scene, name: str, meeting: Meeting) -> None:
    """Give the meeting an open and a closed item, each with a file, and a called substitute."""
    cast = scene.cast
    scene.meetings[name] = meeting
    open_ = make.add(cast, meeting, f"Åbent punkt ({name})")
    file = make.attach(cast, open_)
    closed = make.add_closed(cast, meeting)
    call = meetings.call_substitute(
        meeting.pk,
        membership=cast.memberships["substitute"],
        stands_in_for=cast.memberships["politician"],
        by=cast.users["secretary"],
    )
    dq = meetings.disqualify(
        closed.pk,
        person=cast.people["politician"],
        by=cast.users["secretary"],
        raised_by=f"{SECRET} rejst",
        note=f"{SECRET} note",
    )
    here = {"pk": meeting.pk, "kind": "summary", "number": 1}
    for case, item in ((name, open_), (f"{name} closed", closed)):
        scene.at[case] = here | {
            "uid": item.uid,
            "row": dq.pk if item == closed else call.pk,
            "attachment_uid": (file if item == open_ else closed.attachments.get()).uid,
        }
    make.attach_pdf(cast, closed)
    scene.at[name]["seat"] = cast.memberships["member"].pk
    scene.at[name]["token"] = invitees.token(meeting, cast.memberships["member"])
    meeting.refresh_from_db()


def _bring_on_its_way(scene: Scene) -> None:
    cast, at = scene.cast, scene.meetings
    for name in ("sent out", "sitting", "in review", "approved", "public", "correcting"):
        make.publish(cast, at[name])
    sitting = make.open_now(cast, at["sitting"])
    _sat_before_leaving(scene, sitting.meeting)
    make.all_present(cast, at["sitting"])
    scene.at["sitting attendee"] = {
        "pk": at["sitting"].pk,
        "row": cast.memberships["member"].pk,
        "number": 1,
    }
    _agree(scene, "sitting")
    for name in ("in review", "approved", "public", "correcting"):
        minutes = _hold(scene, name)
        if name == "in review":
            _sat_before_leaving(scene, at[name])
        make.send_to_review(cast, minutes)
        _reserve(scene, minutes)
        if name == "in review":
            _comment(scene, minutes)
        else:
            _approve(scene, minutes)
        if name in {"public", "correcting"}:
            make.publish_minutes(cast, minutes)
        if name == "correcting":
            _correct(scene, minutes)
            _withdraw(scene, minutes)


def _withdraw(scene: Scene, minutes: Minutes) -> None:
    """The public file is withdrawn, and the chair asks for the agenda to be withdrawn too."""
    cast, meeting = scene.cast, minutes.meeting
    words = {"why": "Et navn.", "note": "Der stod et navn."}
    file = meeting.items.get(title="Åbent punkt (correcting)").attachments.get()
    asked = meetings.ask_for_withdrawal(file, by=cast.users["chair"], **words)
    meetings.answer_withdrawal(asked.pk, confirm=True, by=cast.users["admin"])
    scene.at["withdrawn"] = {"pk": meeting.pk, "row": asked.pk}
    agenda = meeting.agenda_versions.get()
    asked = meetings.ask_for_withdrawal(agenda, by=cast.users["chair"], **words)
    scene.at["withdrawal"] = {"pk": meeting.pk, "row": asked.pk}


def _hold(scene: Scene, name: str) -> Minutes:
    cast, meeting = scene.cast, scene.meetings[name]
    closed = AgendaItem.objects.get(meeting=meeting, is_public=False)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting, politician="apology")
    make.decide_all(cast, meeting)
    _agree(scene, name)
    may_vote = [person.pk for person in voters(closed)]
    meetings.record_vote(
        closed.pk,
        votes=dict.fromkeys(may_vote, "for"),
        on=f"{SECRET} afstemning",
        by=cast.users["secretary"],
    )
    remark = meetings.protocol_remark(
        closed.pk,
        person=cast.people["member"],
        text=f"{SECRET} bemærkning",
        by=cast.users["member"],
    )
    scene.at[f"{name} remark"] = {"pk": meeting.pk, "row": remark.pk}
    meetings.close_meeting(
        meeting.pk, by=cast.users["secretary"], at=meeting.starts_at + timedelta(hours=2)
    )
    minutes.refresh_from_db()
    return minutes


def _agree(scene: Scene, name: str) -> None:
    """Something is agreed under both items; the chief does what was agreed under the open one."""
    cast, meeting = scene.cast, scene.meetings[name]
    for who, item in (
        ("chief", meeting.items.get(title=f"Åbent punkt ({name})")),
        ("member", meeting.items.get(is_public=False)),
    ):
        case = name if item.is_public else f"{name} closed"
        point = meetings.make_action(
            item.pk,
            text="Ring til skolen" if item.is_public else f"{SECRET} aftale",
            responsible=cast.people[who],
            by=cast.users["secretary"],
        )
        scene.at[f"{case} action"] = {"pk": point.pk}
        scene.at[f"{case} agreed"] = scene.at[case] | {"row": point.pk}
    outside = meetings.make_action(
        meeting.items.get(is_public=False).pk,
        text=f"{SECRET} mere",
        responsible_outside=f"{SECRET} udenfor",
        by=cast.users["secretary"],
    )
    meetings.close_action(
        outside.pk, state="done", words=f"{SECRET} svar", by=cast.users["secretary"]
    )


def _sat_before_leaving(scene: Scene, meeting: Meeting) -> None:
    """The former member was at this meeting, before their seat ended."""
    Attendance.objects.create(
        meeting=meeting,
        person=scene.cast.people["former_member"],
        membership=scene.cast.memberships["former_member"],
        status="present",
    )


def _reserve(scene: Scene, minutes: Minutes) -> None:
    """The member disagrees with what is written under the closed item."""
    meetings.review_minutes(
        minutes.pk,
        by=scene.cast.users["member"],
        choice="reservation",
        text=f"{SECRET} forbehold",
        is_closed=True,
    )


def _comment(scene: Scene, minutes: Minutes) -> None:
    """The member wants something put right under both items."""
    for item in minutes.meeting.items.filter(standing=""):
        comment = meetings.comment_on_minutes(
            minutes.pk,
            item=item,
            section="decision",
            text="Skriv navnet helt ud." if item.is_public else f"{SECRET} kommentar",
            by=scene.cast.users["member"],
        )
        case = "comment" if item.is_public else "closed comment"
        scene.at[case] = {"pk": minutes.meeting_id, "row": comment.pk}
    answered = meetings.comment_on_minutes(
        minutes.pk,
        item=minutes.meeting.items.get(is_public=False),
        section="decision",
        text=f"{SECRET} mere",
        by=scene.cast.users["chair"],
    )
    meetings.answer_comment(
        answered.pk, state="answered", answer=f"{SECRET} svar", by=scene.cast.users["secretary"]
    )


def _approve(scene: Scene, minutes: Minutes) -> None:
    cast = scene.cast
    for who in ("chair", "deputy", "substitute"):
        meetings.review_minutes(minutes.pk, by=cast.users[who], choice="approved")
    meetings.approve_minutes(minutes.pk, by=cast.users["chair"])
    minutes.refresh_from_db()


def _correct(scene: Scene, minutes: Minutes) -> None:
    cast = scene.cast
    closed = AgendaItem.objects.get(meeting=minutes.meeting, is_public=False)
    meetings.correct_minutes(
        minutes.pk,
        by=cast.users["secretary"],
        what=f"{SECRET} hvad",
        why=f"{SECRET} hvorfor",
        items=[closed],
        requested_by=f"{SECRET} hvem",
    )
    decision = closed.sections.get(kind="decision").text
    meetings.set_decision(
        closed.pk,
        outcome="discussed",
        content=f"<p>{SECRET} rettet.</p>",
        base_revision=decision.revision,
        by=cast.users["secretary"],
    )
    minutes.refresh_from_db()
