"""What the extents of other shapes say: what is left of any line, cell or item without fields, title and links."""

import re
from collections.abc import Sequence
from functools import cached_property

from papercli.digest.extent import facts
from papercli.digest.extent.clearing import (
    BOLD_LABEL,
    cleared,
    is_sentence,
    joined_title,
    numbered,
    without_badges,
    without_links,
    without_title,
)
from papercli.digest.extent.draft import ITEM_MARKER
from papercli.digest.extent.fields import read_count
from papercli.digest.extent.foreign_fields import LABEL_LINE, ForeignFields, announced
from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.inline import plain_text
from papercli.digest.markdown.outline import Chapter
from papercli.digest.markdown.tables import is_table, table
from papercli.digest.naming import titles
from papercli.digest.naming.columns import row_title
from papercli.digest.naming.decoration import title_of
from papercli.digest.naming.labelling import Labels
from papercli.digest.walk.site import Cells, Site
from papercli.digest.words.labels import (
    FIELD_WORDS,
    LINK_WORDS,
    is_label,
    is_title_word,
    squeezed,
    weight,
    words,
)
from papercli.model import Section

_NO_TEXT = re.compile(r":{3,}.*|[^\w\[]{0,8}\[[^\[\]\n]{1,60}\]\(#[^()\s]{0,300}\)[^\w\[]{0,8}")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\[\]\n]{1,200}\]:[ ]*<?https?://\S+")
_NOTHING = ("", "-", "–", "—", "null", "none", "n/a", "na", "/", "x", "❌", "✗", "无")
_NUMBERED = ("no", "id", "rank", "ranking", "序号", "编号", "排名", "名次", "番号", "順位", "번호", "순위", "index")
_AROUND_COUNT = " ⬆️↑▲🔼👍+*_`"
# `**TL;DR** — …`, `**Abstract.** …`, `**What is new?** …`
_DASHED = re.compile(r"\*\*(?P<label>[^*\n]{1,40}?)(?:\*\*[ ]?[–—]|[.。]\*\*|(?<=[?？])\*\*)[ ](?=\S)")
_BIBTEX = re.compile(
    r"\s*(?:(?:```|~~~)\s*(?:bib(?:tex)?|latex|tex)?\s*\n\s*)?@[a-z]{3,20}\{|\s*(?:```|~~~)\s*bib", re.IGNORECASE
)


