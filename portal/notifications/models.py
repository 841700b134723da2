"""Who follows what, what they were told, and the mails on their way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.ui import editorial
from portal.ui.addresses import in_language


class Channel(models.Model):
    """Something that can be followed; each followable thing owns one."""

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_followed_by(self, user: Any) -> bool:
        return user.is_authenticated and self.follows.filter(user=user).exists()


class Follow(models.Model):
    """A person wants to hear of what happens there."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["channel", "user"], name="follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.channel_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> NoticeQuerySet:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person was told: once for each event, whatever happens twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=80)
    event = models.CharField(max_length=120)
    title_da = models.CharField(max_length=240)
    title_en = models.CharField(max_length=240)
    url = models.CharField(max_length=400)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "event"], name="notice_once_per_event"),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_newest_of_user"),
            models.Index(
                fields=["user"], condition=models.Q(read_at=None), name="notice_unread_of_user"
            ),
        ]

    def __str__(self) -> str:
        return self.title_da

    def get_absolute_url(self) -> str:
        return in_language(self.url, (get_language() or "da")[:2])

    @property
    def title(self) -> str:
        return editorial.text(self, "title")


class OutboxMail(models.Model):
    """A mail as it will be sent; the row is written with the change, the sending follows."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=240)
    body = models.TextField(_("text"))
    calendar = models.TextField(_("calendar file"), blank=True, default="")
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["id"], condition=models.Q(sent_at=None), name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class DemoMail(models.Model):
    """A mail that the demo shows instead of sending it."""

    to = models.CharField(max_length=400)
    subject = models.CharField(max_length=240)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("demo mail")
        verbose_name_plural = _("demo mails")
        indexes = [models.Index(fields=["-id"], name="demo_mail_newest")]

    def __str__(self) -> str:
        return self.subject
