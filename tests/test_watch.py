"""Saved searches: what is new to each, once, and never lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run as on_terminal

PROGRAM = [sys.executable, "-m", "papercli"]
ONE, TWO, THREE = "2405.00001", "2405.00002", "2405.00003"


class Folder:
    """A source to which digests come."""

    def __init__(self, papers: Papers, path: Path) -> None:
        self.papers = papers
        self.path = path

    def gets(self, name: str, *entries: str, day: str = "2024-05-01") -> None:
        self.path.mkdir(exist_ok=True)
        (self.path / name).write_text(digest(*entries, heading=f"## Daily Papers ({day})\n\n"), "utf-8")
        self.papers("import", self.path)


@pytest.fixture
def folder(papers: Papers, tmp_path: Path) -> Folder:
    found = Folder(papers, tmp_path / "digests")
    found.gets("a.md", entry(ONE, "Agents at work", points=["- x"]))
    return found


def test_a_watch_shows_once_what_came_after_it_was_made(papers: Papers, folder: Folder) -> None:
    run = papers("watch", "add", "work", "agents", "-survey")
    assert (run.code, run.out) == (0, "")
    assert run.err == "work watches for agents -survey; what it finds now (1) counts as seen\n"
    assert papers("watch").out == "work\tagents -survey\t0\n"
    run = papers("watch", "run")
    assert (run.code, run.out) == (4, "")
    folder.gets("b.md", entry(TWO, "More agents", points=["- x"]), entry(THREE, "Agents, a survey", points=["- x"]))
    assert papers("watch", "--json").json == [{"name": "work", "query": "agents -survey", "exact": False, "new": 1}]
    assert papers("watch", "run", "--dry-run").ids == [TWO]
    run = papers("watch", "run")
    assert (run.code, run.out) == (0, f"{TWO}\t2024-05-01\t7\tMore agents\tAda Lovelace, Alan Turing\twork\n")
    assert papers("watch", "run").code == 4
    assert papers("watch").out == "work\tagents -survey\t0\n"


def test_watches_together_print_a_paper_once(papers: Papers, folder: Folder) -> None:
    papers("watch", "add", "a", "agents", "--all")
    papers("watch", "add", "w", "title:work", "--all")
    papers("watch", "add", "n", "nothing")
    run = papers("watch", "run", "--json", "--dry-run")
    assert [(paper["id"], paper["watches"]) for paper in run.json] == [(ONE, ["a", "w"])]
    assert {"snippet", "matched", "score", "starred"} <= run.json[0].keys()
    assert papers("watch", "run", "w").ids == [ONE]
    assert papers("watch", "run", "--json").json[0]["watches"] == ["a"]
    run = papers("watch", "run", "--json")
    assert (run.code, run.json) == (4, [])


def test_names(papers: Papers, folder: Folder) -> None:
    assert "no watches yet" in papers("watch").err
    assert papers("watch", "run").code == 4
    assert papers("watch", "add", "work", "agents", "--all").code == 0
    run = papers("watch", "add", "work", "other")
    assert (run.code, run.err.splitlines()[0]) == (2, "papers: there is a watch 'work' already")
    run = papers("watch", "run", "wrk", "work")
    assert (run.code, run.ids) == (1, [ONE])
    assert "did you mean work?" in run.err
    assert papers("watch", "remove", "wrk").code == 1
    assert papers("watch", "remove", "work").code == 0
    assert papers("watch", "--json").json == []
    for wrong in (["x", "votes:many"], ["x", "date:soon"], [" ", "words"], ["x", '""'], ["x", "a\nb"], ["x"]):
        assert papers("watch", "add", *wrong).code == 2, wrong
    assert papers("watch").out == ""


def test_a_date_counts_from_the_day_of_the_run(papers: Papers, folder: Folder) -> None:
    papers("watch", "add", "week", "since:7d")
    recent = (date.today() - timedelta(days=2)).isoformat()
    folder.gets("b.md", entry(TWO), day=recent)
    folder.gets("c.md", entry(THREE), day="2024-05-02")
    assert papers("watch", "run").ids == [TWO]


def test_marks_and_translations_are_searched_by_watches(papers: Papers, folder: Folder) -> None:
    papers("watch", "add", "marked", "is:starred")
    papers("watch", "add", "noted", "baseline")
    papers("star", ONE)
    papers("note", ONE, "-m", "our baseline")
    assert papers("watch", "run", "--json").json[0]["watches"] == ["marked", "noted"]


def test_what_a_watch_has_shown_outlives_the_cache(papers: Papers, folder: Folder, home: Path) -> None:
    papers("watch", "add", "work", "agents", "--all")
    assert papers("watch", "run").code == 0
    assert papers("cache", "clear", "--yes").code == 0
    papers("sync")
    assert papers("watch", "run").code == 4


def test_on_a_terminal_rows_can_be_named(papers: Papers, folder: Folder) -> None:
    papers("watch", "add", "work", "agents", "--all")
    code, shown = on_terminal("watch", "run", columns=80)
    assert code == 0
    assert on_terminal("watch", "run", columns=80) == (4, "nothing is new\n")
    assert " at work" in shown
    assert papers("star", "1").code == 0
    code, shown = on_terminal("watch", columns=80)
    assert code == 0
    assert shown.split()[-3:] == ["work", "agents", "0"]


def test_on_a_terminal_several_watches_tell_their_rows(papers: Papers, folder: Folder) -> None:
    folder.gets("b.md", *(entry(f"2404.0000{n}", f"Agents {n}", str(20 - n)) for n in range(5)), day="2024-05-02")
    papers("watch", "add", "a", "agents", "date:2024-05-02", "-title:3", "--all")
    papers("watch", "add", "b", "title:2 OR title:3", "--all")
    code, shown = on_terminal("watch", "run", columns=80)
    assert code == 0
    assert shown.splitlines()[-2:] == ["a: 1-4", "b: 3 5"]
    papers("star", "3", "5")
    assert papers("list", "--starred").ids == ["2404.00002", "2404.00003"]


@pytest.fixture
def many(papers: Papers, folder: Folder) -> int:
    papers("watch", "add", "all", "title")
    # A pipe takes less than all of their lines.
    folder.gets("b.md", *(entry(f"2404.{number:05}", f"Title {number} {'x' * 300}") for number in range(600)))
    return 600


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_closed_pipe_swallows_nothing(papers: Papers, many: int, form: list[str]) -> None:
    with subprocess.Popen([*PROGRAM, "watch", "run", *form], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        process.wait()
    assert len(papers("watch", "run").ids) == many


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_swallows_nothing(papers: Papers, many: int) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PROGRAM, "watch", "run"], stdout=full, stderr=subprocess.DEVNULL)
    assert done.returncode != 0
    assert len(papers("watch", "run").ids) == many


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_kill_swallows_nothing(papers: Papers, many: int) -> None:
    # The pipe takes less than the listing, so that the program is still writing.
    with subprocess.Popen([*PROGRAM, "watch", "run", "--json"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert len(papers("watch", "run").ids) == many
    assert papers("watch", "run").code == 4


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_kill_after_all_is_written_and_before_that_is_remembered_swallows_nothing(
    papers: Papers, many: int, home: Path, form: list[str]
) -> None:
    # Who holds the state keeps the run at that very moment.
    holder = sqlite3.connect(home / "state" / "state.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with subprocess.Popen([*PROGRAM, "watch", "run", *form], stdout=subprocess.PIPE) as process:
        assert process.stdout
        # Its end as JSON is one line more than the papers, and the bracket before them.
        written = [process.stdout.readline() for _ in range(many + 2 * len(form))]
        assert all(written)
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        assert process.stdout.read() == b""
    holder.rollback()
    holder.close()
    assert len(papers("watch", "run").ids) == many


def test_a_pipe_that_is_read_slowly_gets_each_paper_once(papers: Papers, many: int) -> None:
    got = b""
    with subprocess.Popen([*PROGRAM, "watch", "run"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        while piece := os.read(process.stdout.fileno(), 20_000):
            got += piece
            if len(got) < 60_000:
                # What is read now is in the pipe: the run still writes, and nothing counts as seen.
                assert papers("watch", "--json").json[0]["new"] == many
    assert process.returncode == 0
    assert got.count(b"\n") == many
    assert papers("watch", "run").code == 4
