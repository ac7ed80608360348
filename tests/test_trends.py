"""`papers trends`: what rises and fades, how surely, and counts that equal a search and a scan of raw text."""

import json
import random
import re
from collections import Counter
from fractions import Fraction
from math import comb, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.field.chance import stretch
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.reading import read
from tests.test_bilingual import TEACHING

MONTHS = [f"2024-{number:02}" for number in range(1, 11)]
NOISE = [f"word{letter}{number}" for letter in "abcdefgh" for number in "xyz"]


def _write(folder: Path, planted: dict[str, dict[str, int]], seed: int = 1) -> None:
    """Write a digest a month, of 20 papers with words of chance, and so many with planted texts in their months."""
    rng = random.Random(seed)
    for month in MONTHS:
        said = [" ".join(rng.sample(NOISE, 6)) for _ in range(20)]
        for text, times in planted.items():
            for number in range(times.get(month, 0)):
                said[number] += f" {text}"
        entries = [
            entry(f"{month[2:4]}{month[5:]}.{n:05}", f"Title {n}", "1", "A B", [f"- **New**: {text}"])
            for n, text in enumerate(said)
        ]
        (folder / f"{month}.md").write_text(digest(*entries, heading=f"## Daily Papers ({month}-05)\n\n"), "utf-8")


