"""A terminal gets what a person reads, and machine formats are the same there as in a pipe."""

from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

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


def test_the_terminal_gets_a_table_and_json_is_the_same_as_in_a_pipe(library: None, papers: Papers) -> None:
    _, table = run("list", "-n", "2", columns=100)
    assert "Votes" in table
    assert "2 of 4 papers; --limit 0 shows all" in table
    for command in (["list", "--json"], ["show", "2405.00003", "--json"], ["search", "모델", "--json"]):
        assert run(*command, columns=60)[1] == papers(*command).out
