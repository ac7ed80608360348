"""What the glossary reads, learns and answers, on sentences written for these tests."""

import random
import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.glossary.candidates import LOOK_BACK, candidates
from papercli.glossary.learning import learn
from papercli.glossary.lookup import Glossary
from papercli.glossary.pairs import Pair
from papercli.glossary.words import term_key

SENTENCES = """
이 글은 확산 모델(diffusion models)을 배운다.
우리는 비디오 확산(video diffusion)을 본다.
어제는 잠재 확산(latent diffusion)이 나왔다.
오늘은 디퓨전(Diffusion)을 쓴다.
다시 디퓨전(diffusion)이다.
그래서 디퓨전 모델(diffusion model)도 있다.
빠른 확산 모델(Diffusion Model)이 좋다.
작은 디퓨전(diffusion)도 있다.
또 확산(diffusion)이다.
그 확산(diffusion)도 있다.
이제 보상 모델(reward model)을 배운다.
좋은 보상 모델(reward models)이 필요하다.
큰 보상 함수(reward function)이다.
이것은 비디오 생성(video generation)이다.
긴 비디오 생성(video generation)은 어렵다.
다음은 비디오(video)이다.
우리는 강화 학습(Reinforcement Learning, RL)을 쓴다.
이 글은 강화학습(reinforcement learning)을 쓴다.
저자는 강화 학습(reinforcement learning; RL)을 본다.
먼저 강화 학습(RL)을 보자. 결국 강화학습(RL)이다.
이 논문은 대형 언어 모델(Large Language Models, LLMs)을 본다.
이 논문은 대규모 언어 모델(LLM)을 본다.
여기서 대형 언어 모델(LLM)을 쓴다.
요즘 대규모 언어 모델(Large Language Model, LLM)을 쓴다.
새로운 대형 언어 모델(LLMs)이다.
먼저 언어 모델(language model)이 있다.
이 논문은 언어(language)를 본다.
우리는 대규모 언어 모델(LLMs)을 쓴다.
이 논문은 양자화(quantization)를 본다.
이 논문은 환각(hallucination)을 본다.
최근의 환각(hallucinations)이다.
나쁜 환각(Hallucination)이 많다.
좋은 양자화(Quantization)도 있다.
그 양자화(quantization)이다.
이 환각(hallucination)은 크다.
"""


def count(*texts: str) -> Counter[tuple[str, str]]:
    return Counter(pair for text in texts for pair in candidates(text))


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return learn(count(SENTENCES))


@pytest.fixture(scope="module")
def book(pairs: list[Pair]) -> Glossary:
    return Glossary(pairs)


def known(pairs: list[Pair]) -> set[tuple[str, str]]:
    return {(pair.term, pair.translation) for pair in pairs}


def words(book: Glossary, term: str) -> set[str]:
    return {pair.translation for pair in book.partners(term)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("확산 모델(diffusion model)은", [("확산 모델", "diffusion model")]),
        ("확산 모델 (diffusion model)", [("확산 모델", "diffusion model")]),
        ("확산 모델（diffusion model）", [("확산 모델", "diffusion model")]),
        ("**확산 모델**(*diffusion model*)", [("확산 모델", "diffusion model")]),
        ("'확산 모델'(“diffusion model”)", [("확산 모델", "diffusion model")]),
        ("확산 모델(diffusion models; DM)", [("DM", "diffusion models"), ("확산 모델", "diffusion models")]),
        ("확산 모델(DM, diffusion model)", [("DM", "diffusion model"), ("확산 모델", "diffusion model")]),
        ("Diffusion Model(확산 모델)", [("확산 모델", "Diffusion Model")]),
        ("DM(Diffusion Model)", [("DM", "Diffusion Model")]),
        ("the Diffusion Model (DM)", [("DM", "Diffusion Model")]),
        ("RAG(Retrieval-Augmented Generation)", [("RAG", "Retrieval-Augmented Generation")]),
        ("검색 증강 생성(RAG)", [("검색 증강 생성", "RAG")]),
        ("프레셰 거리(Fréchet distance)", [("프레셰 거리", "Fréchet distance")]),
        ("BERT는 언어 모델(language model)", [("언어 모델", "language model")]),
        ("세 자료(ImageNet, COCO, LVIS)", []),
        ("자료(예: ImageNet)", []),
        ("홈페이지(https://example.org/a)", []),
        ("12개(3%)", []),
        ("확산(", []),
        ("()", []),
    ],
)
def test_reads_every_way_to_write_a_pair(text: str, expected: list[tuple[str, str]]) -> None:
    assert candidates(text) == expected


