"""The outline of a page: its chapters by headings, each with the blocks and chapters in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from papercli.digest.extent import fields
from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.page import Page
from papercli.digest.words.labels import is_field, is_field_heading

# A line above dashes is a heading to Markdown; a text of that length is not one to a reader.
_LONGEST_UNDERLINED = 120
# No heading is that long, and mistune's time for inline text grows faster than the text.
LONGEST_HEADING = 10_000
# Below all levels of headings.
BELOW_ALL = 7
# So many blocks and chapters beside a heading tell what it is.
_AROUND = 40
_NO_HEADING = re.compile(r"[-*+>|]|\d+[.)]\s|(?:\*\*|__)?(?P<label>[^\s*_:：]{1,20})(?:\*\*|__)?[:：]|.*[.。]$")
# Dashes that few separate what is above from what is below, more of them underline it.
_RULE = 5


@dataclass(slots=True, eq=False)
class Chapter:
    """A heading with what stands below it; the whole page is a chapter of level 0 without heading."""

    level: int
    lines: Lines
    head: Block | None = None
    source: str = ""  # the heading's inline text
    links: list[PaperLink] = field(default_factory=list)  # those in the heading
    body: list["Block | Chapter"] = field(default_factory=list)
    up: "Chapter | None" = None
    holds_headings: bool = False  # that link to papers, below it

    @property
    def blocks(self) -> list[Block]:
        return [each for each in self.body if isinstance(each, Block)]

    @property
    def chapters(self) -> list["Chapter"]:
        return [each for each in self.body if isinstance(each, Chapter)]

    @property
    def below(self) -> Lines:
        """The lines below the heading."""
        return Lines(self.head.lines.end if self.head else self.lines.start, self.lines.end)


def outline(page: Page) -> Chapter:
    """Return the whole page as a chapter."""
    end = len(page.lines) + 1
    root = Chapter(0, Lines(1, end))
    open_: list[Chapter] = [root]
    has_links = bool(page.links)
    for block in page.blocks:
        heading = _heading(page, block, open_, has_links) if block.kind in ("heading", "setext") else None
        if heading is None:
            open_[-1].body.append(block)
            continue
        while open_[-1].level >= heading.level:
            _close(open_.pop(), block.lines.start)
        heading.up = open_[-1]
        if heading.links:
            for chapter in open_:
                chapter.holds_headings = True
        open_[-1].body.append(heading)
        open_.append(heading)
    for chapter in open_:
        _close(chapter, end)
    if has_links and not page.native:
        _give_up_fields(page, root)
    return root


def _give_up_fields(page: Page, root: Chapter) -> None:
    """Take the links off headings that are fields of the paper whose title the heading above is."""
    given_up = False
    for chapter in all_chapters(root):
        up = chapter.up
        if not chapter.links or up is None or up.head is None or up.links or not is_field_heading(chapter.source):
            continue
        if set(page.ids_in(up.below)) <= {link.id for link in chapter.links}:
            chapter.links = []
            given_up = True
    for chapter in all_chapters(root) if given_up else ():
        chapter.holds_headings = any(each.links for each in all_chapters(chapter) if each is not chapter)


def _close(chapter: Chapter, end: int) -> None:
    chapter.lines = Lines(chapter.lines.start, end)


def _heading(page: Page, block: Block, open_: list[Chapter], has_links: bool) -> Chapter | None:
    """Return the chapter that a heading opens; None where it is only underlined text."""
    lines = block.lines
    if native := page.native.get(lines.start):
        link = PaperLink(native.id, lines.start, 0, 0, native.title)
        # A link above dashes in an entry's text has the level of a chapter to Markdown only.
        return Chapter(block.level if block.kind == "heading" else BELOW_ALL, lines, block, block.text, [link])
    if block.kind == "setext":
        written = [line for line in page.lines_of(lines) if line.strip()]
        source = " ".join(written).strip(" -=")
        links = page.links_in(lines) if len(written) <= 2 or not source else []
        if not links and (any(chapter.links for chapter in open_) or not (page.native or _is_heading(source, written))):
            return None
        return Chapter(block.level, lines, block, source, links)
    links = page.links_in(lines) if has_links and len(block.text) <= LONGEST_HEADING else []
    return Chapter(block.level, lines, block, block.text, links)


def _is_heading(source: str, written: list[str]) -> bool:
    """Tell whether underlined text is a heading to a reader: `Vote: 3` above `---` is none."""
    if len(source) > _LONGEST_UNDERLINED or len(written) > 2 or fields.VOTES.match(source):
        return False
    other = _NO_HEADING.match(source)
    if other and other["label"] and len(written[-1].strip()) > _RULE:
        return not is_field(other["label"])
    return not other


def first_beside(chapter: Chapter) -> list[Chapter]:
    """Return the first chapters of the same level where one stands; they tell what it is, however many there are."""
    around = chapter.up.body[:_AROUND] if chapter.up else []
    return [each for each in around if isinstance(each, Chapter) and each.level == chapter.level]


def all_chapters(chapter: Chapter) -> Iterator[Chapter]:
    """Yield a chapter and all below it, in order."""
    waiting = [chapter]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(here.chapters)
