"""The search language: what a person types, as a tree."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import Period
from papercli.errors import UsageError
from papercli.language import And, Dated, HasId, Node, Not, Or, Text, Voted, joined, search_of

TODAY = date(2024, 9, 1)


def read(*arguments: str) -> Node | None:
    return search_of(joined(arguments), TODAY)


@pytest.mark.parametrize(
    ("arguments", "node"),
    [
        (["diffusion"], Text("diffusion")),
        (["a", "b"], And((Text("a"), Text("b")))),
        (["a b"], Text("a b", phrase=True)),
        (['"a b" c'], And((Text("a b", phrase=True), Text("c")))),
        (['"open'], Text("open", phrase=True)),
        (["a OR b"], Or((Text("a"), Text("b")))),
        (["a", "b", "OR", "c"], Or((And((Text("a"), Text("b"))), Text("c")))),
        (["a", "AND", "b"], And((Text("a"), Text("b")))),
        (["a", "b", "a"], And((Text("a"), Text("b")))),
        (["a AND"], And((Text("a"), Text("AND")))),
        (["OR"], Text("OR")),
        (["a", "-b"], And((Text("a"), Not(Text("b"))))),
        (['-"a b"'], Not(Text("a b", phrase=True))),
        (["-"], Text("-")),
        (["title:x"], Text("x", "title")),
        (['Author:"Bo Li"'], Text("Bo Li", "authors", phrase=True)),
        (["-title:x"], Not(Text("x", "title"))),
        (["id:2408.16357v2"], HasId("2408.16357")),
        (["2408.16357"], HasId("2408.16357")),
        (["https://arxiv.org/abs/2408.16357v1"], HasId("2408.16357")),
        (["arXiv:2408.16357"], HasId("2408.16357")),
        (["date:2024-08"], Dated(Period("2024-08-01", "2024-08-31"))),
        (["since:7d"], Dated(Period("2024-08-25", None))),
        (["until:2024-08"], Dated(Period(None, "2024-08-31"))),
        (["votes:>50"], Voted(">", 50)),
        (["votes:<=9"], Voted("<=", 9)),
        (["votes:7"], Voted("=", 7)),
        (["title:"], Text("title:")),
        (["std::vector"], Text("std::vector")),
        (["https://example.org/x"], Text("https://example.org/x")),
        (["C++", "A*", "GPT-4o"], And((Text("C++"), Text("A*"), Text("GPT-4o")))),
        ([""], None),
        (['"'], None),
        (['""', "x"], Text("x")),
    ],
)
def test_trees(arguments: list[str], node: Node | None) -> None:
    assert read(*arguments) == node


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("autor:li", "there is no field 'autor:'", "author:"),
        ("vote:>5", "there is no field 'vote:'", "votes:"),
        ("votes:many", "votes: 'many' is not a number", "votes:>50"),
        ("date:soon", "'soon' is not a date", "2024-08-30"),
        ("since:2024-13", "there is no such day, week or month: '2024-13'", "2024-W35"),
        ("id:hello", "id: 'hello' is not an arXiv id", "id:2408.16357"),
    ],
)
def test_wrong_fields_and_values_are_one_sentence(typed: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(typed)
    assert raised.value.message == message
    assert hint in (raised.value.hint or "")


_SIGNS = st.sampled_from(["OR", "AND", "-", '"', "title:x", "votes:>1", "-a"])


@given(st.lists(st.text(max_size=12) | _SIGNS, max_size=8))
def test_any_text_is_a_tree_or_one_sentence(arguments: list[str]) -> None:
    with suppress(UsageError):
        read(*arguments)


@given(st.lists(st.text("abc가나", min_size=1), min_size=1, max_size=5, unique=True))
def test_words_are_anded_in_their_order(words: list[str]) -> None:
    node = read(*words)
    assert node == (Text(words[0]) if len(words) == 1 else And(tuple(map(Text, words))))
