"""Styles, scripts and fonts: npm builds them into var/build, only when something changed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import checkout, say, stamps, steps, venv

ROOT = checkout.ROOT
PACKAGE, LOCK = ROOT / "package.json", ROOT / "package-lock.json"
MODULES, BUILD = ROOT / "node_modules", checkout.VAR / "build"
MODULES_STAMP = MODULES / ".samskab-lock"
BUILD_STAMP = checkout.VAR / "stamps" / "frontend"
RUBBISH = "Remove node_modules and try again; npm's registry must be reachable."


def build() -> None:
    packages = stamps.digest(PACKAGE, LOCK, ROOT / ".npmrc")
    sources = stamps.digest(PACKAGE, LOCK, ROOT / "static")
    if BUILD.is_dir() and stamps.is_current(BUILD_STAMP, sources):
        return
    path = {"PATH": os.pathsep.join([str(node_folder()), os.environ.get("PATH", os.defpath)])}
    if not stamps.is_current(MODULES_STAMP, packages):
        steps.run(
            "Front-end packages",
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            env=path,
            advice=RUBBISH,
        )
        stamps.put(MODULES_STAMP, packages)
    steps.run("Front end", ["npm", "run", "build"], env=path, advice=RUBBISH)
    stamps.put(BUILD_STAMP, sources)


def node_folder() -> Path:
    """The folder with `node` and `npm`: the machine's if new enough, else the environment's."""
    wanted = wanted_version()
    on_path = shutil.which("node")
    if on_path and shutil.which("npm") and version(on_path) >= wanted:
        return Path(on_path).parent
    locked = venv.PYTHON.parent
    if (locked / "npm").exists():
        return locked
    needed = ".".join(str(number) for number in wanted)
    raise say.Trouble(
        f"The front end needs Node.js {needed} or newer with npm; install it and try again."
    )


def wanted_version() -> tuple[int, int]:
    return numbers(json.loads(PACKAGE.read_text())["engines"]["node"])


def version(node: str) -> tuple[int, int]:
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return numbers(asked.stdout)


def numbers(text: str) -> tuple[int, int]:
    found = re.search(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)
