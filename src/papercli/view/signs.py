"""Signs around what is marked, for where no style is seen; they are put in before the layout, which counts them."""

from collections.abc import Iterable

from rich.text import Text

from papercli.view.cells import Span

OPENING, CLOSING = "«", "»"


def signed(text: str, marks: Iterable[Span]) -> tuple[str, list[Span]]:
    """Return a text with its marks between signs, and the marks, which have the signs in them now."""
    parts: list[str] = []
    moved: list[Span] = []
    place = length = 0
    for first, last in _joined(marks):
        marked = f"{OPENING}{text[first:last]}{CLOSING}"
        parts += [text[place:first], marked]
        length += first - place + len(marked)
        moved.append((length - len(marked), length))
        place = last
    return "".join([*parts, text[place:]]), moved


def signed_text(text: Text, marks: Iterable[Span]) -> Text:
    """Return a text of rich's with its marks between signs, and all its styles."""
    spans = _joined(marks)
    before, *parts = text.divide([place for span in spans for place in span])
    for number, part in enumerate(parts):
        before.append(CLOSING if number % 2 else OPENING).append_text(part)
    return before


def _joined(marks: Iterable[Span]) -> list[Span]:
    """Return marks in order and without empty ones, those that overlap as one."""
    joined: list[Span] = []
    for first, last in sorted(marks):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first < last:
            joined.append((first, last))
    return joined
