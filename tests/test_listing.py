"""Listings and the calendar as a person sees them: layout at every width, golden files, nasty text."""

import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from papercli.model import Hit, Marks, Paper
from papercli.view.listing import listing
from papercli.view.theme import theme
from tests import golden
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

WIDTHS = [40, 60, 80, 100, 140, 200]
# Bold in a colour, as matches are and nothing else of a listing.
MARKED = re.compile(r"\x1b\[1;[\d;]+m([^\x1b]+)\x1b\[0m")
NFD = unicodedata.normalize("NFD", "풀어쓴 한글 제목은 음절이 갈라지지 않습니다 ")
ASTRONAUT, FLAG, PHONE, ACCENTED = "👩🏽\u200d🚀", "🇰🇷", "☎\ufe0f", "e\u0301\u0323"


def _point(text: str) -> Sequence[str]:
    return [f"- **방법**: {text}"]


FIRST_DAY = digest(
    entry(
        "2405.10001",
        "[/INST] [bold]굵지 않은[/bold] 제목: 확산 모델을 " + "아주 길게 늘여서 " * 9,
        "12345",
        "Ada Lovelace, Alan Turing, Grace Hopper",
        _point(
            "앞에 긴 설명이 있는 문장에서 " * 3 + "확산 모델(diffusion model)을 쓰며, 확산은 " + "또 이어집니다. " * 12
        ),
    ),
    entry("2405.10002", NFD * 3, "900", "김 철수, 이 영희", _point(f"{ASTRONAUT * 4} 확산 {FLAG * 20}")),
    entry(
        "2405.10003",
        f"{ASTRONAUT * 9} {FLAG * 9} {PHONE * 9} {ACCENTED * 40}",
        "1",
        ", ".join(f"Given{n} Name{n}" for n in range(200)),
        _point("확산" * 200),
    ),
    entry("2405.10004", r"LLM$\times$MapReduce: $\pi$ of the M$^2$ \x1b[31m", "0", "한 글", _point("plain")),
    entry(
        "2405.10005", "W" * 300, None, "Jean-Baptiste-Emmanuel Wolfeschlegelsteinhausen, B C+", _point("확산 \x9b31m")
    ),
)
SECOND_DAY = digest(
    entry("2405.20001", "", "77", None, _point("제목이 없는 확산")),
    entry("2405.20002", "a bell\x07, an escape \x1b]52;c;eA==\x07 and an override \u202eabc", "-", "O'Neil"),
    entry("hep-th/9901001", "Short", "8"),
    heading="## Daily Papers (2024-05-02)\n\n",
)
UNDATED = digest(entry("2405.30001", "Without a day", "5"), entry("2405.30002", "Nor this"), heading="## Papers\n\n")


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    for name, text in (("a.md", FIRST_DAY), ("b.md", SECOND_DAY), ("c.md", UNDATED)):
        (tmp_path / name).write_text(text, "utf-8")
        assert papers("import", tmp_path / name).code == 0
    return papers


def paper(title: str = "A title", votes: int | None = 7, date: str | None = "2024-05-01", n: int = 1) -> Paper:
    return Paper(
        id=f"2405.{n:05}",
        title=title,
        url="",
        date=date,
        votes=votes,
        authors=("Ada Lovelace", "Alan Turing", "Grace Hopper"),
        authors_truncated=False,
        image=None,
        video=None,
        sections=(),
        digests=(),
    )


def rendered(papers: Sequence[Paper], width: int, colours: bool = False, **options: object) -> list[str]:
    """Return the lines of a listing as rich writes them."""
    file = io.StringIO()
    console = Console(file=file, width=width, theme=theme("default"), color_system="truecolor" if colours else None)
    console.print(listing(papers, width, **options))  # type: ignore[arg-type]
    return file.getvalue().removesuffix("\n").split("\n")


def starts_at(line: str, cells: int) -> str:
    """Return what of a line begins at a cell; fail where a character lies across it."""
    for place in range(len(line) + 1):
        # The last place with this width: what has no width belongs to the character before it.
        if cell_len(line[:place]) == cells and (place == len(line) or cell_len(line[: place + 1]) > cells):
            return line[place:]
    assert cell_len(line) < cells, f"{line!r} is split at {cells}"
    return ""


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    ("name", "command"),
    [("list", ["list"]), ("list-wrap", ["list", "--wrap"]), ("search", ["search", "확산"]), ("days", ["days"])],
)
def test_golden(library: Papers, name: str, command: list[str], columns: int) -> None:
    code, sent = run(*command, columns=columns)
    assert code == 0
    golden.check(name, sent, columns)


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour_what_a_search_matched_stands_between_signs(
    library: Papers, environment: dict[str, str], columns: int
) -> None:
    code, sent = run("search", "확산", columns=columns, environment=environment)
    assert code == 0
    assert "\x1b" not in sent
    golden.check("search-signs", sent, columns)


