from celery import shared_task

from . import services


@shared_task(name="ideas.forget_drafts", acks_late=True)
def forget_drafts() -> None:
    """Delete what visitors typed and never came back for."""
    services.forget_drafts()
