"""Files on the disk that no row knows: left when a transaction was taken back after the file."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.utils import timezone

from .models import File

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

FOLDER = "documents"
AGE = timedelta(days=2)
"""No transaction is open for so long, so a file of this age without a row stays without one."""
MOST = 0.05
"""Share of all files that may be missing in the database before it is taken for the wrong one."""


class WrongDatabaseError(Exception):
    """So many files have no row that the database rather than the files must be at fault."""


def remove_unknown_blobs() -> int:
    """Remove what has been on the disk for days without a row, and return how many there were.

    Raises `WrongDatabaseError`, and removes nothing, where that would be more than a few: then an
    older copy of the database was put back, or another one, and the files are all there is.
    """
    limit = timezone.now() - AGE
    unknown, seen = [], 0
    for folder in _folders():
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(File.objects.filter(blob__in=names).values_list("blob", flat=True))
        seen += len(names)
        unknown += [
            name
            for name in names
            if name not in known and default_storage.get_modified_time(name) < limit
        ]
    if len(unknown) > max(20, MOST * seen):
        raise WrongDatabaseError(f"{len(unknown)} of {seen} files have no row.")
    for name in unknown:
        default_storage.delete(name)
    if unknown:
        logger.info("Removed %d files that no row knows", len(unknown))
    return len(unknown)


def _folders() -> Iterator[str]:
    """Yield the folders that hold files; each has about a 256th of all."""
    if default_storage.exists(FOLDER):
        for name in default_storage.listdir(FOLDER)[0]:
            yield f"{FOLDER}/{name}"