class ForeignDraft(ForeignFields):
    """A draft of any shape: what is left of its lines without the fields, the title and the links is its text."""

    def __init__(self, site: Site, title: str, labels: Labels) -> None:
        self._labels = labels
        super().__init__(site, title)
        if site.row:
            self._row(site.row)
        elif site.head is not None and "votes" not in self.found and not self.whole:
            words = without_title(titles.without_links(site.head.source), self.title, self._labels)
            if weight(words) < 8 and (found := facts.votes_among(words)):
                self.votes = found[0]
                self.found.add("votes")

        if "authors" not in self.found:
            self.people_below()

    def section(self, text: str) -> Section:
        section = super().section(text)
        if section.label or self.whole:
            return section
        dashed = _DASHED.match(section.text)
        asks = dashed is not None and dashed["label"].endswith(("?", "？"))
        if dashed and (self._labels.of_line(dashed["label"]) if asks else self._labels.of_field(dashed["label"])):
            return Section(dashed["label"].strip(), section.text[dashed.end() :])
        match = LABEL_LINE.match(section.text[:3000])
        if match and self._labels.of_field(match["label"]) and match["text"].strip():
            said = section.text[match.start("text") :].strip(" \n")
            # What was bold with its label: `**Score: 9** of 10`.
            return Section(match["label"].strip(), said.replace("**", "", said.count("**") % 2))
        return section

    def heading(self, words: str) -> None:
        if self.whole:
            super().heading(words)
        elif title_of(words) != self.title and words != self._article and not self.foreign_field(words):
            super().heading(words.rstrip(" :："))

    @cached_property
    def _article(self) -> str | None:
        """The title that a file about one paper has of its own: the heading above all of it."""
        head = self.site.head
        top = head.body[0] if head and head.head is None and len(head.body) == 1 else None
        return plain_text(top.source) if isinstance(top, Chapter) and top.level == 1 else None

    def quote(self, block: Block) -> None:
        """What is quoted belongs to the entry like the rest: the marks of the quote go."""
        page, self.page = self.page, self.page.quote(block.lines)
        if self.page.depth < 10:
            self.read(self.page.blocks)
        self.page = page

    def item(self, lines: Lines, first: str, rest: list[str]) -> None:
        if self.whole:
            super().item(lines, first, rest)
            return
        left = self._left(lines.start, first)
        rest = [line for number, line in enumerate(rest, lines.start + 1) if self._is_kept(number, line)]
        if left is not None or any(line.strip() for line in rest):
            self.add([left or "", *rest])

    def _is_kept(self, number: int, line: str) -> bool:
        return not line.strip() or self._left(number, ITEM_MARKER.sub("", line.strip(), count=1)) is not None

    def prose(self, rest: list[str], lines: Lines) -> None:
        if self.whole and self.touches_point(lines):
            super().prose(rest, lines)
            return
        if _BIBTEX.match("\n".join(rest[:3])):
            return
        if is_table(found := [line for line in rest if line.strip()]):
            self._table(found, lines)
            return
        numbers = numbered(self.page.lines_of(lines), rest, lines.start)
        if self.title and not self.whole:
            rest = joined_title(rest, self.title)
        point: list[str] = []
        for number, line in zip(numbers, rest, strict=True):
            bare = line.strip(" ")
            left = self._left(number, bare) if bare else bare
            if left is None:
                continue
            if point and (BOLD_LABEL.match(bare) or self._is_labelled(bare)):
                self._point(point, lines)
                point = []
            fields = facts.labelled_parts(left)
            for field in fields[:-1]:
                self._point([*point, field], lines)
                point = []
            point.append(line if left == bare and len(fields) < 2 else fields[-1])
        self._point(point, lines)

    def _table(self, found: list[str], lines: Lines) -> None:
        """Read a table inside an extent: by its columns, or by its rows where each is a label with its value."""
        head, rows = table(found)
        if len(head) > 2 and len(rows) > 1 and not any(map(facts.column, head)):
            self.add(found)
            return
        for number, cells in rows:
            if len(cells) == 2:
                left = self._left(lines.start + number, f"**{cells[0].strip('*_: ')}**: {cells[1]}")
                if left is not None:
                    self.add([left])
            else:
                self._cells(head, cells, None)

    def _is_labelled(self, line: str) -> bool:
        match = LABEL_LINE.match(line[:200])
        return match is not None and self._labels.of_field(match["label"])

    def _point(self, point: list[str], lines: Lines) -> None:
        only = [line.strip() for line in point if line.strip()]
        alone = sum(map(bool, map(str.strip, self.page.lines_of(lines)))) == 1
        label = announced(only[0], alone, self._labels) if len(only) == 1 and not self.whole else None
        if label is not None:
            self.label = label or self.label
        elif only:
            super().prose(point, lines)

    def _left(self, number: int, text: str) -> str | None:
        """Return what a line says beside the fields, the title and the links to the paper; None for nothing."""
        text = text.replace("&nbsp;", " ")
        text = text[:-1].rstrip() if text.endswith("\\") else text  # a break of lines
        if self.foreign_field(text) or _NO_TEXT.fullmatch(text) or _DEFINITION.fullmatch(text):
            return None
        if is_sentence(self.page, number, text, self.site.id, self.title, self._labels):
            return text
        left = without_badges(without_links(self.page, number, text, self.site.id))
        linked = left != text
        if self.title and not self.whole:
            left = without_title(left, self.title, self._labels)
        left = self.without_fields(left)
        if left != text:
            left = self.beside(left)
        if left == text:
            return text
        if linked and (match := LABEL_LINE.fullmatch(left.strip(" *_"))) and not match["text"].strip(" *_"):
            return None
        left = cleared(left)
        label = squeezed(left).strip(" :：")
        gone = not label or label in LINK_WORDS or is_title_word(left) or (label in FIELD_WORDS and linked)
        if gone or ("](" not in left and (weight(left) < 1 or (weight(left) < 2 and is_label(left)))):
            return None
        return left

    def _row(self, row: Cells) -> None:
        """Read the cells of a row: each is a field or a section by the name of its column."""
        holding = (at for at, cell in enumerate(row.texts) if self.title and self.title in cell)
        chosen = row_title(row, self._labels)
        titled = next(holding, chosen[0] if chosen else None)
        self._cells(row.columns, row.texts, titled)

    def _cells(self, columns: Sequence[str], cells: Sequence[str], titled: int | None) -> None:
        for at, cell in enumerate(cells):
            name = columns[at] if at < len(columns) else ""
            kind = facts.column(name)
            if kind == "votes":
                self.take_votes(read_count(cell.strip(_AROUND_COUNT)))
            elif kind == "authors" and "authors" not in self.found:
                names, rest = facts.people_of_cell(name, cell)
                self.take_people(names)
                if rest:
                    self.points.append((plain_text(name).strip() or None, [rest]))
            elif left := self._cell(cell, titled == at):
                if (not squeezed(name) or words(name) in _NUMBERED) and weight(left) < 1:
                    continue
                self.points.append((plain_text(name).strip() or None, [left]))

    def _cell(self, cell: str, titled: bool) -> str:
        """Return what a cell says beside the title, the fields and the links to the paper."""
        left: list[str] = []
        for part in re.split(r"\s*<br\s*/?>\s*", cell, flags=re.IGNORECASE):
            whole = part
            for link in self.site.links:
                part = part.replace(self.page.text[link.start : link.end], " ")
            few = 4 if part != whole else 1
            if self.title and titled:
                part = without_title(part, self.title, self._labels)
            if self.field(1, part.strip()) or self.foreign_field(part):
                continue
            part = self.beside(self.names_in(part) if titled else self.without_fields(part))
            if part != whole and weight(part) <= few and "](" not in part:
                continue
            part = cleared(without_badges(part))
            if (
                part.casefold() not in _NOTHING
                and not part.startswith("[//]:")
                and not (weight(part) < 2 and is_label(part) and "](" not in part and self.site.id in cell)
            ):
                left.append(part)
        return "\n".join(left)
