"""Markdown: a digest that an import reads back to the same papers.

Titles are escaped. A summary is written as it is, since a section is Markdown itself: as a bullet where that reads
back, else in another spelling that does. What a digest cannot say comes back changed: a section none of whose
spellings reads back has its lines indented, NUL becomes ␀, and only the newest appearance of a paper is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from papercli.formats.titles import MATH
from papercli.model import Paper, Section

if TYPE_CHECKING:
    from papercli.intake import Entry

_MARKS = re.compile(r"[\\`*_\[\]<>&$#]")
# A bullet of one line, and a label in bold before it, need no second look.
_ONE_LINE = re.compile(r"[^\s-][^\n]*")
_LABEL = re.compile(r"(?!.*__)[^*\n\s:：](?:[^*\n]{0,116}[^*\n\s:：])?")
# What parts names in a comma list, and what at its start would be read as something else.
_PARTED = re.compile(r"[,，、\n]|\A[\[*_]")
# Closes all that a section may leave open, so that this shows.
_CLOSING = "\n".join(["-->", "?>", "]]>", "</pre>", "</script>", "</style>", "</textarea>", "`" * 60, "~" * 60])
# Where a list begins with another marker, an import reads what touches it in another way.
_MARKERS = ("- ", "1. ", "* ")
_NEXT = f"\n\n### [](https://arxiv.org/abs/0000.00000)\n\n{_CLOSING}\n"


def digest(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a digest paper by paper, with a heading above where the day changes."""
    day: str | None = ""
    for paper in papers:
        between = "" if day == "" else "\n"
        if paper.date != day:
            day = paper.date
            between += f"## Daily Papers ({day})\n\n" if day else "## Daily Papers\n\n"
        # An import takes CRLF for a line end, and text that holds one for what it was before.
        yield between + _entry(paper).replace("\0", "␀").replace("\r\n", "\r\r\n")


def _entry(paper: Paper) -> str:
    head = "\n\n".join(_head(paper)) + "\n\n"
    usual = [_bullet(section) for section in paper.sections]
    if all(usual):
        return head + _joined(list(filter(None, usual))) if usual else head[:-1]
    for marker in _MARKERS:
        spelled = [_spelled(paper, head, section, marker) for section in paper.sections]
        known = [each for each in spelled if each is not None]
        if len(known) == len(spelled) and _reads_back(paper, text := head + _joined(known), paper.sections):
            return text
    safe = [bullet or _indented(each) for bullet, each in zip(usual, paper.sections, strict=True)]
    spelled = [_spelled(paper, head, section, "- ") for section in paper.sections]
    text = head + _joined([each or other for each, other in zip(spelled, safe, strict=True)])
    # Each does alone, but perhaps not below the others.
    found = _read(text)
    apart = found and [each.label for each in found.sections] == [each.label for each in paper.sections]
    return text if apart else head + _joined(safe)


def _head(paper: Paper) -> Iterator[str]:
    yield f"### [{_escaped(paper.title)}]({paper.url})"
    if paper.image:
        yield f"![]({paper.image})"
    if paper.video:
        quote = "'" if '"' in paper.video else '"'
        fits = not re.search(r"[\s()]", paper.video)
        yield f"[Watch Video]({paper.video})" if fits else f"<video src={quote}{paper.video}{quote}></video>"
    yield f"Vote: {'-' if paper.votes is None else paper.votes}"
    names = [*paper.authors, *(["+"] if paper.authors_truncated else [])]
    if names:
        listed = any(map(_PARTED.search, names))
        yield f"Authors: {names if listed else ', '.join(names)}"


def _escaped(text: str) -> str:
    """Return text that reads as it is in a heading; math stays math."""
    return "".join(
        part if number % 2 and not re.search(r"[\[\]`<>#]", part) else _unmarked(part)
        for number, part in enumerate(MATH.split(text))
    )


def _unmarked(text: str) -> str:
    # With a backslash alone the two signs would still be looked at as the middle of a link.
    return _MARKS.sub(r"\\\g<0>", text).replace("\\](", "&#93;(").replace("\n", "&#10;")


def _bullet(section: Section) -> str | None:
    """Return a section as a bullet of one line, None where it cannot be one."""
    label, text = section
    if "\n" in text or (label is None and not _ONE_LINE.fullmatch(text)) or (label is not None and not _is_bold(label)):
        return None
    return f"- {_first(section)}"


def _is_bold(label: str) -> bool:
    return bool(_LABEL.fullmatch(label)) and label == label.strip()


def _first(section: Section) -> str:
    return section.text if section.label is None else f"**{section.label}**: {section.text}".rstrip(" ")


def _spelled(paper: Paper, head: str, section: Section, marker: str) -> str | None:
    """Return a section in the first spelling that reads back below a point with this marker; None if none does."""
    label, text = section
    ways = [_first(section)] if label is None or _is_bold(label) else []
    if label is not None and label.endswith((":", "：")) and _is_bold(label.rstrip(":：")):
        ways.append(f"**{label}:** {text}")
    found = [way for each in ways for way in (f"{marker}{each}", each)]
    if label is not None:
        heading = f"#### {_unmarked(label)}\n\n"
        found += [f"{heading}{marker}{text}", f"{heading}{text}"]
    above = Section(None, "x")
    return next((each for each in found if _reads_back(paper, f"{head}{marker}x\n\n{each}", [above, section])), None)


def _indented(section: Section) -> str:
    """Return a section whose further lines cannot be anything of their own."""
    label, text = section
    is_bold = label is None or _is_bold(label)
    heading = "" if is_bold or label is None else f"#### {_unmarked(label)}\n\n"
    first, *rest = (_first(section) if is_bold else text).split("\n")
    # Dashes alone are a rule across the page.
    escape = "\\" if set(first) <= set("- \t") else ""
    return "\n".join([f"{heading}- {escape}{first}", *(f"  {line}" if line else "" for line in rest)])


def _joined(spellings: Sequence[str]) -> str:
    """Return sections below each other, those of more than one line with blank lines around them."""
    text = ""
    for number, each in enumerate(spellings):
        apart = number and ("\n" in each + spellings[number - 1] or not each.startswith("- "))
        text += ("\n\n" if apart else "\n" if number else "") + each
    return f"{text}\n"


def _reads_back(paper: Paper, entry: str, sections: Sequence[Section]) -> bool:
    """Tell whether an entry reads as the paper with these sections."""
    found = _read(entry)
    if found is None:
        return False
    facts = (found.votes, found.authors, found.authors_truncated, found.image, found.video)
    wanted = (paper.votes, paper.authors, paper.authors_truncated, paper.image, paper.video)
    return facts == wanted and found.sections == tuple(sections)


def _read(entry: str) -> "Entry | None":
    """Return what an import reads from an entry; None where it would take the next one with it."""
    # Imported here: few summaries need a look, and mistune is slow to load.
    from papercli.digest import parse

    found = parse("", entry + _NEXT).entries
    return found[0] if len(found) == 2 else None
