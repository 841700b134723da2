"""Forms of action points."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.models import (
    ActionPoint,
    ActionState,
    AgendaItem,
)
from portal.people.models import Person
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

CHOOSE = gettext_lazy("Choose")


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
