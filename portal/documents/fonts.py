"""The letters of our PDFs: IBM Plex Sans for the text, Noto for what it lacks.

Both come as Python packages, so every worker has the same files whatever its system has
installed. Plex arrives as one variable font; the three cuts that we set are drawn from it once
and kept under `VAR_DIR`. A font configuration of our own names that folder and nothing else:
no system font can creep in, and the same text gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = "IBM Plex Sans"
CUTS = {
    "Regular": ("IBMPlexSans[wdth,wght].ttf", 400),
    "SemiBold": ("IBMPlexSans[wdth,wght].ttf", 600),
    "Italic": ("IBMPlexSans-Italic[wdth,wght].ttf", 400),
}
EMOJI = "NotoEmoji[wght].ttf"  # comes light, is wanted regular
FALLBACKS = tuple(
    f"NotoSans{script}[wght].ttf"
    for script in (
        *("", "Symbols", "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian"),
        *("Gujarati", "Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar"),
        *("Oriya", "Sinhala", "Tamil", "Telugu", "Thai"),
    )
)
LETTERS = "letters.json"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def folder() -> Path:
    """Return the folder with our fonts and their configuration, drawing them the first time."""
    key = "-".join(
        version(name) for name in ("fontpkg-ibm-plex-sans", "manimgx-fonts", "fonttools")
    )
    ready = settings.VAR_DIR / "fonts" / f"2-{key}"
    if not ready.is_dir():
        ready.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(dir=ready.parent, prefix="draft-"))
        _draw_into(draft, ready)
        try:
            draft.rename(ready)
        except OSError:  # another process was first
            shutil.rmtree(draft)
    return ready


@cache
def letters() -> frozenset[str]:
    """Return every letter that at least one of our fonts can draw."""
    return frozenset(map(chr, json.loads((folder() / LETTERS).read_text())))


@contextmanager
def only_ours() -> Iterator[Path]:
    """Let the font library of this process see our folder and nothing else."""
    ours, before = folder(), os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(ours / "fonts.conf")
    try:
        yield ours
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _draw_into(draft: Path, final: Path) -> None:
    plex = _package("fontpkg_ibm_plex_sans") / "files"
    noto = _package("manimgx_fonts")
    for cut, (source, weight) in CUTS.items():
        _instance(plex / source, weight, draft / f"IBMPlexSans-{cut}.ttf", FAMILY, cut)
    _instance(noto / EMOJI, 400, draft / "NotoEmoji.ttf", "Noto Emoji", "Regular")
    for source in FALLBACKS:
        shutil.copyfile(noto / source, draft / source)
    (draft / LETTERS).write_text(json.dumps(sorted(_letters_in(draft))))
    (draft / "cache").mkdir()
    (draft / "fonts.conf").write_text(CONFIGURATION.format(folder=final))
    draft.chmod(0o755)


def _letters_in(draft: Path) -> set[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only needed the first time

    return {code for font in sorted(draft.glob("*.ttf")) for code in TTFont(font).getBestCmap()}


def _instance(source: Path, weight: int, target: Path, family: str, cut: str) -> None:
    """Draw one cut of a variable font; nothing of time or place goes into the file."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only needed the first time
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    font = TTFont(source, recalcTimestamp=False)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
    font["OS/2"].usWeightClass = weight
    names = font["name"]
    for number, text in {
        1: family if cut in {"Regular", "Italic"} else f"{family} {cut}",
        2: cut if cut in {"Regular", "Italic"} else "Regular",
        4: f"{family} {cut}",
        6: f"{family.replace(' ', '')}-{cut}",
        16: family,
        17: cut,
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font.save(target)


def _package(name: str) -> Path:
    """Find a package's files without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        message = f"The package {name} is not installed."
        raise FileNotFoundError(message)
    return Path(spec.origin).parent


if __name__ == "__main__":  # while setting up, so that nobody waits for it later
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    folder()
