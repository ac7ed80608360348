"""Writing digests into the cache, one file in one transaction, and the papers that follow from them."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from papercli.model import Diagnostic, Digest, Entry, Paper, Section
from papercli.store.papers import load
from papercli.store.search import Document, document, merged


@dataclass(frozen=True, slots=True)
class Prepared:
    """A parsed digest with all that can be worked out beside the cache, so that writing it is quick."""

    digest: Digest
    hash: bytes
    deflated: bytes
    documents: tuple[Document, ...]


class Change(Enum):
    """What became of a paper or a digest."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def prepare(digest: Digest, digest_hash: bytes) -> Prepared:
    """Work out what the cache keeps of a digest."""
    deflated = zlib.compress(digest.text.encode(), 1)
    return Prepared(digest, digest_hash, deflated, tuple(map(document, digest.entries)))


def hashes(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return the hash of each digest in the cache, by source."""
    return dict(connection.execute("SELECT source, hash FROM digest"))


def kept_texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield the source and the text of each digest that the cache had before it was started over."""
    for source, deflated in connection.execute("SELECT source, text FROM kept ORDER BY source"):
        yield source, zlib.decompress(deflated).decode()


def papers_of(connection: sqlite3.Connection, source: str) -> list[str]:
    """Return the ids of the papers that a digest in the cache carries."""
    rows = connection.execute(
        "SELECT DISTINCT arxiv FROM entry JOIN digest ON digest.id = entry.digest WHERE source = ?", (source,)
    )
    return [arxiv for (arxiv,) in rows]


def replace(connection: sqlite3.Connection, prepared: Prepared) -> dict[str, Change]:
    """Put a digest in the place of what the cache has of its source; return what became of which paper.

    Within a transaction of the caller.
    """
    digest = prepared.digest
    touched = {entry.id for entry in digest.entries} | set(papers_of(connection, digest.source))
    before = {arxiv: paper for arxiv in touched if (paper := load(connection, arxiv))}
    for arxiv in before:
        _remove_document(connection, arxiv)
    connection.execute("DELETE FROM digest WHERE source = ?", (digest.source,))
    _insert(connection, prepared)
    fresh = {entry.id: words for entry, words in zip(digest.entries, prepared.documents, strict=True)}
    changes = {}
    for arxiv in sorted(touched):
        known = fresh.get(arxiv) if arxiv not in before and len(fresh) == len(digest.entries) else None
        _refresh(connection, arxiv, known)
        changes[arxiv] = _change(before.get(arxiv), load(connection, arxiv) if arxiv in before else None)
    return changes


def _change(before: Paper | None, after: Paper | None) -> Change:
    if before is None:
        return Change.NEW
    return Change.UNCHANGED if before == after else Change.CHANGED


def _insert(connection: sqlite3.Connection, prepared: Prepared) -> None:
    digest = prepared.digest
    if not digest.entries:
        return
    row = connection.execute(
        "INSERT INTO digest (source, text, hash) VALUES (?, ?, ?)",
        (digest.source, prepared.deflated, prepared.hash),
    )
    connection.executemany(
        "INSERT INTO entry (digest, arxiv, line, date, votes, title, authors, authors_truncated, image, video,"
        " sections) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(row.lastrowid, entry) for entry in digest.entries),
    )
    connection.executemany(
        "INSERT INTO diagnostic (digest, line, what) VALUES (?, ?, ?)",
        ((row.lastrowid, odd.line, odd.what) for odd in digest.diagnostics),
    )


def _row(digest: int | None, entry: Entry) -> tuple[object, ...]:
    return (
        digest,
        entry.id,
        entry.line,
        entry.date,
        entry.votes,
        entry.title,
        _json(entry.authors),
        entry.authors_truncated,
        entry.image,
        entry.video,
        _json([(section.label, section.text) for section in entry.sections]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# The newest digest last; the bundled sample before a real digest of the same day.
_ENTRIES = """
SELECT entry.id, entry.date, entry.votes, source, line, title, authors, sections
FROM entry JOIN digest ON digest.id = entry.digest WHERE arxiv = ?
ORDER BY entry.date, source NOT LIKE 'sample:%', source, line
"""


def _refresh(connection: sqlite3.Connection, arxiv: str, known: Document | None) -> None:
    """Make the row of a paper and its words in the index anew from its entries."""
    rows = connection.execute(_ENTRIES, (arxiv,)).fetchall()
    if not rows:
        connection.execute("DELETE FROM paper WHERE arxiv = ?", (arxiv,))
        return
    entry, date, _, _, line, title, *_ = rows[-1]
    votes = next((row[2] for row in reversed(rows) if row[2] is not None), None)
    (paper,) = connection.execute(
        "INSERT INTO paper (arxiv, entry, title, date, votes, line, digests) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (arxiv) DO UPDATE SET entry = excluded.entry, title = excluded.title,"
        " date = excluded.date, votes = excluded.votes, line = excluded.line, digests = excluded.digests"
        " RETURNING id",
        (arxiv, entry, title, date, votes, line, _json([row[1:5] for row in rows])),
    ).fetchone()
    words = known or merged(_documents(rows))
    connection.execute("INSERT INTO search (rowid, title, authors, sections) VALUES (?, ?, ?, ?)", (paper, *words))


def _remove_document(connection: sqlite3.Connection, arxiv: str) -> None:
    # A table without content forgets a row only when it is told the very words that it was given.
    (paper,) = connection.execute("SELECT id FROM paper WHERE arxiv = ?", (arxiv,)).fetchone()
    words = merged(_documents(connection.execute(_ENTRIES, (arxiv,)).fetchall()))
    connection.execute(
        "INSERT INTO search (search, rowid, title, authors, sections) VALUES ('delete', ?, ?, ?, ?)",
        (paper, *words),
    )


def _documents(rows: list[tuple[object, ...]]) -> Iterator[Document]:
    for *_, title, authors, sections in rows:
        parts = tuple(Section(label, text) for label, text in json.loads(str(sections)))
        yield document(Entry("", str(title), 0, authors=tuple(json.loads(str(authors))), sections=parts))


def diagnostics(connection: sqlite3.Connection, sources: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what was odd in digests of the cache."""
    for source in sources:
        rows = connection.execute(
            "SELECT source, line, what FROM diagnostic JOIN digest ON digest.id = diagnostic.digest"
            " WHERE source = ? ORDER BY line",
            (source,),
        )
        yield from (Diagnostic(*row) for row in rows)
