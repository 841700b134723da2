import re
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.ui import theme
from portal.ui.colours import HEX
from portal.ui.theme import Theme

COLOUR = RegexValidator(
    re.compile(rf"^{HEX.pattern}\Z"),
    _("Write the colour as # and six signs, for example #0f4c55."),
)

HEIGHT, MOST_WIDTH = 36, 240
"""Of a logo in the header, in pixels."""


class Logo(models.Model):
    """One logo's bytes under the name of their content; kept, as pages in caches ask for it."""

    digest = models.CharField(primary_key=True, max_length=64, editable=False)
    mime_type = models.CharField(max_length=20, editable=False)
    content = models.BinaryField(editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    def __str__(self) -> str:
        return self.digest[:12]

    def get_absolute_url(self) -> str:
        return reverse("theme-logo", args=[self.digest])

    @property
    def drawn(self) -> tuple[int, int]:
        """Width and height in the header, in pixels: a longer logo is drawn lower."""
        wide = self.width * HEIGHT / self.height
        if wide <= MOST_WIDTH:
            return max(1, round(wide)), HEIGHT
        return MOST_WIDTH, max(1, round(self.height * MOST_WIDTH / self.width))


class Municipality(models.Model):
    """Who runs this installation; one row, and complete values even before it exists."""

    CACHE_KEY = "committee.municipality"

    id = models.PositiveSmallIntegerField(
        primary_key=True, default=1, editable=False, validators=[MaxValueValidator(1)]
    )
    name = models.CharField(_("name"), max_length=80, default="Kommunen")
    logo = models.ForeignKey(
        Logo, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    brand_colour = models.CharField(
        _("brand colour"), max_length=7, default=theme.BRAND, validators=[COLOUR]
    )
    thread_colour = models.CharField(
        _("colour of the thread"), max_length=7, default=theme.THREAD, validators=[COLOUR]
    )
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    data_protection_email = models.EmailField(
        _("data protection officer’s e-mail address"), blank=True
    )
    accessibility_checked_on = models.DateField(
        _("accessibility last checked on"), null=True, blank=True
    )
    accessibility_exceptions_da = models.TextField(
        _("what is not yet accessible, in Danish"), blank=True
    )
    accessibility_exceptions_en = models.TextField(
        _("what is not yet accessible, in English"), blank=True
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipality")
        constraints = [
            models.CheckConstraint(name="municipality_is_one_row", condition=models.Q(id=1)),
            # Both stand in a stylesheet: nothing but a colour may ever get there.
            models.CheckConstraint(
                name="municipality_colours_are_colours",
                condition=models.Q(
                    brand_colour__regex=f"^{HEX.pattern}$", thread_colour__regex=f"^{HEX.pattern}$"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete(self.CACHE_KEY)
        # Others read the old row until the transaction ends, and may have kept it once more.
        transaction.on_commit(lambda: cache.delete(self.CACHE_KEY))

    def clean(self) -> None:
        """Refuse colours that cannot be read or told apart, each at its field."""
        chosen = (self.brand_colour, self.thread_colour)
        if all(HEX.fullmatch(colour) for colour in chosen):
            faults = theme.faults(self.theme)
            if faults:
                raise ValidationError({f"{fault.source}_colour": str(fault) for fault in faults})

    @property
    def theme(self) -> Theme:
        return theme.derive(self.brand_colour, self.thread_colour)

    @property
    def stylesheet_url(self) -> str:
        """Where the theme's colours are; nowhere for the house's own, which every page has."""
        return "" if self.theme.is_house else reverse("theme-colours", args=[self.theme.version])

    @property
    def icon_url(self) -> str:
        return "" if self.theme.is_house else reverse("theme-icon", args=[self.theme.version])

    @property
    def share_url(self) -> str:
        """The picture that stands beside a link to the portal elsewhere, in the page's language."""
        return reverse("theme-share", args=[self.theme.version, (get_language() or "da")[:2]])

    @classmethod
    def current(cls) -> "Municipality":
        """Return the one row, from the cache where it is there; error pages get one regardless."""
        found: Municipality | None = cache.get(cls.CACHE_KEY)
        if found is None:
            try:
                rows = cls.objects.select_related("logo").defer("logo__content")
                found = rows.filter(pk=1).first() or cls()
            except DatabaseError:
                return cls()
            cache.set(cls.CACHE_KEY, found, 300)
        return found
