"""A site: one place where a paper stands in a digest, with all that is said of it there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.native import Native, linked_paper
from papercli.digest.markdown.outline import Section
from papercli.digest.markdown.page import Page

# One link and nothing else; `[1] [Title](…)` has a number before it.
_WHOLE_LINK = re.compile(r"\[(?![^\[\]]{1,40}\]\s*\[).*\]\([^\s()]+\)")


class Above(NamedTuple):
    """Text above a paper that may give its title: a heading, a parent item; with the line, and what it is called."""

    text: str
    step: str


@dataclass(slots=True, eq=False)
class Site:
    """One place where a paper stands, with all that is said of it there."""

    id: str
    kind: str  # heading, section, item, row, run or line
    page: Page
    line: int  # in the file
    links: list[PaperLink]
    section: Section | None  # the innermost of the file's sections around it
    body: Sequence[Block | Section] = ()
    head: Section | None = None  # the heading that belongs to it
    lead: Lines | None = None  # the block or line above its links that may be its title
    text: str = ""  # the piece of a line that is about it, up to the link
    above: tuple[Above, ...] = ()
    columns: Sequence[str] = ()
    cells: Sequence[str] = ()
    titled: int | None = None  # the column of the table that holds the titles
    whole: bool = False  # whether it is a heading that is one link and nothing else
    native: Native | None = None


@dataclass(slots=True)
class Place:
    """Where the walk is: the page, the section of the file, and what stands above."""

    page: Page
    section: Section | None
    above: tuple[Above, ...] = ()
    columns: list[str] = field(default_factory=list)  # of the table above


def is_whole(source: str) -> bool:
    """Tell whether a heading is one link and nothing else."""
    return bool(_WHOLE_LINK.fullmatch(source))


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
