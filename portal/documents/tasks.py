"""Makes a starting worker ready for its first document; clears away what no row knows."""

import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_init

from . import housekeeping, pdf

logger = logging.getLogger(__name__)


@worker_init.connect
def load_renderer(**_kwargs: Any) -> None:
    """Load it once before the children are forked: two seconds less for the first PDF."""
    try:
        pdf.warm_up()
    except pdf.RendererMissing as missing:
        logger.warning("%s", missing)


@shared_task(name="documents.remove_unknown_blobs")
def remove_unknown_blobs() -> int:
    return housekeeping.remove_unknown_blobs()
