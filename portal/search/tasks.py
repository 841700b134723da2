from celery import shared_task

from . import services
from .sources import sources


@shared_task(name="search.mend", acks_late=True)
def mend() -> None:
    """Compare the index with what it is made of, and mend it."""
    for name in sources():
        services.mend(name)
    services.forget_words()
