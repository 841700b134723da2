from typing import Any

from django.core.cache import cache
from django.core.validators import MaxValueValidator
from django.db import DatabaseError, models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """Who runs this installation; one row, and complete values even before it exists."""

    CACHE_KEY = "committee.municipality"

    id = models.PositiveSmallIntegerField(
        primary_key=True, default=1, editable=False, validators=[MaxValueValidator(1)]
    )
    name = models.CharField(_("name"), max_length=80, default="Kommunen")
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    data_protection_email = models.EmailField(
        _("data protection officer's e-mail address"), blank=True
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
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete(self.CACHE_KEY)

    @classmethod
    def current(cls) -> "Municipality":
        """Return the one row, from the cache where it is there; error pages get one regardless."""
        found: Municipality | None = cache.get(cls.CACHE_KEY)
        if found is None:
            try:
                found = cls.objects.filter(pk=1).first() or cls()
            except DatabaseError:
                return cls()
            cache.set(cls.CACHE_KEY, found, 300)
        return found
