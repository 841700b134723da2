from __future__ import annotations

import secrets
from typing import Any, ClassVar, TypeVar, cast
from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.documents.models import File
from portal.ui.models import Keyed
from portal.writing.models import Text

from .meetings import Meeting, insider_meetings

UID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_uid() -> str:
    """Return an address part that stays with an item for good, whatever its number becomes."""
    return "".join(secrets.choice(UID_LETTERS) for _letter in range(10))


class ItemKind(models.TextChoices):
    DECISION = "decision", _("For decision")
    DISCUSSION = "discussion", _("For discussion")
    INFORMATION = "information", _("For information")


class Standing(models.TextChoices):
    """The two items that every agenda has: the first and the last."""

    APPROVAL = "approval", _("Approval of the agenda")
    OTHER_BUSINESS = "other_business", _("Any other business")


class SectionKind(models.TextChoices):
    SUMMARY = "summary", pgettext_lazy("section", "Summary")
    BACKGROUND = "background", pgettext_lazy("section", "Background")
    ASSESSMENT = "assessment", pgettext_lazy("section", "Assessment")
    ECONOMY = "economy", pgettext_lazy("section", "Finances")
    RECOMMENDATION = "recommendation", pgettext_lazy("section", "Recommendation")
    DECISION = "decision", pgettext_lazy("section", "Decision")

    @classmethod
    def of_agenda(cls) -> list[SectionKind]:
        """Return the kinds an agenda has; the decision is added in the minutes."""
        return [kind for kind in cls if kind != cls.DECISION]

    @classmethod
    def at_first(cls) -> list[SectionKind]:
        """Return those that an item stands with until somebody adds others or leaves one out."""
        return [cls.SUMMARY, cls.BACKGROUND, cls.RECOMMENDATION]


