"""Reading a day: one command repeated."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry

OLD, LOW, HIGH, NONE = "2405.00001", "2405.00002", "2405.00003", "2405.00004"


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    (tmp_path / "a.md").write_text(digest(entry(OLD, "Old", "99")), "utf-8")
    newest = (entry(LOW, "Low", "1"), entry(NONE, "None", None), entry(HIGH, "High", "5"))
    (tmp_path / "b.md").write_text(digest(*newest, heading="## Daily Papers (2024-05-02)\n\n"), "utf-8")
    papers("import", tmp_path / "a.md", tmp_path / "b.md")
    return papers


def test_a_day_is_read_by_one_command_repeated(library: Papers) -> None:
    assert library("next").out.startswith("High\n")
    run = library("next")
    assert run.out.startswith("High\n")
    assert run.err == "2 more to read\n"
    run = library("next", "--done")
    assert run.out.startswith("Low\n")
    assert run.err.splitlines() == [f"read: {HIGH} High", "1 more to read"]
    run = library("next", "--done", "--json")
    assert run.json["id"] == NONE
    assert run.err.splitlines() == [f"read: {LOW} Low", "it is the last one"]
    for _ in range(2):
        run = library("next", "--done")
        assert (run.code, run.out) == (0, "")
        told = "all papers of the newest digest are read; unread elsewhere: 1 (papers next --all)"
        assert run.err.splitlines()[-1] == told
    assert library("next", "--all").out.startswith("Old\n")
    run = library("next", "--all", "--done")
    assert (run.out, run.err.splitlines()[-1]) == ("", "all papers are read")
    assert library("next", "--all", "--json").out == "[]\n"
    assert library("next", "--all", "--format", "jsonl").out == ""
    assert library("list", "--unread").ids == []


def test_a_paper_that_next_showed_is_a_dot(library: Papers) -> None:
    library("next")
    library("star", ".")
    library("note", ".", "-m", "x")
    assert library("list", "--starred", "--noted").ids == [HIGH]
    assert library("show", ".").out.startswith("High")


def test_next_of_another_day(library: Papers) -> None:
    assert library("next", "--date", "2024-05-01").out.startswith("Old\n")
    library("next", "--done", "--date", "2024-05-01")
    run = library("next", "--date", "2024-05-01")
    assert run.err == "all papers of 2024-05-01 are read; unread elsewhere: 3 (papers next --all)\n"
    assert library("next", "--date", "soon").code == 2


def test_done_before_anything_was_shown(library: Papers, papers: Papers) -> None:
    run = library("next", "--done")
    assert run.out.startswith("High\n")
    assert run.err.splitlines()[0] == "papers next has shown nothing yet"
    assert library("list", "--unread").ids == [HIGH, LOW, NONE, OLD]


def test_an_empty_library(papers: Papers) -> None:
    run = papers("next")
    assert (run.code, run.out) == (0, "")
    assert "papers import" in run.err


def test_what_could_not_be_shown_is_not_marked_as_read(library: Papers) -> None:
    library("next")
    program = [sys.executable, "-m", "papercli", "next", "--done"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        process.wait()
    library("next", "--done")
    assert [paper["read"] for paper in library("list", "--date", "latest", "--json").json] == [True, False, False]


def test_show_marks_nothing_as_read(library: Papers) -> None:
    library("show", HIGH)
    assert len(library("list", "--unread").ids) == 4


def test_show_marks_as_read_where_the_settings_say_so(library: Papers, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("show_marks_read = true\n", "utf-8")
    library("show", HIGH, LOW)
    assert library("list", "--unread").ids == [NONE, OLD]
