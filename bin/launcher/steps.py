"""One step of preparation: a command whose output only matters when it fails."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import checkout, processes, say
from .processes import log_tail


def run(
    doing: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    advice: str = "",
) -> None:
    """Run the command at the top of the checkout; if it fails, show its end and the advice."""
    log = checkout.VAR / "logs" / f"{doing.lower().replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with say.step(doing), log.open("wb") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=checkout.ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise say.Trouble(
                f"{doing} failed.\n{log_tail(log)}" + (f"\n\n{advice}" if advice else "")
            )


@contextmanager
def beside(
    doing: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run the command while the steps inside go on, then wait for it as for a step."""
    child = processes.start(
        doing.lower().replace(" ", "-"),
        command,
        home=checkout.VAR / "logs",
        cwd=checkout.ROOT,
        env={**os.environ, **(env or {})},
    )
    try:
        yield
        with say.step(doing):
            failed = child.process.wait() != 0
        if failed:
            raise say.Trouble(f"{doing} failed.\n{log_tail(child.log)}")
    finally:
        child.end()
