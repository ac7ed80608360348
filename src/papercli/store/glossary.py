"""The glossary in the cache: what it is learnt from, the pairs learnt, and whether they are stale."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from papercli.glossary.words import term_key
from papercli.language import Alternative


@dataclass(frozen=True)
class GlossaryEntry:
    """A pair of terms: how often digests say so, and the first that did."""

    term: str
    translation: str
    kind: str
    count: int
    date: str | None
    source: str


def alternatives(connection: sqlite3.Connection, term: str) -> list[Alternative]:
    """Return the other words for a term that a search may accept, the best attested first."""
    rows = connection.execute(
        "SELECT text, why, whole FROM alternative WHERE term = ? ORDER BY count DESC, text", (term_key(term),)
    )
    return [Alternative(text, why, bool(whole)) for text, why, whole in rows]


def alternatives_of(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, list[Alternative]]:
    """Return the other words for the terms of these keys, the best attested first; of a term without any nothing."""
    found: dict[str, list[Alternative]] = {}
    rows = connection.execute(
        "SELECT term, text, why, whole FROM alternative WHERE term IN (SELECT value FROM json_each(?))"
        " ORDER BY term, count DESC, text",
        (json.dumps(list(keys), ensure_ascii=False),),
    )
    for term, text, why, whole in rows:
        found.setdefault(term, []).append(Alternative(text, why, bool(whole)))
    return found


def is_stale(connection: sqlite3.Connection, tolerance: float) -> bool:
    """Tell whether more than a share of all entries came or went since the glossary was learnt."""
    changed, learnt = connection.execute("SELECT changed, learnt FROM glossary").fetchone()
    return bool(changed > tolerance * learnt)


def entry_count(connection: sqlite3.Connection) -> int:
    """Return how many entries there are to learn from."""
    number: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    return number


def summaries(connection: sqlite3.Connection) -> Iterator[tuple[str | None, str, list[str]]]:
    """Yield the date, the source and the texts of the summary of each entry, the oldest first."""
    rows = connection.execute(
        "SELECT date, source, sections FROM entry JOIN digest ON digest.id = entry.digest"
        " ORDER BY date IS NULL, date, source, line"
    )
    for date, source, sections in rows:
        yield date, source, [text for _, text in json.loads(sections)]


def save(
    connection: sqlite3.Connection,
    entries: Iterable[GlossaryEntry],
    others: Iterable[tuple[str, Alternative, int]],
    learnt: int,
) -> None:
    """Put a glossary in the place of the one before, within a transaction of the caller."""
    connection.execute("DELETE FROM mention")
    connection.execute("DELETE FROM pair")
    connection.execute("DELETE FROM alternative")
    connection.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)", map(astuple, entries))
    connection.executemany(
        "INSERT INTO alternative (term, text, why, whole, count) VALUES (?, ?, ?, ?, ?)",
        ((term, each.text, each.why, each.whole, count) for term, each, count in others),
    )
    connection.execute("UPDATE glossary SET changed = 0, learnt = ?", (learnt,))


def entries(connection: sqlite3.Connection, term: str | None = None) -> list[GlossaryEntry]:
    """Return the pairs, the most frequent first: all, or those with a term on either side, whole ones first."""
    rows = connection.execute("SELECT * FROM pair ORDER BY count DESC, term, translation")
    found = [GlossaryEntry(*row) for row in rows]
    if term is None:
        return found
    key = term_key(term)
    keys = {entry: (term_key(entry.term), term_key(entry.translation)) for entry in found}
    said = [entry for entry in found if key and any(key in each for each in keys[entry])]
    return sorted(said, key=lambda entry: key not in keys[entry])
