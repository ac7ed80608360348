"""Search: exact in Hangul, Latin from the start of a word, and no input is an error."""

import random
import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papercli.terms import fold
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.reading import read

HANGUL = re.compile(r"(?<=[가-힣])\s+(?=[가-힣])")


def _texts(digests: Path) -> dict[str, list[str]]:
    """Return title, authors and sections of each paper, of all its digests, folded, without spaces in Hangul."""
    found: dict[str, list[str]] = {}
    for file in sorted(digests.glob("20*/*/*.md")):
        for each in read(file):
            found.setdefault(str(each["id"]), []).extend(HANGUL.sub("", fold(text)) for text in _parts(each))
    return found


def _parts(each: dict[str, Any]) -> Iterable[str]:
    yield each["title"]
    yield from each["authors"]
    yield from (f"{part['label'] or ''}\n{part['text']}" for part in each["sections"])


def test_random_hangul_and_word_starts_equal_a_scan_of_the_raw_text(real: Papers, digests: Path) -> None:
    texts = _texts(digests)
    papers = [paper for paper, parts in texts.items() for _ in parts]
    lines = [text.replace("\n", " ") for parts in texts.values() for text in parts]
    whole = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    chance = random.Random(20240830)
    runs = sorted(set(re.findall(r"[가-힣]{2,}", whole)))
    words = sorted(set(re.findall(r"[a-z][a-z0-9]{2,}", whole)))
    terms: list[tuple[str, str]] = []
    for _ in range(100):
        run = chance.choice(runs)
        start = chance.randrange(len(run) - 1)
        part = run[start : start + chance.randint(2, 5)]
        terms.append((part, re.escape(part)))
        word = chance.choice(words)[: chance.randint(2, 8)]
        terms.append((word, rf"(?<![^\W_가-힣]){re.escape(word)}"))
    for term, pattern in terms:
        scan = re.compile(pattern)
        truth = {papers[bisect(starts, found.start()) - 1] for found in scan.finditer(whole)}
        assert set(real("search", "--exact", term).ids) == truth, term


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    file = tmp_path / "d.md"
    file.write_text(
        digest(
            entry("2405.00001", "A Diffusion Story", "1", "A B", ["- 확산 모델을 다룹니다. 강화 학습(RL)도."]),
            entry("2405.00002", "Else", "9", "Diffu Son", ["- 강화학습과 C++ 그리고 GPT-4o, Fréchet 😀"]),
            entry("2405.00003", "Other", "5", "C D", ["- diffusion of gpt 4omni, c and d; 강화 (학습)"]),
        ),
        "utf-8",
    )
    papers("import", file)
    return papers


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["diffusion"], ["2405.00001", "2405.00003"]),
        (["DIFFU"], ["2405.00001", "2405.00002", "2405.00003"]),
        (["iffusion"], []),
        (["모델"], ["2405.00001"]),
        (["강화학습"], ["2405.00001", "2405.00002"]),
        (["강화 학습"], ["2405.00001", "2405.00002"]),
        ([unicodedata.normalize("NFD", "강화학습")], ["2405.00001", "2405.00002"]),
        (["강"], ["2405.00001", "2405.00002", "2405.00003"]),
        (["frechet"], ["2405.00002"]),
        (["C++"], ["2405.00002"]),
        (["GPT-4o"], ["2405.00002", "2405.00003"]),
        (["diffusion", "강화"], ["2405.00001", "2405.00003"]),
        (["😀"], ["2405.00002"]),
        (["확산 모델을 다"], ["2405.00001"]),
        (["diffusion", "-확산"], ["2405.00003"]),
        (["-diffusion"], ["2405.00002"]),
        (["-강화학습", "-n", "5"], ["2405.00003"]),
        (["-강"], []),
        (["확산", "OR", "frechet"], ["2405.00001", "2405.00002"]),
        (["확산 OR 2405.00003"], ["2405.00001", "2405.00003"]),
        (["title:diffusion"], ["2405.00001"]),
        (["author:diffu"], ["2405.00002"]),
        (['author:"c d"', "title:other"], ["2405.00003"]),
        (["votes:>4", "diffu"], ["2405.00002", "2405.00003"]),
        (["votes:<5"], ["2405.00001"]),
        (["date:2024-05-01", "gpt"], ["2405.00002", "2405.00003"]),
        (["since:2024-05-02", "gpt"], []),
        (["gpt", "--min-votes", "6"], ["2405.00002"]),
        (["2405.00002"], ["2405.00002"]),
        (["https://arxiv.org/abs/2405.00002v3"], ["2405.00002"]),
        (["2405.00009"], []),
        (["diffusion", "-votes:>4"], ["2405.00001"]),
        (["gpt", "-😀"], ["2405.00003"]),
        (['title:"…"'], []),
    ],
)
def test_words(library: Papers, words: list[str], ids: list[str]) -> None:
    assert sorted(library("search", "--exact", *words).ids) == ids


def test_a_hit_in_the_title_comes_first(library: Papers) -> None:
    assert library("search", "diffusion").ids[0] == "2405.00001"
    assert library("search", "diffu", "--sort", "votes").ids == ["2405.00002", "2405.00003", "2405.00001"]


