"""Digests in the shapes of others: fixtures with their expected records, and what holds for any mixture of shapes."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.digest import explain, parse
from papercli.intake import Entry
from tests.conftest import Papers

SHAPES = Path(__file__).parent / "shapes"
NAMES = sorted(file.stem for file in SHAPES.glob("*.md"))


def record(entry: Entry) -> dict[str, Any]:
    """Return an entry as the fixtures write it: of its sections the labels."""
    return {
        "id": entry.id,
        "title": entry.title or None,
        "date": entry.date,
        "votes": entry.votes,
        "authors": list(entry.authors),
        "labels": [section.label for section in entry.sections],
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_shape_reads_as_it_says(name: str) -> None:
    text = (SHAPES / f"{name}.md").read_text("utf-8")
    expected = [json.loads(line) for line in (SHAPES / f"{name}.jsonl").read_text("utf-8").split("\n") if line]
    digest = parse(f"{name}.md", text)
    assert [record(entry) for entry in digest.entries] == expected
    untitled = {entry.id for entry in digest.entries if not entry.title}
    assert {each.what.split()[0] for each in digest.diagnostics if "has no title" in each.what} == untitled


class Facts(NamedTuple):
    """What is true of a paper in every shape."""

    id: str
    title: str
    votes: int
    authors: Sequence[str]
    text: str


def _link(facts: Facts) -> str:
    return f"https://arxiv.org/abs/{facts.id}"


def _heading(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return f"### [{facts.title}]({_link(facts)})\n\nVote: {facts.votes}\n\nAuthors: {names}\n\n- {facts.text}\n\n"


def _link_below(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return (
        f"### {facts.title}\n\n[PDF]({_link(facts)}v2)\n\n**Upvotes**: {facts.votes}\n\n"
        f"**Authors**: {names}\n\n{facts.text}\n\n"
    )


def _item(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return (
        f"- **{facts.title}** [[arXiv]({_link(facts)})]\n  - Votes: {facts.votes}\n"
        f"  - Authors: {names}\n  - {facts.text}\n"
    )


def _numbered(facts: Facts) -> str:
    names = "、".join(facts.authors)
    return (
        f"1. [{facts.title}](https://huggingface.co/papers/{facts.id})\n   - Upvotes: {facts.votes}\n"
        f"   - 作者：{names}\n   - {facts.text}\n"
    )


def _quote(facts: Facts) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in _heading(facts).strip().split("\n")) + "\n"


def _row(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return f"| {facts.title} | {names} | {facts.votes} | {facts.text} | [2405]({_link(facts)}) |\n"


def _html(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return (
        f"<h3>{facts.title}</h3>\n<p>Votes: {facts.votes}</p>\n<p>Authors: {names}</p>\n"
        f'<p>{facts.text}</p>\n<p><a href="{_link(facts)}">PDF</a></p>\n\n'
    )


def _details(facts: Facts) -> str:
    names = ", ".join(facts.authors)
    return (
        f"<details>\n<summary>{facts.title}</summary>\n\n[arXiv]({_link(facts)})\n\nVotes: {facts.votes}\n\n"
        f"Authors: {names}\n\n{facts.text}\n\n</details>\n\n"
    )


HEAD = "| Title | Authors | Votes | Summary | Link |\n|---|---|---|---|---|\n"
WRITERS: dict[str, tuple[str, Callable[[Facts], str]]] = {
    "heading": ("", _heading),
    "link below": ("", _link_below),
    "item": ("", _item),
    "numbered": ("", _numbered),
    "quote": ("", _quote),
    "row": (HEAD, _row),
    "html": ("", _html),
    "details": ("", _details),
}
_WORDS = ("Calm", "River", "Models", "Learn", "모델", "학습", "Deep", "Graph", "확산", "Tuning", "Sound", "Maps")
_PEOPLE = ("Ada Berg", "Ben Cole", "Cleo Dean", "Egon Falk", "Greta Hahn", "Ivo Jansen")


@st.composite
def _facts(draw: st.DrawFn) -> list[Facts]:
    count = draw(st.integers(2, 4))
    found = []
    for number in range(count):
        words = draw(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=6))
        names = draw(st.lists(st.sampled_from(_PEOPLE), min_size=2, max_size=3, unique=True))
        title = f"{' '.join(words)} of Kind {'ABCD'[number]}"
        found.append(
            Facts(f"2405.{number:05}", title, draw(st.integers(0, 9999)), names, f"요약 {words[0]} 문장입니다.")
        )
    return found


def _said(entry: Entry) -> tuple[str, str, int | None, list[str], list[str]]:
    return (entry.id, entry.title, entry.votes, list(entry.authors), [section.text for section in entry.sections])


@settings(max_examples=25)
@given(_facts(), st.sampled_from(sorted(WRITERS)))
def test_an_entry_keeps_its_record_in_every_shape(papers: list[Facts], shape: str) -> None:
    before, write = WRITERS[shape]
    text = f"# Digest of 2024-05-01\n\n{before}" + "".join(map(write, papers))
    digest = parse("x.md", text)
    assert [_said(entry) for entry in digest.entries] == [
        (each.id, each.title, each.votes, list(each.authors), [each.text]) for each in papers
    ]
    assert {entry.date for entry in digest.entries} == {"2024-05-01"}


@settings(max_examples=30)
@given(_facts(), st.data())
def test_every_linked_paper_of_a_mixture_is_found(papers: list[Facts], data: st.DataObject) -> None:
    text = "# Digest of 2024-05-01\n\n"
    for number, each in enumerate(papers):
        before, write = WRITERS[data.draw(st.sampled_from(sorted(WRITERS)))]
        text += f"## Part {number}\n\n{before}{write(each)}\n"
    text += "```\nhttps://arxiv.org/abs/2405.99999\n```\n"
    found = {entry.id: entry.title for entry in parse("x.md", text).entries}
    assert found == {each.id: each.title for each in papers}


_PIECES = [
    "# T\n",
    "### [T](https://arxiv.org/abs/2405.00001)\n",
    "- **A b c** ",
    "  - ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n",
    "| ",
    " | ",
    "\n",
    "\n\n",
    "[PDF](https://arxiv.org/pdf/2405.00002v1.pdf)",
    "https://huggingface.co/papers/2405.00003",
    "<https://arxiv.org/abs/hep-th/9901001>",
    "<a href='https://arxiv.org/abs/2405.00004'>x</a>",
    "[1]: https://arxiv.org/abs/2405.00005\n",
    "[T][1]",
    "<details><summary>",
    "</summary>",
    "</details>",
    "<table><tr><td>",
    "</td></tr>",
    "<li>",
    "<br>",
    "<h3>",
    "</h3>",
    "**",
    "*A B, C D*",
    "Votes: 3",
    "作者：",
    "标题：",
    "---\n",
    "+++\n",
    "title: x\n",
    "arxiv: 2405.00006\n",
    "```\n",
    "`",
    "References\n",
    "2024年5月1日",
    "](",
    "[",
    ")",
    "《",
    '"',
    "🔥",
    "—",
    "\t",
]


@settings(max_examples=120)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_no_mixture_of_pieces_makes_it_raise(text: str) -> None:
    digest = parse("x.md", text)
    lines = text.count("\n") + 1
    assert all(1 <= each.line <= lines for each in digest.entries)
    assert all(1 <= each.line <= lines for each in digest.diagnostics)


_ADDRESS = "https://arxiv.org/abs/{}"


@pytest.mark.parametrize(
    "piece",
    [
        "- [x]({})\n",
        "[x]({}) ",
        "](<{}",
        "]({})",
        "[[[]({})",
        "| a | {} |\n",
        "> - [a]({})\n",
        "**a** {}\n\n",
        "a\n{}\n",
        "`{} ",
        "<a href='{}'>",
        "<a href='{}'>b</a>",
        "<li>[a]({})",
        "<tr><td>{}</td>",
        "<summary>a</summary>{}\n",
        "<br>{}",
        "<h3>{}\n",
        "《{}",
        "[a]: {}\n",
        "- {}\n  - **x**: y\n",
        "see {} and\n",
        "# a\n{}\n",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(count: int) -> float:
        ids = (f"{2000 + number // 99_000:04}.{number % 99_000:05}" for number in range(count))
        text = "".join(piece.replace("{}", _ADDRESS.format(each)) for each in ids)
        start = time.process_time()
        parse("x.md", text)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 10 * seconds(200) + 0.2


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "<details>" * 20_000, "<a href=" * 20_000, "| " * 50_000, "**a" * 30_000, "title: " * 20_000],
    ids=lambda text: text[:9],
)
def test_repetition_around_a_link(text: str) -> None:
    assert [entry.id for entry in parse("x.md", f"{text}\n\n- [T](https://arxiv.org/abs/2405.00001)\n").entries]
    assert [entry.id for entry in parse("x.md", f"---\n{text}\n---\n\nhttps://arxiv.org/abs/2405.00001\n").entries]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022.12.02", "2022-12-02"),
        ("Papers 20251216", "2025-12-16"),
        ("Fri, 10 Jun 22", "2022-06-10"),
        ("August 22, 2026", "2026-08-22"),
        ("2026年05月07日", "2026-05-07"),
        ("2024년 8월 30일", "2024-08-30"),
        ("the 3rd of March 2025", "2025-03-03"),
        ("01/22/2024", "2024-01-22"),
        ("Top 2024 papers", None),
        ("arXiv 2503.00601", None),
    ],
)
def test_days(written: str, day: str | None) -> None:
    text = "- [A Title Here](https://arxiv.org/abs/2405.00001)\n"
    assert parse("x.md", f"# {written}\n\n{text}").entries[0].date == day
    assert parse("x.md", f"{written}\n\n{text}").entries[0].date == day
    assert parse("x.md", f'---\ndate: "{written}"\n---\n\n{text}').entries[0].date == day
    assert parse(f"{written.replace('/', '-')}.md", text).entries[0].date in (day, None)


def test_what_gave_a_title_and_what_was_left_out_is_told() -> None:
    text = (SHAPES / "references-left-out.md").read_text("utf-8")
    told = explain("x.md", text)
    assert [(each.line, each.id, each.how) for each in told] == [
        (3, "2502.10411", "the heading"),
        (11, "1802.10412", "left out: it stands below 'References'"),
        (12, "1802.10413", "left out: it stands below 'References'"),
    ]
    assert told[0].title == "Sturdy Ladders for Retrieval"


def test_an_unknown_title_is_null_and_told(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("- https://arxiv.org/abs/2405.00001\n", "utf-8")
    run = papers("import", file)
    assert f"{file}:1: 2405.00001 has no title\n" in run.err
    assert "new: 2405.00001 (no title)\n" in run.err
    assert papers("show", "2405.00001").out.startswith("(no title)\n2405.00001\n")
    assert papers("show", "2405.00001", "--json").json["title"] is None
    file.write_text("- https://arxiv.org/abs/2405.00002\n", "utf-8")
    report = papers("sync", "--json").json
    assert report["new"] == [{"id": "2405.00002", "title": None}]
    assert report["removed"] == [{"id": "2405.00001", "title": None}]


def test_explain_reads_a_file_and_imports_nothing(papers: Papers) -> None:
    run = papers("import", "--explain", SHAPES / "references-left-out.md")
    assert (run.code, run.err) == (0, "")
    assert run.out.split("\n")[0].split("\t") == ["3", "2502.10411", "Sturdy Ladders for Retrieval", "the heading"]
    assert papers("list", "--json").json == []
    assert papers("import", "--explain", SHAPES / "nothing.md").code == 1
    assert papers("import", "--explain").code == 2
    folder = papers("import", "--explain", SHAPES)
    assert (folder.code, folder.out) == (2, "")
    assert folder.err.startswith(f"papers: {SHAPES} is a folder, and --explain reads one file")
