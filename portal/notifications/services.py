"""Follow, unfollow, tell: one row for each person and event, one mail each."""

from __future__ import annotations

from collections.abc import Iterable
from email.mime.text import MIMEText
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from portal import jobs
from portal.ui import addresses

from . import kinds, mail
from .models import Channel, Follow, Notice, OutboxMail

if TYPE_CHECKING:
    from portal.people.models import User


def open_channel() -> Channel:
    return Channel.objects.create()


def follow(channel_id: int, *, by: User) -> None:
    """Follow; doing it twice changes nothing."""
    Follow.objects.get_or_create(
        channel_id=channel_id, user=by, defaults={"created_at": timezone.now()}
    )


def unfollow(channel_id: int, *, by: User) -> None:
    Follow.objects.filter(channel_id=channel_id, user=by).delete()


@transaction.atomic
def notify(
    kind: str,
    *,
    event: str,
    url: str,
    title_da: str,
    title_en: str,
    to: Iterable[User] = (),
    channel: Channel | None = None,
    context: dict[str, str] | None = None,
    except_for: Iterable[User] | User | None = None,
) -> int:
    """Tell the named people and the channel's followers, each once for this event.

    `url` is the Danish path of the page; the caller has made sure that everybody told may see
    it. Returns how many were told now; a repeat tells nobody.
    """
    kinds.get(kind)  # an unknown kind is a mistake at once, not in the worker
    people = {user.pk: user for user in to if user.is_active}
    if channel is not None:
        followers = get_user_model().objects.filter(follows__channel=channel, is_active=True)
        people |= {user.pk: user for user in followers}
    for user in [except_for] if isinstance(except_for, AbstractBaseUser) else except_for or ():
        people.pop(user.pk, None)
    told = Notice.objects.filter(kind=kind, event=event, user__in=people)
    new = people.keys() - set(told.values_list("user", flat=True))
    now = timezone.now()
    Notice.objects.bulk_create(
        [
            Notice(
                user=people[pk],
                kind=kind,
                event=event,
                url=url,
                title_da=title_da[:240],
                title_en=title_en[:240],
                context=context or {},
                created_at=now,
            )
            for pk in sorted(new)
        ],
        ignore_conflicts=True,
    )
    if new:
        # A thousand followers are not written to while the publisher waits.
        jobs.start("notifications.write_mails", key=f"{kind}|{event}|{uuid4().hex[:12]}")
    return len(new)


def write_mails(kind: str, event: str) -> None:
    """Put one mail for each person told of the event into the outbox; again changes nothing."""
    described = kinds.get(kind)
    for notice in Notice.objects.filter(kind=kind, event=event).select_related("user"):
        user = notice.user
        mail.send(
            to=user.email,
            language=user.language,
            template=described.template,
            calendar=described.calendar(notice),
            context={
                **notice.context,
                **_in_language_of(user, described, notice),
                "name": user.display_name,
                "title": notice.title_en if user.language == "en" else notice.title_da,
                "url": addresses.absolute(notice.url, user.language),
            },
            key=f"{kind}:{event}:{user.pk}",
        )


def _in_language_of(user: User, kind: type[kinds.Kind], notice: Notice) -> dict[str, Any]:
    with translation.override(user.language):
        return kind.more(notice)


def mark_read(user: User) -> None:
    """Mark everything read that the person has been shown."""
    Notice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())


def _calendar_part(calendar: str) -> MIMEText:
    """Return the file as calendars know it: its method is said in its type, too."""
    part = MIMEText(calendar, "calendar", "utf-8")
    part.set_param("method", "CANCEL" if "METHOD:CANCEL" in calendar else "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="moede.ics")
    return part


@transaction.atomic
def send_mail(mail_id: int) -> None:
    """Send one mail from the outbox; a second call finds it sent.

    The row is locked while the mail server takes it, so that two workers never send it both.
    A worker that dies in between may send it again: better twice than never.
    """
    waiting = OutboxMail.objects.select_for_update().get(pk=mail_id)
    if waiting.sent_at is not None:
        return
    message = EmailMessage(
        waiting.subject,
        waiting.body,
        to=[waiting.to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    if waiting.calendar:
        message.attach(_calendar_part(waiting.calendar))
    message.send()
    waiting.sent_at = timezone.now()
    waiting.save(update_fields=["sent_at"])
