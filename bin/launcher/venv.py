"""The virtual environment with exactly the locked packages."""

import os
import re
import subprocess
import sys
from pathlib import Path

from . import checkout, say, stamps, steps, system

LOCK = checkout.ROOT / "requirements.lock"
PYTHON = checkout.VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = checkout.VENV / "samskab-lock"


def enter(command: str, arguments: list[str]) -> None:
    """Go on inside the environment, making it first; returns when we are inside."""
    fingerprint = f"{stamps.digest(LOCK)} {sys.version_info.major}.{sys.version_info.minor}"
    if inside() and stamps.is_current(STAMP, fingerprint):
        return
    system.ensure()
    if not works():
        make()
    if not stamps.is_current(STAMP, fingerprint):
        install()
        stamps.put(STAMP, fingerprint)
    os.execv(PYTHON, [str(PYTHON), "-m", "bin.launcher", command, *arguments])


def inside() -> bool:
    return Path(sys.prefix).resolve() == checkout.VENV.resolve()


def works() -> bool:
    """Whether the environment runs the Python that was found; an upgrade may have broken it."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run(
        [PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def make() -> None:
    if checkout.VENV.exists():
        checkout.remove(checkout.VENV)
    steps.run("Python environment", [sys.executable, "-m", "venv", checkout.VENV])


def install() -> None:
    """Install by uv, which takes seconds; by pip where uv cannot."""
    advice = (
        "The packages come from the registry that pip is configured for; check that this machine"
        " reaches it, and try again."
    )
    uv_only = checkout.VENV / "uv.lock.txt"
    uv_only.write_text(pinned("uv"))
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--require-hashes", "--requirement"]
    try:
        steps.run("Installer", [*pip, uv_only])
        steps.run(
            "Python packages",
            [PYTHON, "-m", "uv", "pip", "sync", "--require-hashes", "--python", PYTHON, LOCK],
            env=registry_for_uv(),
        )
    except say.Trouble:
        say.line("  uv could not, so pip does it; that takes about a minute.")
        steps.run("Python packages by pip", [*pip, LOCK], advice=advice)
    finally:
        uv_only.unlink()


def pinned(package: str) -> str:
    """Return a package's lines of the lock: its version and hashes."""
    found = re.search(rf"^{package}==[^\n]*(\n    --hash[^\n]*)+", LOCK.read_text(), re.MULTILINE)
    if not found:
        raise say.Trouble(f"{LOCK.name} does not name {package}; compile it again.")
    return found.group() + "\n"


def registry_for_uv() -> dict[str, str]:
    """Tell uv what pip's configuration says, as it reads only its own."""
    settings = {}
    names = {"global.index-url": "UV_DEFAULT_INDEX", "global.find-links": "UV_FIND_LINKS"}
    asked = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    for line in asked.stdout.splitlines():
        name, _, value = line.partition("=")
        if name in names and names[name] not in os.environ:
            settings[names[name]] = value.strip("'\"")
    return settings
