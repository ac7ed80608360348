"""A site: one place where a paper stands in a digest, with all that is said of it there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from papercli.digest.blocks import Block, Lines
from papercli.digest.inline import links
from papercli.digest.labels import is_link_word
from papercli.digest.outline import Section
from papercli.digest.page import Page, PaperLink
from papercli.ids import addresses, linked_id

# One link and nothing else; `[1] [Title](…)` has a number before it.
_WHOLE_LINK = re.compile(r"\[(?![^\[\]]{1,40}\]\s*\[).*\]\([^\s()]+\)")
# So many letters of a link are no label, whatever they are.
_SURELY_A_TITLE = 30


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
    cell: int = 0  # the one with the link
    native: bool = False  # whether it is a heading that is one link and nothing else


@dataclass(slots=True)
class Place:
    """Where the walk is: the page, the section of the file, and what stands above."""

    page: Page
    section: Section | None
    above: tuple[Above, ...] = ()
    columns: list[str] = field(default_factory=list)  # of the table above


def is_native(source: str) -> bool:
    """Tell whether a heading is one link and nothing else."""
    return bool(_WHOLE_LINK.fullmatch(source))


def native_title(site: Site) -> str:
    """Return the text of the link that a heading is, as a reader reads it; nothing for one that is only a label."""
    if site.native and site.head is not None:
        for link in links(site.head.source):
            if linked_id(link.url):
                sure = len(link.text) > _SURELY_A_TITLE and " " in link.text
                return link.text if sure or not (is_link_word(link.text) or addresses(link.text)) else ""
    return ""


class Named(NamedTuple):
    """A title, the step that gave it, and how early that step comes."""

    title: str
    step: str
    order: int
