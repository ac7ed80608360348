"""Leave out the papers that a file only refers to: below headings, and below lines, such as References."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from papercli.digest.markdown.blocks import Lines
from papercli.digest.markdown.outline import Chapter, all_chapters
from papercli.digest.markdown.page import Page
from papercli.digest.markdown.tables import is_table
from papercli.digest.naming.labelling import Labels
from papercli.digest.walk.mentions import Mentions
from papercli.digest.words.labels import WORDS_OF_A_TITLE, is_reference, is_subject, weight

_QUOTE = re.compile(r"[ \t]*(?:>[ ]?)*")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|\[\d{1,3}\])[ \t]+")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}$")
_LONGEST_LABEL = 80


def drop_references(
    page: Page, root: Chapter, mentions: Mentions, labels: Labels, title_of: Callable[[Chapter], str | None]
) -> None:
    """Leave out what stands below a heading or a line such as References, unless the paper stands nowhere else."""
    named = [each for each in all_chapters(root) if each.head and not each.links]
    for each in named:
        if (owner := _owner(page, each, labels, title_of)) is not None:
            mentions.drop_all(page, each.below, owner, f"it is mentioned in the text of {owner}")
    _drop_listed(page, mentions)
    marked = [each for each in named if is_reference(each.source)]
    inside = {link.start for each in marked for link in page.links_in(each.lines)}
    listed: dict[int, Counter[str]] = {}
    for each in marked:
        around = each.up or root
        beside = {link.id for link in page.links_in(around.lines) if link.start not in inside}
        if not page.native and not beside:
            continue
        if not page.native and len(beside) > 1 and is_subject(each.source):
            if around.lines.start not in listed:
                listed[around.lines.start] = Counter(_places(page, around, marked))
            if _is_category(listed[around.lines.start], set(_places(page, each))):
                continue
        mentions.drop_all(page, each.below, None, f"it stands below {each.source.strip()[:40]!r}")


def _is_category(around: Counter[str], own: set[str]) -> bool:
    """Tell whether a chapter is one more list of papers, beside others and little else: by where the papers stand."""
    alike = sum(around[place] for place in own)
    return own <= around.keys() and "paragraph" not in own and alike * 2 > around.total()


def _places(page: Page, chapter: Chapter, without: Sequence[Chapter] = ()) -> Iterator[str]:
    """Yield where papers stand in a chapter: once for each heading, list, table or other block that links to some."""
    left_out = {each.lines.start for each in without}
    waiting = [chapter]
    while waiting:
        here = waiting.pop()
        if here.links:
            yield f"a heading of level {here.level}"
            continue
        for block in here.blocks:
            if page.has_links(block.lines):
                yield "a table" if is_table(page.lines_of(block.lines)) else block.kind
        waiting += [each for each in here.chapters if each.lines.start not in left_out]


def _owner(page: Page, chapter: Chapter, labels: Labels, title_of: Callable[[Chapter], str | None]) -> str | None:
    """Return the paper whose field a chapter is: one of several called alike below the titles of papers."""
    around = chapter.up
    if page.native or around is None or not around.head or not page.has_links(chapter.below):
        return None
    if chapter.holds_headings or not labels.of_line(chapter.source):
        return None
    ids = [link.id for link in around.links] or [each for block in around.blocks for each in page.ids_in(block.lines)]
    if len(set(ids)) != 1:
        return None
    title = title_of(around)
    return ids[0] if title and weight(title) >= WORDS_OF_A_TITLE else None


def _drop_listed(page: Page, mentions: Mentions) -> None:
    """Leave out what a line such as `**References:**` announces, where a paper stands above it."""
    own: set[str] = set()
    end = 1
    for lines in _announced(page.lines):
        head = next((at for at in range(lines.start - 1, end - 1, -1) if page.line_text(at).startswith("#")), None)
        if head is not None:
            own.clear()
        own.update(page.ids_in(Lines(head or end, lines.start)))
        end = lines.end
        for link in page.links_in(lines) if own else []:
            if link.id not in own:
                mentions.drop(page, link, "it stands below a line that announces references", everywhere=True)


def _announced(lines: Sequence[str]) -> Iterator[Lines]:
    """Yield the ranges of lines that a line with nothing but a label of references announces."""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if len(line) <= _LONGEST_LABEL and _announces(line):
            end = _end(lines, number, line)
            yield Lines(number + 1, end + 1)
            number = end


def _announces(line: str) -> bool:
    bare = line[_lead(line) :].rstrip(" \t\\")
    return bare[-1:] in (":", "：", "*", "_") and not line.startswith("#") and is_reference(bare)


def _lead(line: str) -> int:
    quote = _QUOTE.match(line)
    at = quote.end() if quote else 0
    item = _ITEM.match(line, at)
    return item.end() if item else at


def _end(lines: Sequence[str], number: int, label: str) -> int:
    """Return where ends what a label announces: the points inside of it, or the block or list below it."""
    inside = bool(_ITEM.match(_unquoted(label)))
    indent = _indent(label)
    started = listed = blank = False
    while number < len(lines):
        line = _unquoted(lines[number])
        item = bool(_ITEM.match(line))
        if line.strip():
            goes_on = _indent(line) > indent if inside else item or not listed or not blank or line.startswith(" ")
            if not goes_on or line.startswith(("#", "|")) or _RULE.match(line):
                break
            started, listed = True, listed or item
        elif started and not listed and not inside:
            break
        blank = not line.strip()
        number += 1
    return number


def _unquoted(line: str) -> str:
    return re.sub(r"^[ \t]*(?:>[ ]?)+", "", line) if ">" in line[:12] else line


def _indent(line: str) -> int:
    bare = _unquoted(line).expandtabs(4)
    return len(bare) - len(bare.lstrip())
