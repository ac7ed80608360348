"""Reading one digest: the fields, what is odd, and that no text makes it raise or lose a paper."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.digest import NotTextError, parse, read
from papercli.digest.words.labels import is_link_word
from papercli.intake import Entry
from tests.digests import HEADING, digest, entry


def one(text: str, source: str = "x.md") -> Entry:
    """Return the only entry of a digest."""
    (found,) = parse(source, text).entries
    return found


def odd(text: str, source: str = "x.md") -> list[tuple[int, str]]:
    return [(each.line, each.what) for each in parse(source, text).diagnostics]


def test_a_whole_entry() -> None:
    found = one(digest())
    assert (found.id, found.title, found.line, found.date) == ("2405.00001", "A Title", 3, "2024-05-01")
    assert (found.votes, found.authors, found.authors_truncated) == (7, ("Ada Lovelace", "Alan Turing"), False)
    assert (found.image, found.video) == ("https://example.org/2405.00001.png", None)
    (section,) = found.sections
    assert (section.label, section.text) == ("What's New", "새로운 모델(model)을 제안합니다.")
    assert odd(digest()) == []


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("[IDK] and GPT-[n]", "[IDK] and GPT-[n]"),
        ("half ] a bracket", "half ] a bracket"),
        ("A `code` word", "A code word"),
        ("**Bold** and *soft* and snake_case_name", "Bold and soft and snake_case_name"),
        ("AtP*: between A* and B*", "AtP*: between A* and B*"),
        (r"LLM$\times$MapReduce", r"LLM$\times$MapReduce"),
        (r"$a_1$ and $b_1$, 5\% of $\{x\}$", r"$a_1$ and $b_1$, 5% of $\{x\}$"),
        ("From $200k to $1 Million", "From $200k to $1 Million"),
        ("The <think> Tag", "The <think> Tag"),
        ("Q&A &amp; AT&T &copy 5 &lt;x&gt;", "Q&A & AT&T &copy 5 <x>"),
        (r"An \[escaped\] \*one\*", "An [escaped] *one*"),
        ("제목: 한국어", "제목: 한국어"),
    ],
)
def test_titles_are_as_a_reader_reads_them(written: str, read_as: str) -> None:
    assert one(digest(entry(title=written))).title == read_as


@pytest.mark.parametrize(
    ("line", "votes"),
    [
        ("Vote: 55", 55),
        ("Vote: -", None),
        ("Vote:", None),
        ("**Votes**: 1,234", 1234),
        ("vote： 0", 0),
        ("Vote:\t8 ", 8),
    ],
)
def test_votes(line: str, votes: int | None) -> None:
    text = digest(entry(votes="7")).replace("Vote: 7", line)
    assert one(text).votes == votes
    assert odd(text) == []


def test_votes_that_are_no_number_are_unknown_and_told() -> None:
    assert one(digest(entry(votes="many"))).votes is None
    assert odd(digest(entry(votes="many"))) == [(7, "votes are not a number: 'many'")]


@pytest.mark.parametrize(
    ("line", "names", "truncated"),
    [
        ("A B, C D", ("A B", "C D"), False),
        ("A B, A B, C D, A B", ("A B", "C D"), False),
        ("A B, +, C D", ("A B", "C D"), True),
        ("A B, +", ("A B",), True),
        ("['A B', \"Tim O'Reilly\", 'C, D']", ("A B", "Tim O'Reilly", "C, D"), False),
        ("['A B', '+']", ("A B",), True),
        ("[A B, C D]", ("A B", "C D"), False),
        ("['broken, 'C D']", ("broken", "C D"), False),
        ("[]", (), False),
        ("", (), False),
        ("01. AI", ("01. AI",), False),
        ("A B et al.", ("A B et al.",), False),
        ("A B, et al.", ("A B",), True),
        ("A B, and 12 others", ("A B",), True),
        ("A More, More", ("A More", "More"), False),
    ],
)
def test_authors(line: str, names: tuple[str, ...], truncated: bool) -> None:
    found = one(digest(entry(authors=line)))
    assert (found.authors, found.authors_truncated) == (names, truncated)


@pytest.mark.parametrize(
    "line",
    [
        "[Watch Video](https://example.org/v.mp4)",
        "[Watch Video]https://example.org/v.mp4)",
        "[Watch Video]https://example.org/v.mp4",
        '<div><video controls src="https://example.org/v.mp4" muted="false"></video></div>',
        "<video src='https://example.org/v.mp4'></video>",
        "<video controls>\n<source src=https://example.org/v.mp4>\n</video>",
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_video_in_every_spelling_also_where_it_touches_the_votes(line: str, gap: str) -> None:
    text = digest(entry()).replace("![](https://example.org/2405.00001.png)\n\n", line + gap)
    found = one(text)
    assert (found.video, found.image, found.votes) == ("https://example.org/v.mp4", None, 7)
    assert len(found.sections) == 1


def test_fields_without_blank_lines_between_them() -> None:
    found = one("### [T](https://arxiv.org/abs/2405.00001)\n![](i.png)\nVote: 3\nAuthors: A B\n- x\n- y\n")
    assert (found.image, found.votes, found.authors) == ("i.png", 3, ("A B",))
    assert [section.text for section in found.sections] == ["x", "y"]


@pytest.mark.parametrize("under", ["---", "==="])
def test_a_rule_below_a_field_does_not_make_it_a_heading(under: str) -> None:
    found = one(f"{HEADING}### [T](https://arxiv.org/abs/2405.00001)\n\nVote: 3\n{under}\n\n- x\n")
    assert found.votes == 3


@pytest.mark.parametrize(
    ("bullet", "label", "text"),
    [
        ("- **Label**: text", "Label", "text"),
        ("- ***Label***: text", "Label", "text"),
        ("- **Label:** text", "Label", "text"),
        ("- **비전 인코더 (Vision)**: 글", "비전 인코더 (Vision)", "글"),
        ("- **Bold** begins a sentence: so", None, "**Bold** begins a sentence: so"),
        ("- plain: text", None, "plain: text"),
        ("-   wide", None, "wide"),
        ("- **Label**: \textit{HR}", "Label", "\textit{HR}"),
        ("- a \x08enchmark and a \x0cramework", None, "a \x08enchmark and a \x0cramework"),
        ("- 2) second", None, "2) second"),
    ],
)
def test_sections(bullet: str, label: str | None, text: str) -> None:
    (section,) = one(digest(entry(points=[bullet]))).sections
    assert (section.label, section.text) == (label, text)


def test_lines_below_a_bullet_belong_to_it() -> None:
    points = ["- **A**: first:", "1. **x**: one", "2. **y**: two", "- **B**: second:", "  - deep", "lazy", "- third"]
    found = one(digest(entry(points=points)))
    assert [(section.label, section.text) for section in found.sections] == [
        ("A", "first:\n1. **x**: one\n2. **y**: two"),
        ("B", "second:\n  - deep\nlazy"),
        (None, "third"),
    ]


def test_summaries_that_are_no_bullets() -> None:
    points = ["A paragraph", "of two lines.", "", "**Result**: another one.", "", "#### More", "", "text"]
    found = one(digest(entry(points=points)))
    assert [(section.label, section.text) for section in found.sections] == [
        (None, "A paragraph\nof two lines."),
        ("Result", "another one."),
        ("More", "text"),
    ]


def test_code_below_a_bullet_keeps_its_lines_and_links_in_it_are_no_papers() -> None:
    code = ["- see:", "```", "### [No](https://arxiv.org/abs/2405.99999)", "```", "- next"]
    found = one(digest(entry(points=code)))
    assert [section.text for section in found.sections] == ["\n".join(code)[2 : -len("\n- next")], "next"]


def test_an_open_fence_or_tag_takes_no_paper_with_it() -> None:
    for opening in ("```", "~~~python", "<!-- note", "<script>", "<div>", "<?php", "<![CDATA[", "<pre>"):
        text = digest(entry(points=["- x", "", opening]), entry("2405.00002"))
        assert [found.id for found in parse("x.md", text).entries] == ["2405.00001", "2405.00002"], opening


def test_a_quote_that_a_list_does_not_end() -> None:
    text = "x\n> quoted\n3. third\n\n" + digest()
    assert [found.id for found in parse("x.md", text).entries] == ["2405.00001"]


def test_dates() -> None:
    two = digest() + digest(entry("2405.00002"), heading="## Daily Papers (2024-05-02)\n\n")
    assert [found.date for found in parse("x.md", two).entries] == ["2024-05-01", "2024-05-02"]
    for source in ("d/2024/08/30.md", "2024-08-30.md", "daily-20240830-ko.md", r"C:\d\2024\08\30.md"):
        assert one(digest(heading=""), source).date == "2024-08-30"
    assert one(digest(heading="## Daily Papers (2024-02-30)\n"), "2024/08/30.md").date == "2024-08-30"
    assert one(digest(heading="# Papers\n"), "notes.md").date is None
    assert "no date" in odd(digest(heading=""))[0][1]


def test_a_heading_ends_what_stands_above_it() -> None:
    readme = (
        f"# Project\n\nabout\n\n{digest()}## Licence\n\n- MIT\n\n### [T](https://arxiv.org/abs/2405.00002)\n\n- x\n"
    )
    first, second = parse("README.md", readme).entries
    assert [section.text for section in first.sections] == ["새로운 모델(model)을 제안합니다."]
    assert (first.date, second.date) == ("2024-05-01", None)


def test_what_is_odd_is_told_with_its_line() -> None:
    text = digest(
        entry(votes=None), entry("2405.00002", points=["- a \x08enchmark"]), entry("2405.00002", points=["- x", ""])
    )
    text += "### [Elsewhere](https://example.org/paper)\n\n### [Empty](https://arxiv.org/abs/2405.00003)\n\nVote: 1\n"
    assert odd(text) == [
        (3, "2405.00001 has no votes"),
        (19, "control character U+0008 before 'enchmark'"),
        (21, "2405.00002 is in this file more than once"),
        (32, "this heading links to no arXiv paper, so it is left out: [Elsewhere](https://example.org/paper)"),
        (34, "2405.00003 has no summary"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom"])
def test_encodings(encoding: str) -> None:
    text = digest()
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)
    assert read("x.md", data).entries == parse("x.md", text).entries


def test_line_ends() -> None:
    text = digest(entry(points=["- a", "- b"]))
    for end in ("\r\n", "\r"):
        assert read("x.md", text.replace("\n", end).encode()).entries == parse("x.md", text).entries
    kept = read("x.md", digest(entry(points=["- a \rightarrow b"])).encode()).entries[0]
    assert kept.sections[0].text == "a \rightarrow b"


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(NotTextError):
        read("x.md", b"\x7fELF\0\0\0" + digest().encode())
    broken = digest().encode().replace("새".encode(), b"\xec\x83")
    found = read("x.md", broken)
    assert found.entries[0].votes == 7
    assert [each.what for each in found.diagnostics] == ["bytes that are not valid text were replaced"]


_WORDS = st.text(
    st.sampled_from(string.ascii_letters + string.digits + " 가각한글모델논문확산:;,.!?()+×π$&-"), max_size=40
)
# What links are called is a title only of an entry with votes.
_TITLES = _WORDS.map(lambda text: " ".join(text.replace("$", "").split())).filter(
    lambda title: title and not is_link_word(title)
)
_NAMES = (
    st.text(string.ascii_letters + "éöç ", min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda name: name and name.casefold() not in ("and more", "and others", "et al"))
)
_LABELS = st.none() | st.text(string.ascii_letters + "한글 '", min_size=1).map(str.strip).filter(bool)
_TEXTS = _WORDS.map(lambda text: "글 " + " ".join(text.split()))


@given(
    st.lists(
        st.tuples(
            _TITLES,
            st.none() | st.integers(0, 10**6),
            st.lists(_NAMES, unique=True, min_size=1, max_size=6),
            st.lists(st.tuples(_LABELS, _TEXTS.map(str.strip)), min_size=1, max_size=5),
            st.sampled_from(["**", "***"]),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read(
    papers: list[tuple[str, int | None, list[str], list[tuple[str | None, str]], str]],
) -> None:
    text = HEADING
    for number, (title, votes, names, sections, mark) in enumerate(papers):
        points = [f"- {mark}{label}{mark}: {body}" if label else f"- {body}" for label, body in sections]
        text += entry(f"2405.{number:05}", title, None if votes is None else str(votes), ", ".join(names), points)
    found = parse("x.md", text).entries
    assert [(each.title, each.votes, list(each.authors)) for each in found] == [
        (title, votes, names) for title, votes, names, *_ in papers
    ]
    assert [[(part.label, part.text) for part in each.sections] for each in found] == [
        sections for *_, sections, _ in papers
    ]


_PIECES = st.sampled_from(
    [
        "# ",
        "### [",
        "](https://arxiv.org/abs/2405.00001)",
        "\n",
        "\n\n",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "<div>",
    ]
    + [
        "<!--",
        "-->",
        "Vote: ",
        "Authors: [",
        "**",
        "***",
        ":",
        "---",
        "===",
        "\t",
        "\x0c",
        "\r",
        "\0",
        "![](",
        ")",
        "`",
        "$",
    ]
    + ["[Watch Video]", "<video src='", "한글", "&amp;", "\\", "    ", "|", "2024-05-01", "\u202e", "\ud7ff"]
)


@settings(max_examples=300)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_no_text_makes_it_raise(text: str) -> None:
    found = parse("x.md", text)
    lines = text.split("\n")
    assert all(1 <= each.line <= len(lines) for each in found.entries)
    assert all(1 <= each.line <= len(lines) for each in found.diagnostics)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_mutated_real_files_do_not_make_it_raise_or_lose_papers_elsewhere(digests: Path, random) -> None:  # type: ignore[no-untyped-def]
    files = sorted(digests.glob("20*/*/*.md"))
    lines = random.choice(files).read_text("utf-8").split("\n")
    for _ in range(random.randint(1, 20)):
        at, kind = random.randrange(len(lines)), random.randrange(4)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, random.choice(lines))
        elif kind == 2:
            cut = random.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + random.choice(["", "\n", "```", "<div>", "\0", "**", "]"]) + lines[at][cut:]
        else:
            lines[at] = random.choice(["", "---", "```", "<!--", "<div>", "- ", "### ", "    x", "> q", "Vote: x"])
    text = "\n".join(lines)
    found = {each.id for each in parse("x.md", text).entries}
    # A heading that stands alone between blank lines outside of code is found whatever happened around it.
    whole = re.findall(r"(?<=\n\n)### \[[^\]\n`<]+\]\(https://arxiv\.org/abs/(\d{4}\.\d{5})\)(?=\n\n)", text)
    if "```" not in text and "<!--" not in text:
        assert set(whole) <= found


@pytest.mark.parametrize(
    "piece",
    [
        "- a\n> b\n",
        "<div>\nx\n",
        "~~~a\n",
        "```\n",
        "    y\n",
        "<!-- \n",
        "# a\n",
        "> ",
        "- a\n",
        "* a\n- b\n",
        "[",
        "**a",
    ]
    + ["### [T](https://arxiv.org/abs/2405.00001)\n", "<video ", "\x08a", "Authors: [\n", "&amp;", "`a", "_a_ **b* "],
)
def test_repetition_does_not_nest_without_end(piece: str) -> None:
    text = f"{digest()}\n{piece * 20_000}\n\n{digest(entry('2405.00002'))}"
    assert "2405.00001" in [each.id for each in parse("x.md", text).entries]


def test_an_empty_bullet_ends_a_quote() -> None:
    (found,) = parse("x.md", digest(entry(points=["a text", "> a quote", "- "]))).entries
    assert [section.text for section in found.sections] == ["a text", "> a quote\n-"]
