"""The order `hot`: recomputed from `--json`, on digests of our own and on the real ones."""

from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry


def _heat(papers: list[dict[str, Any]]) -> dict[str, Fraction]:
    """Return the mid-rank percentile of each paper with votes and date in its month."""
    months: defaultdict[str, list[int]] = defaultdict(list)
    counted = [paper for paper in papers if paper["votes"] is not None and paper["date"]]
    for paper in counted:
        months[paper["date"][:7]].append(paper["votes"])
    found = {}
    for paper in counted:
        votes = months[paper["date"][:7]]
        fewer = sum(each < paper["votes"] for each in votes)
        found[paper["id"]] = (fewer + Fraction(votes.count(paper["votes"]), 2)) / len(votes)
    return found


def _expected(papers: list[dict[str, Any]]) -> list[str]:
    heat = _heat(papers)
    # Ties as by votes, which is the order in which the papers come.
    return [paper["id"] for paper in sorted(papers, key=lambda paper: -heat.get(paper["id"], Fraction(-1)))]


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    votes: dict[str, list[int | None]] = {
        "2023-12-01": [9, 3, 3, None],
        "2023-12-29": [5, 0],
        "2025-01-02": [900, 300, 300, 20, None],
        "2025-02-03": [40],
    }
    for day, each in votes.items():
        month = day[2:4] + day[5:7]
        entries = [
            entry(f"{month}.{day[8:]}{n:03}", votes="-" if count is None else str(count))
            for n, count in enumerate(each)
        ]
        (tmp_path / f"{day}.md").write_text(digest(*entries, heading=f"## Daily Papers ({day})\n\n"), "utf-8")
    (tmp_path / "undated.md").write_text(digest(entry("2301.00001", votes="7"), heading=""), "utf-8")
    assert papers("import", tmp_path).code == 0


def test_old_and_new_months_compete(library: None, papers: Papers) -> None:
    hot = papers("list", "--sort", "hot").ids
    assert hot == _expected(papers("list", "--sort", "votes", "--json").json)
    # The best of five, then of four with votes; alone in a month is neither hot nor cold.
    assert hot[:2] == ["2312.01000", "2501.02000"]
    assert hot.index("2502.03000") == 5
    assert set(hot[-3:]) == {"2312.01003", "2501.02004", "2301.00001"}


def test_the_month_is_the_whole_one_whatever_is_chosen(library: None, papers: Papers) -> None:
    whole = papers("list", "--sort", "hot").ids
    for choice in (["--min-votes", "3"], ["--since", "2025"], ["--author", "turing"], ["-n", "3"]):
        chosen = set(papers("list", "--sort", "hot", *choice).ids)
        if "-n" in choice:
            assert papers("list", "--sort", "hot", *choice).ids == whole[:3]
        else:
            assert papers("list", "--sort", "hot", *choice).ids == [each for each in whole if each in chosen]
    assert papers("search", "모델", "--sort", "hot").ids == whole


def test_reversed_the_unknown_stay_last(library: None, papers: Papers) -> None:
    turned = papers("list", "--sort", "hot", "--reverse").ids
    assert set(turned[-3:]) == {"2312.01003", "2501.02004", "2301.00001"}
    heat = _heat(papers("list", "--json").json)
    assert [heat[each] for each in turned[:-3]] == sorted(heat.values())


def test_the_real_digests(real: Papers) -> None:
    papers = real("list", "--sort", "votes", "--json").json
    hot = real("list", "--sort", "hot").ids
    assert hot == _expected(papers)
    assert hot[-1] not in _heat(papers)
    months = {paper["id"]: paper["date"][:7] for paper in papers}
    # By votes alone, more than half of the first twenty are of one month.
    assert max(Counter(months[each] for each in hot[:20]).values()) <= 5