def _trends(papers: Papers, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = papers("trends", *argv, "--json").json
    return found


def test_a_burst_ranks_first_whatever_the_order_of_files(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, {"quetzal": {"2024-07": 9, "2024-08": 8, "2024-02": 1}})
    answers = []
    for turned in (False, True):
        monkeypatch.setenv("PAPERS_HOME", str(tmp_path / f"home{turned}"))
        for file in sorted(tmp_path.glob("*.md"), reverse=turned):
            assert papers("import", file).code == 0
        answers.append(papers("trends", "--json").out)
        # The second time what was counted is only read.
        assert papers("trends", "--json").out == answers[-1]
    assert answers[0] == answers[1]
    (burst,) = json.loads(answers[0])
    assert (burst["term"], burst["trend"], burst["first"], burst["last"]) == (
        "quetzal",
        "passing",
        "2024-07",
        "2024-08",
    )
    assert (burst["papers"], burst["share"]) == (18, 0.09)
    assert (burst["inside"], burst["outside"], burst["change"]) == (0.425, 0.0063, 0.4187)
    assert [each["papers"] for each in burst["months"]] == [0, 1, 0, 0, 0, 0, 9, 8, 0, 0]
    assert {each["of"] for each in burst["months"]} == {20}
    assert 0 < burst["p"] < 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_noise_does_not_rank(papers: Papers, tmp_path: Path, seed: int) -> None:
    _write(tmp_path, {}, seed)
    papers("import", tmp_path)
    run = papers("trends")
    assert (run.code, run.out) == (0, "")
    assert run.err == "no term rises or fades more than chance would bring about\n"
    # They were counted: each for itself is steady.
    assert {each["trend"] for each in _trends(papers, *NOISE)} == {"steady"}


def test_rising_and_fading(papers: Papers, tmp_path: Path) -> None:
    rising = {month: number for number, month in enumerate(MONTHS)}
    fading = {month: 9 - number for number, month in enumerate(MONTHS)}
    _write(tmp_path, {"quokka": rising, "numbats": fading})
    papers("import", tmp_path)
    found = {each["term"]: each for each in _trends(papers)}
    assert set(found) == {"quokka", "numbats"}
    up, down = found["quokka"], found["numbats"]
    assert (up["trend"], up["last"], up["change"] > 0) == ("rising", "2024-10", True)
    assert (down["trend"], down["first"], down["change"] < 0) == ("fading", "2024-01", True)


def test_both_languages_are_one_term(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {"확산을 봅니다": {"2024-09": 5, "2024-10": 4}, "diffusion": {"2024-10": 6, "2024-01": 1}})
    teachers = [entry(f"2404.1{n:04}", "Teacher", "1", "A B", [say]) for n, say in enumerate(TEACHING)]
    # Without a date they teach, and count in no month.
    (tmp_path / "teachers.md").write_text(digest(*teachers, heading=""), "utf-8")
    papers("import", tmp_path)
    trend = next(each for each in _trends(papers) if each["term"] == "diffusion")
    assert {"확산", "디퓨전"} <= set(trend["also"])
    english, korean = _trends(papers, "diffusion", "확산")
    assert english["months"] == korean["months"] == trend["months"]
    assert [each["papers"] for each in trend["months"]][-2:] == [5, 6]
    for each in trend["months"]:
        found = papers("search", "diffusion", "--month", each["month"]).ids
        assert each["papers"] == len(found), each


def test_the_first_time_after_an_import_knows_the_glossary(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In English it is too rare to be looked at: only the glossary tells that this is a term.
    _write(tmp_path, {"강화 학습을 봅니다": {"2024-09": 9, "2024-10": 9}})
    teachers = [entry(f"2404.1{n:04}", "Teacher", "1", "A B", [say]) for n, say in enumerate(TEACHING)]
    (tmp_path / "teachers.md").write_text(digest(*teachers, heading=""), "utf-8")
    papers("import", tmp_path)
    first = papers("trends", "--json")
    assert [(each["term"], each["papers"]) for each in first.json] == [("reinforcement learning", 18)]
    monkeypatch.setenv("PAPERS_HOME", str(tmp_path / "other"))
    papers("import", tmp_path)
    papers("glossary")
    assert papers("trends", "--json").out == first.out


def test_what_labels_say_is_no_trend_in_either_language(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {"quetzal": {"2024-07": 9, "2024-08": 8}})
    taught = [entry(f"2401.1{n:04}", "Teacher", "1", "A B", [say]) for n, say in enumerate(TEACHING)]
    (tmp_path / "teachers.md").write_text(digest(*taught, heading=""), "utf-8")
    # From one month on all digests have the label, which a search for 확산 finds too.
    for number, month in enumerate(MONTHS[5:]):
        more = [
            entry(f"25{number:02}.{n:05}", "Title", "1", "A B", ["- **Diffusion Highlights**: 좋습니다"])
            for n in range(9)
        ]
        (tmp_path / f"{month}-labels.md").write_text(digest(*more, heading=f"## Daily ({month}-20)\n\n"), "utf-8")
    papers("import", tmp_path)
    assert [each["term"] for each in _trends(papers)] == ["quetzal"]
    (named,) = _trends(papers, "확산")
    assert (named["trend"], named["first"]) == ("rising", "2024-06")


def test_an_abbreviation_that_mostly_begins_another_word_is_no_term(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {"nerfies": {"2024-07": 9, "2024-08": 8}, "nerval": {"2024-09": 2}})
    taught = [
        entry(f"2401.1{n:04}", "Teacher", "1", "A B", [f"- 개체명 인식(named entity recognition, NER) {n}"])
        for n in range(4)
    ]
    (tmp_path / "teachers.md").write_text(digest(*taught, heading=""), "utf-8")
    papers("import", tmp_path)
    assert "NER" in {each["term"] for each in papers("glossary", "NER", "--json").json}
    assert [each["term"] for each in _trends(papers)] == ["nerfies"]


def test_filters_choose_papers_and_months(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {"quetzal": {"2024-07": 9, "2024-08": 8}})
    papers("import", tmp_path)
    (since,) = _trends(papers, "quetzal", "--since", "2024-08")
    assert [(each["month"], each["papers"]) for each in since["months"]] == [
        ("2024-08", 8),
        ("2024-09", 0),
        ("2024-10", 0),
    ]
    assert (since["trend"], since["last"]) == ("fading", "2024-08")
    (month,) = _trends(papers, "quetzal", "--month", "2024-07")
    assert (month["papers"], month["trend"], month["p"]) == (9, "steady", 1.0)
    assert _trends(papers, "quetzal", "--author", "nobody") == []
    assert papers("trends", "--since", "2030").err == "no paper matches\n"


def test_an_import_is_counted_at_once(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {})
    papers("import", tmp_path)
    assert _trends(papers) == []
    more = [entry(f"2411.{n:05}", f"Title {n}", "1", "A B", ["- numbat"]) for n in range(12)]
    (tmp_path / "new.md").write_text(digest(*more, heading="## Daily Papers (2024-11-05)\n\n"), "utf-8")
    papers("import", tmp_path)
    assert [each["term"] for each in _trends(papers)] == ["numbat"]


def test_lines_in_a_pipe_and_terms_of_nothing(papers: Papers, tmp_path: Path) -> None:
    _write(tmp_path, {"quetzal": {"2024-07": 9, "2024-08": 8}})
    papers("import", tmp_path)
    cells = papers("trends").out.rstrip("\n").split("\t")
    assert cells[:9] == ["quetzal", "passing", "2024-07", "2024-08", "17", "0.085", "0.0", "0.425", "0.425"]
    assert float(cells[9]) < 1e-6
    assert papers("trends", "--", "").code == 2
    assert papers("trends", *["quetzal"] * 27).err.startswith("papers: 27 terms are too many to draw")
    assert papers("trends", "quetzal", "nothing-has-this").code == 0


def test_an_empty_library_says_so(papers: Papers) -> None:
    for argv in (["trends"], ["trends", "diffusion"]):
        assert "the library is empty" in papers(*argv).err


_rows = st.lists(st.integers(1, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))), min_size=1)


