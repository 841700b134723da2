"""A form that makes something makes it once, for whoever sent it, of what they may see.

Its key is sent again: the answer is the first result. Its key is somebody else's: nothing of
theirs is touched or told. It names a row that is not among its choices: refused at the field.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pgtrigger
import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.utils import timezone

from ideas.models import Theme
from portal.audit.models import Entry
from portal.people.models import Capacity
from portal.ui.models import Keyed
from tests.committee import factories as make_committee
from tests.ideas import factories as make_ideas

from . import rights, scene
from .matrix import at_once
from .test_bad_input import POSTS, fields_of

pytestmark = pytest.mark.usefixtures("db", "without_log")
Values = dict[str, Any]


@dataclass(frozen=True)
class Making:
    """What is sent to make something, by whom, and whose a row of it would be to be foreign."""

    model: str
    name: str
    case: str
    role: str
    values: Values
    key: str = "form_key"
    foreign: str = "committee"
    choices: Values = field(default_factory=dict)
    """Fields that are filled from the scene: what to send for each, by its name."""

    def __str__(self) -> str:
        return self.name

    @property
    def row(self) -> rights.Row:
        return rights.Row(self.name, self.case, "POST")

    def rows(self) -> "models.QuerySet[Any]":
        return apps.get_model(self.model)._default_manager.order_by("pk")


def today() -> str:
    return timezone.localdate().isoformat()


def theme_of(stage: scene.Scene) -> int:
    return Theme.objects.filter(committee=stage.cast.committee).earliest("pk").pk


def capacity_of(who: str) -> Any:
    return lambda stage: Capacity.objects.held_by(stage.cast.users[who]).earliest("pk").pk


def group_of(stage: scene.Scene) -> int:
    return stage.cast.committee.working_groups.earliest("pk").pk


def an_item(stage: scene.Scene) -> str:
    return stage.at["public"]["uid"]


def upload(stage: scene.Scene) -> Any:
    return SimpleUploadedFile("bilag.txt", b"Ord i en fil.", "text/plain")


def yesterday() -> str:
    return (timezone.localdate() - timedelta(days=1)).isoformat()


MEASURED = {"value": "13000", "source": "Telefonsystemet", "measured_on": yesterday}
MAKINGS = [
    Making(
        "committee.WorkingGroup",
        "committee:group-form",
        "committee",
        "secretary",
        {"name": "Nye ord", "started_on": today},
    ),
    Making(
        "committee.Deliverable",
        "committee:deliverable-plan",
        "committee",
        "secretary",
        {"title_da": "Et nyt kort", "due_on": today, "task_number": "1"},
    ),
    Making(
        "committee.Membership",
        "committee:member-appoint",
        "committee",
        "secretary",
        {
            "name": "Ny Udpeget",
            "role": "member",
            "appointed_as": "citizen",
            "votes": "on",
            "started_on": today,
        },
    ),
    Making(
        "committee.Invitation",
        "committee:person-invite",
        "unnamed person",
        "secretary",
        {"email": "ny@example.dk", "language": "da"},
        foreign="person",
    ),
    Making(
        "ideas.Theme",
        "ideas:theme-list",
        "themes",
        "secretary",
        {"name_da": "Nyt tema", "name_en": "New theme"},
    ),
    Making(
        "ideas.Idea",
        "ideas:idea-create",
        "-",
        "participant",
        {"title": "En idé om bænke", "body": "<p>Flere bænke.</p>"},
        foreign="author",
        choices={"theme": theme_of, "capacity": capacity_of("participant")},
    ),
    Making(
        "discussion.Comment",
        "ideas:comment-create",
        "new idea",
        "participant",
        {"body": "En god idé."},
        foreign="author",
        choices={"capacity": capacity_of("participant")},
    ),
    Making(
        "discussion.Report",
        "ideas:comment-report",
        "new idea",
        "participant",
        {"reason": "Den taler grimt til en nabo."},
        foreign="by",
    ),
    Making(
        "meetings.Meeting",
        "meetings:meeting-create",
        "-",
        "secretary",
        {"day": "2031-03-04", "begins": "17:00", "ends": "19:00", "place": "Rådhuset"},
    ),
    Making(
        "meetings.AgendaItem",
        "meetings:item-add",
        "draft",
        "secretary",
        {"new-title": "Et nyt punkt"},
        key="new-form_key",
        foreign="meeting",
    ),
    Making(
        "meetings.AgendaTemplate",
        "meetings:template-list",
        "-",
        "secretary",
        {"template-name": "Ny skabelon"},
        key="template-form_key",
        foreign="committee",
    ),
    Making(
        "meetings.ItemSuggestion",
        "meetings:suggestion-create",
        "-",
        "participant",
        {"title": "Skygge på legepladsen", "reason": "Der er for varmt."},
        foreign="suggested_by",
    ),
    Making(
        "meetings.ItemAttachment",
        "meetings:attachment-add",
        "draft",
        "secretary",
        {"file-title": "Et bilag"},
        key="file-form_key",
        foreign="item",
        choices={"file-file": upload},
    ),
    Making(
        "meetings.ActionPoint",
        "meetings:action-add",
        "sitting",
        "secretary",
        {"action-text": "Ring til skolen", "action-responsible_outside": "Skovlyst Skole"},
        key="action-form_key",
        foreign="item",
    ),
    Making(
        "meetings.ReviewComment",
        "meetings:minutes-comments",
        "in review",
        "member",
        {"comment-text": "Skriv navnet helt ud."},
        key="comment-form_key",
        foreign="person",
    ),
    Making(
        "meetings.Correction",
        "meetings:minutes-correct",
        "public",
        "secretary",
        {"what": "Et tal er rettet.", "why": "Det var forkert."},
        foreign="minutes",
        choices={"items": an_item},
    ),
    Making(
        "projects.Proposal",
        "projects:proposal-create",
        "-",
        "member",
        {"title": "Et nyt forslag", "kind": "incremental"},
        foreign="created_by",
        choices={"group": group_of},
    ),
    Making(
        "projects.QualitativePotential",
        "projects:qualitative-add",
        "draft proposal",
        "member",
        {"text": "Færre misforståelser."},
        foreign="proposal",
    ),
    Making(
        "projects.EconomicPotential",
        "projects:economic-add",
        "draft proposal",
        "member",
        {"post": "Løn", "year": "2031", "low": "1", "expected": "2", "high": "3"},
        foreign="proposal",
    ),
    Making(
        "projects.BudgetLine",
        "projects:budget-add",
        "draft proposal",
        "member",
        {"post": "Tryk", "year": "2031", "amount": "100"},
        foreign="proposal",
    ),
    Making(
        "projects.Benefit",
        "projects:benefit-add",
        "draft proposal",
        "member",
        {"title": "Færre opkald", "kind": "time", "direction": "lower"},
        foreign="proposal",
    ),
    Making(
        "projects.Measurement",
        "projects:measurement-add",
        "approved proposal",
        "chief",
        MEASURED,
        foreign="benefit",
    ),
    Making(
        "meetings.Withdrawal",
        "meetings:minutes-withdraw",
        "public",
        "chair",
        {"why": "En privat adresse.", "note": "Der stod en privat adresse."},
        foreign="minutes_version",
    ),
]
WITHOUT_A_KEY = {"committee.MandateVersion", "meetings.SubstituteCall"}
"""Of these there is only one at a time anyway; theirs is a button, not a form."""
ALWAYS = {"ideas:idea-create", "meetings:item-add", "committee:member-appoint"}
EACH = at_once(MAKINGS, [making for making in MAKINGS if making.name in ALWAYS])


def body(stage: scene.Scene, making: Making, key: Any, **other: Any) -> Values:
    filled = {name: choose(stage) for name, choose in making.choices.items()}
    written = {name: v() if callable(v) else v for name, v in making.values.items()}
    return written | filled | {making.key: str(key)} | other


def send(stage: scene.Scene, making: Making, values: Values) -> Any:
    client = stage.client(making.role)
    return client.post(rights.url_of(stage, making.row), values)


def test_every_form_that_makes_something_is_here():
    made = {making.model for making in MAKINGS}
    keyed = {model._meta.label for model in apps.get_models() if issubclass(model, Keyed)}
    assert keyed - WITHOUT_A_KEY == made


@pytest.mark.parametrize("making", EACH, ids=str)
def test_sent_twice_it_lands_on_the_first_result(stage, making):
    key, before = uuid4(), making.rows().count()
    with transaction.atomic():
        first, again = (send(stage, making, body(stage, making, key)) for _ in range(2))
        assert first.status_code == 302, errors_in(first)
        assert (again.status_code, again["Location"]) == (302, first["Location"])
        assert making.rows().filter(form_key=key).count() == 1
        assert making.rows().count() == before + 1
        transaction.set_rollback(True)


@pytest.mark.parametrize("making", EACH, ids=str)
def test_under_somebody_elses_key_nothing_of_theirs_is_told_or_touched(stage, making):
    theirs, mine = uuid4(), uuid4()
    with transaction.atomic():
        assert send(stage, making, body(stage, making, mine)).status_code == 302
        row = making.rows().get(form_key=mine)
        lent = another_owner(stage, making, row)
        with pgtrigger.ignore():  # some rows never change hands; here they do
            making.rows().filter(pk=row.pk).update(form_key=theirs, **lent)
        kept = making.rows().filter(pk=row.pk).values().get()
        count, told = making.rows().count(), Entry.objects.count()
        answer = send(stage, making, body(stage, making, theirs))
        assert answer.status_code < 500
        assert making.rows().filter(pk=row.pk).values().get() == kept
        assert str(theirs) not in errors_in(answer)
        assert "form key" not in errors_in(answer).lower()
        made = making.rows().count() - count
        assert made in {0, 1}
        assert bool(made) is (Entry.objects.count() > told), "nothing was made, yet told as done"
        transaction.set_rollback(True)


def another_owner(stage: scene.Scene, making: Making, row: Any) -> Values:
    """Return what makes the row somebody else's."""
    relation = row._meta.get_field(making.foreign)
    if making.foreign == "committee":
        return {"committee": stage.cast.other_committee}
    own = getattr(row, relation.attname)
    others = relation.related_model._default_manager.exclude(pk=own).order_by("pk")
    return {making.foreign: next(one for one in others[:50] if may_own(row, making, one))}


