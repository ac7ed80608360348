"""The real digests, read whole, against an independent reading of their raw lines and the publisher's list."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.conftest import Papers
from tests.reading import published, read

# Entries that the publisher overwrote later, by day (see the README beside the digests).
OVERWRITTEN = {"2023-12-11": 2, "2023-12-12": 1, "2024-03-13": 9}


def _files(digests: Path) -> list[Path]:
    return sorted(digests.glob("20*/*/*.md"))


def _raw(digests: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the appearances of each paper in the raw lines, oldest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in _files(digests):
        for entry in read(file):
            found.setdefault(str(entry["id"]), []).append({**entry, "source": str(file)})
    return found


def test_every_field_of_every_entry(real: Papers, digests: Path) -> None:
    raw = _raw(digests)
    assert sum(map(len, raw.values())) == 1932
    papers = {paper["id"]: paper for paper in real("list", "--json").json}
    assert len(papers) == len(raw) == 1931
    for paper_id, appearances in raw.items():
        paper, newest = papers[paper_id], appearances[-1]
        for key in ("title", "url", "date", "authors", "authors_truncated", "image", "video", "sections"):
            assert paper[key] == newest[key], (paper_id, key)
        stated = [entry["votes"] for entry in appearances if entry["votes"] is not None]
        assert paper["votes"] == (stated[-1] if stated else None), paper_id
        assert paper["digests"] == [
            {key: entry[key] for key in ("date", "votes", "source", "line")} for entry in appearances
        ]


def test_the_publishers_own_list(real: Papers, digests: Path) -> None:
    papers = real("list", "--json").json
    rows = published(digests / "papers_list.csv")
    ours = Counter((day["date"], paper["id"]) for paper in papers for day in paper["digests"])
    theirs = Counter((day, paper_id) for day, _, paper_id in rows)
    assert not ours - theirs
    assert Counter(day for day, _ in (theirs - ours).elements()) == OVERWRITTEN
    # A title may differ from day to day: the record has that of the newest.
    assert {(paper["date"], paper["id"], paper["title"]) for paper in papers} <= {
        (day, paper_id, title) for day, title, paper_id in rows
    }


def test_importing_again_changes_nothing(papers: Papers, digests: Path, home: Path) -> None:
    first = papers("import", digests, "--json").json
    assert (first["digests"]["new"], first["papers"]["new"]) == (123, 1931)
    before = papers("list", "--json").out
    again = papers("import", digests, "--json")
    assert again.json == {
        "digests": {"new": 0, "changed": 0, "unchanged": 123, "removed": 0},
        "papers": {"new": 0, "changed": 0, "unchanged": 1931, "removed": 0},
        "new": [],
        "votes": [],
        "text": [],
        "removed": [],
        "diagnostics": [],
        "vanished": [],
        "failures": [],
    }
    assert papers("list", "--json").out == before


def test_order_of_files_does_not_matter(papers: Papers, digests: Path, home: Path) -> None:
    files = [file for file in _files(digests) if "/2024/10/" in file.as_posix()]
    papers("import", *reversed(files))
    backwards = papers("list", "--json").out
    (home / "cache" / "cache.db").unlink()
    papers("import", *files)
    assert papers("list", "--json").out == backwards


def test_sample_has_the_facts_of_the_real_day(papers: Papers, digests: Path, home: Path) -> None:
    facts = ("id", "title", "votes", "authors", "authors_truncated", "url", "date")
    papers("import", digests / "2024" / "08" / "30.md")
    day = papers("list", "--json").json
    (home / "cache" / "cache.db").unlink()
    papers("import", "--sample")
    sample = papers("list", "--json").json
    assert len(sample) == 11
    assert [[paper[key] for key in facts] for paper in sample] == [[paper[key] for key in facts] for paper in day]
    for mine, theirs in zip(sample, day, strict=True):
        assert [part["label"] for part in mine["sections"]] == [
            "What's New",
            "Technical Details",
            "Performance Highlights",
        ]
        assert not {part["text"] for part in mine["sections"]} & {part["text"] for part in theirs["sections"]}


def test_votes_differ_per_digest(real: Papers) -> None:
    paper = real("show", "2410.09342", "--json").json
    assert [(day["date"], day["votes"]) for day in paper["digests"]] == [("2024-10-16", 15), ("2024-10-18", 34)]
    assert (paper["date"], paper["votes"]) == ("2024-10-18", 34)
    assert "2410.09342" in [each["id"] for each in real("list", "--date", "2024-10-16", "--json").json]


def test_json_is_utf8_and_streams_a_line_a_paper(real: Papers) -> None:
    out = real("list", "--date", "2024-08-30", "--json").out
    assert "모델" in out
    lines = out.split("\n")
    assert (lines[0], lines[-2], len(lines)) == ("[", "]", 11 + 3)
    assert json.loads(lines[1].rstrip(","))["id"] == "2408.16357"
