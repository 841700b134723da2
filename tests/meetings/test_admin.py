"""The administrator sees where meetings stand, and not a word of what is closed."""

import pytest
from django.contrib import admin
from django.urls import reverse

from meetings import services
from portal.audit.models import Entry

from . import factories as make

MODELS = [model for model in admin.site._registry if model._meta.app_label == "meetings"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_administrator_reads_labels_only(cast, model):
    make.published_minutes(cast, closed=True)
    name = f"admin:meetings_{model._meta.model_name}"
    pages = [reverse(f"{name}_changelist")]
    pages += [reverse(f"{name}_change", args=[row.pk]) for row in model._default_manager.all()]
    for page in pages:
        response = cast["admin"].get(page)
        assert response.status_code == 200
        assert make.SECRET not in response.content.decode()
    assert cast["admin"].get(reverse(f"{name}_add")).status_code == 403


def test_history_and_search_say_nothing_either(cast):
    minutes = make.published_minutes(cast, closed=True)
    closed = minutes.meeting.items.get(is_public=False)
    url = reverse("admin:meetings_agendaitem_history", args=[closed.pk])
    said = cast["admin"].get(url).content.decode()
    assert make.SECRET not in said
    listed = cast["admin"].get(reverse("admin:meetings_agendaitem_changelist"))
    assert make.NEUTRAL in listed.content.decode()
    change = reverse("admin:meetings_agendaitem_change", args=[closed.pk])
    assert cast["admin"].post(change, {"is_public": "on"}).status_code == 403


def test_the_record_never_learns_the_title_of_an_item_that_is_closed_after_it_was_added(cast):
    """The editor adds an item by its title; that it is closed is said on the next form."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, make.SECRET)
    services.edit_item(
        item.pk,
        by=cast.users["secretary"],
        base_revision=1,
        is_public=False,
        public_title=make.NEUTRAL,
    )
    make.publish(cast, meeting)
    log = cast["admin"].get(reverse("admin:audit_entry_changelist")).content.decode()
    assert make.SECRET not in log
    assert make.NEUTRAL in log
    assert make.SECRET not in "".join(Entry.objects.values_list("subject_label", flat=True))


def test_what_is_opened_in_a_draft_keeps_its_neutral_title_until_it_is_out(cast):
    meeting = make.plan(cast)
    item = make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    services.reopen_agenda(meeting.pk, by=cast.users["chair"])
    services.edit_item(
        item.pk,
        by=cast.users["chair"],
        base_revision=item.revision,
        is_public=True,
        public_title="",
    )
    listed = cast["admin"].get(reverse("admin:meetings_agendaitem_changelist")).content.decode()
    assert make.NEUTRAL in listed
    assert make.SECRET not in listed
    change = reverse("admin:meetings_agendaitem_change", args=[item.pk])
    assert make.SECRET not in cast["admin"].get(change).content.decode()
    log = cast["admin"].get(reverse("admin:audit_entry_changelist")).content.decode()
    assert make.SECRET not in log


@pytest.mark.parametrize("who", ["public", "secretary", "chair"])
def test_nobody_else_gets_in(cast, who):
    response = cast[who].get(reverse("admin:meetings_meeting_changelist"))
    assert response.status_code == 302
