"""Help: every page has examples, they run as they stand there, and the summaries of commands are whole sentences."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from papercli.cli.main import main
from papercli.language import FIELDS, STATES
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.test_errors import COMMANDS

# What needs a network, another machine or person, or an editor that may be missing.
_ELSEWHERE = re.compile(r"https?://example|\bcurl\b|\bssh\b|\bmail\b|\bnano\b|cache clear$")
_FOR_A_SHELL = re.compile(r"[|<>&;$]|^\w+=")


def _examples(name: str) -> list[str]:
    found = re.search(r"Examples:\n(.*?)(?:\n\n|\Z)", COMMANDS[name].help.replace("\b", ""), re.DOTALL)
    return [line.strip() for line in found[1].split("\n")] if found else []


_LINES = dict.fromkeys(line for name in COMMANDS for line in _examples(name))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of a person with all that examples name: the sample, a source, a watch, marks, settings, and a listing."""
    home = tmp_path_factory.mktemp("start")
    (home / "digests").mkdir()
    more = (entry(f"2405.{number:05}", f"An agent {number}", str(number)) for number in range(30))
    (home / "digests" / "today.md").write_text(digest(*more), "utf-8")
    (home / "notes.txt").write_text("compare\n", "utf-8")
    (home / "sync").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERS_HOME", str(home / "papers"))
        patch.setenv("EDITOR", "true")
        for argv in (
            ["import", str(home / "digests")],
            ["import", "--sample"],
            ["star", "2408.16357"],
            ["watch", "add", "agents", "agent", "--all"],
            ["marks", "export", "-o", str(home / "sync" / "marks.jsonl")],
            ["config", "edit"],
            ["next", "-o", os.devnull],
            ["list", "--date", "2024-05-01", "-o", os.devnull],
        ):
            assert main(argv) == 0
    return home


def test_every_page_has_examples() -> None:
    for name in COMMANDS:
        lines = _examples(name)
        assert lines, name
        # A page of commands shows some of them, and any other its own.
        assert any(f"papers {name}" in line for line in lines), name


@pytest.mark.parametrize("line", [line for line in _LINES if not _ELSEWHERE.search(line)])
def test_an_example_runs(
    papers: Papers, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    if "jq" in line and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    home = tmp_path / "person"
    shutil.copytree(start, home)
    monkeypatch.chdir(home)
    for variable, value in {"HOME": str(home), "PAPERS_HOME": str(home / "papers"), "EDITOR": "true"}.items():
        monkeypatch.setenv(variable, value)
    if "watch add agents" in line:
        papers("watch", "remove", "agents")
    if _FOR_A_SHELL.search(line):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        command = ["bash", "-euo", "pipefail", "-c", line]
        done = subprocess.run(command, env={**os.environ, "PATH": path}, input=b"a note", capture_output=True)
        assert done.returncode == 0, done.stderr
    else:
        run = papers(*(word.replace("~", str(home)) for word in shlex.split(line)[1:]), stdin=b"a note")
        assert run.code == 0, run.err


def test_summaries_are_whole_sentences_on_80_columns(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    groups = [name for name, command in COMMANDS.items() if getattr(command, "commands", None)]
    for words in ([], *([name] for name in groups)):
        summaries = papers(*words, "--help").out.partition("\nCommands:\n")[2].rstrip("\n").split("\n")
        assert all(re.fullmatch(r"  [a-z]+ +[A-Z].*[^.]\.", line) for line in summaries), summaries


def test_the_help_of_search_names_its_whole_language(papers: Papers) -> None:
    said = papers("search", "--help").out
    assert [name for name in FIELDS if f"{name}:" not in said] == []
    assert [state for state in STATES if f"is:{state}" not in said] == []
