"""Ask each page many times and say what it costs beside the bare view."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from ideas.models import Idea

MOST_QUERIES = 10
TIMES = 40
LONG = 100_000
"""From here on no table may be read as a whole; of a short one that is what the planner prefers."""
TICKS = os.sysconf("SC_CLK_TCK")
WHOLE = re.compile(r"Seq Scan on (ideas_idea|ideas_support|discussion_comment|search_entry)\b")
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def measured(size: int) -> int:
    """Print the figures of all pages; returns how many are beyond a limit."""
    busiest = Idea.objects.get(number=1)
    pages = {
        "list, newest": "/ideer/",
        "list, most supported": "/ideer/?sorter=stoette",
        "list, most discussed": "/ideer/?sorter=debat",
        "list, lately active": "/ideer/?sorter=aktive",
        "list, shuffled": "/ideer/?sorter=blandet&start=1234567",
        "list, one theme": "/ideer/?tema=tema-3",
        "list, theme and role": "/ideer/?tema=tema-3&rolle=employee&sorter=stoette",
        "list, a quarter": "/ideer/?periode=2026-2&sorter=debat",
        "idea, 1,000 comments": busiest.get_absolute_url(),
        "search, frequent word": "/soeg/?q=skolehaven",
        "search, three words": "/soeg/?q=skolehaven cykelstier badehuset",
        "search, typo": "/soeg/?q=skolehavn kulturhusett",
        "similar": "/ideer/lignende/?title=Bedre skolehave og cykelstier til ældre",
    }
    bare_time, bare_cpu = _bare()
    print(f"\n{size:,} ideas. Bare view: p95 {bare_time * 1e3:.1f} ms, CPU {bare_cpu * 1e3:.1f} ms")
    print(f"{'page':24}{'queries':>8}{'p95 ms':>8}{'ratio':>7}{'CPU ms':>8}{'ratio':>7}  scans")
    client, wrong = Client(), 0
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url, secure=True).status_code == 200, url
        number = len(asked)
        scans = _scans([query["sql"] for query in asked])
        slowest, cpu = _cost(lambda url=url: client.get(url, secure=True))
        wrong += (bool(scans) and size >= LONG) or number > MOST_QUERIES
        print(
            f"{name:24}{number:8}{slowest * 1e3:8.1f}{slowest / bare_time:7.1f}"
            f"{cpu * 1e3:8.1f}{cpu / bare_cpu:7.1f}  {', '.join(sorted(scans)) or 'none'}",
            flush=True,
        )
    return wrong


def _bare() -> tuple[float, float]:
    with override_settings(MIDDLEWARE=DEFAULT_MIDDLEWARE, ROOT_URLCONF="bare"):
        client = Client()
        return _cost(lambda: client.get("/bare/", secure=True))


def _cost(ask: Callable[[], Any]) -> tuple[float, float]:
    """Return the 95th percentile of the time and the mean CPU time, of web and database."""
    for _n in range(5):
        ask()
    times, cpu = [], _cpu()
    for _n in range(TIMES):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return sorted(times)[int(TIMES * 0.95) - 1], (_cpu() - cpu) / TIMES


def _cpu() -> float:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICKS


def _scans(statements: list[str]) -> set[str]:
    """Return the tables that one of these reads as a whole."""
    found = set()
    with connection.cursor() as cursor:
        for sql in statements:
            if sql.startswith(("SELECT", "WITH", "\n            SELECT")):
                cursor.execute(f"EXPLAIN {sql}")
                found |= set(WHOLE.findall("\n".join(row[0] for row in cursor.fetchall())))
    return found
