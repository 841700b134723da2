"""Mails: written as rows beside the change, sent by a job, never twice for one key."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal import jobs

from .models import OutboxMail


def send(
    *,
    to: str,
    language: str,
    template: str,
    context: dict[str, Any],
    key: str,
    calendar: str = "",
) -> None:
    """Write a mail in the reader's language and have it sent; the same key is sent once."""
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}.subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip() + "\n"
    mail, created = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": subject[:240],
            "body": body,
            "calendar": calendar,
            "created_at": timezone.now(),
        },
    )
    if created:
        jobs.start("notifications.send_mail", key=mail.pk)
