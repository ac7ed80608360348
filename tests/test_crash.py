"""Nothing lost: kills at any moment of an import or sync, and many processes at once."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry

PROGRAM = [sys.executable, "-m", "papercli"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "digests"
    path.mkdir()
    for number in range(120):
        entries = [
            entry(f"{2001 + number % 99}.{n:05}", f"Title {n}", str(n), points=["- 글 " * 200]) for n in range(15)
        ]
        (path / f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}.md").write_text(digest(*entries, heading=""), "utf-8")
    return path


def _children_of(process: int) -> Path:
    return Path(f"/proc/{process}/task/{process}/children")


def _killed_after(seconds: float, *argv: str) -> bool:
    """Run a command and kill it after a time; tell whether it was still running then. Its workers end by themselves."""
    process = subprocess.Popen(
        [*PROGRAM, *argv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    time.sleep(seconds)
    running = process.poll() is None
    process.kill()
    try:
        # The pipe is closed when the last worker is gone.
        process.communicate(timeout=20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return running


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there is no kill -9 here")
def test_a_kill_at_any_moment_loses_nothing(papers: Papers, folder: Path, home: Path) -> None:
    papers("import", folder)
    undisturbed = papers("list", "--json").out
    chance = random.Random(4)
    killed = 0
    for number in range(5):
        os.environ["PAPERS_HOME"] = str(home.with_name(f"home-{number}"))
        for _ in range(2):
            killed += _killed_after(chance.uniform(0.15, 0.8), "import", str(folder))
            assert papers("list", "-n", "1").code == 0
        assert papers("import", folder).code == 0
        assert papers("sync").code == 0
        assert papers("list", "--json").out == undisturbed
        assert papers("doctor", "--json").json["problems"] == []
    assert killed > 2


@pytest.mark.skipif(not _children_of(os.getpid()).exists(), reason="only Linux tells the children of a process")
def test_what_a_killed_worker_was_given_is_read_all_the_same(papers: Papers, folder: Path, home: Path) -> None:
    papers("import", folder)
    undisturbed = papers("list", "--json").out
    killed = 0
    for number in range(2):
        os.environ["PAPERS_HOME"] = str(home.with_name(f"home-{number}"))
        process = subprocess.Popen([*PROGRAM, "import", str(folder)], stderr=subprocess.PIPE, text=True)
        while process.poll() is None:
            with suppress(OSError):
                if workers := _children_of(process.pid).read_text().split():
                    time.sleep(0.2 * number)
                    os.kill(int(workers[0]), signal.SIGKILL)
                    killed += 1
                    break
            time.sleep(0.01)
        told = process.communicate(timeout=60)[1]
        assert process.returncode == 0, told
        assert papers("list", "--json").out == undisturbed
    assert killed or len(os.sched_getaffinity(0)) == 1


def test_writers_and_readers_at_once_all_succeed(papers: Papers, folder: Path) -> None:
    papers("import", folder)
    undisturbed = papers("list", "--json").out

    def run(argv: list[str]) -> tuple[int, str]:
        done = subprocess.run([*PROGRAM, *argv], capture_output=True, text=True)
        return done.returncode, done.stderr

    for file in folder.iterdir():
        os.utime(file, (1, 1))
    commands = [["sync"], ["import", str(folder)], *[["list", "--json"], ["search", "글"], ["show", "2001.00001"]] * 4]
    with ThreadPoolExecutor(6) as pool:
        for code, told in pool.map(run, commands):
            assert code == 0, told
    assert papers("list", "--json").out == undisturbed


def test_readers_are_not_blocked_by_a_writer(papers: Papers, folder: Path, home: Path) -> None:
    import sqlite3

    papers("import", folder)
    writer = sqlite3.connect(home / "cache" / "cache.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM arrival")
    try:
        for command in (["list", "-n", "1"], ["show", "2001.00001"], ["search", "글", "-n", "1"], ["new"], ["doctor"]):
            done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True, timeout=20)
            assert done.returncode == 0, done.stderr
    finally:
        writer.rollback()
        writer.close()
