"""Before anything becomes public it is looked through, and what was seen is what is sent out."""

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter

from committee.models import Committee
from meetings import checks, deadlines, services, snapshots
from meetings.models import AgendaVersion
from portal.audit.models import Entry
from portal.documents import contents, pdf
from portal.documents.services import store_bytes
from tests.forms import form_on, text_of

from . import factories as make
from .test_invitations import work

pytestmark = pytest.mark.django_db
CPR = "010170-1234"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def url(meeting):
    return reverse("meetings:agenda-publish", args=[meeting.pk])


@pytest.fixture
def meeting(cast):
    return make.plan(cast)


def ready(cast, meeting):
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    return meeting


def write(cast, meeting, words, title="Klare breve"):
    item = make.add(cast, meeting, title)
    services.save_section(
        item.pk,
        "background",
        content=f"<p>{words}</p>",
        base_revision=0,
        by=cast.users["secretary"],
    )
    return item


def listed(meeting):
    frame = snapshots.Frame(1, timezone.now())
    found = checks.of_agenda(meeting, snapshots.build_agenda(meeting, frame, "public"))
    return {check.title: check for check in found}


def findings(meeting):
    return [finding for check in listed(meeting).values() for finding in check.findings]


def word_file(*, body="", comment="", author="", title="Notat"):
    parcel = BytesIO()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    with ZipFile(parcel, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        made.writestr("word/comments.xml", f"<w:comments {w}>{comment}</w:comments>")
        made.writestr(
            "docProps/core.xml",
            f'<c:coreProperties xmlns:c="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></c:coreProperties>",
        )
    return parcel.getvalue()


def paragraph(*runs):
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def attach(cast, item, data, name, mime_type, **values):
    file = store_bytes(data, name=name, mime_type=mime_type, by=cast.users["secretary"])
    return services.attach_file(
        item.pk, by=cast.users["secretary"], file=file, title="Bilag 1", **values
    )


# What is seen is what is sent out -------------------------------------------------------------


def test_the_preview_is_the_page_that_everybody_gets(cast, meeting):
    make.add(cast, meeting, "Klare breve")
    make.add_closed(cast, meeting)
    ready(cast, meeting)
    shown = cast["secretary"].get(url(meeting)).context["record"]
    assert make.SECRET not in shown
    assert make.NEUTRAL in shown
    make_public = {"seen": make.seen(meeting)}
    sent = cast["secretary"].post(url(meeting), make_public)
    assert sent.status_code == 302
    page = cast["public"].get(sent["Location"]).context["record"]
    assert _without_addresses(page) == _without_addresses(shown)


def _without_addresses(record):
    return " ".join(record.split())


def test_nothing_is_sent_out_that_was_not_seen(cast, meeting):
    ready(cast, meeting)
    for seen in ("", "gættet", make.seen(meeting)[:-1]):
        answer = cast["secretary"].post(url(meeting), {"seen": seen})
        assert answer.status_code == 422
    mark = make.seen(meeting)
    make.add(cast, meeting, "Nyt imens", who="member")
    answer = cast["secretary"].post(url(meeting), {"seen": mark})
    assert answer.status_code == 422
    assert "Nyt imens" in answer.content.decode()
    assert not AgendaVersion.objects.exists()
    seen_now = answer.context["form"]["seen"].value()
    assert cast["secretary"].post(url(meeting), {"seen": seen_now}).status_code == 302


def test_two_send_out_at_once_and_the_second_hears_who_was_quicker(cast, meeting):
    ready(cast, meeting)
    mark = {"seen": make.seen(meeting)}
    cast["secretary"].get(url(meeting))
    cast["chair"].get(url(meeting))
    assert cast["chair"].post(url(meeting), mark).status_code == 302
    answer = cast["secretary"].post(url(meeting), mark, follow=True)
    assert "Frida Formand" in answer.content.decode()
    assert AgendaVersion.objects.count() == 1


# The list -------------------------------------------------------------------------------------


def test_an_agenda_in_order_says_so(cast, meeting):
    make.add(cast, meeting, "Klare breve")
    assert not findings(meeting)
    page = cast["secretary"].get(url(ready(cast, meeting))).content.decode()
    assert page.count("I orden") == 5


def test_late_is_a_warning_with_the_rule_and_holidays_do_not_count(cast, meeting):
    zone = timezone.get_current_timezone()
    # The Thursday after Easter 2027: Easter Monday is the 29th of March.
    meeting.starts_at = datetime(2027, 4, 1, 17, 0, tzinfo=zone)
    assert deadlines.last_day_to_publish(meeting) == datetime(2027, 3, 22, tzinfo=zone).date()
    meeting.committee.count_saturday = True
    assert deadlines.last_day_to_publish(meeting) == datetime(2027, 3, 23, tzinfo=zone).date()
    soon = make.plan(cast, days=2)
    [late] = findings(soon)
    assert late.weight == "look"
    assert "4\xa0hverdage" in late.text
    ready(cast, soon)
    assert cast["chair"].post(url(soon), {"seen": make.seen(soon)}).status_code == 422
    reason = {"late_reason": "Sneen lukkede rådhuset."}
    sent = cast["chair"].post(url(soon), {"seen": make.seen(soon), **reason})
    assert "Sneen lukkede" in cast["public"].get(sent["Location"]).content.decode()


@pytest.mark.parametrize("words", [f"Borgeren {CPR}", "Skriv til a@example.dk", "Tlf 39 98 00 00"])
def test_what_everybody_reads_of_the_delay_holds_nothing_private(cast, words):
    meeting = ready(cast, make.plan(cast, days=2))
    form = {"seen": make.seen(meeting), "late_reason": words}
    answer = cast["chair"].post(url(meeting), form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["late_reason"]


def test_a_closed_item_without_a_neutral_title_stops_and_leads_to_it(cast, meeting):
    item = make.add(cast, meeting, "Hemmeligt", is_public=False)
    [found] = findings(meeting)
    assert found.weight == "stops"
    assert found.url == reverse("meetings:item-edit", args=[meeting.pk, item.uid])
    ready(cast, meeting)
    page = cast["secretary"].get(url(meeting)).content.decode()
    assert found.url in page
    answer = cast["secretary"].post(url(meeting), {"seen": make.seen(meeting)})
    assert answer.status_code == 422
    assert not AgendaVersion.objects.exists()


def test_a_cpr_number_stops_until_it_is_gone(cast, meeting):
    item = write(cast, meeting, f"Sagen om 010170-<strong>1234</strong> og {CPR}.")
    ready(cast, meeting)
    [found] = findings(meeting)
    assert found.weight == "explain"
    assert "1234" not in found.text
    assert found.url.endswith(f"/{item.uid}/")
    mark = {"seen": make.seen(meeting)}
    assert cast["secretary"].post(url(meeting), mark).status_code == 422
    assert not AgendaVersion.objects.exists()
    services.save_section(
        item.pk,
        "background",
        content="<p>Sagen om en borger.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    mark = {"seen": make.seen(meeting)}
    assert cast["secretary"].post(url(meeting), mark).status_code == 302


def test_what_only_looks_like_one_passes_with_words_that_the_record_keeps(cast, meeting):
    write(cast, meeting, f"Varenummer {CPR}.")
    ready(cast, meeting)
    mark = {"seen": make.seen(meeting)}
    wrong = {**mark, "explained": f"Det er {CPR}"}
    assert cast["secretary"].post(url(meeting), wrong).status_code == 422
    said = {**mark, "explained": "Et varenummer fra leverandøren."}
    assert cast["secretary"].post(url(meeting), said).status_code == 302
    entry = Entry.objects.get(action="agenda.published")
    assert entry.data["explained"] == "Et varenummer fra leverandøren."
    public = cast["public"].get(AgendaVersion.objects.get().get_absolute_url())
    assert "leverandøren" not in public.content.decode()


def test_addresses_and_phones_are_shown_but_not_the_committees_own(cast, meeting):
    Committee.objects.filter(pk=cast.committee.pk).update(
        contact_email="udvalg@example.dk", contact_phone="39 98 00 00"
    )
    write(
        cast, meeting, "Skriv til udvalg@example.dk (3998 0000) eller ida@example.dk, 22 33 44 55"
    )
    meeting.refresh_from_db()
    assert [finding.weight for finding in findings(meeting)] == ["look", "look"]
    said = " ".join(finding.text for finding in findings(meeting))
    assert "ida@example.dk" in said
    assert "22 33 44 55" in said


def test_closed_items_are_not_looked_through_for_everybody(cast, meeting):
    item = make.add_closed(cast, meeting)
    make.attach(cast, item, title="Lukket bilag", name="luk.txt", text=CPR)
    services.save_section(
        item.pk, "background", content=f"<p>{CPR}</p>", base_revision=1, by=cast.users["secretary"]
    )
    assert not findings(meeting)


# Files ----------------------------------------------------------------------------------------


def test_words_in_a_document_its_comments_and_its_properties_are_read(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    data = word_file(
        body=paragraph("Om ", "010170", "-", "1234"),
        comment=paragraph("Ring 22 33 44 55"),
        author="ida@example.dk",
    )
    row = attach(cast, item, data, "notat.docx", WORD)
    by_weight = {}
    for finding in findings(meeting):
        by_weight.setdefault(finding.weight, []).append(finding)
    assert [found.url for found in by_weight["explain"]] == [row.get_absolute_url()]
    hidden = [found.text for found in by_weight["look"]]
    assert len(hidden) == 2
    assert all("ikke trykt" in text for text in hidden)


def upload(cast, item, data, name):
    """Attach a file as a browser does, and return the page from which it is sent out."""
    sent = {"file-file": SimpleUploadedFile(name, data), "file-title": "Notat"}
    sent["file-is_public"] = "on"
    address = reverse("meetings:attachment-add", args=[item.meeting_id, item.uid])
    assert cast["secretary"].post(address, sent).status_code == 302
    return reverse("meetings:agenda-publish", args=[item.meeting_id])


def test_an_uploaded_file_is_read_by_a_worker_and_until_then_the_page_says_so(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    page = upload(cast, item, word_file(body=paragraph(CPR)), "notat.docx")
    waiting = text_of(cast["secretary"].get(page))
    assert "Filen bliver læst. Hent siden igen om lidt." in waiting
    assert "Ikke alle filer er læst endnu." in waiting
    assert "ligner et CPR-nummer" not in waiting
    work("meetings.read_file")
    read = text_of(cast["secretary"].get(page))
    assert "bliver læst" not in read
    assert "ligner et CPR-nummer" in read


def test_a_file_that_no_worker_has_read_is_read_before_anything_is_sent_out(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    page = upload(cast, item, word_file(body=paragraph(CPR)), "notat.docx")
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    form = form_on(cast["secretary"].get(page), with_field="seen")
    refused = cast["secretary"].post(page, form)
    assert refused.status_code == 422
    assert "ligner et CPR-nummer" in text_of(refused)
    meeting.refresh_from_db()
    assert meeting.current_agenda is None


def test_a_file_for_the_committee_alone_is_its_own_matter(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    attach(cast, item, word_file(body=paragraph(CPR)), "notat.docx", WORD, is_public=False)
    assert not findings(meeting)


def blank_pdf(**values):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata(values)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_scanned_pdf_is_told_to_be_hard_to_read(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    data = blank_pdf(**{"/Author": "ida@example.dk", "/Subject": CPR})
    row = attach(cast, item, data, "scan.pdf", "application/pdf")
    found = listed(meeting)
    texts = [finding.text for finding in found["Bilag"].findings]
    assert len(texts) == 2
    assert "mærker, en titel, et sprog" in texts[1]
    assert {finding.url for finding in found["Bilag"].findings} == {row.get_absolute_url()}
    assert found["CPR-numre"].state == "stops"
    assert found["E-mail og telefon"].state == "look"


def test_our_own_pdf_lacks_nothing(cast):
    data = pdf.render(
        "config/pdf/attachment.html",
        {"title": "Notat", "author": "Udvalget", "body": "<p>Om klare breve.</p>"},
        language="da",
        title="Notat",
        author="Udvalget",
        subject="Notat",
        dated=timezone.now(),
    )
    found = contents.read(data, "application/pdf")
    assert found.is_read
    assert (found.has_words, found.is_tagged, found.has_title, found.has_language) == (True,) * 4
    assert "Om klare breve." in found.text


def test_a_damaged_file_stops_nothing(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    attach(cast, item, b"%PDF-1.7 og ikke mere", "stump.pdf", "application/pdf")
    [found] = findings(meeting)
    assert found.weight == "look"
    make.publish(cast, meeting)


def test_a_picture_with_its_place_is_told(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    picture, made = Image.new("RGB", (8, 8)), BytesIO()
    exif = picture.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(made, "JPEG", exif=exif)
    attach(cast, item, made.getvalue(), "foto.jpg", "image/jpeg")
    assert len(findings(meeting)) == 2


# Minutes ---------------------------------------------------------------------------------------


def test_minutes_are_looked_through_by_the_same_list(cast, meeting):
    write(cast, meeting, "Alt er vel.")
    make.publish(cast, meeting)
    minutes = make.hold(cast, meeting)
    item = make.one_item(meeting, "Klare breve")
    services.set_decision(
        item.pk,
        outcome="discussed",
        content=f"<p>Sagen om {CPR} er drøftet.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    make.approve(cast, make.send_to_review(cast, minutes))
    address = reverse("meetings:minutes-publish", args=[meeting.pk])
    page = cast["secretary"].get(address)
    assert "Skal afklares" in page.content.decode()
    mark = {"seen": make.seen(minutes)}
    assert cast["secretary"].post(address, mark).status_code == 422
    said = {**mark, "explained": "Et varenummer."}
    assert cast["secretary"].post(address, said).status_code == 302
    assert Entry.objects.get(action="minutes.published").data["explained"] == "Et varenummer."


def test_what_a_snapshot_comes_to_say_later_is_looked_through_too(meeting):
    frame = snapshots.Frame(1, timezone.now())
    public = snapshots.build_agenda(meeting, frame, "public")
    assert not [each for check in checks.of_minutes(meeting, public) for each in check.findings]
    public["follow_up"] = [{"text": f"Ring til {CPR}"}]
    public["items"][0]["extra"] = {"words": ["<p>Skriv til ida@example.dk</p>"]}
    found = [each for check in checks.of_minutes(meeting, public) for each in check.findings]
    assert [each.weight for each in found] == ["explain", "look"]


# Later additions -------------------------------------------------------------------------------


def test_a_later_version_says_why_and_old_addresses_land_on_the_same_item(cast, meeting):
    item = make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    first = AgendaVersion.objects.get()
    address = reverse("meetings:item-detail", args=[meeting.pk, item.uid])
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    new = make.add(cast, meeting, "Et hastende punkt")
    services.edit_item(item.pk, by=cast.users["secretary"], title="Klarere breve")
    ready(cast, meeting)
    meeting.refresh_from_db()
    mark = {"seen": make.seen(meeting)}
    assert cast["secretary"].post(url(meeting), mark).status_code == 422
    why = {**mark, "late_reason": "Fristen for svar er rykket."}
    assert cast["secretary"].post(url(meeting), why).status_code == 302
    page = cast["public"].get(address).content.decode()
    assert "Klarere breve" in page
    old = cast["public"].get(first.get_absolute_url()).content.decode()
    assert "Klare breve" in old
    assert "Et hastende punkt" not in old
    newest = cast["public"].get(AgendaVersion.objects.get(number=2).get_absolute_url())
    assert "Fristen for svar er rykket." in newest.content.decode()
    added = reverse("meetings:item-detail", args=[meeting.pk, new.uid])
    assert cast["public"].get(added).status_code == 200


def test_the_list_is_the_same_for_a_meeting_that_was_moved_nearer(cast, meeting):
    soon = timezone.now() + timedelta(days=1)
    services.change_meeting(
        meeting.pk, by=cast.users["secretary"], starts_at=soon, reason="Det haster."
    )
    meeting.refresh_from_db()
    assert listed(meeting)["Varsel"].state == "look"
