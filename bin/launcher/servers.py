"""The database and the broker of the demo: embedded ones, or those that the environment names."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from . import checkout, ports, postgres, processes, say, valkey
from .processes import PidFile


@dataclass(frozen=True)
class Addresses:
    database_url: str
    redis_url: str


def home() -> Path:
    return checkout.server_home() / "demo"


def check_named() -> None:
    """Say early that a server which the environment names is not there."""
    if os.environ.get("DATABASE_URL"):
        check_database(os.environ["DATABASE_URL"])
    if os.environ.get("REDIS_URL"):
        check_redis(os.environ["REDIS_URL"])


def start() -> Addresses:
    return Addresses(database_url=database(), redis_url=broker())


def database() -> str:
    named = os.environ.get("DATABASE_URL", "")
    if named:
        return named
    with say.step("PostgreSQL"):
        return postgres.start(
            home() / "postgres",
            port=ports.kept(home() / "postgres.port"),
            shared=checkout.server_home(),
        )


def broker() -> str:
    named = os.environ.get("REDIS_URL", "")
    if named:
        return named
    with say.step("Valkey"):
        return valkey.start(home() / "valkey", port=ports.kept(home() / "valkey.port"))


def end_leftovers() -> None:
    """End servers of ours that a killed launcher could not end."""
    processes.end_leftover(PidFile(home() / "valkey" / "valkey.pid"))
    processes.end_leftover(PidFile(home() / "postgres" / "postgres.pid"), by=postgres.END_BY)


def check_database(url: str) -> None:
    import psycopg  # noqa: PLC0415 - part of the virtual environment

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.Error as error:
        raise say.Trouble(
            f"DATABASE_URL names a database at {place(url)} that does not answer:\n"
            f"    {str(error).strip()}\n"
            "Start that server or mend the address; without DATABASE_URL the demo brings its own."
        ) from None
    if number < postgres.OLDEST * 10_000:
        raise say.Trouble(
            f"DATABASE_URL names PostgreSQL {number // 10_000}; {postgres.OLDEST} is the oldest"
            " that works. Without DATABASE_URL the demo brings its own."
        )


def check_redis(url: str) -> None:
    import redis  # noqa: PLC0415 - part of the virtual environment

    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        raise say.Trouble(
            f"REDIS_URL names a server at {place(url)} that does not answer:\n    {error}\n"
            "Start that server or mend the address; without REDIS_URL the demo brings its own."
        ) from None


def place(url: str) -> str:
    """Host and port alone: the password is nobody's business."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
