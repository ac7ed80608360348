"""Marks are on the disk once they are acknowledged, whatever is killed, and whoever marks at the same time."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from papercli.errors import StoreError
from papercli.importer import Track
from papercli.ingest import Outcome
from papercli.library import Library
from papercli.paths import places
from papercli.syncing import Sources
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run as on_terminal

PROGRAM = [sys.executable, "-m", "papercli"]
IDS = [f"2405.{number:05}" for number in range(40)]

# Marks one paper after the other, and acknowledges each.
_MARKING = """
import sys
from papercli.cli import main
for paper_id in sys.argv[1:]:
    assert main(["star", paper_id]) == 0
    print(paper_id, flush=True)
"""


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    (tmp_path / "a.md").write_text(digest(*(entry(each, "Title") for each in IDS)), "utf-8")
    papers("import", tmp_path / "a.md")
    return papers


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_kill_at_any_moment_loses_no_mark_that_was_acknowledged(library: Papers, home: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    killed = 0
    for _ in range(4):
        rest = [each for each in IDS if each not in acknowledged]
        command = [sys.executable, "-c", _MARKING, *rest]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout
            acknowledged += [process.stdout.readline().strip()]
            time.sleep(chance.uniform(0, 0.03))
            killed += process.poll() is None
            process.kill()
            acknowledged += process.stdout.read().split()
        starred = library("list", "--starred").ids
        assert set(acknowledged) <= set(starred)
        # The one that was being marked may be marked, but no other.
        assert len(starred) - len(set(acknowledged)) <= 1
        acknowledged = starred
    assert killed
    assert library("doctor", "--json").json["problems"] == []
    assert library("undo").err.splitlines()[-1] == "undone: star of 1 paper"


def test_all_who_mark_at_once_are_heard(library: Papers, home: Path) -> None:
    commands = [["star", each] for each in IDS[:4]] + [["tag", "2405.00000", f"+t{n}"] for n in range(4)]
    commands += [["list", "--starred"], ["watch", "add", "x", "x"]]

    def run(argv: list[str]) -> tuple[int, str]:
        done = subprocess.run([*PROGRAM, *argv], capture_output=True, text=True)
        return done.returncode, done.stderr

    # The first of them makes the state.
    for file in (home / "state").iterdir():
        file.unlink()
    with ThreadPoolExecutor(6) as pool:
        for code, told in pool.map(run, commands):
            assert code == 0, told
    assert library("list", "--starred", "--sort", "id", "-r").ids[::-1] == IDS[:4]
    assert library("show", "2405.00000", "--json").json["tags"] == ["t0", "t1", "t2", "t3"]
    for _ in range(8):
        assert library("undo").err.splitlines()[-1].startswith("undone: ")
    assert library("undo").err == "there is nothing to undo\n"
    assert library("marks", "export").out.count("null") == 8


def test_readers_do_not_wait_for_one_who_marks(library: Papers, home: Path) -> None:
    library("star", IDS[0])
    writer = sqlite3.connect(home / "state" / "state.db", isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    writer.execute("DELETE FROM mark")
    try:
        for command in (["list", "--starred"], ["show", IDS[0], "--json"], ["search", "is:starred"]):
            done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True, timeout=20)
            assert done.returncode == 0, done.stderr
            assert IDS[0] in done.stdout
    finally:
        writer.rollback()
        writer.close()


def _spoil(file: Path, deep: bool) -> None:
    """Overwrite the first page of the table of marks, or only what lies below it."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'mark'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    data = bytearray(file.read_bytes())
    pages = [root]
    if deep:
        # The cells of an inner page begin with the number of the page below.
        page = data[(root - 1) * size : root * size]
        assert page[0] == 2
        cells = [int.from_bytes(page[at : at + 2]) for at in range(12, 12 + 2 * int.from_bytes(page[3:5]), 2)]
        pages = [int.from_bytes(page[cell : cell + 4]) for cell in cells[1:]]
    for each in pages:
        data[(each - 1) * size : each * size] = b"\xff" * size
    file.write_bytes(data)


