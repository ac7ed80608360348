"""Which papers have which terms: as bits, kept until papers or glossary change, and what terms are made of."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import or_

from papercli.language import Alternative, Node
from papercli.query import PaperQuery
from papercli.store.papers import Select
from papercli.store.search import expression, wordings

# A paper is the bit of its row id, so that papers of a month with a term are an `and` away.
Bits = int


def saved(connection: sqlite3.Connection) -> dict[str, Bits]:
    """Return the papers of each term that were kept; nothing where they have to be counted anew."""
    rows = connection.execute("SELECT term, papers FROM mention ORDER BY term")
    return {term: int.from_bytes(papers, "little") for term, papers in rows}


def are_saved(connection: sqlite3.Connection) -> bool:
    """Tell whether the papers of terms were kept."""
    return connection.execute("SELECT 1 FROM mention LIMIT 1").fetchone() is not None


def save(connection: sqlite3.Connection, papers: Mapping[str, Bits]) -> None:
    """Keep the papers of each term, within a transaction of the caller."""
    connection.execute("DELETE FROM mention")
    connection.executemany(
        "INSERT INTO mention VALUES (?, ?)",
        ((term, bits.to_bytes((bits.bit_length() + 7) // 8, "little")) for term, bits in papers.items()),
    )


def mentioning(connection: sqlite3.Connection, search: Node) -> Bits:
    """Return the papers that a search finds."""
    words = expression(search)
    if words is not None:
        return _bits(connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (words,)))
    text, values = Select(PaperQuery(search=search)).ids()
    return _bits(connection.execute(text, values))


def mentioning_each(
    connection: sqlite3.Connection, terms: Iterable[tuple[str, Sequence[Alternative]]]
) -> Iterator[Bits]:
    """Yield the papers that have each term, or any of the other words for it, as a search finds them.

    Each of these words is looked up once: a term and its translations have all of them in common.
    """

    @cache
    def having(words: str) -> Bits:
        return _bits(connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (words,)))

    for term, also in terms:
        yield reduce(or_, map(having, wordings(term, also)), 0)


def _bits(rows: Iterable[tuple[int]]) -> Bits:
    numbers = [number for (number,) in rows]
    found = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def by_month(rows: Iterable[tuple[int, str]]) -> dict[str, Bits]:
    """Return the papers of each month, from pairs of a row id and a month."""
    numbers: dict[str, list[tuple[int]]] = {}
    for number, month in rows:
        numbers.setdefault(month, []).append((number,))
    return {month: _bits(each) for month, each in sorted(numbers.items())}


def row_ids(bits: Bits, most: int) -> list[int]:
    """Return the row ids of so many papers at most."""
    found: list[int] = []
    while bits and len(found) < most:
        found.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return found


def words(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the Latin words of the index, and how many papers have each."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, search, row)")
    # Names of authors are among them: counting only titles and sections takes five times as long.
    return dict(connection.execute("SELECT term, doc FROM vocabulary WHERE term < 'ᄀ'").fetchall())


def titles(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """Yield the words of each title, as in the index."""
    for (title,) in connection.execute("SELECT words FROM paper"):
        yield title.split(" ")


def labels(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the labels of all sections, and how many sections have each."""
    return connection.execute(
        "SELECT json_extract(section.value, '$[0]') AS label, count(*) FROM entry, json_each(entry.sections) AS section"
        " WHERE label IS NOT NULL GROUP BY label"
    ).fetchall()
