"""Native entries: headings that are links to papers by their titles, with fields or points below, and their reach."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from papercli.digest.extent import fields
from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.inline import links
from papercli.digest.words.labels import is_link_word
from papercli.ids import addresses, linked_id

# One link, with numbers and pictograms around it at most.
_WHOLE_LINK = re.compile(r"[\W\d]*\[[^\]\n]*+(?:\](?!\()[^\]\n]*+)*+\]\([^()]*\)[\W\d]*")
_LONGEST_WHOLE = 2_000
# No heading is longer, and mistune's time for inline text grows faster than the text.
_LONGEST_HEADING = 10_000
_FIELD = re.compile(r"(?:(?:up)?votes?|authors?)[ \t]*[:：]", re.IGNORECASE)
# Fields as no native entry writes them.
_BOLD_FIELD = re.compile(r"\W*(?:\*\*|__)(?:(?:up)?votes?|authors?)\W*[:：].*[|·•]", re.IGNORECASE)
# What says in a list, or in other languages, who wrote a paper and how many like it.
_FOREIGN_FIELD = re.compile(
    r"[ ]{0,3}(?:[-*+][ \t]+\W*(?:(?:up)?votes?|authors?)|"
    r"\W*(?:作者|著者|저자|点赞[数數]?|點讚數?|赞同[数數]?|投票[数數]|추천[ ]?수|투표[ ]?수|업보트[ ]?수?))\W*[:：]",
    re.IGNORECASE,
)
_VOTE = re.compile(r"vote[ \t]*[:：]", re.IGNORECASE)
# Points that say in a list what others say in lines.
_OTHER = re.compile(
    r"\W*(?:\[|https?:|(?:(?:up)?votes?|authors?|links?|pdf|paper|arxiv|url|作者|著者|저자)\W*[:：])", re.IGNORECASE
)
# So near below its heading stands the first field of an entry.
_NEAR = 12
# So many letters of a link are no label, whatever they are.
_SURELY_A_TITLE = 30


class Native(NamedTuple):
    """A native entry: its heading, the paper, its title as a reader reads it, and the blocks up to the next entry."""

    head: Block
    id: str
    title: str
    body: list[Block]


class Stretch(NamedTuple):
    """Lines in which links to papers are references: all of them, or only those that are not `alone` on their line."""

    lines: Lines
    loose: bool


def may_be_native(lines: Sequence[str]) -> bool:
    """Tell whether a page may have native entries, before its blocks are parsed."""
    heads = [at for at, line in enumerate(lines, 1) if "](" in line and line.startswith("#")]
    return any(_has_fields(lines, at) or _has_points(lines, at) for at in heads)


def native_entries(blocks: Sequence[Block], lines: Sequence[str]) -> tuple[list[Native], list[Stretch]]:
    """Return the native entries of a page in order, and how far their text reaches.

    There are none unless one has fields, or all have nothing but points.
    """
    opened = {at: found for at, block in enumerate(blocks) if block.level and (found := _opening(block, lines))}
    whole = [blocks[at].lines.start for at in opened if _is_whole(blocks[at])]
    with_fields = any(_has_fields(lines, head) for head in whole)
    if with_fields or (0 < len(whole) == len(opened) and all(_has_points(lines, head) for head in whole)):
        return _reaches(blocks, opened, lines)
    return [], []


def linked_paper(source: str) -> tuple[str, str] | None:
    """Return the first paper that a heading links to, and the link's text, empty where it is only a label."""
    for link in links(source):
        if paper := linked_id(link.url):
            sure = len(link.text) > _SURELY_A_TITLE and " " in link.text
            label = not sure and (is_link_word(link.text) or addresses(link.text))
            return paper, "" if label else link.text
    return None


def _opening(block: Block, lines: Sequence[str]) -> tuple[str, str] | None:
    source = _source(block, lines)
    if "](" not in source or len(source) > _LONGEST_HEADING:
        return None
    return linked_paper(source)


def _source(block: Block, lines: Sequence[str]) -> str:
    if block.kind == "heading":
        return block.text
    return " ".join(lines[block.lines.start - 1 : block.lines.end - 1]).strip(" -=")


def _words(block: Block) -> str:
    """Return the words of a heading's first link to a paper, whatever they are."""
    return next((link.text for link in links(block.text) if linked_id(link.url)), "")


def _is_whole(block: Block) -> bool:
    short = block.kind == "heading" and len(block.text) <= _LONGEST_WHOLE
    return short and bool(_WHOLE_LINK.fullmatch(block.text))


def _has_fields(lines: Sequence[str], head: int) -> bool:
    """Tell whether native fields stand below a heading: votes or authors as plain lines, or a picture on top."""
    first, pictured = True, False
    for line in lines[head : head + _NEAR]:
        bare = line.strip()
        if bare.startswith("#"):
            break
        if bare and _FIELD.match(bare):
            return True
        if pictured and (_BOLD_FIELD.match(bare) or _FOREIGN_FIELD.match(line)):
            return False
        pictured = pictured or (first and bool(fields.IMAGE.fullmatch(bare)) and not fields.BADGE.search(bare))
        first = first and not bare
    return pictured


def _has_votes(lines: Sequence[str], head: int) -> bool:
    """Tell whether the votes of a native entry stand below a heading."""
    for line in lines[head : head + _NEAR]:
        if line.startswith("#"):
            return False
        if _VOTE.match(line.strip()):
            return True
    return False


def _has_points(lines: Sequence[str], head: int) -> bool:
    """Tell whether points stand right below a heading, none of which is a field or a link."""
    first = True
    for line in lines[head : head + _NEAR]:
        if line.startswith("#"):
            break
        if first and line.strip() and not line.startswith("- "):
            return False
        if _OTHER.match(line):
            return False
        first = first and not line.strip()
    return not first


def _reaches(
    blocks: Sequence[Block], opened: dict[int, tuple[str, str]], lines: Sequence[str]
) -> tuple[list[Native], list[Stretch]]:
    """Walk the blocks: an entry ends at the next one, and at a heading of its level or above."""
    entries: list[Native] = []
    found: list[tuple[int, bool | None]] = []  # from which line on links are references (None: they are not)
    here: Native | None = None
    # Among titles, and above votes, words that are a label elsewhere are a title, too: a paper may be called Code.
    titled = any(title for _, title in opened.values())
    level = 0  # of the entries' headings; 0 where the walk is among other shapes
    for at, block in enumerate(blocks):
        if at in opened:
            paper, title = opened[at]
            is_entry = bool(title) or (_is_whole(block) and (titled or _has_votes(lines, block.lines.start)))
            here = Native(block, paper, title or _words(block), []) if is_entry else None
            if here:
                entries.append(here)
            level = block.level if block.kind == "heading" else level
            found.append((block.lines.start, False if here else None))
        elif here and (block.kind != "heading" or block.level > here.head.level):
            here.body.append(block)
        elif block.kind == "heading":
            here = None
            found.append((block.lines.start, True if block.level >= level > 0 else None))
            level = level if found[-1][1] else 0
    ends = [*(start for start, _ in found[1:]), len(lines) + 1]
    spans = zip(found, ends, strict=True)
    return entries, [Stretch(Lines(start, stop), loose) for (start, loose), stop in spans if loose is not None]
