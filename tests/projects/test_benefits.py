"""What comes of an approved project: measured, corrected, concluded, and shown to everybody."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from projects import charts, services
from projects.models import Benefit, Measurement
from projects.refusals import AlreadyCorrected, NotMeasured

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def benefit(cast):
    proposal = factories.approved(cast)
    return proposal.benefits.get()


def url(name, benefit, *more):
    return reverse(f"projects:{name}", args=[benefit.proposal_id, benefit.pk, *more])


def measure(cast, benefit, value, day, **values):
    return services.add_measurement(
        benefit.pk,
        value=Decimal(value),
        measured_on=factories.days(day),
        by=cast.users["chief"],
        **values,
    )


def test_an_approval_begins_the_measuring_and_keeps_the_first_target(benefit):
    assert benefit.state == "measuring"
    assert benefit.first_target_value == Decimal(9_200)


def test_the_chief_and_the_owner_measure(cast, benefit):
    Benefit.objects.filter(pk=benefit.pk).update(owner=cast.people["politician"])
    data = {"value": "12.550", "measured_on": str(factories.days(-1)), "note": "12 breve i brug"}
    target = url("measurement-add", benefit)
    for who in ("member", "association", "chair", "secretary", "admin", "outsider"):
        assert cast[who].post(target, data).status_code == 403, who
    assert reverse("account_login") in cast["public"].post(target, data).url
    assert not Measurement.objects.exists()
    assert cast["politician"].post(target, data).status_code == 302
    again = data | {"measured_on": str(factories.days(-2))}
    assert cast["chief"].post(target, again).status_code == 302
    assert Measurement.objects.count() == 2


def test_measurements_show_as_figure_curve_and_table(cast, benefit):
    measure(cast, benefit, 12_550, -1, note="Ferie, færre breve sendt")
    response = cast["public"].get(benefit.proposal.get_absolute_url())
    page = response.content.decode()
    assert "2.850" in page
    assert "<svg" in page
    assert "46" in page
    assert "Ferie, færre breve sendt" in page
    assert "Nulpunkt: 15.400" in page
    assert "style=" not in page
    assert not response.cookies


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        ({"value": "x"}, "Skriv tallet med cifre, for eksempel 30.000 eller 1.234,50."),
        ({"value": ""}, "Skriv værdien."),
        ({"measured_on": "2097-01-01"}, "Den dag er ikke kommet endnu."),
        ({"measured_on": ""}, "Angiv dagen."),
        ({"measured_on": "før"}, "Skriv datoen som 3.5.2026."),
        ({"measured_on": "2001-01-01"}, "Dagen ligger før nulpunktet. Vælg en senere dag."),
    ],
)
def test_a_wrong_measurement_gets_advice(cast, benefit, data, advice):
    good = {"value": "12.550", "measured_on": str(factories.days(-1)), "note": "min note"}
    page = cast["chief"].post(url("measurement-add", benefit), good | data).content.decode()
    assert advice in page
    assert "min note" in page
    assert not Measurement.objects.exists()


def test_one_measurement_a_day_and_a_double_click_enters_once(cast, benefit):
    target = url("measurement-add", benefit)
    key = str(cast["chief"].get(target).context["form"]["form_key"].value())
    data = {"value": "1", "measured_on": str(factories.days(-1)), "form_key": key}
    for _click in range(2):
        assert cast["chief"].post(target, data).status_code == 302
    again = cast["chief"].post(target, {**data, "form_key": ""})
    assert "Der er allerede en måling fra den dag." in again.content.decode()
    assert Measurement.objects.count() == 1


def test_a_wrong_measurement_is_corrected_by_a_new_row(cast, benefit):
    wrong = measure(cast, benefit, 1_255, -1)
    target = url("measurement-correct", benefit, wrong.pk)
    data = {"value": "12.550", "measured_on": str(factories.days(-1))}
    unsaid = cast["chief"].post(target, data)
    assert "Skriv, hvorfor målingen rettes." in unsaid.content.decode()
    assert cast["chief"].post(target, data | {"note": "Et ciffer manglede."}).status_code == 302
    assert Measurement.objects.count() == 2
    assert [row.value for row in benefit.measurements.standing()] == [Decimal(12_550)]
    with pytest.raises(AlreadyCorrected):
        services.correct_measurement(
            wrong.pk,
            value=Decimal(1),
            measured_on=factories.days(-1),
            note="Igen",
            by=cast.users["chief"],
        )


def test_the_database_keeps_measurements(cast, benefit):
    row = measure(cast, benefit, 12_550, -1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Measurement.objects.update(value=0)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Measurement.objects.all().delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Measurement.objects.create(
            benefit=benefit,
            value=1,
            measured_on=row.measured_on,
            entered_by=cast.users["chief"],
        )
    with pytest.raises(ProgrammingError), transaction.atomic():
        Benefit.objects.filter(pk=benefit.pk)._raw_delete("default")


@pytest.mark.parametrize(
    "change",
    [
        {"baseline_on": None},
        {"target_value": Decimal(15_400)},
        {"target_value": Decimal(99_999)},
        {"target_on": factories.days(-300)},
        {"baseline_value": None, "baseline_on": None},
    ],
)
def test_the_database_refuses_a_benefit_without_sense(benefit, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Benefit.objects.filter(pk=benefit.pk).update(**change)


def test_a_planned_baseline_is_entered_later_and_stands_on_the_desk(cast):
    proposal = factories.write(cast, factories.start(cast))
    benefit = factories.add_benefit(
        cast,
        proposal,
        baseline_value=None,
        baseline_on=None,
        baseline_planned_on=factories.days(-4),
    )
    services.send_to_committee(proposal.pk, by=cast.users["member"])
    factories.adopt(cast, proposal)
    services.submit(proposal.pk, by=cast.users["chair"])
    services.approve(proposal.pk, version=1, reason="Godt.", by=cast.users["chief"])
    desk = cast["chief"].get(reverse("projects:chief-desk")).content.decode()
    assert "4 dage" in desk
    early = cast["chief"].post(
        url("measurement-add", benefit), {"value": "1", "measured_on": str(factories.days(-1))}
    )
    assert "Gevinsten har intet nulpunkt endnu." in early.content.decode()
    data = {"value": "15.400", "measured_on": str(factories.days(-2))}
    assert cast["chief"].post(url("baseline-measure", benefit), data).status_code == 302
    benefit.refresh_from_db()
    assert (benefit.baseline_value, benefit.state) == (Decimal(15_400), "measuring")
    again = cast["chief"].post(url("baseline-measure", benefit), data | {"value": "1"})
    assert again.status_code == 422


def test_a_changed_target_keeps_the_first_visible(cast, benefit):
    target = url("target-change", benefit)
    data = {"value": "10.000", "reach_by": str(factories.days(500)), "reason": "Nyt system."}
    assert cast["chair"].post(target, data).status_code == 403
    worse = cast["chief"].post(target, data | {"value": "20.000"})
    assert worse.status_code == 422
    assert cast["chief"].post(target, data).status_code == 302
    page = cast["public"].get(benefit.proposal.get_absolute_url()).content.decode()
    assert "Det første mål var 9.200" in page


def test_the_owner_says_what_came_of_it_after_measuring(cast, benefit):
    target = url("benefit-conclude", benefit)
    early = cast["chief"].post(target, {"outcome": "realised"})
    assert "Indtast den sidste måling først." in early.content.decode()
    with pytest.raises(NotMeasured):
        services.conclude_benefit(benefit.pk, outcome="partly", by=cast.users["chief"])
    measure(cast, benefit, 12_550, -1)
    assert cast["chief"].post(target, {"outcome": "planned"}).status_code == 422
    assert cast["chief"].post(target, {"outcome": "partly"}).status_code == 302
    benefit.refresh_from_db()
    assert benefit.state == "partly"


def test_benefits_of_a_draft_have_no_pages_for_measuring(cast):
    proposal = factories.submitted(cast)
    benefit = proposal.benefits.get()
    for name in ("measurement-add", "baseline-measure", "target-change", "benefit-conclude"):
        assert cast["chief"].get(url(name, benefit)).status_code == 404


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(0, 6_200, 2_000), (0, 1, "0.5"), (-500, 500, 500), (0, 9, 5), (0, 0, 1), (0, 10_000, 5_000)],
)
def test_gridlines_are_round_and_three_to_five(low, high, step):
    assert charts.nice_step(Decimal(low), Decimal(high)) == Decimal(step)


def test_the_curve_takes_results_below_the_baseline(cast, benefit):
    rows = [measure(cast, benefit, 16_000, -5), measure(cast, benefit, 9_000, -1)]
    curve = charts.benefit_curve(benefit, rows)
    assert [row.realised for row in curve.rows[:3]] == [0, Decimal(-600), Decimal(6_400)]
    for drawing in curve.drawings:
        dots = [dict(shape.geometry) for shape in drawing.shapes if shape.css == "chart-dot"]
        assert len(dots) == len(rows) + 1
        for dot in dots:
            assert 0 <= float(dot["cx"]) <= drawing.width
            assert 0 <= float(dot["cy"]) <= drawing.height
