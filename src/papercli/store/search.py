"""Full-text search: what the index holds of a paper, and how words become an FTS5 expression."""

from collections.abc import Iterable
from typing import NamedTuple

from papercli.intake import Entry
from papercli.terms import is_run, tokens

# A word between authors and between sections, so that no phrase reaches from one into the next. A letter, as
# words are made of those, that hardly any text has.
_BREAK = " ǀ "

WEIGHTS = "10.0, 4.0, 1.0"


class Document(NamedTuple):
    """The index tokens of an entry or a paper, column by column."""

    title: str
    authors: str
    sections: str


def document(entry: Entry) -> Document:
    """Return what the index holds of one entry."""
    # Joined first: one call costs less than one for each of many names.
    parts = [f"{part.label or ''}\n{part.text}" for part in entry.sections]
    columns = (entry.title, _BREAK.join(entry.authors), _BREAK.join(parts))
    return Document(*(" ".join(tokens(column)) for column in columns))


def merged(documents: Iterable[Document]) -> Document:
    """Return what the index holds of a paper: what any of its digests says, each text once."""
    columns = zip(*documents, strict=True)
    return Document(*(_BREAK.join(dict.fromkeys(column)) for column in columns))


def phrase(text: str) -> str | None:
    """Return the FTS5 phrase that finds a word or words as they stand; None where no letter is in them.

    The last word matches from its start, a run of Hangul in any place.
    """
    found = tokens(text)
    if not found:
        return None
    if is_run(found[-1]) and len(found) > 1 and is_run(found[-2]) and found[-2].endswith(found[-1]):
        # In a text the run may go on behind its last character, which then is no token alone.
        found.pop()
        return _quoted(found)
    return _quoted(found) + " *"


def _quoted(found: list[str]) -> str:
    return '"' + " ".join(found) + '"'
