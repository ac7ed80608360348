"""Timing whole processes: one run, a run on a terminal, and many in turns; and a row of the table."""

import os
import pty
import statistics
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
_TERMINAL = (40, 100)
# What changes width, colours or errors behind the back of a measurement.
_UNWANTED = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "PAPERS_DEBUG", "PAPERS_COLOR")
# With it, each run would compile all of this program anew, which no installed one does.
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"

Timed = Callable[[], float]
"""One measured run: it does its work and returns the seconds that count."""


class RunError(Exception):
    """A program that was to be measured failed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, in which unit, what it should be at most (or at least), the details."""

    name: str
    measured: float
    aim: float | None = None
    details: str = ""
    unit: str = "x"
    at_least: bool = False


def papers(*arguments: str) -> list[str]:
    """Return the command line of papers as it is installed beside this Python."""
    script = Path(sys.executable).with_name("papers")
    return [*([str(script)] if script.exists() else [sys.executable, "-m", "papercli"]), *arguments]


def python(file: str, *arguments: str) -> list[str]:
    """Return the command line of a program beside this module."""
    return [sys.executable, str(HERE / file), *arguments]


def output(command: Sequence[str], home: Path) -> str:
    """Return what a program writes to a pipe; raise RunError where it fails."""
    done = subprocess.run(command, env=_environment(home), stdin=subprocess.DEVNULL, capture_output=True)
    _check(command, done.returncode, done.stderr)
    return done.stdout.decode()


def in_pipe(command: Sequence[str], home: Path) -> Timed:
    """Return a run of a program that writes to a pipe."""

    def timed() -> float:
        start = perf_counter()
        output(command, home)
        return perf_counter() - start

    return timed


def on_terminal(command: Sequence[str], home: Path) -> Timed:
    """Return a run of a program whose stdout is a terminal."""

    def timed() -> float:
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, _TERMINAL)
        start = perf_counter()
        process = subprocess.Popen(
            command, env=_environment(home), stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        shown = b"".join(iter(partial(_read, ours), b""))
        code = process.wait()
        took = perf_counter() - start
        os.close(ours)
        _check(command, code, shown)
        return took

    return timed


def peak_memory(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Return the MiB of the largest of a program's processes, its children counted in, and the seconds it took."""
    start = perf_counter()
    with subprocess.Popen(
        command, env=_environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = perf_counter() - start
    _check(command, process.returncode, said)
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2), took


def medians(contenders: Mapping[str, Timed], runs: int) -> dict[str, float]:
    """Return the median seconds of each contender; they run in turns, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(runs + 1):
        for name, timed in contenders.items():
            times[name].append(timed())
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def ratio(name: str, took: float, baseline: float, aim: float | None = None) -> Row:
    """Return the row of a time against that of its baseline."""
    return Row(name, took / baseline, aim, f"{took * 1000:,.0f} / {baseline * 1000:,.0f} ms")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # Linux reports the end of a terminal as an error.
        return b""


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in (*_UNWANTED, _UNCOMPILED)}
    return {**kept, "PAPERS_HOME": str(home), "TERM": "xterm-256color", "PAPERS_PAGER": ""}


def _check(command: Sequence[str], code: int, said: bytes) -> None:
    if code:
        raise RunError(f"{' '.join(command)}: exit code {code}\n{said.decode(errors='replace')}")
