"""What a paper's extent says of it: its fields, and what remains as sections."""

import re
from collections.abc import Sequence

from papercli.digest.extent import fields
from papercli.digest.extent.fields import FieldError
from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.inline import plain_text
from papercli.digest.markdown.outline import Chapter
from papercli.digest.markdown.page import Page
from papercli.digest.walk.site import Site
from papercli.model import Section

ITEM_MARKER = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)")


class Draft:
    """An entry whose extent is being read, by the fields that native digests have."""

    def __init__(self, site: Site, title: str) -> None:
        self.site, self.title = site, title
        self.page: Page = site.page
        self.votes: int | None = None
        self.authors: tuple[tuple[str, ...], bool] = ((), False)
        self.image: str | None = None
        self.video: str | None = None
        self.found: set[str] = set()  # fields read so far: the first line of a kind counts
        self.bullet = ""  # the marker of the list whose items are the points
        self.label: str | None = None  # of a heading inside the entry, until a point takes it
        self.points: list[tuple[str | None, list[str]]] = []
        self.block_apart = self.apart = False  # whether blank lines end this block, and that of the last point
        self.odd: list[tuple[int, str]] = []  # lines of the file, and what is odd there
        self.read(site.body)

    def sections(self) -> tuple[Section, ...]:
        """Return what remains, as sections."""
        if self.label is not None:
            self.add([])
        found: list[Section] = []
        for label, lines in self.points:
            section = self.section("\n".join(lines))
            if label is not None:
                section = _under(label, section)
            if section.label is not None or section.text:
                found.append(section)
        return tuple(found)

    def section(self, text: str) -> Section:
        """Return a point as a section."""
        return fields.read_section(text)

    def add(self, lines: list[str]) -> None:
        """Take lines as a point."""
        self.points.append((self.label, lines))
        self.label, self.apart = None, self.block_apart

    def _go_on(self, lines: Sequence[str]) -> None:
        """Add lines to the last point, without the blank ones between that belong to nobody."""
        point = self.points[-1][1]
        while self.apart and len(point) > 1 and not point[-1].strip():
            point.pop()
        point.extend(lines)
        self.apart = self.block_apart

    def read(self, body: Sequence[Block | Chapter]) -> None:
        """Read the blocks of an extent, and the sections in it."""
        for each in body:
            if isinstance(each, Chapter):
                self.heading(plain_text(each.source))
                self.read(each.body)
                continue
            self.block_apart = each.apart
            if each.kind == "list":
                self._list(each)
            elif each.kind == "heading":
                self.heading(plain_text(each.text))
            elif each.kind == "block_quote":
                self.quote(each)
            elif each.kind != "thematic_break":
                self._prose(each)

    def heading(self, words: str) -> None:
        """Take a heading inside the extent as the label of what follows."""
        self.label = words

    def quote(self, block: Block) -> None:
        """Read a quote."""
        self._prose(block)

    def _list(self, block: Block) -> None:
        self.bullet = self.bullet or block.bullet
        if block.bullet != self.bullet and self.touches_point(block.lines):
            # Numbered lines right below a bullet: to CommonMark a list of their own, to a reader its rest.
            self._go_on(self.page.lines_of(block.lines))
            return
        for item in block.items:
            first, *rest = self.page.lines_of(item)
            self.item(item, ITEM_MARKER.sub("", first, count=1), rest)

    def item(self, lines: Lines, first: str, rest: list[str]) -> None:
        """Read an item of a list: its first line without the bullet, and the others."""
        self.add([first, *rest])

    def _prose(self, block: Block) -> None:
        rest: list[str] = []
        lines = block.lines
        for number, line in enumerate(self.page.lines_of(lines), lines.start):
            bare = line.strip(" ")
            # A stroke at the end breaks the line, as some write it.
            if not bare or not self.field(number, bare.removesuffix("\\")):
                rest.append(line)
        if any(rest):
            self.prose(rest, lines)

    def prose(self, rest: list[str], lines: Lines) -> None:
        """Take the lines of a block that are no fields."""
        if any(line.strip() and not fields.is_markup(line) for line in rest):
            if self.touches_point(lines):
                self._go_on(rest)
            else:
                self.add(rest)

    def field(self, number: int, line: str) -> bool:
        """Read a line that is a field of the entry; False where it is text, or a field it has already."""
        if match := fields.VOTES.fullmatch(line):
            name = "votes"
        elif match := fields.AUTHORS.fullmatch(line):
            name = "authors"
        elif match := fields.IMAGE.fullmatch(line):
            name = "image"
        elif match := fields.VIDEO.fullmatch(line):
            name = "video"
        elif url := fields.read_video_tag(line):
            self.video = self.video or url
            return True
        else:
            return False
        if name in self.found:
            return False
        if not self.is_alone(name, line):
            return False
        self.found.add(name)
        if name == "votes":
            try:
                self.votes = fields.read_votes(match["value"])
            except FieldError as error:
                self._odd_at(number, str(error))
        elif name == "authors":
            self.authors = self.people(line, match["value"])
        elif name == "image":
            self.image = match["url"] or None
        else:
            self.video = match["url"]
            if not match["bracket"]:
                self._odd_at(number, "the bracket around the video's address is missing")
        return True

    def is_alone(self, name: str, line: str) -> bool:
        """Tell whether a line holds no other field beside the one that it begins with."""
        return True

    def people(self, line: str, value: str) -> tuple[tuple[str, ...], bool]:
        """Return the names in a line of authors, and whether there are more."""
        return fields.read_authors(value)

    def _odd_at(self, number: int, what: str) -> None:
        self.odd.append((self.page.number(number), what))

    def touches_point(self, lines: Lines) -> bool:
        """Tell whether lines stand right below a point of a list."""
        above = self.page.lines[lines.start - 2] if lines.start > 1 else ""
        return bool(self.points and self.bullet and self.label is None and above.strip())


def _under(heading: str, section: Section) -> Section:
    label = heading if section.label is None else f"{heading}: {section.label}"
    return Section(label, section.text)
