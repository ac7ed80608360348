"""Which papers share a term or an author: bounded looks into the index."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from papercli.model import Paper
from papercli.store.papers import loaded
from papercli.terms import is_run, tokens


def row(connection: sqlite3.Connection, arxiv: str) -> int:
    """Return the row id of a paper."""
    number: int = connection.execute("SELECT id FROM paper WHERE arxiv = ?", (arxiv,)).fetchone()[0]
    return number


def any_of(texts: Iterable[str]) -> str:
    """Return the FTS5 expression of papers whose title or summary has one of these, as whole words; empty for none."""
    phrases = dict.fromkeys(each for text in texts if (each := _phrase(text)))
    return f"{{title sections}} : ({' OR '.join(phrases)})" if phrases else ""


def author(name: str) -> str:
    """Return the FTS5 expression of papers with an author of this name; empty for one without a letter."""
    words = _phrase(name)
    return f"authors : {words}" if words else ""


def _phrase(text: str) -> str:
    found = tokens(text)
    if len(found) > 1 and is_run(found[-1]) and is_run(found[-2]):
        # In a text the run may go on behind its last character, which then is no token alone.
        found.pop()
    return f'"{" ".join(found)}"' if found else ""


def rows(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    """Return the row ids of so many papers at most that an FTS5 expression finds."""
    found = connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (expression, limit))
    return [number for (number,) in found]


def ranked(connection: sqlite3.Connection, scores: dict[int, float], limit: int) -> list[int]:
    """Return the row ids of so many papers, those of the best scores first, of equal ones by votes, date and id."""
    found = connection.execute(
        "SELECT paper.id FROM json_each(?) AS scored JOIN paper ON paper.id = CAST(scored.key AS INTEGER)"
        " ORDER BY scored.value DESC, paper.votes DESC, paper.date DESC, paper.arxiv LIMIT ?",
        (json.dumps(scores), limit),
    )
    return [number for (number,) in found]


def load(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[int, Paper]]:
    """Return papers by their row ids, in that order."""
    found = loaded(connection, numbers)
    return [(number, found[number]) for number in numbers if number in found]
