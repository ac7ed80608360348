"""The index tokens: any part of a Korean run, and any Latin word from its start, is a phrase of them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from papercli.terms import fold, tokens


def test_runs_are_pairs_and_spaces_in_them_do_not_count() -> None:
    assert tokens("강화 학습을") == tokens("강화학습을") == ["강화", "화학", "학습", "습을", "을"]
    assert tokens("LLM은 GPT-4o로") == ["llm", "은", "gpt", "4o", "로"]
    assert tokens("한") == ["한"]
    assert tokens("확산 모델 ") == tokens("확산모델")


def test_case_accents_and_form_do_not_count() -> None:
    assert tokens("Éclair ＡＢＣ ﬁne Thunø") == ["eclair", "abc", "fine", "thunø"]
    assert tokens(unicodedata.normalize("NFD", "확산 Fréchet")) == tokens("확산 frechet")
    assert fold("ガ") == "ガ"  # a voicing mark is no accent


def test_signs_that_belong_to_a_word() -> None:
    assert tokens("C++ and C# and A* (STGG+)") == ["c++", "and", "c#", "and", "a*", "stgg+"]
    assert tokens("a+b, **bold** *soft* snake_case") == ["a", "b", "bold", "soft", "snake", "case"]


@given(st.text())
def test_tokens_hold_no_blank_and_are_stable(text: str) -> None:
    found = tokens(text)
    assert all(token and not any(map(str.isspace, token)) for token in found)
    assert tokens(fold(text)) == found


@given(st.text(), st.text())
def test_what_stands_beside_a_word_does_not_change_how_it_is_folded(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"


@given(st.lists(st.text("가나학습ガ漢", min_size=1), max_size=5))
def test_runs_are_paired_each_for_itself(runs: list[str]) -> None:
    expected = [[*(run[at : at + 2] for at in range(len(run) - 1)), run[-1]] for run in runs]
    assert tokens(", ".join(runs)) == [token for each in expected for token in each]
