"""The fonts of PDFs, drawn once: ten seconds of one processor, beside what else there is to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from . import checkout, stamps, steps, venv

STAMP = checkout.VAR / "stamps" / "fonts"
# Reading the settings asks for these; nothing connects.
SETTINGS = {
    "SECRET_KEY": "only-while-drawing",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "VAR_DIR": str(checkout.VAR),
}


@contextmanager
def drawn() -> Iterator[None]:
    """Have the fonts ready when the steps inside are done."""
    sources = stamps.digest(venv.LOCK, checkout.ROOT / "portal" / "documents" / "fonts.py")
    if stamps.is_current(STAMP, sources) and (checkout.VAR / "fonts").is_dir():
        yield
        return
    with steps.beside("Fonts", [venv.PYTHON, "-m", "portal.documents.fonts"], env=SETTINGS):
        yield
    stamps.put(STAMP, sources)
