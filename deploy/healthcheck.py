"""Asked by the container's health check: `healthcheck.py web|worker|beat`; fails if not well."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

BEAT_WRITES_WITHIN = 400  # seconds; it saves its schedule every three minutes


def web() -> None:
    host = urlsplit(os.environ["BASE_URL"]).netloc
    request = urllib.request.Request("http://127.0.0.1:8000/healthz", headers={"Host": host})
    urllib.request.urlopen(request, timeout=8).close()  # noqa: S310 - an address of our own


def worker() -> None:
    name = f"celery@{os.uname().nodename}"
    command = [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "-d", name]
    subprocess.run(command, check=True, capture_output=True, timeout=25)  # noqa: S603


def beat() -> None:
    written = max(file.stat().st_mtime for file in Path("/tmp").glob("beat-schedule*"))  # noqa: S108
    if time.time() - written > BEAT_WRITES_WITHIN:
        sys.exit("beat has stopped writing its schedule")


{"web": web, "worker": worker, "beat": beat}[sys.argv[1]]()
