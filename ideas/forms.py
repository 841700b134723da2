"""What people type about ideas, as values, with the advice at the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import Committee
from portal.discussion.forms import CapacityField
from portal.documents import richtext
from portal.documents.forms import RichTextField
from portal.people.models import Person
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

from .models import LONGEST_BODY, LONGEST_TITLE, Outcome, Theme


class _ByCommittee(ModelChoiceIterator):  # type: ignore[type-arg]
    """Themes below the name of their committee, where there are several committees."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label)
        groups: dict[Committee, list[Any]] = {}
        for theme in self.queryset:
            groups.setdefault(theme.committee, []).append(self.choice(theme))
        if len(groups) == 1:
            yield from next(iter(groups.values()))
            return
        for committee, choices in groups.items():
            yield (committee.name, choices)


class ThemeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    iterator = _ByCommittee
    default_error_messages = {
        "required": gettext_lazy("Choose the theme that fits best."),
        "invalid_choice": gettext_lazy("Choose one of the themes."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Theme.objects.none(), empty_label=gettext_lazy("Choose a theme"), **options
        )


class IdeaTextForm(KeyedForm):
    """Title, text and theme; everybody may fill it in, signed in or not."""

    obstacle = gettext_lazy("before the idea can be sent")

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Say the idea in one sentence. At most 90 characters."),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Give the idea a title so that others can find it."),
            "max_length": gettext_lazy(
                "Shorten the title to %(limit_value)s characters; it has %(show_value)s."
            ),
        },
    )
    body = RichTextField(
        label=gettext_lazy("What do you want to change, and why?"),
        help_text=gettext_lazy(
            "Write as you would say it to a neighbour. Leave out names, addresses and CPR numbers: "
            "everybody can read it."
        ),
        required=True,
        error_messages={"required": gettext_lazy("Write what you want to change, and why.")},
    )
    theme = ThemeField(label=gettext_lazy("Theme"))

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes.select_related("committee")  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if len(body) > LONGEST_BODY or len(richtext.to_text(body)) > LONGEST_BODY:
            raise ValidationError(
                _("The text is too long. Shorten it to about three pages."), code="too_long"
            )
        return body


class IdeaForm(IdeaTextForm):
    """The whole idea, with the capacity in which its author writes."""

    capacity = CapacityField(
        help_text=gettext_lazy("The role is shown with the idea and cannot be changed later.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["capacity"]
        if isinstance(field, CapacityField):
            field.ask(user)


class IdeaEditForm(IdeaTextForm):
    """A changed text, with the version that it was written on."""

    obstacle = gettext_lazy("before the text can be saved")
    base_version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class SupportForm(forms.Form):
    """Stands on the idea's page beside the form for comments, which asks for a capacity, too."""

    capacity = CapacityField(label=gettext_lazy("I support it as"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "support_%s", **kwargs})
        field = self.fields["capacity"]
        if isinstance(field, CapacityField):
            field.ask(user)


class ReviewForm(forms.Form):
    obstacle = gettext_lazy("before the handling can begin")
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Who sees to it?"),
        help_text=gettext_lazy("The name is shown with the idea."),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={"required": gettext_lazy("Choose who is responsible.")},
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = committee.memberships.current()
        people = Person.objects.filter(memberships__in=current).distinct().in_order()
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    needed_sometimes = {"left_out", "passed_to"}
    obstacle = gettext_lazy("before the answer can be published")
    outcome = forms.ChoiceField(
        label=gettext_lazy("What becomes of the idea?"),
        choices=[(one.value, one.label) for one in Outcome if one != Outcome.CARRIED_OUT],
        help_text=gettext_lazy(
            "An idea that is taken up must be linked first: to a project, or to an agenda item"
            " (under “Ideas” where the agenda is written)."
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what becomes of the idea.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Write to the author. Everybody can read it, for good."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Give the reason. The author and everybody else will read it.")
        },
    )
    left_out = forms.CharField(
        label=gettext_lazy("What is not taken up?"),
        help_text=gettext_lazy("Needed when the idea is partly taken up."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    passed_to = forms.CharField(
        label=gettext_lazy("To whom is it passed on?"),
        help_text=gettext_lazy("Needed when the idea is passed on."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        outcome = values.get("outcome")
        if outcome == Outcome.PARTLY and not values.get("left_out"):
            self.add_error("left_out", _("Say what is not taken up."))
        if outcome == Outcome.PASSED_ON and not values.get("passed_to"):
            self.add_error("passed_to", _("Say to whom the idea is passed on."))
        return values


class ReasonForm(forms.Form):
    """One reason, for a step that cannot be taken without; `readers` says who reads it."""

    readers = gettext_lazy("Everybody can read it.")

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Give the reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.readers


class HideIdeaForm(ReasonForm):
    readers = gettext_lazy("The author and the committee’s secretary read it, nobody else.")


class ShowIdeaForm(ReasonForm):
    readers = gettext_lazy("For the internal record; not shown in public.")


class ThemeForm(KeyedForm):
    name_da = forms.CharField(
        label=gettext_lazy("Name in Danish"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the theme a name.")},
    )
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60, required=False)


class ThemeEditForm(SharedForm, ThemeForm):
    form_key = None  # type: ignore[assignment] # it makes nothing

    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=1000
    )
