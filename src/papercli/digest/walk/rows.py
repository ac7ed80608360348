"""The rows of a table, each with the papers it is about."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papercli.digest.markdown.blocks import Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.page import Page
from papercli.digest.naming.columns import title_column
from papercli.digest.naming.labelling import Labels
from papercli.digest.walk.site import Cells, Place, Site
from papercli.digest.words.labels import weight
from papercli.digest.words.people import is_names

if TYPE_CHECKING:
    from papercli.digest.walk.mentions import Mentions

# So many words beside a link make a text of a cell.
_WORDS_OF_A_TEXT = 5
_WORDS_OF_A_HEADING = 4


class Row(NamedTuple):
    """A row: its line, and its cells."""

    at: Lines
    cells: Sequence[str]


def row_sites(
    place: Place, head: Sequence[str], rows: Sequence[Row], labels: Labels, mentions: "Mentions"
) -> list[Site]:
    """Return the sites of the papers that a table's rows link to."""
    page = place.page
    linked = [row for row in rows if page.has_links(row.at)]
    _drop_mentions(page, linked, mentions)
    linked = [row for row in linked if page.has_links(row.at)]
    own = Counter(_cell_of(page, link, row) for row in linked for link in page.links_in(row.at)[:1])
    titled = title_column(head, [row.cells for row in linked], own, labels)
    begun = bool(linked) and all(row.cells[0] for row in linked)
    found: list[Site] = []
    last: Cells | None = None
    for row in rows:
        if page.has_links(row.at):
            sites = _sites(place, head, row, titled)
            found += sites
            last = sites[0].row if len(sites) == 1 else None
        elif last is not None and _goes_on(row, max(len(head), len(last.texts)), begun):
            width = max(len(last.columns), len(last.texts))
            last.columns = [*last.columns, *[""] * (width - len(last.columns))]
            last.texts = [*last.texts, *[""] * (width - len(last.texts)), *filter(None, row.cells)]
        else:
            last = None
    return found


def _sites(place: Place, head: Sequence[str], row: Row, titled: int | None) -> list[Site]:
    page, found = place.page, []
    papers: dict[str, list[PaperLink]] = {}
    for link in page.links_in(row.at):
        papers.setdefault(link.id, []).append(link)
    at = {paper: _cell_of(page, links[0], row) for paper, links in papers.items()}
    for paper, links in papers.items():
        cells = Cells(row.cells, head, titled)
        if len(set(at.values())) > 1:
            # A row of cards: each has its own cell.
            shared = list(at.values()).count(at[paper]) > 1
            cells = Cells([_own(page, links) if shared else row.cells[at[paper]]], head[at[paper] : at[paper] + 1], 0)
        elif len(papers) > 1:
            cells.texts = [cell if nth != at[paper] else _own(page, links) for nth, cell in enumerate(row.cells)]
        found.append(Site(paper, "row", place, page.number(row.at.start), links, row=cells))
    return found


def _goes_on(row: Row, width: int, begun: bool) -> bool:
    """Tell whether a row without papers goes on with the one above: its first cell is empty, or it is one long cell.

    `begun` says that no row with a paper has its first cell empty. A short cell alone heads the rows below.
    """
    text = " ".join(row.cells)
    if len(row.cells) == 1 < width:
        return weight(text) > _WORDS_OF_A_HEADING or is_names(text) or text.endswith((".", "。"))
    return begun and bool(text.strip()) and not row.cells[0] and "](" not in text


def _own(page: Page, links: Sequence[PaperLink]) -> str:
    """Return what a cell with several papers says of one: its links."""
    return " ".join(_source(page, link) for link in links)


def _source(page: Page, link: PaperLink) -> str:
    return page.text[link.start : link.end].replace("\\|", "|")


def _drop_mentions(page: Page, rows: Sequence[Row], mentions: "Mentions") -> None:
    """Leave out the papers in the texts of cells, where the rows have their own paper in another column."""
    holding = Counter(at for row in rows for at in {_cell_of(page, link, row) for link in page.links_in(row.at)})
    homes = {at for at, count in holding.items() if count * 2 > len(rows)}
    for row in rows:
        links = page.links_in(row.at)
        own = {link.id for link in links if _cell_of(page, link, row) in homes}
        for link in links if own else []:
            cell = row.cells[_cell_of(page, link, row)]
            if link.id not in own and weight(cell.replace(_source(page, link), " ")) >= _WORDS_OF_A_TEXT:
                mentions.drop(page, link, "it is mentioned in the text of a row")
        if homes and not own and len(row.cells) == 1:
            mentions.drop_all(page, row.at, None, "it is mentioned in the text of a row")


def _cell_of(page: Page, link: PaperLink, row: Row) -> int:
    """Return the cell of a row that a link stands in."""
    source = _source(page, link)
    return next((nth for nth, cell in enumerate(row.cells) if source in cell), 0)
