"""The clock of the demo, set to the time of each act while it is loaded.

Everything in the portal asks ``django.utils.timezone`` what time it is: services, constraints'
guards, ``auto_now`` and fields whose default is ``timezone.now``. Such a default holds the function
itself, so replacing ``timezone.now`` would miss it. The function looks up ``datetime`` in its module
each time it is called; that is the one name to replace, and all the others follow.

What the clock does not move is the database's own: the row history's time stamps say when a row was
really written, that is, when the demo was loaded. Only the loading command uses this, in a process
of its own; nothing else runs there meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from django.utils import timezone


class _AnyDatetime(type):
    """Real moments pass for the stand-in's, as ``isinstance`` is asked of both."""

    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, datetime)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let it be this moment for all that runs within."""

    class Moved(metaclass=_AnyDatetime):
        @staticmethod
        def now(tz: tzinfo | None = None) -> datetime:
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    real = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Moved  # type: ignore[attr-defined, assignment]
    try:
        yield
    finally:
        timezone.datetime = real  # type: ignore[attr-defined]
