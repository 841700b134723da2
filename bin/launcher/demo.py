"""bin/demo: prepare, start everything, say `Ready`, and end everything with Ctrl-C.

What runs is what would be deployed: the production web server, a Celery worker and beat, and
`DEBUG` off. `DEMO=1` relaxes only what plain HTTP on loopback cannot keep.
"""

import argparse
import os
import secrets
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import (
    checkout,
    fonts,
    frontend,
    migrating,
    ports,
    postgres,
    processes,
    say,
    servers,
    stamps,
    steps,
    system,
    venv,
)
from .processes import PidFile
from .servers import Addresses

RUN = checkout.VAR / "demo"
LAUNCHER = PidFile(RUN / "launcher.pid")
WEB_PROCESSES, WEB_THREADS = 2, 4
SECONDS_TO_READY = 120
SECONDS_TO_DOCUMENTS = 300
PASSWORD = "Innovation-2017-demo"  # noqa: S105 - of the demo, printed and in the README
SIGN_INS = {
    "borger": "participant",
    "forening": "participant for an association",
    "medlem": "citizen member",
    "politiker": "politician",
    "formand": "chair",
    "sekretaer": "secretary",
    "innovationschef": "innovation chief",
    "admin": "administrator",
}


class Ended(BaseException):
    """Somebody asked us to end, by Ctrl-C or a signal."""


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    refuse_second_launcher()
    if not venv.inside():
        say.line(f"Samskab, demo of {checkout.ROOT}")
    venv.enter("demo", arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_soon)
    try:
        run(options)
    except Ended:
        say.line("\nEnding ...")
        return 0
    finally:
        end_all()
        LAUNCHER.forget()
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo",
        description="Start the portal with demo data on this machine; Ctrl-C ends it.",
        epilog="DATABASE_URL and REDIS_URL are used instead of embedded servers where set.",
    )
    parser.add_argument("--port", type=int, help="port of the portal (8000, or the next free one)")
    parser.add_argument(
        "--reset", action="store_true", help="first remove all that was entered in the demo"
    )
    return parser.parse_args(arguments)


def refuse_second_launcher() -> None:
    pid = LAUNCHER.living()
    if pid is not None and pid != os.getpid():
        raise say.Trouble(
            f"The demo of this checkout already runs (process {pid}). Use it, or end it with"
            f" Ctrl-C where it was started or with: kill {pid}"
        )
    LAUNCHER.write(os.getpid())


def end_soon(number: int, frame: FrameType | None) -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    raise Ended


# From nothing to ready ----------------------------------------------------------------------


def run(options: argparse.Namespace) -> None:
    end_leftovers()
    servers.check_named()
    if options.reset:
        reset()
    port = web_port(options.port)
    held = ports.hold(port)  # two demos that prepare side by side must not both take it
    system.ensure()
    with fonts.drawn():
        frontend.build()
        if not servers.home().is_relative_to(checkout.ROOT):
            say.line(
                f"  The database lies in {servers.home()}, as PostgreSQL must not run as root."
            )
        addresses = servers.start()
        env = environment(addresses, port)
        state = migrating.fingerprint()
        loaded = migrating.is_ready(addresses.database_url, state)
        if not loaded:
            steps.run("Database tables", migrating.COMMAND, env=env)
    with static_files(env):
        compile_translations()
        if not loaded:
            load(env)
            migrating.set_ready(addresses.database_url, state)
    start_portal(env, port)
    wait_until_ready(port)
    if held:
        held.close()
    wait_for_documents(addresses)
    say_ready(port)
    watch()


def reset() -> None:
    """Remove what was entered; a database that is not ours is left alone."""
    if os.environ.get("DATABASE_URL"):
        raise say.Trouble(
            "--reset does not empty the database that DATABASE_URL names: it is not the demo's"
            " own. Empty it yourself, or unset DATABASE_URL."
        )
    with say.step("Removing the demo's data"):
        for folder in (servers.home(), checkout.VAR / "files", checkout.VAR / "mailbox"):
            checkout.remove(folder)


def web_port(wanted: int | None) -> int:
    if wanted is None:
        return next(port for port in range(8000, 8100) if ports.is_free(port))
    if not ports.is_free(wanted):
        raise say.Trouble(f"Port {wanted} is taken. Name another: bin/demo --port {wanted + 1}")
    return wanted


def environment(addresses: Addresses, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DEMO": "1",
        "SECRET_KEY": secret_key(),
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": addresses.database_url,
        "REDIS_URL": addresses.redis_url,
        "DATABASE_POOL_SIZE": "0",
        "VAR_DIR": str(checkout.VAR),
        "PYTHONUNBUFFERED": "1",
    }


def secret_key() -> str:
    """The same at each start, so that people stay signed in."""
    file = checkout.VAR / "secret-key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        postgres.write_secret(file, secrets.token_urlsafe(50))
    return file.read_text()


def compile_translations() -> None:
    from config import translations  # noqa: PLC0415 - part of the virtual environment

    translations.compile_all()


