"""The Markdown of a section as values: emphasis beside Hangul, links, lists, and no word lost."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.digest.markup import Block, Span, blocks


def _styled(text: str) -> list[tuple[str, str]]:
    """Return the styled pieces of a one-block text, each with its styles."""
    (block,) = blocks(text)
    return [(span.text, "+".join(sorted(span.styles))) for span in block.spans if span.styles]


def _plain(found: list[Block]) -> str:
    return "\n".join("".join(span.text for span in block.spans) for block in found)


@pytest.mark.parametrize(
    ("text", "styled"),
    [
        ("**모델(Model)**은 좋다", [("모델(Model)", "strong")]),
        ('새로운 **"확산"**을 쓴다', [('"확산"', "strong")]),
        ("이것은**'강조'**이다", [("'강조'", "strong")]),
        ("**주의:**다음과 *(예)*는", [("주의:", "strong"), ("(예)", "emphasis")]),
        ("***둘 다***인 것", [("둘 다", "emphasis+strong")]),
        ("*밖 **안** 밖*", [("밖 ", "emphasis"), ("안", "emphasis+strong"), (" 밖", "emphasis")]),
        ("__굵게__는 _기울임_이다", [("굵게", "strong"), ("기울임", "emphasis")]),
        ("foo**bar**baz", [("bar", "strong")]),
        ("`코드 **x**`와 ~~지움~~", [("코드 **x**", "code"), ("지움", "strike")]),
        ("$x_1$과 $y_2$", [("$x_1$", "math"), ("$y_2$", "math")]),
        ("**[모델](https://example.org/_a_)**을", [("모델 (https://example.org/_a_)", "strong")]),
        ("2*3*4 이고", []),
        ("5 * 3 * 2", []),
        ("2**10과 3**2", []),
        ("1120*1120과 640*480", []),
        ("snake_case_word와 a_b_를", []),
        ("AtP*를 쓰고 AtP*가, A* 탐색", []),
        ("3~4, ~~~", []),
        (r"\*별\* \_밑줄\_", []),
        ("$5 이고 10$ 이다", []),
        ("**열린 채로", []),
        ("** 빈칸 **", []),
    ],
)
def test_emphasis(text: str, styled: list[tuple[str, str]]) -> None:
    assert _styled(text) == styled


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("코드는 https://example.org/a_b에서 본다", ["https://example.org/a_b"]),
        ("(https://example.org/a_(b)). 그리고 https://example.org/?q=1&r=*x*.", None),
        ("<https://example.org/x>와 **https://example.org/**", ["https://example.org/x", "https://example.org/"]),
        ("[여기](http://example.org)", ["http://example.org"]),
        ("[나쁜](javascript:alert(1)) [파일](file:///etc/passwd) <a@example.org>", []),
        ("[x](//example.org) [y](data:text/html,z) http:// https://", []),
        ("`https://example.org`", []),
    ],
)
def test_links(text: str, links: list[str] | None) -> None:
    (block,) = blocks(text)
    found = [span.url for span in block.spans if span.url]
    assert found == (links if links is not None else ["https://example.org/a_(b)", "https://example.org/?q=1&r=*x"])
    # The address is in the text too, where it can be read.
    for target in re.findall(r"(?:https?|javascript|file|data):[^\s)>*`]+|//example.org", text):
        assert target.rstrip(".에서") in _plain([block])


def test_blocks() -> None:
    text = "머리:\n  - (1) 가\n  - 나\n    이어짐\n    - 깊이\n1. 하나\n3) 셋\n\n   안쪽\n\n"
    text += "밖\n> 인용\n> 둘\n# 제목 #\n끝  \n줄"
    assert [(block.kind, block.marker, block.depth, _plain([block])) for block in blocks(text)] == [
        ("paragraph", "", 0, "머리:"),
        ("item", "•", 1, "(1) 가"),
        ("item", "•", 1, "나 이어짐"),
        ("item", "•", 2, "깊이"),
        ("item", "1.", 1, "하나"),
        ("item", "3)", 1, "셋"),
        ("paragraph", "", 1, "안쪽"),
        ("paragraph", "", 0, "밖"),
        ("quote", "", 0, "인용 둘"),
        ("heading", "", 0, "제목"),
        ("paragraph", "", 0, "끝\n줄"),
    ]
    assert [block.depth for block in blocks("- 가\n\n\n  안\n\n    - 나\n\n  다\n> 라")] == [1, 1, 2, 1, 1]
    assert blocks("2) 혼자") == [Block("item", (Span("혼자"),), "2)", 1)]
    assert blocks("```py\nx = **1**\n```\n```\n열린") == [
        Block("code", (Span("py\nx = **1**", frozenset({"code"})),)),
        Block("paragraph", (Span("``` 열린"),)),
    ]
    assert _plain(blocks("a &amp; &lt;b&gt; <b>tag</b> <end_of>")) == "a & <b> <b>tag</b> <end_of>"
    assert blocks("") == blocks(" \n---\n") == []


_PIECES = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "[",
        "](",
        ")",
        "!",
        "\\",
        "$",
        "<",
        ">",
        "- ",
        "1. ",
        "# ",
        "|",
        "  \n",
        "\n",
        "    ",
    ]
)


@settings(max_examples=150)
@given(st.lists(_PIECES | st.sampled_from(["가", "x", "https://a.b", " ", "(", "é"]), max_size=25).map("".join))
@example("~~~\n# *a\n~~~")
@example("<https://a.b가>")
def test_no_mark_takes_a_letter_along(text: str) -> None:
    def letters(said: str) -> list[str]:
        return sorted(re.findall(r"[가xé]", said))

    # A link's address stands in the text, escaped as addresses are.
    assert letters(_plain(blocks(text)).replace("%C3%A9", "é").replace("%EA%B0%80", "가")) == letters(text)


@settings(max_examples=100)
@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(span.text for block in blocks(text) for span in block.spans if block.kind != "code")


@pytest.mark.parametrize(
    "unit",
    ["*", "**a ", "*a ", "a*", "*a_", "_a ", "**a*", "~~a", "`", "``a`", "[", "[a](", "![", "$", "$a", "<", "<a ", "\\"]
    + [
        "- a\n",
        "- a\n> b\n",
        "> ",
        "```\n",
        "~~~~\n~~~\n",
        "  - ",
        "1. a\n",
        "|a\n",
        "# \n",
        "https://",
        "https://a)",
        "&a",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    start = time.process_time()
    blocks(unit * (10_000 // len(unit)))
    assert time.process_time() - start < 2
