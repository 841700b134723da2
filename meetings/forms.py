"""Forms of meetings: text to values, errors to the field they belong to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from committee.models import Membership
from ideas.models import Idea
from portal.documents import personal
from portal.documents.forms import RichTextField, UploadField
from portal.people.models import Person
from portal.ui import formats
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm
from projects.models import Proposal

from .models import (
    ActionPoint,
    ActionState,
    AgendaItem,
    AgendaTemplate,
    Approval,
    Attendance,
    CommentState,
    Meeting,
    Mode,
    Outcome,
    Reply,
    ReviewComment,
    SectionKind,
    VoteOption,
)
from .services import Entry
from .services.preparing import row as template_row

Places = list[tuple[str, list[tuple[str, str]]]]
"""Items, each with its sections, as groups of choices."""

CHOOSE = gettext_lazy("Choose")
CHANGEABLE = (
    "name",
    "starts_at",
    "ends_at",
    "place",
    "address",
    "access_info",
    "online_link",
    "open_to_public",
)


def without_private_words(text: str) -> None:
    """Refuse words that everybody will read if they hold what belongs to a person."""
    if personal.find(text):
        raise ValidationError(
            _("Everybody will read this. Write it without CPR number, e-mail and phone number.")
        )


class MeetingForm(SharedForm, KeyedForm):
    """When and where; the form that plans a meeting and the one that changes it."""

    day = forms.DateField(label=gettext_lazy("Date"))
    begins = forms.TimeField(label=gettext_lazy("Starts"))
    ends = forms.TimeField(label=gettext_lazy("Ends"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty, the meeting is named by its number."),
    )
    is_extraordinary = forms.BooleanField(
        label=gettext_lazy("Extraordinary meeting, outside the numbering"), required=False
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    access_info = forms.CharField(
        label=gettext_lazy("Getting in"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: ramp at the north entrance, hearing loop."),
    )
    online_link = forms.URLField(
        label=gettext_lazy("Link for taking part online"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only those who take part see this link."),
    )
    open_to_public = forms.BooleanField(label=gettext_lazy("The public may listen"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it moved?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Needed for another day, time of beginning or place. Everybody can read it, and all"
            " who may come get it by mail."
        ),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the meeting can be saved")
    needed_sometimes = {"reason"}
    field_order = ("opened_with", "form_key", "day", "begins", "ends", "place", "reason")

    template = forms.ModelChoiceField(
        AgendaTemplate.objects.none(),
        label=gettext_lazy("Agenda begins with"),
        required=False,
        empty_label=gettext_lazy("The two fixed items only"),
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting | None = None,
        templates: QuerySet[AgendaTemplate] | None = None,
        **options: Any,
    ) -> None:
        if meeting is not None:
            start = timezone.localtime(meeting.starts_at)
            options["initial"] = {
                "day": start.date(),
                "begins": start.time(),
                "ends": timezone.localtime(meeting.ends_at).time(),
                **{
                    name: getattr(meeting, name)
                    for name in ("name", "place", "address", "access_info", "online_link")
                },
                "open_to_public": meeting.open_to_public,
            }
        super().__init__(*args, **options)
        self.meeting = meeting
        if meeting is None:
            del self.fields["opened_with"], self.fields["reason"]
        else:
            del self.fields["is_extraordinary"], self.fields["form_key"]
            self.fields["name"].required = True
        first = templates.first() if templates is not None else None
        if first is None:
            del self.fields["template"]
        else:
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]
            self.fields["template"].initial = first.pk

    def shown(self) -> dict[str, Any]:
        return {name: getattr(self.meeting, name) for name in CHANGEABLE}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name == "starts_at":
            start = timezone.localtime(value)
            return {"day": start.date(), "begins": start.time()}
        if name == "ends_at":
            return {"ends": timezone.localtime(value).time()}
        return {name: value}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The meeting must end after it starts."))
        return data

    def facts(self) -> dict[str, Any]:
        """Return what the services take."""
        data = dict(self.cleaned_data)
        day, begins, ends = data.pop("day"), data.pop("begins"), data.pop("ends")
        zone = timezone.get_current_timezone()
        data["starts_at"] = datetime.combine(day, begins, tzinfo=zone)
        data["ends_at"] = datetime.combine(day, ends, tzinfo=zone)
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the meeting cancelled?"),
        max_length=300,
        help_text=gettext_lazy("The answer stands on the meeting’s page for everybody to read."),
        validators=[without_private_words],
    )


class SubstituteForm(forms.Form):
    """Who is called, and for whom."""

    membership = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Substitute"), empty_label=CHOOSE
    )
    stands_in_for = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Stands in for"), empty_label=CHOOSE
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        day = timezone.localdate(meeting.starts_at)
        rows = (
            Membership.objects.current(day)
            .filter(committee=meeting.committee)
            .select_related("person")
            .in_order()
        )
        self.fields["membership"].queryset = rows.filter(role="substitute")  # type: ignore[attr-defined]
        self.fields["stands_in_for"].queryset = rows.seats()  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """An answer to an invitation. The choice is made already; this sends it."""

    choice = forms.ChoiceField(choices=Reply.Choice.choices, widget=forms.HiddenInput)
    substitute = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("Who is to come?"),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("The secretary decides"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only the chair, the deputy chair and the secretary see it."),
    )
    obstacle = gettext_lazy("before the answer can be sent")

    def __init__(
        self, *args: Any, choice: str, substitutes: list[Membership], **options: Any
    ) -> None:
        options["initial"] = {"choice": choice, **options.get("initial", {})}
        super().__init__(*args, **options)
        if choice == Reply.Choice.COMES:
            del self.fields["reason"]
        if choice != Reply.Choice.SUBSTITUTE or not substitutes:
            del self.fields["substitute"]
            return
        field: Any = self.fields["substitute"]
        field.queryset = Membership.objects.filter(pk__in=[row.pk for row in substitutes])
        field.queryset = field.queryset.select_related("person").in_order()
        field.label_from_instance = lambda row: row.person.name
        if len(substitutes) == 1:
            self.initial.setdefault("substitute", substitutes[0].pk)


class NewItemForm(KeyedForm):
    title = forms.CharField(label=gettext_lazy("Title of the new item"), max_length=400)
    under = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=gettext_lazy("Sub-item of"),
        required=False,
        to_field_name="uid",
        widget=forms.HiddenInput,
    )
    all_agreed = forms.BooleanField(
        label=gettext_lazy("All present agree to take it up"), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        options["prefix"] = "new"
        super().__init__(*args, **options)
        if meeting.is_coming:
            del self.fields["all_agreed"]
            self.fields["under"].queryset = meeting.items.standing_on_agenda()  # type: ignore[attr-defined]
        else:
            del self.fields["under"]


class FactsForm(SharedForm):
    """An item's facts."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaItem.Kind.choices)
    presenter = forms.CharField(label=gettext_lazy("Presented by"), max_length=120, required=False)
    planned_minutes = forms.IntegerField(
        label=pgettext_lazy("planned time", "Minutes"), min_value=0, max_value=600
    )
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Open or closed"),
        choices=[("1", gettext_lazy("Open item")), ("0", gettext_lazy("Closed item"))],
        coerce=lambda value: value == "1",
    )
    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=40, required=False)
    public_title = forms.CharField(
        label=gettext_lazy("Neutral title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("All that the public sees of a closed item, beside its number."),
    )
    closed_reason = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only the committee sees the reason."),
    )
    obstacle = gettext_lazy("before the item can be saved")

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        names = [name for name in self.base_fields if name not in {"opened_with", "is_public"}]
        self.item = item
        options["initial"] = {
            "is_public": "1" if item.is_public else "0",
            **{name: getattr(item, name) for name in names},
        }
        options.setdefault("prefix", "facts")
        super().__init__(*args, **options)
        closed = self.data.get(self.add_prefix("is_public")) == "0"
        # Asked for in clean(), in better words; here only so that it is not called optional.
        self.fields["public_title"].required = closed if self.is_bound else not item.is_public

    def shown(self) -> dict[str, Any]:
        return {**super().shown(), "is_public": self.item.is_public}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {name: "01"[value] if name == "is_public" else value}

    def typed(self, name: str) -> Any:
        return self[name].value() if name == "is_public" else super().typed(name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_public") is False and not data.get("public_title", "").strip():
            self.errors.pop("public_title", None)
            self.add_error(
                "public_title", _("Give the closed item a title that says nothing of the matter.")
            )
        return data


class SectionForm(forms.Form):
    """The text of one section, on top of the revision that the page showed."""

    content = RichTextField()
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        options.setdefault("prefix", kind)
        super().__init__(*args, **options)
        self.fields["content"].label = SectionKind(kind).label


class MergeForm(forms.Form):
    """The merged text that somebody has looked at, on top of what stands there now."""

    content = RichTextField(
        label=gettext_lazy("Proposal with both"),
        help_text=gettext_lazy("Change it as you like before you save."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AttachmentForm(KeyedForm):
    file = UploadField(label=gettext_lazy("File"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"), required=False, initial=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["prefix"] = "file"
        super().__init__(*args, **options)


class LinksForm(SharedForm):
    """Which of the committee's ideas the item takes up, and which proposals it deals with."""

    numbers = forms.CharField(
        label=gettext_lazy("Ideas taken up, by number"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: 12, 40"),
    )
    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Projects that the item deals with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, item: AgendaItem, proposals: list[Proposal], **options: Any
    ) -> None:
        self.item = item
        self.by_key = {proposal.pk: proposal for proposal in proposals}
        self.ideas = sorted((link.idea for link in item.idea_links.all()), key=lambda one: one.pk)
        linked = [link.proposal for link in item.proposal_links.all()]
        # A proposal that this person may not know of stays linked, and is not shown.
        self.kept = [proposal for proposal in linked if proposal.pk not in self.by_key]
        self.linked = sorted(linked, key=lambda one: one.pk)
        options["initial"] = {
            "numbers": ", ".join(
                str(number) for number in sorted(one.number for one in self.ideas)
            ),
            "proposals": [one.pk for one in linked if one.pk in self.by_key],
        }
        options["prefix"] = "links"
        super().__init__(*args, **options)
        if proposals:
            choices = [(one.pk, f"{one.number}. {one.title}") for one in proposals]
            self.fields["proposals"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["proposals"]

    def shown(self) -> dict[str, Any]:
        return {"ideas": self.ideas, "proposals": self.linked}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name == "proposals":
            return {"proposals": [one.pk for one in value]}
        return {
            "numbers": ", ".join(str(number) for number in sorted(idea.number for idea in value))
        }

    def facts(self) -> dict[str, Any]:
        """Return what the service takes."""
        data = self.cleaned_data
        found = {"ideas": data["numbers"], "opened_with": data["opened_with"]}
        if "proposals" in self.fields:
            chosen = [self.by_key[pk] for pk in data["proposals"]]
            found["proposals"] = [*chosen, *self.kept]
        return found

    def clean_numbers(self) -> list[Idea]:
        words = self.cleaned_data["numbers"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 8 for word in words):
            raise ValidationError(_("Write the numbers with commas between them."))
        wanted = {int(word) for word in words}
        ideas = list(
            Idea.objects.listed()
            .filter(committee=self.item.meeting.committee, number__in=wanted)
            .order_by("pk")
        )
        if missing := wanted - {idea.number for idea in ideas}:
            raise ValidationError(
                _("There is no idea with the number %(numbers)s in this committee."),
                params={"numbers": ", ".join(str(number) for number in sorted(missing))},
            )
        return ideas


class SuggestionForm(KeyedForm):
    """What somebody wants the committee to take up, and why."""

    title = forms.CharField(label=gettext_lazy("What should the item be about?"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Why should the committee take it up?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("If it is taken up, this becomes the background of the item."),
    )
    obstacle = gettext_lazy("before the suggestion can be sent")


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Why is it not taken up?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever suggested it reads the answer."),
    )


class TemplateNameForm(KeyedForm):
    """What a template made from an agenda is called."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=80)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["prefix"] = "template"
        super().__init__(*args, **options)


class TemplateForm(SharedForm):
    """A template with a row of fields for each item, and some empty ones for more.

    A row without a title is left out; the numbers in "place" give the order.
    """

    EMPTY = 3
    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=80)
    obstacle = gettext_lazy("before the template can be saved")

    def __init__(self, *args: Any, template: AgendaTemplate, **options: Any) -> None:
        self.template = template
        options["initial"] = {"name": template.name}
        super().__init__(*args, **options)
        posted = self.data.get("rows", "") if self.is_bound else ""
        known = len(template.items) + self.EMPTY
        count = min(int(posted), 60) if posted.isdecimal() and len(posted) < 4 else known
        items: list[dict[str, Any] | None] = list(template.items)
        items += [None] * (count - len(items))
        self.rows = [
            TemplateRow(
                self.data if self.is_bound else None,
                place=place,
                item=item,
                prefix=f"row{place}",
            )
            for place, item in enumerate(items, start=1)
        ]

    def shown(self) -> dict[str, Any]:
        return {"name": self.template.name, "items": self.template.items}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name == "items":
            return {"items": "\n".join(row["title"] for row in value)}
        return {name: value}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def facts(self) -> dict[str, Any]:
        """Return what the service takes."""
        filled = [row for row in self.rows if row.cleaned_data["title"].strip()]
        filled.sort(key=lambda row: row.cleaned_data["place"])
        data = self.cleaned_data
        return {
            "name": data["name"],
            "opened_with": data["opened_with"],
            "items": [row.item() for row in filled],
        }


class TemplateRow(forms.Form):
    """One item of a template."""

    place = forms.IntegerField(
        label=pgettext_lazy("in the order", "Place"), min_value=0, max_value=999
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=400, required=False)
    is_sub = forms.BooleanField(label=gettext_lazy("Sub-item of the one above"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaItem.Kind.choices)
    presenter = forms.CharField(label=gettext_lazy("Presented by"), max_length=120, required=False)
    minutes = forms.IntegerField(
        label=pgettext_lazy("planned time", "Minutes"), min_value=0, max_value=600
    )
    public_title = forms.CharField(
        label=gettext_lazy("Neutral title, if the item is closed"), max_length=200, required=False
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections"),
        required=False,
        choices=[(kind.value, kind.label) for kind in SectionKind.of_agenda()],
        widget=forms.CheckboxSelectMultiple,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, place: int, item: dict[str, Any] | None, **options: Any) -> None:
        self.was = item = item or template_row("")
        names = ("title", "is_sub", "kind", "presenter", "minutes", "public_title", "sections")
        options["initial"] = {"place": place * 10, **{name: item[name] for name in names}}
        super().__init__(*args, **options)

    def item(self) -> dict[str, Any]:
        """Return the item as a template keeps it; one with a neutral title is closed."""
        data = dict(self.cleaned_data)
        del data["place"]
        title = data.pop("title")
        is_public = not data["public_title"].strip()
        reason = "" if is_public else self.was["closed_reason"]
        return template_row(title, **data, is_public=is_public, closed_reason=reason)


class SeenForm(forms.Form):
    """Confirms what was seen; says why a number may stand there where one was found."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    explained = forms.CharField(
        label=gettext_lazy("Why may the number stand there?"),
        max_length=300,
        help_text=gettext_lazy(
            "A CPR number must be taken out. If it is something else, say what. Your words are"
            " kept in the record with your name, and are not published."
        ),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the minutes can be published")

    def __init__(self, *args: Any, needs_words: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_words:
            del self.fields["explained"]


class PublishForm(SeenForm):
    """Says also why an agenda is sent out late, or again, where that is asked."""

    late_reason = forms.CharField(
        label=gettext_lazy("Why is it sent out now?"),
        max_length=400,
        help_text=gettext_lazy("Stands on the agenda; everybody can read it."),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the agenda can be sent out")

    def __init__(self, *args: Any, needs_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_reason:
            del self.fields["late_reason"]


class AttendanceRow(SharedForm):
    """One person at one sitting: there or not, for whom, and when if not all the time."""

    obstacle = gettext_lazy("before the attendance can be saved")
    status = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=Attendance.Status.choices)
    stands_in_for = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Stands in for"), required=False
    )

    def __init__(
        self, *args: Any, entry: Entry, seats: list[tuple[int, str]], **options: Any
    ) -> None:
        self.entry, self.membership = entry, entry.membership
        self.places = range(max(len(entry.stays) + 1, 2))
        options["prefix"] = f"m{entry.membership.pk}"
        options["initial"] = {}
        for name, value in entry.values.items():
            options["initial"] |= self.as_fields(name, value)
        super().__init__(*args, **options)
        for place in self.places:
            self.fields[f"arrived{place}"] = forms.TimeField(
                label=gettext_lazy("Arrived") if not place else gettext_lazy("Came back"),
                required=False,
            )
            self.fields[f"left{place}"] = forms.TimeField(
                label=pgettext_lazy("attendance", "Left"), required=False
            )
            self.fields[f"mode{place}"] = forms.ChoiceField(
                label=gettext_lazy("How"), choices=Mode.choices, required=False
            )
        if self.membership.role == "substitute":
            self.fields["stands_in_for"] = forms.TypedChoiceField(
                label=self.fields["stands_in_for"].label,
                choices=[("", "–"), *seats],
                required=False,
                coerce=int,
                empty_value=None,
            )
        else:
            del self.fields["stands_in_for"]

    def shown(self) -> dict[str, Any]:
        return self.entry.values

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name != "stays":
            return {name: value.pk if isinstance(value, Model) else value}
        fields: dict[str, Any] = {}
        for place in self.places:
            stay = value[place] if place < len(value) else {}
            for end, field in (("begins", "arrived"), ("ends", "left")):
                moment = stay.get(end)
                fields[f"{field}{place}"] = moment and timezone.localtime(moment).time()
            fields[f"mode{place}"] = stay.get("mode", Mode.PHYSICAL)
        return fields

    def spans(self) -> list[tuple[Any, Any, str]]:
        """Return the stays as they were typed: from, to and how; nothing of the whole sitting."""
        data = self.cleaned_data
        rows = [
            (data[f"arrived{place}"], data[f"left{place}"], data[f"mode{place}"] or Mode.PHYSICAL)
            for place in self.places
        ]
        first, *later = rows
        typed = [row for row in later if row[0] or row[1]]
        if not typed and first == (None, None, Mode.PHYSICAL):
            return []
        return [first, *typed]

    @property
    def about(self) -> str:
        """Whose row it is, where the mistakes of all are listed."""
        return str(self.membership.person)

    @property
    def substitution(self) -> list[forms.BoundField]:
        """The field that only a substitute has."""
        return [self[name] for name in ("stands_in_for",) if name in self.fields]

    @property
    def times(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}{place}"] for name in ("arrived", "left", "mode")]
            for place in self.places
        ]

    @property
    def has_times(self) -> bool:
        """Whether the page shows them at once; most people are there from first to last."""
        return bool(self.errors) or bool(self.entry.stays)


class DecisionForm(SharedForm):
    """Outcome and words of the decision."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[("", CHOOSE), *Outcome.choices]
    )
    content = RichTextField(
        label=gettext_lazy("Decision in words"),
        help_text=gettext_lazy("May stay empty only where the outcome says it all: approved."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    obstacle = gettext_lazy("before the decision can be saved")

    def shown(self) -> dict[str, Any]:
        return {"outcome": self.initial.get("outcome")}


class DisqualificationForm(SharedForm):
    """Somebody is, or was found not to be, disqualified."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who"), empty_label=CHOOSE
    )
    is_upheld = forms.TypedChoiceField(
        label=gettext_lazy("The committee decided"),
        choices=[("1", gettext_lazy("Disqualified")), ("0", gettext_lazy("Not disqualified"))],
        coerce=lambda value: value == "1",
    )
    left = forms.TimeField(label=gettext_lazy("Left the room"), required=False)
    returned = forms.TimeField(label=gettext_lazy("Returned"), required=False)
    raised_by = forms.CharField(label=gettext_lazy("Raised by"), max_length=120, required=False)
    substitute = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Takes part instead"),
        empty_label=gettext_lazy("Nobody"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only for the committee."),
    )

    def __init__(
        self,
        *args: Any,
        people: Any,
        is_coming: bool,
        substitutes: Any = None,
        **options: Any,
    ) -> None:
        options["prefix"] = "dq"
        super().__init__(*args, **options)
        if is_coming:
            del self.fields["left"], self.fields["returned"]
        if substitutes is None or not substitutes.exists():
            del self.fields["substitute"]
        else:
            self.fields["substitute"].queryset = substitutes  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def shown(self) -> dict[str, Any]:
        """It opens empty; what stands entered of each person is `beside` it."""
        return {}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if not value:
            return {"person": ""}
        chosen = {"is_upheld": "01"[value["is_upheld"]]}
        said = [dict(self.fields["is_upheld"].choices)[chosen["is_upheld"]]]  # type: ignore[attr-defined]
        for at, label in (("left_at", "left"), ("returned_at", "returned")):
            if value[at]:
                said.append(f"{self.base_fields[label].label} {formats.clock(value[at])}")
        said += [value["raised_by"], value["substitute"], value["note"]]
        return {"person": ", ".join(str(part) for part in said if part)}


class VoteForm(SharedForm):
    """One choice for each who could vote; nobody chosen means that there was no vote."""

    def __init__(
        self, *args: Any, voters: list[Person], cast: dict[int, str], **options: Any
    ) -> None:
        options["prefix"] = "vote"
        super().__init__(*args, **options)
        for person in voters:
            self.fields[str(person.pk)] = forms.ChoiceField(
                label=person.name,
                required=False,
                choices=[("", gettext_lazy("Did not vote")), *VoteOption.choices],
                initial=cast.get(person.pk, ""),
            )

    def votes(self) -> dict[int, str]:
        """Return who voted what; one of the buttons says it of all who are not chosen."""
        rest = self.data.get(self.add_prefix("rest"), "")
        rest = rest if rest in VoteOption.values else ""
        chosen = {pk: option for pk, option in self.cleaned_data.items() if pk.isdecimal()}
        return {int(pk): option or rest for pk, option in chosen.items() if option or rest}


class RemarkForm(SharedForm):
    """A dissent in the member's own words."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who"), empty_label=CHOOSE
    )
    text = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Short, in the member's own words. Stands in the minutes."),
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        options["prefix"] = "remark"
        super().__init__(*args, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def shown(self) -> dict[str, Any]:
        """It opens empty; the remarks that stand entered are `beside` it."""
        return {}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {"text": value}


class AdoptionForm(forms.Form):
    proposal = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=gettext_lazy("Project proposal"),
        empty_label=CHOOSE,
        error_messages={"required": gettext_lazy("Choose a proposal.")},
    )

    def __init__(self, *args: Any, proposals: Any, **options: Any) -> None:
        options["prefix"] = "adopt"
        super().__init__(*args, **options)
        self.fields["proposal"].queryset = proposals  # type: ignore[attr-defined]


class CloseForm(SharedForm):
    ended = forms.TimeField(
        label=gettext_lazy("The meeting was closed at"),
        error_messages={
            "required": gettext_lazy("Enter the time at which the meeting was closed.")
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        self.meeting = meeting
        options["initial"] = self.as_fields("ended_at", meeting.ended_at)
        super().__init__(*args, **options)

    def shown(self) -> dict[str, Any]:
        return {"ended_at": self.meeting.ended_at}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {"ended": timezone.localtime(value).time() if value else None}


class AdjournForm(forms.Form):
    """When the meeting was broken off, and when and where it goes on."""

    adjourned = forms.TimeField(label=gettext_lazy("Adjourned at"))
    day = forms.DateField(label=gettext_lazy("Goes on"))
    begins = forms.TimeField(label=gettext_lazy("at"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    obstacle = gettext_lazy("before the meeting can be adjourned")

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        standing = meeting.adjournments.filter(resumed_at=None).first()
        options["initial"] = {"place": meeting.place, "address": meeting.address}
        if standing is not None:
            resumes = timezone.localtime(standing.resumes_at)
            options["initial"] = {
                "day": resumes.date(),
                "begins": resumes.time(),
                "place": standing.place,
                "address": standing.address,
            }
        super().__init__(*args, **options)
        if standing is not None:
            del self.fields["adjourned"]
        else:
            self.fields["adjourned"].initial = timezone.localtime().time().replace(second=0)

    def resumes_at(self) -> datetime:
        zone = timezone.get_current_timezone()
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"], tzinfo=zone)


class ItemTimesForm(SharedForm):
    """From when to when an item was on, to be corrected."""

    obstacle = gettext_lazy("before the times can be saved")

    def __init__(self, *args: Any, times: list[dict[str, Any]], **options: Any) -> None:
        self.standing = times
        self.places = range(len(times) + 1)
        options["prefix"] = "times"
        options["initial"] = self.as_fields("times", times)
        super().__init__(*args, **options)
        for place in self.places:
            self.fields[f"began{place}"] = forms.TimeField(
                label=pgettext_lazy("item", "From") if not place else gettext_lazy("Again from"),
                required=False,
            )
            self.fields[f"ended{place}"] = forms.TimeField(
                label=pgettext_lazy("item", "To"), required=False
            )

    def shown(self) -> dict[str, Any]:
        return {"times": self.standing}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for place in self.places:
            row = value[place] if place < len(value) else {}
            for end, field in (("began_at", "began"), ("ended_at", "ended")):
                moment = row.get(end)
                fields[f"{field}{place}"] = moment and timezone.localtime(moment).time()
        return fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for place in self.places:
            if data.get(f"ended{place}") and not data.get(f"began{place}"):
                self.add_error(f"began{place}", _("Enter when the item began."))
        return data

    def spans(self) -> list[tuple[Any, Any]]:
        """Return from and to as they were typed; what is left empty was not."""
        data = self.cleaned_data
        rows = [(data[f"began{place}"], data[f"ended{place}"]) for place in self.places]
        return [row for row in rows if row[0]]


class ReviewDeadlineForm(forms.Form):
    deadline = forms.DateField(label=gettext_lazy("Answers until and including"))
    obstacle = gettext_lazy("before the minutes can be reviewed")


class ReviewForm(forms.Form):
    needed_sometimes = {"text", "is_closed"}
    choice = forms.ChoiceField(
        label=gettext_lazy("Are the minutes right?"),
        choices=[
            (Approval.Choice.APPROVED, gettext_lazy("I was there, and this is right")),
            (Approval.Choice.RESERVATION, gettext_lazy("I have a reservation")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Your reservation"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Needed if you have a reservation. Stands in the published minutes, unless it is about"
            " a closed item."
        ),
    )
    is_closed = forms.TypedChoiceField(
        label=gettext_lazy("What is your reservation about?"),
        required=False,
        choices=[
            ("0", gettext_lazy("Open items only: everybody can read it")),
            ("1", gettext_lazy("A closed item: only the committee can read it")),
        ],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Needed if you have a reservation."),
    )

    def __init__(self, *args: Any, has_closed_items: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_closed_items:
            del self.fields["is_closed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reserved = data.get("choice") == Approval.Choice.RESERVATION
        if reserved and not data.get("text", "").strip():
            self.add_error("text", _("Write what you have a reservation about."))
        if reserved and data.get("is_closed", False) is None:
            self.add_error("is_closed", _("Say whether it is about a closed item."))
        return data


class CorrectionForm(KeyedForm):
    """What is corrected, why, where, and who asked."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("Which items are corrected?"), widget=forms.CheckboxSelectMultiple
    )
    what = forms.CharField(label=gettext_lazy("What is corrected?"), max_length=400)
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=400)
    requested_by = forms.CharField(
        label=gettext_lazy("Who asked for it?"), max_length=120, required=False
    )
    obstacle = gettext_lazy("before the correction can begin")

    def __init__(self, *args: Any, items: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class ActionForm(SharedForm, KeyedForm):
    """Who does what by when; the form that makes an action point and the one that changes it."""

    needed_sometimes = {"responsible", "responsible_outside"}
    text = forms.CharField(
        label=gettext_lazy("What is to be done?"),
        max_length=400,
        error_messages={"required": gettext_lazy("Write what is to be done.")},
    )
    responsible = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Who does it?"),
        required=False,
        empty_label=CHOOSE,
    )
    responsible_outside = forms.CharField(
        label=gettext_lazy("Or somebody outside the committee"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "A name. Whoever is on the list above gets reminders; others do not."
        ),
    )
    due_on = forms.DateField(label=gettext_lazy("By when?"), required=False)
    is_public = forms.BooleanField(label=gettext_lazy("In the public minutes"), required=False)

    def __init__(self, *args: Any, item: AgendaItem, people: Any, **options: Any) -> None:
        options.setdefault("prefix", "action")
        options["initial"] = {"is_public": True, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        if not item.is_public:
            del self.fields["is_public"]


class CloseActionForm(SharedForm):
    """What came of an action point, and where the committee was told."""

    state = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=[
            (ActionState.DONE.value, pgettext_lazy("follow-up", "It is done")),
            (ActionState.DROPPED.value, pgettext_lazy("follow-up", "It is dropped")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether it is done or dropped.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write in a few words what came of it.")},
    )
    in_item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=gettext_lazy("Told under the item"),
        required=False,
        empty_label=gettext_lazy("Between meetings"),
        help_text=gettext_lazy("Then it stands in the minutes under that item."),
    )

    def __init__(self, *args: Any, point: ActionPoint, items: Any, **options: Any) -> None:
        self.point = point
        options.setdefault("prefix", "close")
        super().__init__(*args, **options)
        if items:
            self.fields["in_item"].queryset = items  # type: ignore[attr-defined]
        else:
            del self.fields["in_item"]

    def shown(self) -> dict[str, Any]:
        return {"state": self.point.state, "words": self.point.closing_words}


class CommentForm(KeyedForm):
    """What is to be put right in a draft of minutes, and where."""

    place = forms.ChoiceField(label=gettext_lazy("Where?"))
    text = forms.CharField(
        label=gettext_lazy("What is to be put right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by those who were present, and never published."),
        error_messages={"required": gettext_lazy("Write what is to be put right.")},
    )
    obstacle = gettext_lazy("before the comment can be sent")

    def __init__(self, *args: Any, places: Places, **options: Any) -> None:
        options.setdefault("prefix", "comment")
        super().__init__(*args, **options)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("The minutes as a whole")),
            *places,
        ]
        self.fields["place"].required = False


class AnswerForm(SharedForm):
    """What became of a comment."""

    needed_sometimes = {"answer"}
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (CommentState.TAKEN_OVER.value, gettext_lazy("Taken over: the minutes now say so")),
            (CommentState.ANSWERED.value, gettext_lazy("Answered: the minutes stay as they are")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what became of the comment.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where the minutes stay as they are."),
    )

    def __init__(self, *args: Any, comment: ReviewComment, **options: Any) -> None:
        self.comment = comment
        if not comment.is_open:
            options["initial"] = {"state": comment.state, "answer": comment.answer}
        super().__init__(*args, **options)

    def shown(self) -> dict[str, Any]:
        return {"state": self.comment.state, "answer": self.comment.answer}
