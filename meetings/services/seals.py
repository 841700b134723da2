"""Linking what is published to the chain of fingerprints: one after the other, never twice."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import connection

from meetings.models import FIRST, AgendaVersion, Seal, SealKind

if TYPE_CHECKING:
    from datetime import datetime

    from meetings.models import MinutesVersion

ONE_AT_A_TIME = 0x5EA1
"""Number of the lock under which the chain grows; it is let go when the transaction ends."""


def seal(
    version: AgendaVersion | MinutesVersion, kind: SealKind, *, sha512: str, at: datetime
) -> Seal:
    """Put a link on the chain, in the transaction that publishes.

    Whoever publishes at the same time waits until this one is through, so this comes last.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    last = Seal.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    is_agenda = isinstance(version, AgendaVersion)
    said = {
        "number": number,
        "previous": previous,
        "what": "agenda" if is_agenda else "minutes",
        "kind": kind.value,
        "address": address(version),
        "at": at.astimezone(UTC).isoformat(),
        "sha512": sha512,
    }
    line = json.dumps(said, separators=(",", ":"))
    return Seal.objects.create(
        number=number,
        line=line,
        hash=hashlib.sha512(line.encode()).hexdigest(),
        kind=kind,
        sha512=sha512,
        **{"agenda_version" if is_agenda else "minutes_version": version},
    )


def address(version: AgendaVersion | MinutesVersion) -> str:
    """Return where a version stands for good, whatever the language of who publishes it."""
    what = "dagsorden" if isinstance(version, AgendaVersion) else "referat"
    meeting = version.meeting.pk
    return f"/moeder/{meeting}/{what}/v{version.number}/"
