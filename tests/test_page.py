"""The page of a paper: what `papers show` makes of it on a terminal.

After a change on purpose: `PAPERS_GOLDEN=write pytest tests/test_page.py`, and look at the difference.
"""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from papercli.library import Library
from papercli.model import Paper, Section
from papercli.paths import places
from papercli.view.page import page as page_of
from papercli.view.signs import signed_text
from papercli.view.theme import theme
from tests import golden
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    points = [
        "- **What's *New***: 새로운 **모델(Model)**은 $\\mathcal{O}(n^2)$이고 [링크](https://example.org/x)다.",
        "- 점:\n  1. 하나 https://example.org/y에서\n  3. 셋\n\n  \x1b[31m빨강\u202e",
    ]
    first = entry("2405.00001", r"LLM$\times$Map[n] \*별\*", "3", ", ".join(f"A{n} B" for n in range(12)), points)
    later = entry(
        "2405.00001", r"LLM$\times$Map[n] \*별\*", "5", ", ".join(f"A{n} B" for n in range(12)) + ", +", points
    )
    other = entry("2405.00002", "C++ <b>", "-", None, ["- plain"])
    for day, text in (("2024-05-01", first + other), ("2024-05-03", later)):
        file = tmp_path / f"{day}.md"
        file.write_text(digest(text, heading=f"## Daily Papers ({day})\n\n"), "utf-8")
        assert papers("import", file).code == 0
    return papers


def _shown(*argv: str, columns: int = 80) -> str:
    code, sent = run("show", *argv, columns=columns)
    assert code == 0
    return golden.plain(sent)


def test_the_page_reads_as_people_write(library: Papers) -> None:
    page = _shown("2405.00001", columns=200)
    for text in (
        "LLM×Map[n] *별*",
        "2405.00001 · 2024-05-01 3 → 2024-05-03 5 votes",
        "A8 B, A9 B, + 2 more,",
        "새로운 모델(Model)은 O(n²)이고 링크 (https://example.org/x)다.",
        "1. 하나 https://example.org/y에서",
        "3. 셋",
        "␛[31m빨강<U+202E>",
    ):
        assert text in page
    assert "and others" in page
    everyone = _shown("2405.00001", "--authors", columns=200)
    assert "A11 B" in everyone
    assert "+ 2 more" not in everyone
    assert page.count("╭") == 1
    assert _shown("2405.00001", "2405.00002").count("╭") == 2


def test_a_pipe_counts_one_vote_as_one(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(digest(entry("2405.00001", votes="1"), entry("2405.00002", votes="2")), "utf-8")
    assert papers("import", tmp_path / "d.md").code == 0
    facts = [line for line in papers("show", "2405.00001", "2405.00002").out.split("\n") if " · " in line]
    assert facts == ["2405.00001 · 2024-05-01 · 1 vote", "2405.00002 · 2024-05-01 · 2 votes"]


@pytest.mark.parametrize("name", ["default", "dark", "light", "plain"])
def test_a_match_differs_from_all_around_it_without_its_colour(name: str) -> None:
    styles = theme(name).styles
    match = styles["match"].without_color
    for around in ("heading", "title", "names", "snippet", "label", "strong", "emphasis", "code", "quote"):
        within = styles[around].without_color
        assert within + match != within


def test_addresses_are_links_of_the_terminal(library: Papers) -> None:
    _, sent = run("show", "2405.00001", columns=80)
    linked = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\", sent))
    assert linked == {
        "https://arxiv.org/abs/2405.00001",
        "https://example.org/2405.00001.png",
        "https://example.org/x",
        "https://example.org/y",
    }


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["모델"], ["모델"]),
        (["mod", "링"], ["Mod", "링"]),
        (["LLM×Map"], ["LLM×Map"]),
        ([r"LLM$\times$Map"], ["LLM×Map"]),
        (["o(n2)"], ["O(n²"]),
        (["what's new"], ["What's", "New"]),
        (["없는"], []),
        (["", " "], []),
    ],
)
def test_find_marks_what_a_search_finds(library: Papers, words: list[str], marked: list[str]) -> None:
    paper = Library(places()).paper("2405.00001")
    sent = io.StringIO()
    console = Console(
        file=sent, width=80, theme=theme("default"), highlight=False, force_terminal=True, color_system="standard"
    )
    console.print(page_of(paper, words))
    assert [piece.strip() for piece in re.findall(r"\x1b\[[0-9;]*31m([^\x1b]+)", sent.getvalue())] == marked
    finding = [f"--find={word}" for word in words]
    assert library("show", "2405.00001", *finding).out == library("show", "2405.00001").out


