"""Where demo mails go: kept in the database, read on one page, sent nowhere."""

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone

from .models import DemoMail


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        DemoMail.objects.bulk_create(
            DemoMail(
                to=", ".join(message.to),
                subject=str(message.subject)[:240],
                body=str(message.body),
                at=timezone.now(),
            )
            for message in email_messages
        )
        return len(email_messages)
