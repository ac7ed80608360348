"""What a person sees: golden files of the listing and the page, from a real pseudo-terminal.

After a change on purpose: `PAPERS_GOLDEN=write pytest tests/test_terminal.py`, and look at the difference.
"""

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

GOLDEN = Path(__file__).parent / "golden"
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

NASTY = digest(
    entry(
        "2405.00001",
        "[/INST] and [bold]GPT-[n][/bold] 한국어 제목이 아주 길어서 " + "끝까지 다 보일 수는 없는 " * 5,
        "1234",
    ),
    entry(
        "2405.00002",
        r"LLM$\times$MapReduce \x1b[31m & 😀 e" + "\u0301" * 3,
        "-",
        ", ".join(f"Given{n} Name{n}" for n in range(200)),
    ),
    entry(
        "2405.00003",
        "W" * 300,
        "3",
        "한 글, 李 明, Ünal Ö.",
        [
            "- **What's [b]New[/b]**: 제안하는 모델은 " + "확산(diffusion)을 쓰는 " * 12,
            "- an escape \x1b]52;c;eA==\x07, a bell, an override \u202eabc\u202c and \x9b31m, a \tab",
            "- one:\n  1. first **모델(Model)**은\n  2. second https://example.org/" + "very/" * 30,
        ],
    ),
    entry("hep-th/9901001", "", None, None, ["plain"]),
)


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_text(NASTY, "utf-8")
    assert papers("import", file).code == 0


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140, 200])
@pytest.mark.parametrize("command", [["list"]])
def test_golden(library: None, command: list[str], columns: int) -> None:
    code, sent = run(*command, columns=columns)
    shown = _ESCAPE.sub("", sent)
    assert code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    for line in shown.split("\n"):
        assert cell_len(line) <= columns, line
    file = GOLDEN / f"{command[0]}-{columns}.txt"
    if os.environ.get("PAPERS_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, "utf-8")
    assert shown == file.read_text("utf-8")


def test_the_terminal_gets_a_table_and_json_is_the_same_as_in_a_pipe(library: None, papers: Papers) -> None:
    _, table = run("list", "-n", "2", columns=100)
    assert "Votes" in table
    assert "2 of 4 papers; --limit 0 shows all" in table
    for command in (["list", "--json"], ["show", "2405.00003", "--json"], ["search", "모델", "--json"]):
        assert run(*command, columns=60)[1] == papers(*command).out