def load(env: dict[str, str]) -> None:
    steps.run(
        "Demo data",
        [venv.PYTHON, "manage.py", "load_demo"],
        env=env,
        advice="bin/demo --reset starts anew.",
    )


@contextmanager
def static_files(env: dict[str, str]) -> Iterator[None]:
    """Collect and compress what browsers fetch, beside the steps inside."""
    stamp = checkout.VAR / "stamps" / "static"
    sources = stamps.digest(
        checkout.ROOT / "static",
        frontend.BUILD,
        venv.LOCK,
        checkout.ROOT / "config" / "settings.py",
        checkout.ROOT / "portal" / "ui",
    )
    if stamps.is_current(stamp, sources) and (checkout.VAR / "static").is_dir():
        yield
        return
    collect: list[str | Path] = [venv.PYTHON, "manage.py", "collectstatic", "--no-input", "--clear"]
    with steps.beside("Static files", collect, env=env):
        yield
    stamps.put(stamp, sources)


def start_portal(env: dict[str, str], port: int) -> None:
    """Web server, worker and beat; the order is that of starting, ending goes backwards."""
    # Threads in all never exceed connections in all, or requests would wait for one another.
    web_env = {**env, "DATABASE_POOL_SIZE": str(WEB_THREADS)}
    bin_dir = venv.PYTHON.parent
    commands: dict[str, tuple[list[str], dict[str, str]]] = {
        "web": (
            [
                str(bin_dir / "granian"),
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
                "--workers",
                str(WEB_PROCESSES),
                "--blocking-threads",
                str(WEB_THREADS),
                "--no-ws",
                "config.wsgi:application",
            ],
            web_env,
        ),
        "worker": (
            [
                str(bin_dir / "celery"),
                "-A",
                "config",
                "worker",
                "--concurrency",
                "2",
                "--loglevel",
                "INFO",
                "--without-gossip",
                "--without-mingle",
            ],
            env,
        ),
        "beat": (
            [
                str(bin_dir / "celery"),
                "-A",
                "config",
                "beat",
                "--loglevel",
                "INFO",
                "--schedule",
                str(RUN / "beat-schedule"),
                "--pidfile=",
            ],
            env,
        ),
    }
    for name, (command, command_env) in commands.items():
        processes.start(name, command, home=RUN, env=command_env, cwd=checkout.ROOT)


def wait_until_ready(port: int) -> None:
    with say.step("Web server, worker and beat"):
        web = next(child for child in processes.children if child.name == "web")
        web.wait_until(lambda: answers(port, "/healthz"), seconds=SECONDS_TO_READY, every=0.3)
        web.wait_until(lambda: answers(port, "/"), seconds=20, every=0.3)


def answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for_documents(addresses: Addresses) -> None:
    """The demo's minutes are no files that came along: the worker renders them now."""
    if not open_jobs(addresses)[0]:
        return
    with say.step("Documents by the worker"):
        deadline = time.monotonic() + SECONDS_TO_DOCUMENTS
        while open_jobs(addresses)[0] and time.monotonic() < deadline:
            check_alive()
            time.sleep(0.3)
    waiting, failed = open_jobs(addresses)
    if waiting or failed:
        say.line(
            f"  {waiting} jobs still wait and {failed} failed; the portal shows which under"
            f" /admin/jobs/job/, and {RUN / 'worker.log'} says why."
        )


def open_jobs(addresses: Addresses) -> tuple[int, int]:
    """How many jobs are not finished, and how many failed."""
    import psycopg  # noqa: PLC0415 - part of the virtual environment

    with psycopg.connect(addresses.database_url) as connection:
        row = connection.execute(
            "select count(*) filter (where state in ('queued', 'running')),"
            " count(*) filter (where state = 'failed') from jobs_job"
        ).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def say_ready(port: int) -> None:
    say.line(f"\nReady: http://localhost:{port}/\n")
    say.line(f"Sign in with the password {PASSWORD} as")
    for name, role in SIGN_INS.items():
        say.line(f"  {name + '@example.dk':28} {role}")
    say.line(f"\nLogs lie in {RUN}. Ctrl-C ends everything.")


# While it runs, and the end -----------------------------------------------------------------


def watch() -> None:
    while True:
        check_alive()
        time.sleep(0.5)


def check_alive() -> None:
    for child in processes.children:
        if not child.is_alive():
            raise say.Trouble(
                f"{child.name} stopped by itself, so the rest is ended too.\n"
                f"{processes.log_tail(child.log)}"
            )


def end_all() -> None:
    """Those that use the servers together, as each may take a moment; then the servers."""
    for child in processes.children:
        if child.log.parent == RUN:
            child.ask_to_end()
    processes.end_all()


def end_leftovers() -> None:
    """End what an earlier launcher left because it was killed."""
    for name in ("beat", "worker", "web"):
        processes.end_leftover(PidFile(RUN / f"{name}.pid"))
    servers.end_leftovers()
