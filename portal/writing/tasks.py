from celery import shared_task

from . import services


@shared_task(name="writing.thin_revisions", acks_late=True)
def thin_revisions() -> None:
    services.thin_revisions()
