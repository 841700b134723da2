from celery import shared_task

from . import services


@shared_task(name="drafts.forget_drafts", acks_late=True)
def forget_drafts() -> None:
    services.forget_drafts()