def test_a_title_as_it_stands_comes_first(real: Papers) -> None:
    for paper_id, title in [
        ("2408.16357", "Law of Vision Representation in MLLMs"),
        ("2410.09342", r"LLM$\times$MapReduce: Simplified Long-Sequence Processing using Large Language Models"),
        ("2403.00745", "AtP*: An efficient and scalable method for localizing LLM behaviour to components"),
    ]:
        assert real("search", title).ids[0] == paper_id
        assert real("search", *title.split(" ")).ids[0] == paper_id


LATEX = digest(
    entry("2405.00011", r"LLM$\times$MapReduce", points=[r"- 복잡도는 $\mathcal{O}(n^2)$에서 선형으로 준다."]),
    entry("2405.00012", "M$^{2}$UGen", points=[r"- 95\% 이고 C:\beta 이다."]),
    entry("2405.00013", "M2UGen of LLM", points=["- $20에서 $30로, O(n log n)"]),
)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (r"LLM$\times$MapReduce", ["2405.00011"]),
        ("LLM×MapReduce", ["2405.00011"]),
        ("title:LLM×MapReduce", ["2405.00011"]),
        ("times", ["2405.00011"]),
        ('"O(n²)"', ["2405.00011"]),
        (r'"\mathcal{O}(n^2)"', ["2405.00011"]),
        ("M²UGen", ["2405.00012", "2405.00013"]),
        ("M2UGen", ["2405.00012", "2405.00013"]),
        (r'"M$^{2}$UGen"', ["2405.00012"]),
        ('"MapReduce LLM"', []),
        ("β", []),
    ],
)
def test_latex_is_found_as_written_and_as_read(papers: Papers, tmp_path: Path, words: str, ids: list[str]) -> None:
    file = tmp_path / "d.md"
    file.write_text(LATEX, "utf-8")
    papers("import", file)
    assert sorted(papers("search", words).ids) == ids
    told = papers("search", words, "--json").json
    assert [paper["matched"][0]["why"] for paper in told] == ["literal"] * len(ids)
    # What is in the index can be taken out of it again.
    file.write_text(digest(entry("2405.00011", "Other", points=["- 다른"])), "utf-8")
    assert papers("import", file).code == 0
    assert papers("search", words).out == ""


def test_a_passage_shows_latex_as_it_was_searched_for(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(LATEX, "utf-8")
    papers("import", tmp_path / "d.md")
    (written,) = papers("search", r'"\mathcal{O}(n^2)"', "--json").json
    (read,) = papers("search", '"O(n²)"', "--json").json
    assert r"$\mathcal{O}(n^2)$" in written["snippet"]
    assert "O(n²)에서" in read["snippet"]
    assert read["title"] == r"LLM$\times$MapReduce"


def test_wrong_values_exit_with_2(library: Papers) -> None:
    for words in ("votes:x", "date:soon", "autor:x"):
        run = library("search", words)
        assert (run.code, run.out) == (2, "")
        assert len(run.err.splitlines()) <= 2


def test_nothing_found_suggests_words_that_exist(library: Papers) -> None:
    run = library("search", "difusion", "확산")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines() == ["no paper matches", "nothing has 'difusion': did you mean diffusion?"]
    assert library("search", "difusion", "--json").out == "[]\n"
    assert library("search", "diffusion", "frechet").err == "no paper matches\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gpt c"], "2 papers have"),
        (['"gpt c"', "votes:>5"], "1 paper has"),
        (["모델 확산"], "1 paper has"),
        (['author:"son diffu"'], "1 paper has"),
        (['title:"gpt c"'], None),
        (["gpt c", "--author", "a b"], None),
        (['"gpt" "diffu" "확산"'], None),
    ],
)
def test_a_phrase_that_nothing_has_may_be_meant_as_words(library: Papers, words: list[str], told: str | None) -> None:
    hint = f"{told} the words, but not as a phrase: leave out the quotes\n" if told else ""
    assert library("search", *words).err.startswith(f"no paper matches\n{hint}")
    assert ("leave out" in library("search", *words, "--exact").err) == (told is not None)


def test_json_says_why(library: Papers) -> None:
    found = library("search", "diffusion", "--json").json
    literal = {"word": "diffusion", "found": "diffusion", "why": "literal"}
    assert [paper["matched"] for paper in found] == [[literal], [literal]]
    assert found[0]["score"] > found[1]["score"] > 0
    assert found[1]["snippet"] == "diffusion of gpt 4omni, c and d; 강화 (학습)"
    assert list(found[0])[-3:] == ["score", "snippet", "matched"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "A*",
        '"open',
        "a AND",
        "(",
        ")",
        "NOT",
        "NEAR(a b)",
        "*",
        "^a",
        "a:b:c",
        "-",
        "'",
        "\0",
        "\\",
        "%",
        "x" * 5000,
    ]
    + ["가" * 5000, "{title}: x", "a OR", "\u202e", "\ud7ff", 'title : "', "🤖 🤖", ";--", "¶"],
)
def test_no_input_is_an_error(library: Papers, words: str) -> None:
    run = library("search", "--json", "--", words)
    assert run.code == 0
    assert isinstance(run.json, list)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_can_be_searched_for(library: Papers, words: str) -> None:
    assert library("search", "--json", "--", words).code == 0