@pytest.mark.parametrize("deep", [False, True])
def test_a_state_with_damaged_pages_is_told_and_left_alone(library: Papers, home: Path, deep: bool) -> None:
    marks = "".join(
        f'{{"id":"{paper}","mark":"tag:t{n}","value":true,"changed":"2024-01-01T00:00:00Z"}}\n'
        for paper in IDS
        for n in range(20)
    )
    # In a process of its own, which leaves nothing open.
    subprocess.run([*PROGRAM, "marks", "import", "-"], input=marks.encode(), check=True, stderr=subprocess.DEVNULL)
    file = home / "state" / "state.db"
    _spoil(file, deep)
    spoiled = file.read_bytes()
    one = IDS[20]
    plain = (["list"], ["list", "--json"], ["search", "title", "--json"], ["show", one], ["show", one, "--json"])
    for command in plain:
        done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert f"{file} " in done.stderr
        assert "put back a copy of yours" in done.stderr
        assert one in done.stdout
    for command in (["list", "--unread"], ["star", *IDS], ["marks", "export"]):
        done = subprocess.run([*PROGRAM, *command], capture_output=True, text=True)
        assert done.returncode == 3, done.stderr
        assert f"{file} is damaged" in done.stderr or "cannot be read" in done.stderr
        assert "import the digests again" not in done.stderr
    done = subprocess.run([*PROGRAM, "doctor", "--json"], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{file}: " in done.stdout
    assert file.read_bytes() == spoiled
    assert not list(home.rglob("*.damaged-*"))


@pytest.mark.parametrize("spoilt", [b"garbage " * 999, b"SQLite format 3\0" + b"\xff" * 4096])
def test_doctor_tells_of_a_state_that_cannot_be_opened(library: Papers, home: Path, spoilt: bytes) -> None:
    file = home / "state" / "state.db"
    for each in file.parent.iterdir():
        each.unlink()
    file.write_bytes(spoilt)
    run = library("doctor", "--json")
    assert run.code == 1
    assert [each["path"] for each in run.json["files"]] == [str(home / "cache" / "cache.db"), str(file)]
    assert len(run.json["problems"]) == 1
    assert file.read_bytes() == spoilt


def test_clearing_the_cache_asks_and_says_what_stays(library: Papers, home: Path) -> None:
    library("star", IDS[0])
    library("import", "-", stdin=digest(entry("2401.00001")).encode())
    assert library("cache", "path").out == f"{home / 'cache'}\n"
    run = library("cache", "clear", stdin=b"y\n")
    assert (run.code, run.out) == (2, "")
    assert "--yes" in run.err
    assert len(library("list").ids) == 41
    run = library("cache", "clear", "--yes")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[0] == "1 digest is of no source, and will not come back"
    assert run.err.splitlines()[-1] == "your marks, watches and sources stay; papers sync brings the papers back"
    assert list((home / "cache").iterdir()) == []
    library("sync")
    assert len(library("list").ids) == 40
    assert library("list", "--starred").ids == [IDS[0]]


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 40), ("", 40)])
def test_clearing_the_cache_on_a_terminal(library: Papers, answer: str, left: int) -> None:
    code, shown = on_terminal("cache", "clear", columns=200, keys=f"{answer}\n")
    assert code == 0
    assert "[y/N]" in shown
    assert len(library("list").ids) == left


@pytest.mark.parametrize(
    "bring",
    [
        lambda sources, track: sources.sync([], track=track),
        lambda sources, track: sources.bring([sources.all()[0][0].location], track=track),
    ],
)
def test_a_sync_whose_cache_is_cleared_says_so(
    library: Papers, home: Path, tmp_path: Path, bring: Callable[[Sources, Track], object]
) -> None:
    (tmp_path / "a.md").write_text(digest(entry(IDS[0], "Changed")), "utf-8")
    library("star", IDS[0])

    def track(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
        done = subprocess.run([*PROGRAM, "cache", "clear", "--yes"], capture_output=True)
        assert done.returncode == 0
        yield from outcomes

    with pytest.raises(StoreError, match="meanwhile"):
        bring(Library(places()).sources, track)
    assert library("list").ids == []
    library("sync")
    assert library("list", "--starred").ids == [IDS[0]]


def test_what_syncs_and_clears_at_once_ends_well(library: Papers, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.md").write_text(digest(entry(f"2403.{number:05}", points=["- 글 " * 400])), "utf-8")
    library("import", folder)
    library("star", "2403.00007")

    def run(argv: list[str]) -> tuple[int, str]:
        done = subprocess.run([*PROGRAM, *argv], capture_output=True, text=True)
        return done.returncode, done.stderr

    with ThreadPoolExecutor(4) as pool:
        for code, told in pool.map(run, [["sync"], ["cache", "clear", "--yes"]] * 4):
            assert code == 0 or (code == 3 and "cleared or made anew meanwhile" in told), told
    library("sync")
    assert len(library("list").ids) == 100
    assert library("list", "--starred").ids == ["2403.00007"]
    assert library("doctor", "--json").json["problems"] == []
