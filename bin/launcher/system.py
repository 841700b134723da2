"""What Python packages cannot bring: system libraries, and `venv` where Debian split it off."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import checkout, say, steps

# WeasyPrint's, with the Debian package of each
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def ensure() -> None:
    """Install what is missing, or stop and name the one command that does."""
    missing = missing_packages()
    if not missing:
        return
    if sys.platform == "darwin":
        raise say.Trouble("PDFs need Pango. Install it with:\n    brew install pango")
    if not shutil.which("apt-get"):
        raise say.Trouble(
            "Some system libraries are missing. Install what your system calls these Debian"
            f" packages, then run this again:\n    {' '.join(missing)}"
        )
    if not may_install():
        raise say.Trouble(
            "Some system packages are missing and this user may not install them. Have this run"
            f" once, then try again:\n    sudo apt-get install {' '.join(missing)}"
        )
    install(missing)


def missing_packages() -> list[str]:
    missing = [] if has_venv() else [f"python3.{sys.version_info.minor}-venv"]
    if sys.platform == "darwin":
        return missing if mac_has_pango() else [*missing, "pango"]
    return missing + [package for name, package in LIBRARIES.items() if not loads(name)]


def has_venv() -> bool:
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def mac_has_pango() -> bool:
    places = ("/opt/homebrew/lib", "/usr/local/lib")
    return any(Path(place, "libpango-1.0.dylib").exists() for place in places)


def may_install() -> bool:
    return bool(shutil.which("apt-get")) and (checkout.is_root() or may_sudo())


def may_sudo() -> bool:
    """Only without asking for a password: nobody expects that question from a demo."""
    if not shutil.which("sudo"):
        return False
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return asked.returncode == 0


def install(packages: Sequence[str]) -> None:
    """Install Debian packages; the lists are fetched first, as a fresh machine has none."""
    sudo = [] if checkout.is_root() else ["sudo", "-n"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    steps.run(
        "Lists of system packages",
        [*sudo, "apt-get", "update", "-q"],
        env=quiet,
        advice="apt-get could not reach its servers; see to that and try again.",
    )
    steps.run(
        f"System packages {' '.join(packages)}",
        [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q",
         "--no-install-recommends", *packages],
        advice=f"Install them by hand, then try again: apt-get install {' '.join(packages)}",
    )  # fmt: skip


def has_chromium() -> bool:
    named = os.environ.get("CHROMIUM")
    return any(shutil.which(name) for name in ([named] if named else CHROMIUM))


def try_chromium() -> None:
    """Install the browser for the tests where that needs nobody's leave."""
    if has_chromium() or not may_install():
        return
    try:
        install(["chromium"])
    except say.Trouble as trouble:
        say.line(f"  No Chromium, so browser tests will not run: {trouble}")
