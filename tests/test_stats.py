"""`papers stats`: counts recomputed from `--json` and from the raw digests, and what a person sees of them."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.reading import read

DAYS: dict[str, Sequence[str]] = {
    "2024-01-05": [
        entry("2401.00001", "One", "1", "Ada Lovelace, Alan Turing"),
        entry("2401.00002", "Two", "4", "Ada Lovelace"),
    ],
    # Friday to Thursday, so that only Monday to Wednesday are missing.
    "2024-01-11": [entry("2401.00003", "Three", "-", "Grace Hopper")],
    "2024-03-01": [
        entry("2401.00002", "Two", "10", "Ada Lovelace"),
        entry("2403.00004", "[bold]Four[/bold] 한국어 제목", "7", None),
    ],
}


def write(folder: Path, days: Mapping[str, Sequence[str]]) -> None:
    for day, entries in days.items():
        (folder / f"{day}.md").write_text(digest(*entries, heading=f"## Daily Papers ({day})\n\n"), "utf-8")


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    write(tmp_path, DAYS)
    assert papers("import", tmp_path).code == 0


def test_counts(library: None, papers: Papers) -> None:
    stats = papers("stats", "--json").json
    assert stats["papers"] == 4
    assert stats["digests"] == 3
    assert (stats["first"], stats["last"], stats["undated"]) == ("2024-01-05", "2024-03-01", 0)
    assert stats["votes"] == {
        "known": 3,
        "unknown": 1,
        "share": 0.75,
        "lowest": 1,
        "lower_quartile": 4,
        "median": 7,
        "upper_quartile": 8.5,
        "highest": 10,
    }
    # The paper of two months counts in both, with the votes that it has now.
    assert stats["months"] == [
        {"month": "2024-01", "digests": 2, "papers": 3, "median_votes": 5.5},
        {"month": "2024-02", "digests": 0, "papers": 0, "median_votes": None},
        {"month": "2024-03", "digests": 1, "papers": 2, "median_votes": 8.5},
    ]
    assert stats["gaps"] == [{"after": "2024-01-11", "before": "2024-03-01", "weekdays": 35}]
    assert [each["id"] for each in stats["top"]] == ["2401.00002", "2403.00004", "2401.00001"]
    assert list(stats["top"][0]) == ["id", "date", "votes", "title"]
    assert stats["authors"] == [
        {"name": "Ada Lovelace", "papers": 2},
        {"name": "Alan Turing", "papers": 1},
        {"name": "Grace Hopper", "papers": 1},
    ]


def test_filters_choose_papers_and_days(library: None, papers: Papers) -> None:
    in_march = papers("stats", "--month", "2024-03", "--json").json
    assert (in_march["papers"], in_march["digests"], in_march["first"]) == (2, 1, "2024-03-01")
    assert [each["month"] for each in in_march["months"]] == ["2024-03"]
    hers = papers("stats", "--author", "lovelace", "--min-votes", "5", "--json").json
    assert (hers["papers"], hers["digests"], [each["papers"] for each in hers["months"]]) == (1, 2, [1, 0, 1])
    assert papers("stats", "--date", "latest", "--json").json == in_march


def test_nothing_to_count(papers: Papers, library: None) -> None:
    run = papers("stats", "--since", "2030")
    assert (run.code, run.out, run.err) == (0, "", "no paper matches\n")
    nothing = papers("stats", "--since", "2030", "--json").json
    assert (nothing["papers"], nothing["months"], nothing["votes"]["median"]) == (0, [], None)


def test_an_empty_library_says_so(papers: Papers) -> None:
    assert "the library is empty" in papers("stats").err


def test_undated_papers_count_without_a_month(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(digest(entry(), heading=""), "utf-8")
    papers("import", tmp_path)
    stats = papers("stats", "--json").json
    assert (stats["papers"], stats["undated"], stats["months"], stats["first"]) == (1, 1, [], None)


def test_lines_in_a_pipe(library: None, papers: Papers) -> None:
    lines = [line.split("\t") for line in papers("stats").out.splitlines()]
    assert [line[0] for line in lines] == ["papers", "votes", *["month"] * 3, "gap", *["top"] * 3, *["author"] * 3]
    assert lines[3] == ["month", "2024-02", "0", "0", ""]
    assert lines[0] == ["papers", "4", "3", "2024-01-05", "2024-03-01", "0"]


def test_the_real_digests(real: Papers, digests: Path) -> None:
    stats = real("stats", "--json").json
    files = sorted(digests.glob("20*/*/*.md"))
    raw = {(str(each["date"])[:7], each["id"]) for file in files for each in read(file)}
    assert Counter(month for month, _ in raw) == {
        each["month"]: each["papers"] for each in stats["months"] if each["papers"]
    }
    assert stats["digests"] == len(files)
    listed = real("list", "--json").json
    votes = [paper["votes"] for paper in listed if paper["votes"] is not None]
    lower, median, upper = statistics.quantiles(votes, method="inclusive")
    assert (stats["votes"]["lower_quartile"], stats["votes"]["median"], stats["votes"]["upper_quartile"]) == (
        lower,
        median,
        upper,
    )
    names = Counter(name for paper in listed for name in paper["authors"])
    assert stats["authors"][0] == dict(zip(("name", "papers"), names.most_common(1)[0], strict=True))


def test_marks_that_cannot_be_read_are_not_counted_as_none(papers: Papers, tmp_path: Path, home: Path) -> None:
    (tmp_path / "a.md").write_text(digest(entry("2405.00001")), "utf-8")
    papers("import", tmp_path / "a.md")
    state = home / "state" / "state.db"
    for each in state.parent.iterdir():
        each.unlink()
    state.write_bytes(b"no database " * 500)
    assert papers("stats", "--json").code == 0
    for command in ("stats", "authors", "trends"):
        run = papers(command, "--unread")
        assert (run.code, run.out) == (3, ""), command
        assert f"{state} cannot be read" in run.err
