"""A listing on a terminal: one line a paper, in columns that give way to the title by importance."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import RenderableType

from papercli.config import COLUMNS
from papercli.model import Marks, Paper
from papercli.safe import one_line
from papercli.view.cells import Lines, Marked, Piece, padded
from papercli.view.titles import shown

# Narrower than this, the title has a line of its own below the facts.
_ONE_LINE_FROM = 50
# Every width from 20 cells on is filled; below, a terminal breaks the lines itself.
_NARROWEST = 20
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR = 3
# Between columns.
_GAP = 2


class _Kind(NamedTuple):
    """What is the same for a column in every listing; lengths are in cells, and it is as long as its longest cell.

    One that has no room for that may be shortened to `least`, and none is longer than `most`.
    """

    heading: str
    right: bool = False
    least: int = 1_000
    most: int = 1_000


# The first keep their place longest as the terminal narrows; the title always has half of the line.
_KINDS = {
    "number": _Kind("#", right=True),
    "votes": _Kind("Votes"),
    "date": _Kind("Date"),
    "marks": _Kind("Marks", least=5, most=20),
    "id": _Kind("Id"),
    "authors": _Kind("Authors", least=10, most=28),
    "title": _Kind("Title"),
}


def listing(
    papers: Sequence[Paper],
    width: int,
    *,
    wrap: bool = False,
    highlight: Sequence[str] = (),
    columns: Sequence[str] = (),
    signs: bool = False,
) -> RenderableType:
    """Return the lines of papers for a terminal of this many cells.

    `wrap` gives a long title more lines, `highlight` are words to mark in titles and authors, and `columns`
    some of COLUMNS in an order of one's own. With `signs` what is marked stands between signs.
    """
    columns = columns or COLUMNS
    mark = _unmarked
    if highlight or any(paper.hit for paper in papers):
        # Only here: what finds words takes its time to import.
        from papercli.view.found import Marker

        mark = Marker(highlight, signs).mark
    cells = _cells(papers, columns, mark)
    return Lines(_Layout(papers, cells, columns, max(width, _NARROWEST), wrap, signs).lines())


_Mark = Callable[[str, Paper, str], Marked]


def _unmarked(text: str, paper: Paper, style: str) -> Marked:
    return Marked(text, style=style)


class _Layout:
    """Where the cells of one listing stand."""

    def __init__(
        self,
        papers: Sequence[Paper],
        cells: dict[str, list[Marked]],
        columns: Sequence[str],
        width: int,
        wrap: bool,
        signs: bool,
    ) -> None:
        self.papers = papers
        self.cells = cells
        self.width = width
        self.signs = signs
        self.title_lines = None if wrap else 1
        self.inline = "title" in columns and width >= _ONE_LINE_FROM
        self.widths = self._widths()
        self.order = [name for name in ("number", *columns) if name in self.widths]
        before = self.order[: self.order.index("title")] if self.inline else self.order[:1]
        # Where titles begin, and the passages below them.
        self.indent = sum(self.widths[name] + _GAP for name in before)

    def _widths(self) -> dict[str, int]:
        """Return the widths of the columns that there is room for."""
        room = self.width // 2 if self.inline else self.width + _GAP
        longest = {name: max((cell_len(cell.text) for cell in cells), default=0) for name, cells in self.cells.items()}
        wanted = {}
        widths = {}
        for name, kind in _KINDS.items():
            if name != "title" and longest.get(name):
                wanted[name] = min(max(longest[name], len(kind.heading)), kind.most)
                least = min(wanted[name], kind.least)
                if least + _GAP <= room:
                    widths[name] = least
                    room -= least + _GAP
        for name in widths:
            more = min(wanted[name] - widths[name], room)
            widths[name] += more
            room -= more
        if self.inline:
            half = self.width - self.width // 2
            widths["title"] = half + max(0, min(room, longest["title"] - half))
        return widths

    def lines(self) -> Iterator[list[Piece]]:
        """Yield the heading, and the lines of each paper."""
        yield from self._row({name: Marked(_KINDS[name].heading, style="heading") for name in self.order})
        for number, paper in enumerate(self.papers):
            yield from self._row({name: cells[number] for name, cells in self.cells.items()})
            if paper.hit:
                from papercli.view.found import found

                yield from self._below(found(paper.hit, self.width - self.indent, self.signs))

    def _row(self, cells: dict[str, Marked]) -> Iterator[list[Piece]]:
        """Yield the line of a row, and those that its title takes below that."""
        line: list[Piece] = []
        below: list[list[Piece]] = []
        for name in self.order:
            if line:
                line.append((" " * _GAP, ""))
            if name == "title":
                first, *below = cells[name].wrapped(self.widths[name], self.title_lines)
                line += padded(first, self.widths[name])
            else:
                line += cells[name].fitted(self.widths[name], right=_KINDS[name].right)
        yield line
        if "title" in cells and not self.inline:
            below = list(cells["title"].wrapped(self.width - self.indent, self.title_lines))
        yield from self._below(below)

    def _below(self, lines: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
        yield from ([(" " * self.indent, ""), *line] for line in lines)


def _cells(papers: Sequence[Paper], columns: Sequence[str], mark: _Mark) -> dict[str, list[Marked]]:
    """Return the cells of the columns that are wanted, row by row."""
    votes = _votes(papers)
    days = _days(papers)
    made: dict[str, Callable[[int, Paper], Marked]] = {
        "number": lambda number, _: Marked(str(number + 1), style="number"),
        "votes": lambda number, _: votes[number],
        "date": lambda number, _: days[number],
        "id": lambda _, paper: Marked(one_line(paper.id), style="id"),
        "title": lambda _, paper: mark(shown(paper.title), paper, "title"),
        "authors": lambda _, paper: mark(first_authors(paper), paper, "authors")._replace(
            shorter=mark(first_authors(paper, 1), paper, "authors")
        ),
        "marks": lambda _, paper: Marked(_marks(paper.marks), style="marks"),
    }
    names = [name for name in made if name in columns or name == "number"]
    return {name: [made[name](number, paper) for number, paper in enumerate(papers)] for name in names}


def _days(papers: Sequence[Paper]) -> list[Marked]:
    """Return the cells of the dates; in the order of days only the first row of each day has one."""
    dates = [paper.date or "-" for paper in papers]
    known = [day for day in dates if day != "-"]
    if known not in (sorted(known), sorted(known, reverse=True)):
        return [Marked(day, style="date") for day in dates]
    return [Marked("" if day == before else day, style="day") for before, day in pairwise(["", *dates])]


def _votes(papers: Sequence[Paper]) -> list[Marked]:
    """Return the cells of the votes, each with its bar."""
    most = max((paper.votes or 0 for paper in papers), default=0)
    counts = ["-" if paper.votes is None else str(paper.votes) for paper in papers]
    digits = max(map(len, counts), default=0)
    cells = [f"{count:>{digits}} {_bar(paper.votes or 0, most)}" for count, paper in zip(counts, papers, strict=True)]
    return [Marked(cell, ((digits + 1, len(cell)),), "votes", "votes.bar") for cell in cells]


def _bar(votes: int, most: int) -> str:
    """Return a bar for votes, whose length is their share of the most; the smallest for any at all."""
    eighths = max(round(votes / most * _BAR * 8), 1) if votes > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _marks(marks: Marks) -> str:
    signs = ("*" if marks.starred else "") + ("✓" if marks.read else "")
    return " ".join([*([signs] if signs else []), *(f"#{one_line(tag)}" for tag in marks.tags)])


def first_authors(paper: Paper, most: int = 2) -> str:
    """Return the family names of the first authors, and how many more there are."""
    names = [_family(one_line(name)) for name in paper.authors[:most]]
    more = len(paper.authors) - len(names)
    plus = "+" if paper.authors_truncated and names else ""
    return ", ".join(names) + (f" + {more}{plus}" if more else f" {plus}" if plus else "")


def _family(name: str) -> str:
    # In Hangul and Han the family name stands first, and a name is short.
    return name if name >= "\u1100" else name.split(" ")[-1]
