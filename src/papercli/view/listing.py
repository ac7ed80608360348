"""The table of a listing, one line a paper."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papercli.model import Hit, Paper
from papercli.safe import one_line, visible_spans

# Below these widths a column gives its place to the title, which keeps half of the line.
_AUTHORS_FROM = 110
_ID_FROM = 80


def table(papers: Sequence[Paper], width: int) -> Table:
    """Return the table of papers for a terminal of this many cells."""
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("#", justify="right", style="number", no_wrap=True)
    grid.add_column("Votes", justify="right", style="votes", no_wrap=True)
    grid.add_column("Date", style="date", no_wrap=True)
    if width >= _ID_FROM:
        grid.add_column("Id", style="id", no_wrap=True)
    grid.add_column("Title", ratio=3, overflow="fold")
    if width >= _AUTHORS_FROM:
        grid.add_column("Authors", ratio=1, no_wrap=True, overflow="ellipsis", style="authors")
    for number, paper in enumerate(papers, 1):
        cells = [str(number), "-" if paper.votes is None else str(paper.votes), paper.date or "-"]
        if width >= _ID_FROM:
            cells.append(paper.id)
        # As Text: a str would be read as markup, and titles have brackets.
        row: list[RenderableType] = [Text(cell) for cell in cells]
        title = Text(one_line(paper.title), no_wrap=True, overflow="ellipsis")
        row.append(Group(title, *found(paper.hit)) if paper.hit else title)
        if width >= _AUTHORS_FROM:
            row.append(Text(first_authors(paper)))
        grid.add_row(*row)
    return grid


def found(hit: Hit) -> Iterator[Text]:
    """Yield the passage of a hit with its matches marked, and a note where it has other words than were asked for."""
    text, marks = visible_spans(hit.snippet, hit.marks)
    passage = Text(text, style="snippet")
    for start, end in marks:
        passage.stylize("match", start, end)
    if text:
        yield passage
    others = [match for match in hit.matched if match.why != "literal"]
    if others:
        note = ", ".join(f"{match.word} → {match.found} ({match.why})" for match in others)
        yield Text(one_line(note), style="note", no_wrap=True, overflow="ellipsis")


def first_authors(paper: Paper) -> str:
    """Return the family names of the first two authors, and how many more there are."""
    names = [one_line(name).split(" ")[-1] for name in paper.authors[:2]]
    more = len(paper.authors) - len(names)
    rest = f" + {more}" if more > 0 else ""
    return ", ".join(names) + rest + ("+" if paper.authors_truncated and rest else "")
