"""What is odd about a digest: papers that lack something, headings that link to no paper, remains of LaTeX commands."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from papercli.digest.markdown.outline import Chapter, all_chapters
from papercli.digest.markdown.page import Page
from papercli.intake import Entry

_LINK_ONLY = re.compile(r"\[.+\]\(.+\)")
_CONTROL = re.compile(r"(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f]|\t(?=[a-z]))(?P<rest>\w*)")
_DATE = "date, neither in a heading above nor in the path"


def lacking(entries: Sequence[Entry], voted: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """Yield by line what papers lack, or what all lack; `voted` tells which have votes, be it unreadable ones."""
    no_summary = {at for at, entry in enumerate(entries) if not entry.sections}
    no_date = {at for at, entry in enumerate(entries) if entry.date is None}
    no_votes = {at for at, written in enumerate(voted) if not written}
    common = []
    for lacks, what in ((no_summary, "a summary"), (no_date, f"a {_DATE}"), (no_votes, "votes")):
        if len(lacks) == len(entries) > 1:
            common.append(f"none of the {len(entries)} papers has {what}")
            lacks.clear()
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if at in no_summary:
            yield entry.line, f"{entry.id} has no summary"
        if not entry.title:
            yield entry.line, f"{entry.id} has no title"
        if at in no_date:
            yield entry.line, f"{entry.id} has no {_DATE}"
        if entry.id in seen:
            yield entry.line, f"{entry.id} is in this file more than once"
        seen.add(entry.id)
    for what in common:
        yield entries[0].line, what
    for at in sorted(no_votes):
        yield entries[at].line, f"{entries[at].id} has no votes"


def links_elsewhere(page: Page, root: Chapter) -> Iterator[tuple[int, str]]:
    """Yield the headings like those of papers that link to no paper, by line."""
    before = None
    for chapter in all_chapters(root):
        if chapter.links:
            before = chapter
        elif chapter.head is not None and before is not None and chapter.level <= before.level:
            if chapter.level == before.level and _LINK_ONLY.fullmatch(chapter.source):
                what = "this heading links to no arXiv paper, so it is left out"
                yield page.number(chapter.lines.start), f"{what}: {chapter.source[:80]}"
            before = None


def control_characters(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield what is left of LaTeX commands whose backslash and first letter became one character, by line."""
    for number, line in enumerate(lines, 1):
        if line.isprintable():
            continue
        if controls := list(islice(_CONTROL.finditer(line), 3)):
            seen = " and ".join(f"U+{ord(m['control']):04X} before {m['rest'][:20]!r}" for m in controls)
            yield number, f"control character {seen}"