@settings(max_examples=150)
@given(_rows)
def test_the_stretch_and_its_likelihood_against_exact_numbers(rows: list[tuple[int, int]]) -> None:
    counts, totals = [count for count, _ in rows], [total for _, total in rows]
    term, papers = sum(counts), sum(totals)

    def excess(first: int, last: int) -> Fraction:
        inside = slice(first, last + 1)
        return sum(counts[inside]) - Fraction(term * sum(totals[inside]), papers)

    pairs = [(first, last) for first in range(len(rows)) for last in range(first, len(rows))]
    most = max(excess(*pair) for pair in pairs)
    found = stretch(counts, totals)
    if found is None:
        assert most == 0
        return
    assert excess(found.first, found.last) == most > 0
    inside = slice(found.first, found.last + 1)
    drawn, hits = sum(totals[inside]), sum(counts[inside])
    ways = sum(comb(term, n) * comb(papers - term, drawn - n) for n in range(hits, min(term, drawn) + 1))
    exact = Fraction(ways, comb(papers, drawn)) * len(pairs)
    assert found.log_p == pytest.approx(log(exact), abs=1e-6)


# Written by hand: what each term looks like in raw text, in both languages; words match from their start.
RAW = {
    "GRPO": r"\bgrpo|\bgroup\W+relative\W+policy\W+optimization",
    "mamba": r"\bmamba",
    "NeRF": None,
    "diffusion": r"\bdiffusion|확산|디퓨전",
    "DeepSeek": r"\bdeepseek",
    "강화학습": None,
}


def test_the_real_digests_against_a_scan_of_their_raw_text(real: Papers, digests: Path) -> None:
    found = {each["term"]: each for each in _trends(real, *RAW)}
    entries = [each for file in sorted(digests.glob("20*/*/*.md")) for each in read(file)]
    totals = Counter(month for month, _ in {(str(each["date"])[:7], each["id"]) for each in entries})
    for term, raw in RAW.items():
        trend = found[term]
        # What the glossary adds, as the digests may write it; an abbreviation is a word of its own.
        words = [_anyhow(term), *(_anyhow(each, whole=sum(map(str.isupper, each)) > 1) for each in trend["also"])]
        scanned = re.compile(raw or "|".join(words), re.IGNORECASE | re.ASCII)
        having = {
            (str(each["date"])[:7], each["id"])
            for each in entries
            if scanned.search(f"{each['title']}\n{each['authors']}\n{_text(each['sections'])}")
        }
        counts = Counter(month for month, _ in having)
        assert {each["month"]: each["papers"] for each in trend["months"]} == {m: counts[m] for m in totals}, term
        assert {each["month"]: each["of"] for each in trend["months"]} == totals
    for trend in _trends(real, "-n", "8"):
        for each in trend["months"]:
            assert each["papers"] == len(real("search", _quoted(trend["term"]), "--month", each["month"]).ids)


def _anyhow(word: str, whole: bool = False) -> str:
    """Return a pattern of a word: Korean across spaces and inside of others, English from its start."""
    if not word.isascii():
        return r"\s*".join(word.replace(" ", ""))
    return r"\b" + r"[\W_]+".join(map(re.escape, word.split())) + (r"s?\b" if whole else "")


def _text(sections: object) -> str:
    assert isinstance(sections, list)
    return "\n".join(f"{each['label']}\n{each['text']}" for each in sections)


def _quoted(term: str) -> str:
    return f'"{term}"' if " " in term else term