NASTY = digest(
    entry(
        "2405.00003",
        r"[b]$\mathcal{O}(n^2)$[/b] " + "W" * 120 + " 아주 긴 제목이라서 " * 4,
        "1234",
        "한 글, 李 明, Ünal Ö., [/x], " + ", ".join(f"Given{n} Name{n}" for n in range(200)),
        [
            "- **What's [b]New[/b]**: 제안하는 **모델(Model)**은 " + "확산(diffusion)을 쓰는 " * 9 + "*방법*이다.",
            "- an escape \x1b]52;c;eA==\x07, a bell, an override \u202eabc\u202c and \x9b31m, a \tab, e" + "\u0301" * 3,
            "- **목록**: 셋:\n  1. first `code` 2*3*4 이고\n  3. second https://example.org/"
            + "very/" * 30
            + "\n    - 안쪽 목록의 점이 길어서 다음 줄로 이어져도 그 아래에 맞추어 선다"
            "\n\n  > 인용문 😀👩‍🔬❤️ [x](javascript:y)",
            "- **LaTeX**: $\\sum_{i=1}^n x_i$, $\\unknown{x}$, \\textit{HR}, $5와 10$, C:\\new\n\n"
            "  | 가 | 나 |\n  | 다 | 라 |\n\n  ```py\n  def f(x): return '[/b]'\n  ```",
            "- " + "한" * 150,
        ],
    ),
    entry("hep-th/9901001", "", None, None, ["plain"]),
)


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140, 200])
def test_golden(papers: Papers, tmp_path: Path, columns: int) -> None:
    (tmp_path / "d.md").write_text(NASTY, "utf-8")
    assert papers("import", tmp_path / "d.md").code == 0
    code, sent = run("show", "2405.00003", "hep-th/9901001", "--find", "diffusion", columns=columns)
    assert code == 0
    golden.check("show", sent, columns)


@pytest.mark.parametrize("columns", [60, 100])
def test_without_colour_what_is_looked_for_stands_between_signs(papers: Papers, tmp_path: Path, columns: int) -> None:
    (tmp_path / "d.md").write_text(NASTY, "utf-8")
    assert papers("import", tmp_path / "d.md").code == 0
    finding = [f"--find={word}" for word in ("diffusion", "모델", "모델(model", "very", "방법")]
    code, sent = run("show", "2405.00003", *finding, columns=columns, environment={"NO_COLOR": "1"})
    assert code == 0
    assert "\x1b" not in sent
    golden.check("show-signs", sent, columns)


def test_an_address_is_not_torn_by_signs(library: Papers) -> None:
    finding = ["--find=링크", "--find=example", "--find=x"]
    code, sent = run("show", "2405.00001", *finding, columns=200, environment={"NO_COLOR": "1"})
    assert code == 0
    assert "«링크» («https://example.org/x»)다." in sent
    assert "1. 하나 «https://example.org/y»에서" in sent


def test_signs_leave_the_styles_of_a_text() -> None:
    text = Text("a bold word", style="heading")
    text.stylize("strong", 2, 6)
    signed = signed_text(text, [(4, 11), (2, 6), (0, 1), (1, 1)])
    assert signed.plain == "«a» «bold word»"
    assert [signed.plain[span.start : span.end] for span in signed.spans if span.style == "strong"] == ["bold"]
    assert signed.style == "heading"


_MIXED = st.text(st.sampled_from("가한李W i😀e\u0301\u1100\u1161\u200d\ufe0f*`_$^\\[](){}-1.>|#\n"), max_size=80)


@settings(max_examples=80)
@given(_MIXED, _MIXED, st.integers(20, 120), st.booleans())
def test_no_text_bends_the_panel(title: str, text: str, columns: int, signs: bool) -> None:
    sections = (Section("라벨", text), Section(None, f"- {text}"))
    paper = Paper(
        "2405.00001", title, "https://arxiv.org/abs/2405.00001", None, None, (), False, None, None, sections, ()
    )
    sent = io.StringIO()
    page = page_of(paper, ["가", "w"], signs=signs)
    Console(file=sent, width=columns, theme=theme("default"), highlight=False).print(page)
    lines = sent.getvalue().rstrip("\n").split("\n")
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= columns
    assert {line[0] + line[-1] for line in lines} == {"╭╮", "││", "╰╯"}
