"""One step of preparation: a command whose output only matters when it fails."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import checkout, say
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
