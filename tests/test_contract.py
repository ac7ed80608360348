"""What scripts rely on, of every command that answers with --json: valid, empty where nothing is, the same anywhere."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.test_errors import COMMANDS

ID = "2408.16357"
# A command line that finds something in the sample, and one that finds nothing; None where that cannot be.
ANSWERS: dict[str, tuple[list[str], list[str] | None]] = {
    "list": ([], ["--author", "nobody"]),
    "new": ([], ["--author", "nobody"]),
    "show": ([ID], None),
    "search": (["diffusion"], ["nothinghasthis"]),
    "glossary": ([], ["nothinghasthis"]),
    "days": ([], ["--date", "1999"]),
    "next": ([], ["--date", "1999"]),
    "related": ([ID], None),
    "authors": ([], ["--date", "1999"]),
    "stats": ([], None),
    "trends": (["diffusion"], ["--date", "1999"]),
    "sources": ([], None),
    "watch": ([], None),
    "watch run": (["--dry-run"], ["--dry-run", "none"]),
    "sync": ([], None),
    "import": (["--sample"], None),
    "doctor": ([], None),
    "config show": ([], None),
}


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "today.md").write_text(digest(entry("2405.00001", "An agent", "1")), "utf-8")
    papers("import", "--sample", tmp_path / "digests")
    papers("watch", "add", "all", "votes:>0", "--all")
    papers("watch", "add", "none", "nothinghasthis")


def test_every_command_with_json_is_here() -> None:
    assert set(ANSWERS) == {
        name for name, command in COMMANDS.items() if any("--json" in each.opts for each in command.params)
    }


@pytest.mark.parametrize("name", ANSWERS)
def test_json_is_data_and_nothing_else(papers: Papers, library: None, name: str) -> None:
    some, none = ANSWERS[name]
    found = papers(*name.split(" "), *some, "--json")
    assert found.code == 0, found.err
    assert json.loads(found.out)
    assert "\x1b" not in found.out + found.err
    if none is not None:
        empty = papers(*name.split(" "), *none, "--json")
        assert (empty.code, empty.out) == (4 if name == "watch run" else 0, "[]\n")
        assert empty.err or name == "watch run"


@pytest.mark.parametrize("name", ["glossary", "days", "authors", "stats", "trends", "related", "sources", "watch"])
def test_json_has_the_same_bytes_on_a_terminal(papers: Papers, library: None, name: str) -> None:
    argv = [*name.split(" "), *ANSWERS[name][0], "--json"]
    piped = papers(*argv).out
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "papercli", *argv], stdout=theirs, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as process:
        os.close(theirs)
        shown = b""
        # What reads a terminal gets an error where its last writer leaves.
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:
            pass
        os.close(ours)
        assert process.wait() == 0
    assert shown.decode().replace("\r\n", "\n") == piped


@pytest.mark.parametrize("name", ["glossary", "days", "authors", "stats", "trends", "related", "sources", "watch"])
def test_lines_in_a_pipe_have_as_many_cells_each(papers: Papers, library: None, name: str) -> None:
    out = papers(*name.split(" "), *ANSWERS[name][0]).out
    assert "None" not in out
    cells: dict[str, set[int]] = {}
    for line in out.rstrip("\n").split("\n"):
        # Of stats each line begins with what it tells.
        kind = line.split("\t")[0] if name == "stats" else name
        cells.setdefault(kind, set()).add(line.count("\t"))
    assert all(len(numbers) == 1 for numbers in cells.values()), cells


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells what a process has open")
@pytest.mark.parametrize(
    "command", [["list"], ["search", "model"], ["star", "2408.16357"], ["sync"], ["doctor"], ["show", "9999.99999"]]
)
def test_a_command_leaves_no_file_open(papers: Papers, home: Path, command: list[str]) -> None:
    papers("import", "--sample")
    papers(*command)
    opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if os.path.lexists(each)]
    assert not [each for each in opened if each.startswith(str(home))]
