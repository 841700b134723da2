"""bin/test: the same preparation as for the demo, then pytest."""

import os
from pathlib import Path

from . import checkout, fonts, frontend, say, system, venv

MOST_WORKERS = 4


def main(arguments: list[str]) -> int:
    venv.enter("test", arguments)
    prepare()
    command = [str(venv.PYTHON), "-m", "pytest", *in_parallel(arguments), *arguments]
    say.line()
    os.execv(venv.PYTHON, command)  # pytest's exit code is ours
    return 1


def prepare() -> None:
    system.ensure()
    system.try_chromium()
    with fonts.drawn():
        frontend.build()


def in_parallel(arguments: list[str]) -> list[str]:
    """The whole suite on all cores; a named file alone, as starting workers takes longer."""
    named = any(Path(checkout.ROOT, part.split("::")[0]).exists() for part in arguments)
    decided = any(part.startswith(("-n", "--numprocesses", "--pdb", "-p")) for part in arguments)
    cores = min(os.cpu_count() or 1, MOST_WORKERS)
    if named or decided or cores == 1:
        return []
    return ["-n", str(cores), "--dist", "worksteal"]
