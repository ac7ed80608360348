"""Search in both languages: what the digests translate is found in either, below what has the very words."""

from pathlib import Path

import pytest

from tests import terminal
from tests.conftest import Papers
from tests.digests import digest, entry

# Sentences that teach: diffusion is 확산 or 디퓨전, reinforcement learning is 강화 학습, an LLM is spelled out.
TEACHING = [
    "- 확산 모델(diffusion model)은 잡음에서 그림을 만듭니다.",
    "- 이 논문은 확산 모델(diffusion models)을 빠르게 합니다.",
    "- 새로운 비디오 확산(video diffusion)을 제안합니다.",
    "- 잠재 확산(latent diffusion)을 씁니다.",
    "- 디퓨전(diffusion)을 다룹니다.",
    "- 디퓨전(Diffusion) 방식을 비교합니다.",
    "- 또 다른 디퓨전(diffusion)입니다.",
    "- 강화 학습(reinforcement learning, RL)으로 배웁니다.",
    "- 강화학습(Reinforcement Learning, RL)을 씁니다.",
    "- 심층 강화 학습(deep reinforcement learning)입니다.",
    "- 지도 학습(supervised learning)과 비교합니다.",
    "- 대형 언어 모델(Large Language Models, LLMs)을 봅니다.",
    "- 이 논문은 대형 언어 모델(large language model, LLM)을 연구합니다.",
    "- 언어 모델(language model)을 평가합니다.",
]
SAYING = {
    "2405.00001": "확산만 말하는 글입니다.",
    "2405.00002": "디퓨전만 말하는 글입니다.",
    "2405.00003": "only diffusion is said here.",
    "2405.00004": "RL만 말합니다.",
    "2405.00005": "RLHF is another word.",
    "2405.00006": "강화학습만 말합니다.",
    "2405.00007": "LLM만 말합니다.",
    "2405.00008": "아무 것도 아닙니다.",
}


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    teachers = [
        entry(f"2404.{number:05}", f"Teacher {number}", "1", "A B", [say]) for number, say in enumerate(TEACHING)
    ]
    sayers = [entry(paper_id, "Untitled", "1", "A B", [f"- {text}"]) for paper_id, text in SAYING.items()]
    file = tmp_path / "d.md"
    file.write_text(digest(*teachers, *sayers), "utf-8")
    assert papers("import", file).code == 0
    return papers


def _sayers(run_ids: list[str]) -> list[str]:
    return [paper_id for paper_id in run_ids if paper_id in SAYING]


def test_a_word_finds_its_translations_below_the_word_itself(library: Papers) -> None:
    found = _sayers(library("search", "diffusion").ids)
    assert found[0] == "2405.00003"
    assert sorted(found) == ["2405.00001", "2405.00002", "2405.00003"]
    assert sorted(_sayers(library("search", "확산").ids)) == ["2405.00001", "2405.00002", "2405.00003"]
    assert _sayers(library("search", "확산").ids)[0] == "2405.00001"
    assert _sayers(library("search", "--exact", "diffusion").ids) == ["2405.00003"]


def test_a_term_of_two_words_however_it_is_written(library: Papers) -> None:
    either = {"2405.00004", "2405.00006"}
    for words in (["강화학습"], ["강화 학습"], ['"강화 학습"'], ["강화", "학습"], ["reinforcement", "learning"]):
        assert set(_sayers(library("search", *words).ids)) == either, words
    assert library("search", "강화학습").ids == library("search", '"강화 학습"').ids


def test_an_abbreviation_is_a_word_of_its_own(library: Papers) -> None:
    # As it is typed it is the start of a word like any other; as an alternative it is not.
    assert set(_sayers(library("search", "RL").ids)) == {"2405.00004", "2405.00005", "2405.00006"}
    assert "2405.00005" not in library("search", "강화학습").ids
    assert "2405.00007" in library("search", "large language model").ids
    assert "2405.00007" in library("search", "대형 언어 모델").ids


def test_each_result_says_why(library: Papers) -> None:
    found = {paper["id"]: paper for paper in library("search", "diffusion", "--json").json}
    assert found["2405.00003"]["matched"] == [{"word": "diffusion", "found": "diffusion", "why": "literal"}]
    assert found["2405.00001"]["matched"] == [{"word": "diffusion", "found": "확산", "why": "translation"}]
    assert found["2405.00003"]["score"] > found["2405.00001"]["score"]
    (rl,) = [paper for paper in library("search", "강화학습", "--json").json if paper["id"] == "2405.00004"]
    assert rl["matched"] == [{"word": "강화학습", "found": "RL", "why": "abbreviation"}]
    assert rl["snippet"] == "RL만 말합니다."


def test_what_is_excluded_is_not_widened(library: Papers) -> None:
    assert set(_sayers(library("search", "확산", "-diffusion").ids)) == {"2405.00001", "2405.00002"}


def test_glossary_lists_pairs_with_counts_and_their_first_digest(library: Papers, tmp_path: Path) -> None:
    run = library("glossary", "확산", "--json")
    assert run.code == 0
    pairs = {(pair["term"], pair["translation"]): pair for pair in run.json}
    pair = pairs["확산", "diffusion"]
    assert list(pair) == ["term", "translation", "kind", "count", "date", "source"]
    assert (pair["kind"], pair["date"], pair["source"]) == ("term", "2024-05-01", str(tmp_path / "d.md"))
    assert pair["count"] == 4
    assert ("이 논문은 대형 언어 모델", "large language model") not in {
        (pair["term"], pair["translation"]) for pair in library("glossary", "--json").json
    }
    assert library("glossary", "diffusion").out.split("\t")[:2] == ["확산", "diffusion"]
    nothing = library("glossary", "zebra")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "no digest translates zebra\n")


def test_the_glossary_follows_the_library(library: Papers, tmp_path: Path) -> None:
    assert library("glossary", "로봇", "--json").json == []
    more = [f"- {lead} 로봇({word})입니다." for lead in ("작은", "큰", "빠른") for word in ("robot", "robots")]
    file = tmp_path / "robots.md"
    file.write_text(digest(*(entry(f"2403.{n:05}", points=[say]) for n, say in enumerate(more))), "utf-8")
    library("import", file)
    assert [(pair["term"], pair["count"]) for pair in library("glossary", "robot", "--json").json] == [("로봇", 6)]
    file.write_text(digest(entry("2403.00000", points=["- 없음"])), "utf-8")
    library("import", file)
    assert library("glossary", "robot", "--json").json == []


def test_a_person_is_told_when_learning_takes_its_time(papers: Papers, tmp_path: Path) -> None:
    points = ["- 확산 모델(diffusion model)입니다."]
    file = tmp_path / "2024-05-01.md"
    file.write_text(digest(*(entry(f"2405.{number:05}", points=points) for number in range(3000))), "utf-8")
    papers("import", file)
    told = "learning the glossary from 3,000 summaries, once after they changed"
    assert told in terminal.run("search", "확산", "-n", "1", columns=100)[1]
    assert told not in terminal.run("search", "확산", "-n", "1", columns=100)[1]
    file.write_text(digest(*(entry(f"2406.{number:05}", points=points) for number in range(3000))), "utf-8")
    papers("import", file)
    assert papers("search", "확산", "-n", "1").err.count(told) == 0
