"""What the full-text index holds of a paper: its tokens, column by column."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from papercli.intake import Entry
from papercli.latex import readable
from papercli.terms import tokenized, tokens

# A word between authors and between sections, so that no phrase reaches from one into the next. A letter, as
# words are made of those, that hardly any text has.
_BREAK = " ǀ "


class Document(NamedTuple):
    """The index tokens of an entry or a paper, column by column, as the UTF-8 that SQLite wants."""

    title: bytes
    authors: bytes
    sections: bytes


def documents(entries: Iterable[Entry]) -> list[Document]:
    """Return what the index holds of each entry."""
    columns = ((_read([each.title]), _BREAK.join(each.authors), _read(_parts(each))) for each in entries)
    found = map(str.encode, tokenized(chain.from_iterable(columns)))
    return list(map(Document, found, found, found))


def _parts(entry: Entry) -> list[str]:
    return [f"{part.label or ''}\n{part.text}" for part in entry.sections]


def _read(texts: list[str]) -> str:
    """Return texts in a row, and behind them what a reader sees of their LaTeX where that has other words."""
    joined = _BREAK.join(texts)
    if "$" not in joined and "\\" not in joined:
        return joined
    read = ((text, readable(text)) for text in texts)
    return _BREAK.join([joined, *(shown for text, shown in read if shown != text and tokens(shown) != tokens(text))])


def merged(documents: Iterable[Document]) -> Document:
    """Return what the index holds of a paper: what any of its digests says, each text once."""
    columns = zip(*documents, strict=True)
    return Document(*(_BREAK.encode().join(dict.fromkeys(column)) for column in columns))