@pytest.mark.parametrize(
    ("short", "long", "expansion"),
    [
        ("LLMs", "the Large Language Models", "Large Language Models"),
        ("MoE", "Mixture-of-Experts", "Mixture-of-Experts"),
        ("VAE", "Variational Autoencoder", "Variational Autoencoder"),
        ("PPO", "Policy Optimization", None),
        ("MLM", "Multi-modal Language Model", "Multi-modal Language Model"),
        ("SSL", "Self-supervised Learning", "Self-supervised Learning"),
        ("GPT", "Generative Pre-trained Transformer", "Generative Pre-trained Transformer"),
        ("COCO", "several image sets", None),
    ],
)
def test_an_abbreviation_takes_a_letter_of_each_word(short: str, long: str, expansion: str | None) -> None:
    assert candidates(f"{long} ({short})") == ([(short, expansion)] if expansion else [])


def test_words_are_aligned_across_phrases(pairs: list[Pair]) -> None:
    assert {
        ("확산", "diffusion"),
        ("디퓨전", "diffusion"),
        ("모델", "model"),
        ("비디오", "video"),
        ("확산 모델", "diffusion model"),
    } <= known(pairs)


def test_lead_ins_are_no_part_of_a_term(pairs: list[Pair]) -> None:
    terms = " ".join(pair.term for pair in pairs).split()
    assert not {"이", "논문", "논문은", "최근의", "새로운", "우리는", "먼저"} & set(terms)


def test_particles_come_off_only_where_the_noun_is_known() -> None:
    found = known(
        learn(
            count(
                "모델(model) 모델(model) 모델(model)",
                "모델의 평가(model evaluation) 모델의 평가(model evaluation)",
                "다른 평가(evaluation) 새 평가(evaluation)",
                "차이(difference) 큰 차이(difference) 또 차이(difference)",
                *["그런 데이터(data)", "저런 데이터(data)", "데이터(data)"],
            )
        )
    )
    assert {("모델", "model"), ("평가", "evaluation"), ("차이", "difference"), ("데이터", "data")} <= found


def test_spacing_variants_are_one_term(pairs: list[Pair], book: Glossary) -> None:
    korean = [pair.term for pair in pairs if pair.translation == "reinforcement learning" and pair.kind == "term"]
    assert korean == ["강화 학습"]
    assert words(book, "강화학습") == words(book, "강화 학습") == {"reinforcement learning", "RL"}


def test_plural_case_and_accents_are_one_term(book: Glossary) -> None:
    expected = words(book, "diffusion model")
    assert expected
    for term in ("Diffusion Models", "DIFFUSION MODEL", "diffusion-model", "diffusión model"):
        assert words(book, term) == expected
    assert term_key("SDS") != term_key("SD")
    assert term_key("검색-증강 생성") == term_key("검색 증강-생성") == term_key("검색증강생성")


def test_partners_of_either_language(book: Glossary) -> None:
    assert words(book, "diffusion") == {"확산", "디퓨전"}
    assert "diffusion" in words(book, "확산")
    assert words(book, "LLM") == {"large language model", "대형 언어 모델", "대규모 언어 모델"}
    assert "LLM" in words(book, "대형 언어 모델")
    assert words(book, "nothing of the kind") == words(book, "") == words(book, "of") == set()


