"""Free ports on loopback, kept per checkout so that addresses stay the same."""

import socket
from pathlib import Path


def is_free(port: int) -> bool:
    """Bind it plainly: two servers that share a port by SO_REUSEPORT must not pass for free."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "")):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return False
    return True


def hold(port: int) -> socket.socket | None:
    """Keep a free port for a server that is started later and shares it by SO_REUSEPORT.

    Bound without listening it gets no connection, yet nobody else finds the port free.
    """
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", port))
    except (AttributeError, OSError):
        held.close()
        return None
    return held


def free() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kept(file: Path) -> int:
    """The port this checkout used last time if it is free again, else a new one."""
    try:
        port = int(file.read_text())
    except (FileNotFoundError, ValueError):
        port = 0
    if not port or not is_free(port):
        port = free()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{port}\n")
    return port
