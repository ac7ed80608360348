"""Why a paper was found: which of the words it matches, and the passage that shows them best."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papercli.language import And, Group, HasId, Node, Or, Text
from papercli.latex import readable
from papercli.model import Hit, Match, Paper
from papercli.terms import apart, finder, folded, matches, pattern

# A passage has about this many characters, and begins so many before its first match.
_LENGTH = 140
_LEAD = 40
_WHITESPACE = re.compile(r"\s+")


class Wanted(NamedTuple):
    """One thing that a search looks for: what the person wrote, what finds it, and why that."""

    word: str
    text: str
    why: str
    pattern: re.Pattern[str]


def wanted(search: Node) -> list[Wanted]:
    """Return all that a search looks for in texts, as the person wrote it first."""
    return sorted(_wanted(search), key=lambda each: each.why != LITERAL)


LITERAL = "literal"


def finders(words: Iterable[str]) -> list[re.Pattern[str]]:
    """Return what finds words in a folded text as a search would, with their LaTeX as written and as read."""
    both = dict.fromkeys(form for word in words for form in (word, readable(word)) if form.strip())
    return [finder(form) for form in both]


def _wanted(node: Node) -> Iterator[Wanted]:
    match node:
        case Text():
            yield Wanted(node.text, node.text, LITERAL, finder(node.text))
        case Group():
            for word in node.words:
                yield from _wanted(word)
            for each in node.also:
                if meant := pattern(each.text, each.whole):
                    yield Wanted(node.text, each.text, each.why, meant)
        case HasId():
            yield Wanted(node.id, node.id, LITERAL, re.compile(re.escape(node.id)))
        case And() | Or():
            for operand in node.operands:
                yield from _wanted(operand)


def explain(paper: Paper, score: float | None, search: list[Wanted]) -> Hit:
    """Return the hit that a paper is: what of the search it matches, and its best passage with the matches in it.

    A literal match is told alone; what the glossary adds is told for words that do not match as written.
    """
    said = (f"{part.label}: {part.text}" if part.label else part.text for part in paper.sections)
    note = _WHITESPACE.sub(" ", paper.marks.note or "")
    # As written first: a passage shows LaTeX as a reader sees it only where the words are found in that alone.
    sections = list(_both(_WHITESPACE.sub(" ", text) for text in said))
    texts = [*_both([paper.title]), *paper.authors, paper.id, *sections, note]
    whole, _ = folded("\n".join(texts))
    matched = {each: Match(each.word, each.text, each.why) for each in search if each.pattern.search(whole)}
    literal = {each.word for each in matched if each.why == LITERAL}
    told = [match for each, match in matched.items() if each.why == LITERAL or each.word not in literal]
    snippet, marks = _passage([*sections, note] if note else sections, list(matched))
    return Hit(round(score or 0.0, 6), snippet, marks, tuple(told))


def _both(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts as written, and then as a reader sees them where their LaTeX makes a difference."""
    written = list(texts)
    yield from written
    yield from (shown for text in written if (shown := readable(text)) != text)


def _passage(sections: list[str], matched: list[Wanted]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the passage of the section with most of the words, and where in it they are."""
    best: list[tuple[int, int]] = []
    chosen = sections[0] if sections else ""
    most = 0
    for section in sections:
        found = {each: spans for each in matched if (spans := matches(section, each.pattern))}
        if len({each.word for each in found}) > most:
            most = len({each.word for each in found})
            best = sorted(span for spans in found.values() for span in spans)
            chosen = section
    start, end = _window(chosen, best[0][0] if best else 0)
    lead, tail = "… " if start else "", " …" if end < len(chosen) else ""
    shift = len(lead) - start
    marks = [(first + shift, last + shift) for first, last in apart(best) if start <= first and last <= end]
    return f"{lead}{chosen[start:end].strip()}{tail}", tuple(marks)


def _window(text: str, match: int) -> tuple[int, int]:
    """Return the part of a text around a match, cut at blanks so that no word is split where there are any."""
    if len(text) <= _LENGTH:
        return 0, len(text)
    start = max(0, match - _LEAD)
    if start:
        blank = text.find(" ", start, match)
        start = blank + 1 if blank >= 0 else start
    end = start + _LENGTH
    if end >= len(text):
        return start, len(text)
    blank = text.rfind(" ", match + 1, end)
    return start, blank if blank > match else end
