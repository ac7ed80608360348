"""Native entries whose summaries hold what papers of other shapes are made of: read as they were before those were."""

import json
from pathlib import Path
from typing import Any

import pytest

from papercli.digest import explain, parse
from papercli.intake import Entry

NATIVE = Path(__file__).parent / "native"
NAMES = sorted(file.stem for file in NATIVE.glob("*.md"))


def record(entry: Entry) -> dict[str, Any]:
    """Return all of an entry as the expectations write it."""
    return {
        "id": entry.id,
        "title": entry.title,
        "line": entry.line,
        "date": entry.date,
        "votes": entry.votes,
        "authors": list(entry.authors),
        "more": entry.authors_truncated,
        "image": entry.image,
        "video": entry.video,
        "sections": [[section.label, section.text] for section in entry.sections],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_native_entry_reads_whole_whatever_it_holds(name: str) -> None:
    text = (NATIVE / f"{name}.md").read_text("utf-8")
    lines = (NATIVE / f"{name}.jsonl").read_text("utf-8").split("\n")
    assert [record(entry) for entry in parse("x.md", text).entries] == [json.loads(line) for line in lines if line]


def test_references_in_a_native_entry_are_told() -> None:
    text = (NATIVE / "reference-link.md").read_text("utf-8")
    told = [each.id for each in explain("x.md", text) if each.how.startswith("left out")]
    assert told == ["2301.00004", "2301.00005", "2301.00006"]
    what = [each.what for each in parse("x.md", text).diagnostics]
    assert "2301.00005 is only mentioned here, so it is left out" in what


@pytest.mark.parametrize("name", NAMES)
def test_papers_of_another_shape_behind_native_ones_are_found(name: str) -> None:
    text = (NATIVE / f"{name}.md").read_text("utf-8")
    if "```\n- 닫히지" in text:
        text += "```\n\n"
    other = "# More\n\n<ul>\n<li><b>Boats of Other Harbours</b> <a href='https://arxiv.org/abs/2406.00001'>PDF</a></li>\n</ul>\n"
    before, after = parse("x.md", text).entries, parse("x.md", text + other).entries
    assert [(each.id, each.title) for each in after[len(before) :]] == [("2406.00001", "Boats of Other Harbours")]
    assert [(each.line, each.votes, each.authors, each.sections) for each in after[: len(before)]] == [
        (each.line, each.votes, each.authors, each.sections) for each in before
    ]
