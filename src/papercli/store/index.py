"""What the full-text index holds of a paper: its tokens, column by column."""

from collections.abc import Iterable
from typing import NamedTuple

from papercli.intake import Entry
from papercli.latex import readable
from papercli.terms import tokenized

# A word between authors and between sections, so that no phrase reaches from one into the next. A letter, as
# words are made of those, that hardly any text has.
_BREAK = " ǀ "


class Document(NamedTuple):
    """The index tokens of an entry or a paper, column by column."""

    title: str
    authors: str
    sections: str


def document(entry: Entry) -> Document:
    """Return what the index holds of one entry."""
    # Joined first: one call costs less than one for each of many names.
    parts = [f"{part.label or ''}\n{part.text}" for part in entry.sections]
    columns = (_read([entry.title]), _BREAK.join(entry.authors), _read(parts))
    return Document(*map(tokenized, columns))


def _read(texts: list[str]) -> str:
    """Return texts in a row, and behind them what a reader sees of their LaTeX where that has other words."""
    joined = _BREAK.join(texts)
    if "$" not in joined and "\\" not in joined:
        return joined
    read = ((text, readable(text)) for text in texts)
    return _BREAK.join(
        [joined, *(shown for text, shown in read if shown != text and tokenized(shown) != tokenized(text))]
    )


def merged(documents: Iterable[Document]) -> Document:
    """Return what the index holds of a paper: what any of its digests says, each text once."""
    columns = zip(*documents, strict=True)
    return Document(*(_BREAK.join(dict.fromkeys(column)) for column in columns))