def may_own(row: Any, making: Making, other: Any) -> bool:
    """Whether the database lets the row be theirs: some things each person has once."""
    setattr(row, making.foreign, other)
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    return True


def errors_in(response: Any) -> str:
    return " ".join(
        str(form.errors) for form in forms_on(response) if form.is_bound and form.errors
    )


def forms_on(response: Any) -> Iterator[forms.BaseForm]:
    seen = set()
    for context in response.context or []:
        for layer in context.dicts if hasattr(context, "dicts") else [context]:
            for value in layer.values():
                if isinstance(value, forms.BaseForm) and id(value) not in seen:
                    seen.add(id(value))
                    yield value


def chosen_fields(stage: scene.Scene, row: rights.Row, role: str) -> Iterator[tuple[str, Any]]:
    """Return the fields of the form at this address that choose among rows, by posted name."""
    response = stage.client(role).post(rights.url_of(stage, row), {"x": "1"}, follow=True)
    for form in forms_on(response):
        if form.is_bound:
            for name, one in form.fields.items():
                if isinstance(one, forms.ModelChoiceField) or is_of_rows(one):
                    yield form.add_prefix(name), one


def is_of_rows(one: forms.Field) -> bool:
    """Whether a plain choice is among rows: its values are numbers above the few of a flag."""
    if not isinstance(one, forms.ChoiceField) or isinstance(one, forms.ModelChoiceField):
        return False
    values = [str(key) for key, _label in one.choices if not isinstance(_label, list)]
    return bool(values) and all(value.isdecimal() or not value for value in values[1:])


