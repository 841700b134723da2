"""Children that end with us, and pid files for those that outlived a killed launcher."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .say import Trouble

SECONDS_TO_END = 6  # what a job loses by this, the sweep finds again

children: list["Child"] = []
"""Every server this process started and has not ended yet, oldest first."""


@dataclass(frozen=True)
class PidFile:
    """Names one process; its start time tells it from a stranger that got the same number."""

    path: Path

    def write(self, pid: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(f"{pid} {started_at(pid)}\n")

    def living(self) -> int | None:
        """The pid if that very process still runs."""
        try:
            pid_text, _, start = self.path.read_text().strip().partition(" ")
            pid = int(pid_text)
        except (FileNotFoundError, ValueError):
            return None
        return pid if start and start == started_at(pid) else None

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


@dataclass
class Child:
    """A server of ours, in a session of its own so that Ctrl-C reaches only the launcher."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    pid_file: PidFile
    end_by: signal.Signals = signal.SIGTERM

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask_to_end(self, by: signal.Signals | None = None) -> None:
        if self.is_alive():
            self.process.send_signal(by or self.end_by)

    def end(self, by: signal.Signals | None = None) -> None:
        """Ask, wait, and insist; afterwards nothing of the child's session is left."""
        self.ask_to_end(by)
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            signal_session(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.pid_file.forget()
        if self in children:
            children.remove(self)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, every: float = 0.05) -> None:
        """Wait for readiness, or fail with the end of the child's log."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_alive():
                raise Trouble(f"{self.name} stopped while starting.\n{log_tail(self.log)}")
            if time.monotonic() > deadline:
                raise Trouble(
                    f"{self.name} was not ready after {seconds:.0f} s.\n{log_tail(self.log)}"
                )
            time.sleep(every)


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    home: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    as_nobody: bool = False,
    end_by: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start a server whose log and pid file lie in `home`."""
    home.mkdir(parents=True, exist_ok=True)
    log = home / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd or home,
            start_new_session=True,
            user="nobody" if as_nobody else None,
            group=nobody_group() if as_nobody else None,
            extra_groups=[] if as_nobody else None,
        )
    pid_file = PidFile(home / f"{name}.pid")
    pid_file.write(process.pid)
    child = Child(name, process, log, pid_file, end_by)
    children.append(child)
    return child


def end_all() -> None:
    """End every child, newest first, as the later ones use the earlier ones."""
    for child in reversed(children.copy()):
        child.end()


def nobody_group() -> int:
    return pwd.getpwnam("nobody").pw_gid


def end_leftover(pid_file: PidFile, *, by: signal.Signals = signal.SIGTERM) -> bool:
    """End what an earlier launcher left running; True if there was something."""
    pid = pid_file.living()
    if pid is None:
        pid_file.forget()
        return False
    os.kill(pid, by)
    deadline = time.monotonic() + SECONDS_TO_END
    while pid_file.living() is not None:
        if time.monotonic() > deadline:
            signal_session(pid, signal.SIGKILL)
            deadline += SECONDS_TO_END
        time.sleep(0.05)
    pid_file.forget()
    return True


def signal_session(pid: int, number: signal.Signals) -> None:
    """Our children lead their process group, so this reaches their own children too."""
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def started_at(pid: int) -> str:
    """When the process began, in the system's own words; empty if there is none."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return "" if fields[0] == "Z" else fields[19]
    seen = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return seen.stdout.strip()


def log_tail(log: Path, lines: int = 25) -> str:
    """The end of a log, for the person who has to find out why."""
    try:
        text = log.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return "\n".join([f"The end of {log}:", *(f"    {entry}" for entry in text[-lines:])])
