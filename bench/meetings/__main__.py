"""Measure writing together: eight who type at once in an agenda of 12 items of 3,000 characters.

Run from the prepared checkout: `.venv/bin/python bench/meetings [--seconds 30]`. It starts a
PostgreSQL, a Valkey and the web server as the demo does, all of its own, and throws them away.

Printed are the 95th percentile of a save against that of a bare view which updates one row (the
same session, middleware and number of people, asked in turn with the saves), how long it takes
until others see a save, and what was lost. It fails where one is beyond its limit.
"""

import argparse
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from bin.launcher import ports, processes  # noqa: E402 - the checkout had to be found first
from bin.launcher.demo import WEB_PROCESSES, WEB_THREADS  # noqa: E402
from tests.servers import Servers  # noqa: E402

ENVIRONMENT = {
    "DEMO": "0",
    "SECRET_KEY": "only-for-the-bench-and-so-not-secret-at-all-0123456789abcdefgh",
    "BASE_URL": "https://samskab.example.dk",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "LOG_FORMAT": "text",
    "DJANGO_SETTINGS_MODULE": "bare_settings",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    given = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    servers = Servers()
    try:
        os.environ.update(servers.addresses, FILES_DIR=str(servers.home / "files"))
        address = started(servers.home)
        django.setup()
        # It reads the portal's models, which are there from now on.
        return int(import_module("together").measured(address, given.seconds))
    finally:
        servers.end()


def started(home: Path) -> str:
    """Start the web server as the demo does, with the bench's addresses; return where it is."""
    port = ports.free()
    processes.start(
        "web",
        [
            Path(sys.executable).parent / "granian",
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"),
            *("--workers", str(WEB_PROCESSES), "--blocking-threads", str(WEB_THREADS)),
            "config.wsgi:application",
        ],
        home=home / "web",
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_POOL_SIZE": str(WEB_THREADS),
            "PYTHONPATH": f"{ROOT}:{HERE}",
        },
    )
    address = f"http://127.0.0.1:{port}"
    for _second in range(60):
        try:
            urlopen(f"{address}/robots.txt").close()
        except URLError:
            time.sleep(1)
        else:
            return address
    sys.exit(processes.log_tail(home / "web" / "web.log"))


if __name__ == "__main__":
    sys.exit(main())