def test_signs_of_matches_have_lookalikes(library: Papers) -> None:
    _, sent = run("search", "확산", "-n", "1", columns=100, environment={"TERM": "dumb", "LC_ALL": "C"})
    assert "제목: <확산> 모델~ " in sent
    assert not set("«»") & set(sent)


# Clusters that a terminal shows as one sign, and letters of all widths.
CLUSTERS = st.sampled_from(
    ["한", unicodedata.normalize("NFD", "글"), ASTRONAUT, FLAG, PHONE, ACCENTED, "W", "i", " ", "["]
)
WIDTH = st.integers(20, 200)


@settings(max_examples=150)
@given(
    st.lists(st.text(max_size=120) | st.lists(CLUSTERS, max_size=80).map("".join), min_size=1, max_size=4),
    WIDTH,
    st.booleans(),
)
def test_any_title_keeps_to_its_column(titles: list[str], width: int, signs: bool) -> None:
    papers = [paper(title, n=n) for n, title in enumerate(titles, 1)]
    heading, *lines = rendered(papers, width, highlight=["한", "w", "e"] if signs else [], signs=signs)
    assert len(lines) == len(papers) * (1 if width >= 50 else 2)
    assert all(cell_len(line) <= width for line in [heading, *lines])
    if width >= 50:
        start = heading.index("Title")
        assert (heading.find("Authors") if "Authors" in heading else width + 2) - 2 - start >= width // 2
        for line, shown in zip(lines, papers, strict=True):
            facts = line[:start].split()
            assert facts[0] == shown.id[-1]
            if "Authors" in heading:
                assert starts_at(line, heading.index("Authors")).startswith("Lovelace")


@settings(max_examples=100)
@given(st.lists(CLUSTERS, min_size=1, max_size=120), WIDTH)
def test_no_cluster_is_split(clusters: list[str], width: int) -> None:
    heading, *lines = rendered([paper("".join(clusters))], width, columns=["title"])
    shown = starts_at(lines[-1], heading.index("Title") if width >= 50 else 3)
    wholes = {"".join(clusters[:n]).rstrip() for n in range(len(clusters) + 1)}
    assert shown.removesuffix("…").rstrip() in wholes
    assert shown.endswith("…") == (cell_len("".join(clusters)) > width - 3)


@settings(max_examples=100)
@given(st.lists(CLUSTERS, min_size=1, max_size=200), WIDTH, st.booleans())
def test_wrapped_titles_are_whole(clusters: list[str], width: int, signs: bool) -> None:
    title = "".join(clusters)
    highlight = ["한"] if signs else []
    heading, *lines = rendered([paper(title)], width, columns=["title"], wrap=True, highlight=highlight, signs=signs)
    assert all(cell_len(line) <= width for line in lines)
    start = heading.index("Title") if width >= 50 else 3
    shown = "".join(starts_at(line, start) for line in lines[width < 50 :])
    signed = title.replace("한", "«한»") if signs else title
    assert shown.replace(" ", "") == (signed.replace(" ", "") or "")


def test_a_day_is_named_on_its_first_row_and_on_every_row_of_another_order() -> None:
    days = ["2024-05-02", "2024-05-02", "2024-05-01", "2024-05-01", None]
    rows = [paper(date=day, n=n) for n, day in enumerate(days)]
    assert [("2024" in line) for line in rendered(rows, 100)[1:]] == [True, False, True, False, False]
    mixed = [rows[0], rows[2], rows[1]]
    assert all("2024-05" in line for line in rendered(mixed, 100)[1:])


def test_votes_have_bars_by_their_share_of_the_most() -> None:
    rows = rendered([paper(votes=votes) for votes in (12345, 6172, 1, 0, None)], 100)[1:]
    assert [row.split("2405")[0].split()[1:3] for row in rows] == [
        ["12345", "███"],
        ["6172", "█▌"],
        ["1", "▏"],
        ["0"],
        ["-"],
    ]


def test_first_authors_are_named_from_100_columns_on() -> None:
    rows = [paper(votes=173, n=n)._replace(authors=("Jianbo Yuan", "Bohan Zhai", "A B")) for n in range(1, 51)]
    assert "Authors" not in rendered(rows, 90)[0]
    for width, names in ((100, "Yuan + 2"), (140, "Yuan, Zhai + 1")):
        heading, *lines = rendered(rows, width)
        assert [starts_at(line, heading.index("Authors")) for line in lines] == [names] * 50
    alone = rows[0]._replace(authors=("Ada Wolfeschlegelsteinhausen",))
    assert rendered([*rows, alone], 100)[-1].endswith("  Wolfeschle…")


