"""How the blocks of a chapter, the items of a list, the rows and the lines are shared out among the papers in them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papercli.digest.extent.draft import ITEM_MARKER
from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.outline import Chapter, outline
from papercli.digest.markdown.page import Page
from papercli.digest.markdown.tables import Table, is_table, table
from papercli.digest.naming import titles
from papercli.digest.naming.translations import is_translated
from papercli.digest.walk.rows import Row, row_sites
from papercli.digest.walk.runs import Reach, Unit, reaches
from papercli.digest.walk.site import Above, Place, Site

if TYPE_CHECKING:
    from papercli.digest.walk.walk import Walk

# Containers in containers: deeper ones are read as the text of those around them.
_DEEPEST = 8
_LONGEST_TITLE_LINE = 250
# What ends a story beside a thematic break.
_DRAWN = re.compile(r"([#=~━═─—])\1{4,}")


class Sharing:
    """The part of the walk below headings."""

    def __init__(self, walk: "Walk") -> None:
        self._walk = walk
        self.labels = walk.labels
        self.mentions = walk.mentions
        self.sites = walk.sites

    def heading_title(self, chapter: Chapter) -> str | None:
        """Return the title that a chapter's heading is."""
        return titles.heading_title(chapter.source, self.labels)

    def leader(self, page: Page, chapter: Chapter) -> PaperLink | None:
        """Return the first link below a heading that is its title, as those of other papers are."""
        first = page.links_in(chapter.below)[0]
        wants = self.heading_title(chapter) and self.wants(page, _line(first.line))
        return first if wants else None

    def share(self, place: Place, blocks: Sequence[Block], owner: str | None = None) -> None:
        """Share out the blocks of a chapter among the papers in them."""
        page = place.page
        if not any(page.has_links(block.lines) for block in blocks):
            return
        run: list[tuple[Block, Unit]] = []
        for block in blocks:
            ids = [each for each in self.mentions.of_block(page, block, blocks) if each != owner]
            unit = self._unit(page, block, ids)
            if ids and titles.labelled_title([self._lead_above(page, run)]):
                unit = unit._replace(wants=not titles.labelled_title(page.lines_of(block.lines)))
            if unit.lead and is_translated(self._lead_above(page, run), page.lines_of(block.lines)):
                unit = unit._replace(below=True)
            run.append((block, unit))
            if len(ids) > 1 or (ids and not self._is_open(page, block, run)):
                gap = run.pop()[0]
                lead = self._lead_above(page, run)
                self._flush(place, run)
                run = []
                above = (Above(lead, "the text above"), *place.above) if lead and len(ids) == 1 else place.above
                self._expand(Place(page, place.chapter, above, place.columns), gap, owner)
        self._flush(place, run)

    def _unit(self, page: Page, block: Block, ids: Sequence[str]) -> Unit:
        if ids:
            return Unit(ids[0], wants=self.wants(page, block.lines))
        lines = page.lines_of(block.lines)
        if block.kind == "thematic_break" or (block.kind == "paragraph" and _DRAWN.fullmatch("".join(lines).strip())):
            return Unit(stop=True)
        if block.kind == "setext":
            return Unit()
        return self._filler(lines, block.lines, block)

    def _filler(self, lines: Sequence[str], at: Lines, block: Block | None = None) -> Unit:
        text = [line for line in lines if line.strip()]
        if not text or len(text[0]) > 600 or (block and block.kind == "list" and len(block.items) > 1):
            return Unit()
        if block and block.kind in ("block_code", "block_html", "block_quote"):
            return Unit()
        if len(text) == 1 and titles.is_field_line(text[0], self.labels) and not titles.labelled_title(text):
            return Unit(label=True)
        bare = ITEM_MARKER.sub("", text[0], count=1).lstrip("0123456789.)、# ")
        stated = titles.labelled_title(text[:1])
        marked = bool(stated) or bare.startswith(("**", "__", "<b>"))
        # A title alone, or with the first of the fields below it.
        short = len(text[0]) <= _LONGEST_TITLE_LINE and not text[0].rstrip().endswith((".", "。", "다."))
        short = short and all(titles.is_field_line(line, self.labels) for line in text[1:])
        # Most lines are neither, and looking for a title costs much more.
        if not (marked or short) or not (titles.line_title(text[0], self.labels) or stated):
            return Unit()
        return Unit(lead=marked or bool(block and block.kind == "list"), line=short)

    def wants(self, page: Page, lines: Lines) -> bool:
        """Tell whether a stretch with links to one paper gives no title by itself."""
        links = page.links_in(lines)
        if titles.link_title(links, self.labels) or not links:
            return False
        upto = links[0].line - lines.start + 1
        text = [line for line in page.lines_of(lines)[:upto] if line.strip()]
        if titles.labelled_title(page.lines_of(lines)):
            return False
        return not any(titles.line_title(line, self.labels) for line in text)

    def _is_open(self, page: Page, block: Block, run: Sequence[tuple[Block, Unit]]) -> bool:
        """Tell whether a block with one paper may go on in its neighbours, as rows and items of a list do not."""
        if block.kind == "list":
            if len(block.items) == 1:
                return True
            if self._is_field_list(page, block):
                return True
            return self.wants(page, block.lines) and bool(self._lead_above(page, run[:-1]))
        if block.kind == "block_quote":
            return run[-1][1].wants and bool(titles.labelled_title([self._lead_above(page, run[:-1])]))
        return not is_table(page.lines_of(block.lines))

    def _is_field_list(self, page: Page, block: Block) -> bool:
        """Tell whether the items of a list are the fields of one paper: its title, its link and others."""
        lines = [page.line_text(item.start) for item in block.items]
        return bool(titles.labelled_title(lines)) and all(titles.is_field_line(line, self.labels) for line in lines)

    def _lead_above(self, page: Page, run: Sequence[tuple[Block, Unit]]) -> str:
        if not run or not (run[-1][1].lead or run[-1][1].line):
            return ""
        return next(line for line in page.lines_of(run[-1][0].lines) if line.strip())

    def _flush(self, place: Place, run: Sequence[tuple[Block, Unit]]) -> None:
        for reach in reaches([unit for _, unit in run]):
            blocks = [block for block, _ in run[reach.start : reach.end]]
            lead = run[reach.lead][0].lines if reach.lead is not None else None
            self._site(place, reach.paper, blocks, Lines(blocks[0].lines.start, blocks[-1].lines.end), lead, "run")

    def _site(
        self, place: Place, paper: str, blocks: Sequence[Block], lines: Lines, lead: Lines | None, kind: str
    ) -> None:
        page = place.page
        links = [link for link in page.links_in(lines) if link.id == paper]
        line = page.number(lead.start if lead else links[0].line)
        self.sites.append(Site(paper, kind, place, line, links, blocks, lead=lead))

    def _expand(self, place: Place, block: Block, owner: str | None) -> None:
        """Look into a block with several papers, or one that is closed by itself."""
        page = place.page
        if owner is not None:
            page.without |= {owner}
        lines = page.lines_of(block.lines)
        if block.kind == "list" and page.depth < _DEEPEST:
            self._items(place, block)
        elif block.kind == "block_quote" and page.depth < _DEEPEST:
            self._inside(place, page.quote(block.lines))
        elif is_table(lines):
            self._rows(place, block, lines)
        else:
            self._lines(place, block.lines)
        page.without -= {owner} if owner is not None else set()

    def _inside(self, place: Place, page: Page) -> None:
        root = outline(page)
        inner = Place(page, place.chapter, place.above)
        self._walk.visit(inner, root, self._walk.unit_level(page, root))

    def _items(self, place: Place, block: Block) -> None:
        page = place.page
        ids = [page.ids_in(item) for item in block.items]
        fillers = [
            Unit(found[0]) if found else self._filler(page.lines_of(item), item)
            for item, found in zip(block.items, ids, strict=True)
        ]
        led = any(unit.lead for unit in fillers) and all(len(found) < 2 for found in ids)
        units = [
            unit._replace(wants=led and self.wants(page, item)) if unit.paper else unit
            for item, unit in zip(block.items, fillers, strict=True)
        ]
        if led and all(unit.wants for unit in units if unit.paper):
            for reach in reaches(units):
                part = page.part(Lines(block.items[reach.start].start, block.items[reach.end - 1].end))
                self._inner_site(place, reach, part, "item")
            return
        for item, unit in zip(block.items, units, strict=True):
            if unit.paper is not None:
                self._item(place, page.item(item))

    def _inner_site(self, place: Place, reach: Reach, page: Page, kind: str) -> None:
        lead = Lines(1, 2) if reach.lead is not None else None
        inner = Place(page, place.chapter, place.above)
        self._site(inner, reach.paper, page.blocks, Lines(1, len(page.lines) + 1), lead, kind)

    def _item(self, place: Place, page: Page) -> None:
        whole = Lines(1, len(page.lines) + 1)
        strong = self.mentions.strong(page, whole)
        inner = Place(page, place.chapter, place.above)
        if len(strong) == 1:
            self.mentions.drop_all(page, whole, strong[0], f"it is mentioned in the text of {strong[0]}")
            first = page.blocks[0].lines if page.blocks else None
            lead = first if first and not page.has_links(first) else None
            self._site(inner, strong[0], page.blocks, whole, lead, "item")
        elif strong:
            self._inside(inner, page)

    def _rows(self, place: Place, block: Block, lines: Sequence[str]) -> None:
        """Share out the rows of a table; what stands above and between them is read like other lines."""
        found: Table = table(lines, place.columns)
        place.columns[:] = found.head
        inside = {number for number, _ in found.rows}
        first = min(inside, default=len(lines))
        start = block.lines.start
        outside = [
            Lines(start, start + first),
            *(_line(start + n) for n in range(first, len(lines)) if n not in inside),
        ]
        for at in outside:
            if place.page.has_links(at):
                self._lines(place, at)
        rows = [Row(_line(start + number), cells) for number, cells in found.rows]
        self.sites += row_sites(place, found.head, rows, self.labels, self.mentions)

    def _lines(self, place: Place, lines: Lines) -> None:
        """Share out the lines of a paragraph."""
        page = place.page
        units, pieces = [], []
        for number in range(lines.start, lines.end):
            at = _line(number)
            ids = page.ids_in(at)
            if len(ids) > 1:
                pieces.append(at)
                units.append(Unit(stop=True))
            elif ids:
                units.append(Unit(ids[0], wants=self.wants(page, at)))
            else:
                units.append(self._filler([page.line_text(number)], at))
        for reach in reaches(units):
            part = page.part(Lines(lines.start + reach.start, lines.start + reach.end))
            self._inner_site(place, reach, part, "line")
        for at in pieces:
            self._pieces(place, at)

    def _pieces(self, place: Place, at: Lines) -> None:
        """Share out a line with several papers: each has what stands between its link and the one before."""
        page, before = place.page, place.page.offsets[at.start - 1]
        seen: dict[str, Site] = {}
        for link in page.links_in(at):
            text = page.text[before : link.start]
            before = link.end
            if link.id in seen:
                seen[link.id].links.append(link)
                continue
            here = Place(page, place.chapter)
            site = Site(link.id, "line", here, page.number(link.line), [link], text=text)
            seen[link.id] = site
            self.sites.append(site)


def _line(number: int) -> Lines:
    return Lines(number, number + 1)