class Outcome(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("outcome", "Approved")
    APPROVED_WITH_CHANGES = "approved_with_changes", _("Approved with changes")
    RECOMMENDED = "recommended", pgettext_lazy("outcome", "Recommended")
    DISCUSSED = "discussed", pgettext_lazy("outcome", "Discussed")
    NOTED = "noted", _("Taken note of")
    POSTPONED = "postponed", pgettext_lazy("outcome", "Postponed")
    REFERRED_BACK = "referred_back", _("Referred back")
    DROPPED = "dropped", pgettext_lazy("outcome", "Dropped")
    NOT_APPROVED = "not_approved", _("Not approved")
    NOT_TREATED = "not_treated", _("Not dealt with")


UNFINISHED = frozenset(
    {Outcome.POSTPONED.value, Outcome.REFERRED_BACK.value, Outcome.NOT_TREATED.value}
)
"""Outcomes after which the committee still has the matter before it."""
NEEDS_NO_TEXT = frozenset({Outcome.APPROVED.value, Outcome.NOT_TREATED.value})
ADOPTS = frozenset(
    {
        Outcome.APPROVED.value,
        Outcome.APPROVED_WITH_CHANGES.value,
        Outcome.RECOMMENDED.value,
    }
)
"""Outcomes by which the committee has made a proposal its own."""


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing_on_agenda(self) -> AgendaItemQuerySet:
        """Return what is on the agenda now, in its order."""
        return self.filter(removed_at=None).order_by("position", "pk")

    def unfinished(self) -> AgendaItemQuerySet:
        """Return what earlier meetings left open, and no coming one has taken over."""
        going_on = AgendaItem.objects.filter(came_from=OuterRef("pk"), removed_at=None).exclude(
            meeting__state="cancelled"
        )
        return self.filter(
            ~Exists(going_on), removed_at=None, meeting__state="held", outcome__in=UNFINISHED
        )

    def known_to(self, user: Any) -> AgendaItemQuerySet:
        """Return what this person may know of: of a closed item number and neutral title."""
        published = Q(shown_at__isnull=False)
        return self.filter(published | _works_with_the_papers(user))

    def visible_to(self, user: Any) -> AgendaItemQuerySet:
        """Return the items whose content this person may read.

        Open ones once published; before that, and closed ones for good, those who work with the
        meeting's papers; never whoever is disqualified under a closed item.
        """
        shown = Q(is_public=True, shown_at__isnull=False, shown_is_public=True)
        for_insiders = Q(is_public=True) | ~_disqualified(user)
        return self.filter(shown | (_works_with_the_papers(user) & for_insiders))


def _works_with_the_papers(user: Any) -> Q:
    return insider_meetings(user, committee="meeting__committee", meeting="meeting")


def _disqualified(user: Any) -> Q:
    from .sitting import Disqualification  # noqa: PLC0415 - the two modules name each other

    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(
        Exists(
            Disqualification.objects.filter(
                item=OuterRef("pk"), person__user=user, is_upheld=True, removed_at=None
            )
        )
    )


ONE_LEVEL = """
    IF EXISTS (
        SELECT 1 FROM meetings_agendaitem above
        WHERE above.id = NEW.parent_id
        AND (above.parent_id IS NOT NULL OR above.meeting_id <> NEW.meeting_id)
    ) OR EXISTS (SELECT 1 FROM meetings_agendaitem below WHERE below.parent_id = NEW.id) THEN
        RAISE EXCEPTION 'sub-items have one level, within a meeting';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class AgendaItem(Keyed):
    """An item as it is worked on; what the world sees of it stands in the published versions.

    `shown_…` is the item's public face, as the last published version has it: lists and chains
    elsewhere show that and nothing else. Removed items keep their row and their address, and
    remember whom they stood after. Sub-items follow their parent in the order, one level deep.
    """

    Kind = ItemKind
    Standing = Standing
    Outcome = Outcome

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", verbose_name=_("meeting")
    )
    position = models.PositiveSmallIntegerField(_("order"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("sub-item of"),
    )
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="continued_by",
        verbose_name=_("goes on from"),
    )
    title = models.CharField(_("title"), max_length=400)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION
    )
    standing = models.CharField(
        _("standing item"), max_length=16, choices=Standing.choices, blank=True
    )
    presenter = models.CharField(_("presented by"), max_length=120, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    is_public = models.BooleanField(_("open"), default=True)
    public_title = models.CharField(
        _("neutral title"),
        max_length=200,
        blank=True,
        help_text=_("All that the public sees of a closed item, beside its number."),
    )
    closed_reason = models.CharField(
        _("why it is closed"), max_length=300, blank=True, help_text=_("Only for the committee.")
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome.choices, blank=True)
    off_agenda_agreed = models.BooleanField(
        _("taken up at the meeting; all present agreed"), default=False
    )
    revision = models.PositiveIntegerField(_("revision of the facts"), default=1)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stood_after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    shown_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    shown_number = models.CharField(_("number"), max_length=8, blank=True, editable=False)
    shown_title = models.CharField(_("public title"), max_length=400, blank=True, editable=False)
    shown_is_public = models.BooleanField(default=False, editable=False)

    objects = AgendaItemQuerySet.as_manager()
    read_by: int | None = None
    """The account for which a view has just fetched it from `visible_to`, in the same request."""

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="item_removed_has_no_place",
                condition=Q(removed_at=None, position__isnull=False)
                | Q(removed_at__isnull=False, position=None),
            ),
            models.CheckConstraint(
                name="item_shown_has_number_and_title",
                condition=Q(shown_at=None) | (~Q(shown_number="") & ~Q(shown_title="")),
            ),
            models.CheckConstraint(
                name="item_values_known",
                condition=Q(kind__in=sorted(ItemKind.values))
                & Q(outcome__in=["", *sorted(Outcome.values)])
                & Q(standing__in=["", *sorted(Standing.values)]),
            ),
            models.UniqueConstraint(
                fields=["meeting", "standing"],
                condition=Q(removed_at=None) & ~Q(standing=""),
                name="item_standing_once",
            ),
            # The two standing items are never closed.
            models.CheckConstraint(
                name="item_standing_is_open", condition=Q(standing="") | Q(is_public=True)
            ),
            models.CheckConstraint(
                name="item_standing_is_no_sub_item", condition=Q(standing="") | Q(parent=None)
            ),
            models.CheckConstraint(
                name="item_not_under_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
            models.UniqueConstraint(
                fields=["meeting", "came_from"],
                condition=Q(removed_at=None),
                name="item_taken_over_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="one_level",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "meeting_id"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__parent__isnull=False),
                func=ONE_LEVEL,
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    def get_absolute_url(self) -> str:
        return reverse("meetings:item-detail", args=[self.meeting_id, self.uid])

    @property
    def label(self) -> str:
        """What may be said of it on the committee's pages: a closed title stays inside."""
        if self.is_public and (self.shown_is_public or self.shown_at is None):
            return self.title
        if self.public_title or self.shown_is_public:
            return self.public_title or str(_("Closed item"))
        return self.shown_title or str(_("Closed item"))

    @property
    def audit_label(self) -> str:
        """What the record and the administration say: no word that the public has not read.

        An item is added open and closed only then, so its title is nobody's before it is shown.
        """
        if self.is_public and self.shown_is_public:
            return self.shown_title
        if self.public_title or self.shown_at:
            return self.label
        return f"{self._meta.verbose_name} {self.uid}"

    @property
    def committee(self) -> Any:
        return self.meeting.committee

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class ItemSectionQuerySet(models.QuerySet["ItemSection"]):
    def present(self) -> ItemSectionQuerySet:
        """Return the sections that the item stands with, without those left out."""
        return self.filter(left_out_at=None)


class ItemSection(models.Model):
    """One section of an item; the words stand in the text it points to.

    One that is left out keeps its words, and comes back with them.
    """

    Kind = SectionKind

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(_("section"), max_length=16, choices=SectionKind.choices)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="item_section")
    left_out_at = models.DateTimeField(_("left out"), null=True, blank=True)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ItemSectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["item", "kind"], name="item_section_once"),
            models.CheckConstraint(
                name="item_section_kind_known", condition=Q(kind__in=sorted(SectionKind.values))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.get_kind_display()}"


