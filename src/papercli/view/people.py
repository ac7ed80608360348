"""Authors: the table of those with most papers, and the page of one."""

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from papercli.field.people import Author, NameCount, Person
from papercli.field.stats import span
from papercli.safe import one_line
from papercli.view.plots import Sparkline
from papercli.view.titles import shown

# Below these widths a column gives its place to the name.
_VOTES_FROM = 50
_MONTHS_FROM = 75
_COAUTHORS_FROM = 100
_NAMES_SHOWN = 12


def ranking(authors: Sequence[Author], width: int) -> Table:
    """Return the table of authors for a terminal of this many cells."""
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Papers", justify="right", style="votes", no_wrap=True)
    if width >= _VOTES_FROM:
        grid.add_column("Votes", justify="right", no_wrap=True)
        grid.add_column("Median", justify="right", no_wrap=True)
    if width >= _MONTHS_FROM:
        grid.add_column("Months", justify="right", no_wrap=True)
        grid.add_column("Active", style="date", no_wrap=True)
    grid.add_column("Author", ratio=2, no_wrap=True, overflow="ellipsis")
    if width >= _COAUTHORS_FROM:
        grid.add_column("Most with", ratio=3, no_wrap=True, overflow="ellipsis", style="authors")
    for author in authors:
        cells = [f"{author.papers:,}"]
        if width >= _VOTES_FROM:
            cells += ["-" if count is None else f"{count:g}" for count in (author.votes, author.median_votes)]
        if width >= _MONTHS_FROM:
            cells += [str(author.months), _active(author)]
        cells.append(one_line(author.name))
        if width >= _COAUTHORS_FROM:
            cells.append(_names(author.coauthors))
        # As Text: a str would be read as markup.
        grid.add_row(*map(Text, cells))
    return grid


def _active(author: Author) -> str:
    if author.first is None or author.last is None:
        return "-"
    return " to ".join(dict.fromkeys((author.first[:7], author.last[:7])))


def _names(people: Sequence[NameCount]) -> str:
    return ", ".join(f"{one_line(each.name)} ({each.papers})" for each in people)


def page(person: Person, width: int) -> RenderableType:
    """Return all there is of one author."""
    author = person.author
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="label", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row("Papers", Text(f"{author.papers:,}"))
    if author.votes is not None:
        facts.add_row("Votes", Text(f"{author.votes:,}, median {author.median_votes:g}"))
    if author.first:
        counts = Counter(work.date[:7] for work in person.works if work.date)
        facts.add_row("Active", Text(f"{_active(author)}, in {author.months} months"))
        facts.add_row("", Sparkline([counts[month] or None for month in span(counts)]))
    if person.coauthors:
        more = len(person.coauthors) - _NAMES_SHOWN
        rest = f" and {more:,} more" if more > 0 else ""
        facts.add_row("With", Text(_names(person.coauthors[:_NAMES_SHOWN]) + rest, style="authors"))
    if person.variants:
        facts.add_row("Perhaps also", Text(_names(person.variants)))
    return Group(Text(one_line(author.name), style="heading"), facts, _works(person, width))


def _works(person: Person, width: int) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="heading")
    grid.add_column("Votes", justify="right", style="votes", no_wrap=True)
    grid.add_column("Date", style="date", no_wrap=True)
    if width >= _MONTHS_FROM:
        grid.add_column("Id", style="id", no_wrap=True)
    grid.add_column("Title", ratio=1, no_wrap=True, overflow="ellipsis")
    for work in person.works:
        cells = ["-" if work.votes is None else f"{work.votes:,}", work.date or "-"]
        cells += [work.id] if width >= _MONTHS_FROM else []
        grid.add_row(*map(Text, (*cells, shown(work.title))))
    return grid
