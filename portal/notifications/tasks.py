from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from portal import jobs

from .models import OutboxMail


@jobs.task("notifications.send_mail")
def send_mail(key: str, progress: jobs.Progress) -> None:
    """Send one mail from the outbox.

    The row is locked while the mail server takes it, so that two workers never send it both.
    A worker that dies in between may send it again: better twice than never.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().get(pk=int(key))
        if mail.sent_at is None:
            EmailMessage(
                mail.subject, mail.body, to=[mail.to], headers={"Auto-Submitted": "auto-generated"}
            ).send()
            mail.sent_at = timezone.now()
            mail.save(update_fields=["sent_at"])
