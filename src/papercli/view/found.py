"""Words marked in a listing: those that a reader always wants to see, and why a paper was found."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from papercli.latex import readable_spans
from papercli.model import Hit, Paper
from papercli.safe import one_line, visible_spans
from papercli.terms import apart, matches, pattern
from papercli.view.cells import ELLIPSIS, Marked, Piece, Span
from papercli.view.signs import signed

_LINES = 2


class Marker:
    """Marks words in titles and names: always the same, and of a paper that was searched for what it matches."""

    def __init__(self, words: Sequence[str], signs: bool = False) -> None:
        self._words = tuple(words)
        self._signs = signs
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def mark(self, text: str, paper: Paper, style: str) -> Marked:
        """Return a text of a paper with its words marked, and between signs where no style is seen."""
        words = (*self._words, *(match.found for match in paper.hit.matched)) if paper.hit else self._words
        for word in words:
            if word not in self._patterns:
                self._patterns[word] = pattern(word)
        spans = [span for word in words if (each := self._patterns[word]) for span in matches(text, each)]
        marks = list(apart(sorted(spans)))
        return Marked(*(signed(text, marks) if self._signs else (text, marks)), style=style)


def found(hit: Hit, width: int, signs: bool = False) -> Iterator[list[Piece]]:
    """Yield the passage in at most two lines of so many cells, and a line for other words than were asked for."""
    if hit.snippet:
        text, marks = visible_spans(*readable_spans(hit.snippet, hit.marks))
        if signs:
            text, marks = signed(text, marks)
        yield from Marked(*_led(text, marks, width), style="snippet").wrapped(width, _LINES)
    others = [match for match in hit.matched if match.why != "literal"]
    if others:
        note = ", ".join(f"{match.word} → {match.found} ({match.why})" for match in others)
        yield from Marked(one_line(note), (), "note").wrapped(width, 1)


def _led(text: str, marks: list[Span], width: int) -> tuple[str, list[Span]]:
    """Return a passage, without its beginning where that would leave no place for the first match."""
    if not marks or cell_len(text[: marks[0][1]]) <= (_LINES - 1) * width:
        return text, marks
    first = marks[0][0]
    blanks = (place for place, sign in enumerate(text[:first]) if sign == " ")
    start = next((place + 1 for place in blanks if cell_len(text[place:first]) <= width // 2), first)
    lead = f"{ELLIPSIS} "
    shift = len(lead) - start
    return lead + text[start:], [(first + shift, last + shift) for first, last in marks]