def test_an_english_term_does_not_reach_other_english_through_korean() -> None:
    book = Glossary([Pair("추론", "reasoning", 9), Pair("추론", "inference", 8)])
    assert words(book, "reasoning") == {"추론"}
    assert words(book, "추론") == {"reasoning", "inference"}


def test_a_syllable_and_a_word_with_other_meanings_are_no_partners() -> None:
    book = Glossary([Pair("상", "award", 9), Pair("학습", "learnable", 2), Pair("학습", "learning", 90)])
    assert words(book, "award") == words(book, "learnable") == set()
    assert words(book, "상") == {"award"}


def test_two_sightings_of_a_word_that_means_something_else_are_no_partner() -> None:
    rare = Glossary([Pair("분류", "taxonomy", 2), Pair("분류", "classification", 10)])
    assert words(rare, "taxonomy") == set()
    assert words(Glossary([Pair("분류", "taxonomy", 2)]), "taxonomy") == {"분류"}


def test_a_general_noun_behind_a_translation_is_no_translation() -> None:
    text = "환각(hallucination) 그 환각(hallucination) 환각 현상(hallucination) 착시 현상(hallucination)"
    other = " ".join(f"{noun}({english})" for noun, english in [("모델", "model"), ("자료", "data")] * 9)
    assert known(learn(count(text, other))) == {
        ("환각", "hallucination"),
        ("모델", "model"),
        ("자료", "data"),
    }


def test_syllables_that_mostly_stand_in_other_words_are_no_partner() -> None:
    text = "확산(diffusion) 그 확산(diffusion) " + "확산기의 열(heat) " * 40
    (pair,) = (pair for pair in learn(count(text)) if pair.translation == "diffusion")
    assert pair.purity < 0.08
    assert words(Glossary([pair]), "diffusion") == set()
    assert words(Glossary([pair]), "확산") == {"diffusion"}


def test_a_name_in_brackets_is_no_translation() -> None:
    text = "자료(data) 자료(data) 새 자료(data) 자료(FooNet) 큰 자료(FooNet) 그 자료(FooNet)"
    assert known(learn(count(text))) <= {("자료", "data")}


def test_single_sightings_prove_nothing() -> None:
    assert learn(count("확산 모델(diffusion model)")) == []


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(rng: random.Random) -> None:
    items = list(count(SENTENCES).items())
    rng.shuffle(items)
    assert learn(dict(items)) == learn(count(SENTENCES))


LETTERS = st.text(st.sampled_from("가나은학습 ()（）ABab-,;'*é0\n") | st.characters(), max_size=200)


@given(LETTERS)
def test_no_text_is_an_error(text: str) -> None:
    for left, right in candidates(text):
        assert left.strip()
        assert right.strip()
    Glossary(learn(count(text * 3))).partners(text)


@given(st.dictionaries(st.tuples(LETTERS, LETTERS), st.integers(1, 50), max_size=20))
def test_no_candidates_are_an_error(counts: dict[tuple[str, str], int]) -> None:
    Glossary(learn(counts))


@settings(max_examples=25)
@given(st.sampled_from(["(", "(a", "가", "가 ", "(가)", "AB(", "Ab Cd (AC)", "(A,", " ", "가(A-", "-", "*("]))
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Count the lines that run, which no busy machine changes."""

    def steps(size: int) -> int:
        lines = 0

        def trace(frame: FrameType, event: str, _: object) -> Any:
            nonlocal lines
            lines += event == "line"
            return trace

        text = unit * (size // len(unit))
        sys.settrace(trace)
        try:
            candidates(text)
        finally:
            sys.settrace(None)
        return lines

    assert steps(8_000) <= 2 * steps(4_000) + 200


def test_what_is_read_around_a_bracket_is_bounded() -> None:
    ((left, right),) = candidates("가나다 " * 10_000 + "(diffusion)")
    assert len(left) <= LOOK_BACK
    assert right == "diffusion"
    assert candidates("확산(" + "a" * 10_000 + ")") == []
