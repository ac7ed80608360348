"""The rows of a table, each with the papers it is about."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from papercli.digest.blocks import Lines
from papercli.digest.columns import title_column
from papercli.digest.labels import weight
from papercli.digest.links import PaperLink
from papercli.digest.page import Page
from papercli.digest.site import Place, Site
from papercli.digest.titles import Labels

if TYPE_CHECKING:
    from papercli.digest.mentions import Mentions

# So many words beside a link make a text of a cell.
_WORDS_OF_A_TEXT = 5


class Row(NamedTuple):
    """A row: its line, and its cells."""

    at: Lines
    cells: Sequence[str]


def row_sites(
    place: Place, head: Sequence[str], rows: Sequence[Row], labels: Labels, mentions: "Mentions"
) -> list[Site]:
    """Return the sites of the papers that a table's rows link to."""
    page, found = place.page, []
    rows = [row for row in rows if page.has_links(row.at)]
    _drop_mentions(page, rows, mentions)
    own = Counter(_cell_of(page, link, row) for row in rows for link in page.links_in(row.at)[:1])
    titled = title_column(head, [row.cells for row in rows], own, labels)
    for row in rows:
        papers: dict[str, list[PaperLink]] = {}
        for link in page.links_in(row.at):
            papers.setdefault(link.id, []).append(link)
        at = {paper: _cell_of(page, links[0], row) for paper, links in papers.items()}
        for paper, links in papers.items():
            site = Site(paper, "row", page, page.number(row.at.start), links, place.section, above=place.above)
            site.cells, site.columns, site.titled = row.cells, head, titled
            if len(set(at.values())) > 1:
                # A row of cards: each has its own cell.
                site.cells, site.columns, site.titled = [row.cells[at[paper]]], head[at[paper] : at[paper] + 1], 0
            elif len(papers) > 1:
                site.cells = [cell if nth != at[paper] else _own(page, links) for nth, cell in enumerate(row.cells)]
            found.append(site)
    return found


def _own(page: Page, links: Sequence[PaperLink]) -> str:
    """Return what a cell with several papers says of one: its links."""
    return " ".join(page.text[link.start : link.end] for link in links)


def _drop_mentions(page: Page, rows: Sequence[Row], mentions: "Mentions") -> None:
    """Leave out the papers in the texts of cells, where the rows have their own paper in another column."""
    holding = Counter(at for row in rows for at in {_cell_of(page, link, row) for link in page.links_in(row.at)})
    homes = {at for at, count in holding.items() if count * 2 > len(rows)}
    for row in rows:
        links = page.links_in(row.at)
        own = {link.id for link in links if _cell_of(page, link, row) in homes}
        for link in links if own else []:
            cell = row.cells[_cell_of(page, link, row)]
            source = page.text[link.start : link.end]
            if link.id not in own and weight(cell.replace(source, " ")) >= _WORDS_OF_A_TEXT:
                mentions.drop(page, link, "it is mentioned in the text of a row")


def _cell_of(page: Page, link: PaperLink, row: Row) -> int:
    """Return the cell of a row that a link stands in."""
    source = page.text[link.start : link.end].replace("\\|", "|")
    return next((nth for nth, cell in enumerate(row.cells) if source in cell), 0)
