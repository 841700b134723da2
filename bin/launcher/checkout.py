"""Where things lie: all that is made goes under `var/`, or beside it where it must."""

import hashlib
import os
import pwd
import shutil
import stat
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
VENV = ROOT / ".venv"


def is_root() -> bool:
    return os.geteuid() == 0


def server_home() -> Path:
    """The folder for the servers' data: `var/`, unless its user could not enter it.

    PostgreSQL refuses to run as root and runs as `nobody` then; a checkout under a closed
    home folder is out of its reach, so its data lies under /var/lib, apart for each checkout.
    """
    if not is_root() or everybody_may_enter(VAR):
        return VAR / "servers"
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Path("/var/lib") / f"samskab-{mark}"


def everybody_may_enter(folder: Path) -> bool:
    return all(
        level.stat().st_mode & stat.S_IXOTH for level in (folder, *folder.parents) if level.exists()
    )


def let_others_pass() -> None:
    """Have folders made so that the servers' user can pass; secrets close themselves."""
    os.umask(0o022)


def give_to_nobody(path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid)


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
