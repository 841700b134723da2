"""Proposals at every step, made by the same services that people use."""

from datetime import timedelta
from decimal import Decimal

from django.apps import apps
from django.utils import timezone

from committee.models import GroupMembership, WorkingGroup
from ideas.models import Idea, Theme
from portal.discussion.services import open_thread
from portal.notifications.services import open_channel
from portal.people.models import Person
from projects import services
from projects.models import Benefit, Proposal, SectionKind


def days(number):
    """Return the day that many days from today."""
    return timezone.localdate() + timedelta(days=number)


def make_group(cast, name="Klare breve", slug="klare-breve"):
    """A group of the committee: a member, a guest from outside, and one who has left it.

    The guest is `cast["association"]`, the one who left `cast["participant"]`.
    """
    group = WorkingGroup.objects.create(
        committee=cast.committee, slug=slug, name=name, started_on=days(-60)
    )
    for who in ("association", "participant"):
        cast.people.setdefault(
            who, Person.objects.create(name=f"{cast.users[who]}", user=cast.users[who])
        )
    for who, ended_on in (("member", None), ("association", None), ("participant", days(-2))):
        GroupMembership.objects.create(
            group=group, person=cast.people[who], started_on=days(-50), ended_on=ended_on
        )
    return group


def make_idea(cast, *, number=87, title="Skriv breve om sammen", **values):
    theme, _made = Theme.objects.get_or_create(
        committee=values.get("committee", cast.committee),
        slug="service",
        defaults={"name_da": "Service"},
    )
    defaults = {
        "committee": cast.committee,
        "theme": theme,
        "author": cast.users["participant"],
        "capacity_kind": "citizen",
        "number": number,
        "title": title,
        "slug": "skriv-breve-om-sammen",
        "body": "Brevene er svære at forstå.",
        "publication": "published",
        "published_at": timezone.now(),
        "thread": open_thread(),
        "channel": open_channel(),
    }
    return Idea.objects.create(**defaults | values)


def start(cast, group=None, *, title="Klare breve", by="member"):
    group = group or WorkingGroup.objects.filter(slug="klare-breve").first() or make_group(cast)
    return services.start_proposal(
        group.pk,
        title=title,
        summary="Borgere og sagsbehandlere skriver breve om sammen.",
        by=cast.users[by],
    )


def write(cast, proposal, *, by="member", words="er skrevet"):
    """Fill in all that a proposal must say, with one complete benefit."""
    user = cast.users[by]
    services.set_facts(
        proposal.pk,
        title=proposal.draft.title,
        summary="Borgere og sagsbehandlere skriver breve om sammen.",
        kind="incremental",
        starts_on=days(30),
        ends_on=days(400),
        by=user,
    )
    for section in proposal.sections.select_related("text"):
        label = SectionKind(section.kind).value
        services.save_section(
            proposal.pk,
            section.kind,
            content=f"<p>{label} {words}.</p>",
            base_revision=section.text.revision,
            by=user,
        )
    services.add_qualitative_potential(
        proposal.pk, text="Flere gør det rigtige i første forsøg.", by=user
    )
    services.add_economic_potential(
        proposal.pk,
        post="Porto og tryk",
        year=2027,
        low=Decimal(20_000),
        expected=Decimal(35_000),
        high=Decimal("50000.50"),
        by=user,
    )
    services.add_budget_line(
        proposal.pk, post="Skrivekurser", year=2027, amount=Decimal(380_000), by=user
    )
    proposal.refresh_from_db()
    return proposal


def add_benefit(cast, proposal, *, by="member", **values) -> Benefit:
    defaults = {
        "title": "Færre opkald om breve",
        "kind": "time",
        "owner_name": "Helene Bjerring, borgerservicechef",
        "indicator": "Opkald om breve på et år",
        "unit": "opkald",
        "direction": "lower",
        "baseline_value": Decimal(15_400),
        "baseline_on": days(-30),
        "target_value": Decimal(9_200),
        "target_on": days(400),
    }
    return services.add_benefit(proposal.pk, by=cast.users[by], **defaults | values)


def adopt(cast, proposal, *, is_public=True, title="Projektforslag: Klare breve"):
    """Link the proposal to an item of a meeting, as the meetings do."""
    now = timezone.now()
    number = 5 + apps.get_model("meetings", "Meeting").objects.count()
    meeting = apps.get_model("meetings", "Meeting").objects.create(
        committee=cast.committee,
        name=f"{number}. møde",
        number=number,
        place="Rådhuset",
        starts_at=now - timedelta(days=3),
        ends_at=now - timedelta(days=3) + timedelta(hours=2),
    )
    item = apps.get_model("meetings", "AgendaItem").objects.create(
        meeting=meeting,
        position=1,
        title=title,
        is_public=is_public,
        public_title="" if is_public else "Lukket sag",
        shown_at=now,
        shown_number="1",
        shown_title=title if is_public else "Lukket sag",
        shown_is_public=is_public,
    )
    return apps.get_model("meetings", "Adoption").objects.create(
        item=item, proposal=proposal, adopted_by=cast.users["secretary"], published_at=now
    )


def in_committee(cast, **values) -> Proposal:
    proposal = write(cast, start(cast, **values))
    add_benefit(cast, proposal)
    return services.send_to_committee(proposal.pk, by=cast.users["member"])


def submitted(cast, **values) -> Proposal:
    proposal = in_committee(cast, **values)
    adopt(cast, proposal)
    services.submit(proposal.pk, by=cast.users["secretary"])
    return fresh(proposal)


def returned(cast, questions=("Hvem betaler?", "Hvem måler?")) -> Proposal:
    proposal = submitted(cast)
    services.return_with_questions(
        proposal.pk,
        version=1,
        reason="Godt begyndt, men to ting mangler.",
        questions=questions,
        by=cast.users["chief"],
    )
    return fresh(proposal)


def approved(cast, **values) -> Proposal:
    proposal = submitted(cast, **values)
    services.approve(
        proposal.pk,
        version=1,
        reason="Gevinsten har en ejer, og nulpunktet er målt.",
        by=cast.users["chief"],
    )
    return fresh(proposal)


def fresh(proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)
