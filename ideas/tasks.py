from celery import shared_task

from . import counting, services


@shared_task(name="ideas.forget_drafts", acks_late=True)
def forget_drafts() -> None:
    """Delete what visitors typed and never came back for."""
    services.forget_drafts()


@shared_task(name="ideas.mend_counts", acks_late=True)
def mend_counts() -> None:
    """Compare what is counted and kept with what is there."""
    counting.mend_counts()
