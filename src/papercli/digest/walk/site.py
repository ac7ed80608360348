"""A site: one place where a paper stands in a digest, with all that is said of it there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.native import Native, linked_paper
from papercli.digest.markdown.outline import Chapter
from papercli.digest.markdown.page import Page

# One link and nothing else; `[1] [Title](…)` has a number before it.
_WHOLE_LINK = re.compile(r"\[(?![^\[\]]{1,40}\]\s*\[).*\]\([^\s()]+\)")


class Above(NamedTuple):
    """Text above a paper that may give its title: a heading, a parent item; with the line, and what it is called."""

    text: str
    step: str


@dataclass(slots=True)
class Place:
    """Where the walk is: the page, the innermost of the file's chapters around it, and what stands above."""

    page: Page
    chapter: Chapter | None
    above: tuple[Above, ...] = ()
    columns: list[str] = field(default_factory=list)  # of the table above


@dataclass(slots=True)
class Cells:
    """What a row of a table says of a paper: its cells, the names of their columns, and which one holds the titles."""

    texts: Sequence[str]
    columns: Sequence[str]
    titled: int | None


@dataclass(slots=True, eq=False)
class Site:
    """One place where a paper stands, with all that is said of it there."""

    id: str
    kind: str  # heading, chapter, item, row, run or line
    place: Place
    line: int  # in the file
    links: list[PaperLink]
    body: Sequence[Block | Chapter] = ()
    head: Chapter | None = None  # the heading that belongs to it
    lead: Lines | None = None  # the block or line above its links that may be its title
    text: str = ""  # the piece of a line that is about it, up to the link
    row: Cells | None = None
    native: Native | None = None

    @property
    def page(self) -> Page:
        """The page that it stands in."""
        return self.place.page

    @property
    def whole(self) -> bool:
        """Whether it is a heading that is one link and nothing else."""
        if self.kind != "heading" or self.head is None:
            return False
        return self.native is not None or bool(_WHOLE_LINK.fullmatch(self.head.source))


def whole_title(site: Site) -> str:
    """Return the text of the link that a heading is, as a reader reads it; nothing for one that is only a label."""
    if site.native:
        return site.native.title
    found = linked_paper(site.head.source) if site.whole and site.head is not None else None
    return found[1] if found else ""


class Named(NamedTuple):
    """A title, the step that gave it, and how early that step comes."""

    title: str
    step: str
    order: int