def strangers(one: forms.Field) -> list[str]:
    """Return what must not be accepted: rows that exist and are not offered, and one that isn't."""
    if not isinstance(one, forms.ModelChoiceField):
        return ["999999999", "x"]
    offered = one.queryset.order_by().values("pk")
    there = one.queryset.model._default_manager.exclude(pk__in=offered).order_by("-pk")
    return [*(str(pk) for pk in there.values_list("pk", flat=True)[:4]), "999999999", "-1", "x"]


def lay_out_what_is_foreign(stage: scene.Scene) -> None:
    """Give the other committee what could be named in a form of this one."""
    other = stage.cast.other_committee
    Theme.objects.create(committee=other, slug="fremmed", name_da="Fremmed")
    make_committee.make_group(other, name="Fremmed gruppe", slug="fremmed")
    make_ideas.capacity_of(stage.cast.users["outsider"])


CHOOSING = sorted(POSTS)
OFTEN = {
    ("ideas:idea-create", "-"),
    ("projects:proposal-create", "-"),
    ("committee:group-add", "group"),
    ("committee:member-appoint", "committee"),
    ("ideas:idea-review", "new idea"),
    ("meetings:substitutes", "draft"),
}


@pytest.mark.parametrize(("name", "case"), at_once(CHOOSING, OFTEN))
def test_a_row_that_is_not_offered_is_refused_at_its_field(stage, name, case):
    row = rights.Row(name, case, "POST")
    making = next((one for one in MAKINGS if (one.name, one.case) == (name, case)), None)
    role = making.role if making else POSTS[name, case]
    url = rights.url_of(stage, row)
    with transaction.atomic():
        lay_out_what_is_foreign(stage)
        found = dict(chosen_fields(stage, row, role))
        sound = (
            body(stage, making, uuid4())
            if making
            else fields_of(stage.client(role), stage, row, url)
        )
        for posted, one in found.items():
            for stranger in strangers(one):
                refuse(stage, row, role, sound | {posted: stranger}, posted)
        transaction.set_rollback(True)


def refuse(stage: scene.Scene, row: rights.Row, role: str, data: Values, posted: str) -> None:
    told = Entry.objects.count()
    with transaction.atomic():
        answer = stage.client(role).post(rights.url_of(stage, row), data)
        assert answer.status_code in {200, 302, 409, 422}, (posted, data[posted])
        assert Entry.objects.count() == told, f"{posted}={data[posted]} was carried out"
        at_field = [
            form.errors.get(posted.removeprefix(f"{form.prefix}-"))
            for form in forms_on(answer)
            if form.is_bound
        ]
        assert answer.status_code == 302 or any(at_field), f"{posted} says nothing of it"
        transaction.set_rollback(True)