def test_a_passage_has_its_latex_as_a_reader_sees_it(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_text(digest(entry("2405.00001", points=["- a $\\mathcal{O}(n^2)$ map of $\\beta$ things"])), "utf-8")
    assert papers("import", file).code == 0
    passage = run("search", "things", columns=100)[1].split("\n")[2]
    assert golden.plain(passage).strip() == "a O(n²) map of β things"
    assert MARKED.findall(passage) == ["things"]
    assert r"$\beta$ things" in papers("search", "things", "--json").json[0]["snippet"]


def test_marks_have_a_column_only_where_there_are_any() -> None:
    plain = paper()
    marked = plain._replace(marks=Marks(starred=True, read=True, tags=("todo", "[b]")))
    assert "Marks" not in rendered([plain], 160)[0]
    heading, first, second = rendered([plain, marked], 160)
    assert starts_at(first, heading.index("Marks")) == ""
    assert starts_at(second, heading.index("Marks")) == "*✓ #todo #[b]"
    assert "*✓" in rendered([plain, marked], 60)[2]


def test_columns_stand_in_the_order_asked_for() -> None:
    assert rendered([paper()], 100, columns=["authors", "title", "votes"])[0].split() == [
        "#",
        "Authors",
        "Title",
        "Votes",
    ]
    assert rendered([paper()], 100, columns=["id", "date"]) == ["#  Id          Date", "1  2405.00001  2024-05-01"]


def test_words_are_marked_in_titles_and_names() -> None:
    row = rendered([paper("확산 모델의 Diffusion")], 140, colours=True, highlight=["diffusion", "모델", "lovelace"])[1]
    assert MARKED.findall(row) == ["모델", "Diffusion", "Lovelace"]


def test_a_search_marks_what_it_matched_in_titles_and_passages(library: Papers) -> None:
    _, sent = run("search", "확산", "-n", "1", columns=100)
    title, passage = sent.split("\n")[1:3]
    assert "확산" in MARKED.findall(title)
    assert "확산" in MARKED.findall(passage)


@settings(max_examples=100)
@given(
    st.lists(CLUSTERS, max_size=120).map("".join),
    st.lists(CLUSTERS, max_size=120).map("".join),
    WIDTH,
    st.booleans(),
)
def test_the_first_match_of_a_passage_is_seen(before: str, after: str, width: int, signs: bool) -> None:
    hit = Hit(1.0, f"{before}확산{after}", ((len(before), len(before) + 2),), ())
    heading, *lines = rendered([paper()._replace(hit=hit)], width, signs=signs)
    below = lines[1 if width >= 50 else 2 :]
    assert 1 <= len(below) <= 2
    assert any(("«확산»" if signs else "확산") in line for line in below)
    assert all(cell_len(line) <= width for line in [heading, *lines])


def test_wrap_changes_nothing_in_a_pipe(library: Papers) -> None:
    assert library("list", "--wrap").out == library("list").out
    assert library("search", "확산", "--wrap", "--json").out == library("search", "확산", "--json").out


def test_days_count_a_paper_of_two_digests_once(library: Papers, tmp_path: Path) -> None:
    again = tmp_path / "again.md"
    again.write_text(digest(entry("2405.10004", "Again", "30"), entry("2405.10009", "More", None)), "utf-8")
    assert library("import", again).code == 0
    assert library("days", "--json").json == [
        {"date": "2024-05-01", "papers": 6, "digests": 2, "votes": 12345 + 900 + 1 + 30},
        {"date": "2024-05-02", "papers": 3, "digests": 1, "votes": 85},
        {"date": None, "papers": 2, "digests": 1, "votes": 12},
    ]
    assert library("days", "--since", "2024-05-02").out == "2024-05-02\t3\t1\t85\n"
    assert library("days", "--date", "latest", "--json").json == library("days", "--since", "2024-05-02", "--json").json


def test_days_say_when_there_are_none(papers: Papers) -> None:
    empty = papers("days", "--json")
    assert (empty.code, empty.out) == (0, "[]\n")
    assert "the library is empty" in empty.err
    papers("import", "--sample")
    nothing = papers("days", "--month", "1999-01")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "there is no digest of these days\n")
    assert papers("days", "--month", "1999").code == 2


def test_a_calendar_tells_months_shades_and_what_has_no_date(papers: Papers, tmp_path: Path) -> None:
    for number, count in enumerate((1, 2, 3, 4), 1):
        entries = [entry(f"24{number:02}.{n:05}") for n in range(1, count + 1)]
        file = tmp_path / f"{number}.md"
        file.write_text(digest(*entries, heading=f"## Daily Papers (2024-{number:02}-10)\n\n"), "utf-8")
    (tmp_path / "undated.md").write_text(UNDATED, "utf-8")
    papers("import", tmp_path)
    text = golden.plain(run("days", columns=80)[1])
    assert text.split("\n")[0].split() == ["2024-01", "1", "2024-02", "2", "2024-03", "3", "2024-04", "4"]
    assert "papers a day:  · none  ░░ 1  ▒▒ 2  ▓▓ 3  ██ 4" in text
    assert "4 digests on 4 days, 2024-01-10 to 2024-04-10" in text
    assert text.split("\n")[-2] == "without a date: 2 papers in 1 digest"
