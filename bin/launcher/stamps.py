"""What was made from unchanged files need not be made again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from . import checkout


def digest(*sources: Path) -> str:
    """Fingerprint files, and folders with all that is in them but what Python compiled."""
    seen = hashlib.sha256()
    for path in files_in(sources):
        seen.update(f"{path.relative_to(checkout.ROOT)}\0".encode())
        seen.update(hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def files_in(sources: Iterable[Path]) -> Iterable[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(
                path
                for path in source.rglob("*")
                if path.is_file() and "__pycache__" not in path.parts
            )
        elif source.exists():
            yield source


def is_current(stamp: Path, fingerprint: str) -> bool:
    try:
        return stamp.read_text() == fingerprint
    except FileNotFoundError:
        return False


def put(stamp: Path, fingerprint: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)
