"""Measure the idea catalogue with many ideas, each page as a ratio to a bare view of the same run.

Run from the prepared checkout: `.venv/bin/python bench/ideas [10000 100000 ...]`. It starts a
PostgreSQL and a Valkey of its own, fills them anew for each size (10 supports and 5 comments for
each idea on average, 1,000 comments on one), and throws them away.

Requests are made one after another within this process, so that a ratio compares work and not
queueing. Printed are the number of queries, the 95th percentile of the time and the CPU time of
this process and its database process; and the plans' scans. It fails where a page asks more than
ten queries or, from 100,000 ideas on, reads a whole table of ideas, supports, comments or of the
search.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from tests.servers import Servers  # noqa: E402 - the checkout had to be found first

ENVIRONMENT = {
    "DEMO": "0",
    "SECRET_KEY": "only-for-the-bench-and-so-not-secret-at-all-0123456789abcdefgh",
    "BASE_URL": "https://samskab.example.dk",
    "ALLOWED_HOSTS": "testserver",
    "LOG_FORMAT": "text",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    given = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    servers = Servers()
    try:
        os.environ.update(servers.addresses, FILES_DIR=str(servers.home / "files"))
        django.setup()
        # They read the portal's models, which are there from now on.
        fill, measured = import_module("generator").fill, import_module("measuring").measured
        wrong = 0
        for more in sorted(given.sizes):
            fill(more)
            wrong += measured(more)
        return min(wrong, 1)
    finally:
        servers.end()


if __name__ == "__main__":
    sys.exit(main())