class ItemAttachmentQuerySet(models.QuerySet["ItemAttachment"]):
    def present(self) -> ItemAttachmentQuerySet:
        return self.filter(removed_at=None).order_by("pk")

    def visible_to(self, user: Any) -> ItemAttachmentQuerySet:
        """Return the files this person may have: never more than of the item they hang on."""
        readable = AgendaItem.objects.visible_to(user)
        published = Q(
            published_at__isnull=False,
            is_public=True,
            item__is_public=True,
            item__shown_is_public=True,
        )
        inside = insider_meetings(
            user, committee="item__meeting__committee", meeting="item__meeting"
        )
        return self.filter(published | inside, item__in=readable)


@pghistory.track()
class ItemAttachment(Keyed):
    """A file under an item, public or only for the committee.

    `published_at` is set by the first published version that lists it; such a one stays at its
    address when it is removed, because that version still names it.
    """

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    is_public = models.BooleanField(_("public"), default=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = ItemAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        item = self.item
        return reverse("meetings:attachment", args=[item.meeting_id, item.uid, self.uid])


V = TypeVar("V", bound=models.Model)


class VersionQuerySet(models.QuerySet[V]):
    """Of agendas and of minutes alike."""

    def standing(self) -> VersionQuerySet[V]:
        """Return what was not withdrawn: the version that holds, and those it has replaced."""
        return self.exclude(withdrawals__answer__is_confirmed=True)

    def with_state(self) -> VersionQuerySet[V]:
        """Say of each in `is_withdrawn` whether it was taken from the public."""
        withdrawn = Exists(withdrawals_of(self.model, OuterRef("pk")))
        return cast("VersionQuerySet[V]", self.annotate(is_withdrawn=withdrawn))


def withdrawals_of(model: type[models.Model], pk: Any) -> models.QuerySet[Any]:
    """Return the withdrawals of a version that have taken effect."""
    withdrawal = model._meta.get_field("withdrawals").related_model
    kind = "agenda_version" if model is AgendaVersion else "minutes_version"
    found: models.QuerySet[Any] = withdrawal._default_manager.filter(  # type: ignore[union-attr]
        **{kind: pk}, answer__is_confirmed=True
    )
    return found


ERASED_ONLY_WHEN_WITHDRAWN = """
    IF NOT EXISTS (
        SELECT 1 FROM meetings_withdrawal asked
        JOIN meetings_withdrawalanswer answer ON answer.withdrawal_id = asked.id
        WHERE asked.VERSION_id = OLD.version_id AND answer.is_confirmed
    ) THEN
        RAISE EXCEPTION 'only what was withdrawn can be erased';
    END IF;
    RETURN OLD;
"""


def content_triggers(version: str) -> list[pgtrigger.Trigger]:
    """Return those of a version's content: never changed, and gone only after a withdrawal."""
    return [
        pgtrigger.Protect(name="frozen", operation=pgtrigger.Update),
        pgtrigger.Trigger(
            name="erased_only_when_withdrawn",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=ERASED_ONLY_WHEN_WITHDRAWN.replace("VERSION", version),
        ),
    ]


class AgendaVersion(models.Model):
    """An agenda as it was sent out; the database refuses every change."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12)
    late_reason = models.CharField(_("why it is late"), max_length=400, blank=True)
    sha512 = models.CharField(_("fingerprint"), max_length=128)

    objects: ClassVar[VersionQuerySet[AgendaVersion]] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version of an agenda")
        verbose_name_plural = _("versions of agendas")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_version_number_once"
            ),
            models.CheckConstraint(
                name="agenda_version_numbered_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="agenda_version_says_why_again", condition=Q(number=1) | ~Q(late_reason="")
            ),
            models.CheckConstraint(
                name="agenda_version_hash", condition=Q(sha512__regex="^[0-9a-f]{128}$")
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:agenda-version", args=[self.meeting_id, self.number])

    @property
    def withdrawal(self) -> Any:
        """What took it from the public, if anything did."""
        return withdrawals_of(type(self), self.pk).select_related("answer").first()


class AgendaBody(models.Model):
    """What a version of an agenda says, apart from the row that lists read."""

    version = models.OneToOneField(
        AgendaVersion, on_delete=models.PROTECT, related_name="body", primary_key=True
    )
    public = models.JSONField(_("for everybody"))
    member = models.JSONField(_("for the committee"))

    class Meta:
        verbose_name = _("content of an agenda")
        verbose_name_plural = _("contents of agendas")
        triggers = content_triggers("agenda_version")

    def __str__(self) -> str:
        return str(self.version_id)
