"""Writing digests into the cache, and the papers that follow from them."""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from papercli.intake import Change, Digest, Entry, PaperChange
from papercli.model import Paper, Section
from papercli.store.files import papers_of
from papercli.store.index import Document, documents, merged
from papercli.store.papers import load_all

# Made once: json.dumps makes an encoder for each value.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class EntryRow(NamedTuple):
    """An entry as the cache holds it, but for its own id and that of its digest."""

    arxiv: str
    line: int
    date: str | None
    votes: int | None
    title: str
    authors: str
    authors_truncated: bool
    image: str | None
    video: str | None
    sections: str


class Prepared(NamedTuple):
    """A digest with all that can be worked out beside the cache.

    It consists of plain values only, as it comes from another process.
    """

    source: str
    hash: bytes
    size: int
    mtime: int
    deflated: bytes
    rows: tuple[EntryRow, ...]
    documents: tuple[Document, ...]
    diagnostics: tuple[tuple[int, str], ...]


def prepare(digest: Digest, digest_hash: bytes, size: int = 0, mtime: int = 0) -> Prepared:
    """Work out what the cache keeps of a digest."""
    return Prepared(
        source=digest.source,
        hash=digest_hash,
        size=size,
        mtime=mtime,
        deflated=zlib.compress(digest.text.encode(), 1),
        rows=tuple(map(_row, digest.entries)),
        documents=tuple(documents(digest.entries)),
        diagnostics=tuple((odd.line, odd.what) for odd in digest.diagnostics),
    )


def _row(entry: Entry) -> EntryRow:
    return EntryRow(
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


def replace(
    connection: sqlite3.Connection, batch: Sequence[Prepared], gone: Iterable[str] = ()
) -> dict[str, PaperChange]:
    """Put digests in the place of what the cache has of their sources, and drop those of sources that are gone.

    Returns what became of which paper. Within a transaction of the caller. The index is written last and at
    once: written paper by paper, between other tables, it takes twice the time.
    """
    connection.execute("DELETE FROM mention")
    sources = [*(prepared.source for prepared in batch), *gone]
    times = Counter(row.arxiv for prepared in batch for row in prepared.rows)
    touched = times.keys() | papers_of(connection, sources)
    before = load_all(connection, sorted(touched))
    _forget_words(connection, list(before))
    for source in sources:
        connection.execute(_CHANGED, (source,))
        connection.execute("DELETE FROM digest WHERE source = ?", (source,))
    fresh: dict[str, _Paper] = {}
    for prepared in batch:
        if prepared.rows:
            fresh.update((paper.arxiv, paper) for paper in _insert(connection, prepared))
    simple = [fresh[arxiv] for arxiv, number in times.items() if number == 1 and arxiv not in before]
    done = {paper.arxiv for paper in simple}
    _write(connection, simple + [paper for each in sorted(touched - done) if (paper := _gathered(connection, each))])
    connection.executemany("DELETE FROM paper WHERE arxiv = ?", ((arxiv,) for arxiv in _gone(connection, before)))
    new = [PaperChange(paper.arxiv, paper.title, Change.NEW, after=paper.votes) for paper in fresh.values()]
    changes = {change.id: change for change in new if change.id not in before}
    after = load_all(connection, before)
    changes |= {arxiv: _compared(paper, after.get(arxiv)) for arxiv, paper in before.items()}
    arrived = ((arxiv,) for arxiv, each in changes.items() if each.change is Change.NEW)
    connection.executemany("INSERT OR IGNORE INTO arrival VALUES (?)", arrived)
    return changes


def _compared(before: Paper, after: Paper | None) -> PaperChange:
    if after is None:
        return PaperChange(before.id, before.title, Change.REMOVED, before=before.votes)
    # Where a digest lies is no news: its file may have been moved, or come from two places.
    same = {(each.date, each.votes) for each in before.digests} == {(each.date, each.votes) for each in after.digests}
    text = before._replace(votes=None, date=None, digests=()) != after._replace(votes=None, date=None, digests=())
    change = Change.CHANGED if text or not same else Change.UNCHANGED
    return PaperChange(after.id, after.title, change, before.votes, after.votes, text)


_CHANGED = """
UPDATE glossary SET changed = changed + (
    SELECT count(*) FROM entry JOIN digest ON digest.id = entry.digest WHERE source = ?
)
"""


class _Paper(NamedTuple):
    """The row of a paper, and its words for the index."""

    arxiv: str
    entry: int
    title: str
    date: str | None
    votes: int | None
    line: int
    digests: str
    title_words: str
    words: Document


def _insert(connection: sqlite3.Connection, prepared: Prepared) -> Iterator[_Paper]:
    """Write a digest and its entries; yield the papers as they are if no other digest has them."""
    digest = connection.execute(
        "INSERT INTO digest (source, text, hash, size, mtime) VALUES (?, ?, ?, ?, ?)",
        (prepared.source, prepared.deflated, prepared.hash, prepared.size, prepared.mtime),
    ).lastrowid
    connection.execute("UPDATE glossary SET changed = changed + ?", (len(prepared.rows),))
    connection.executemany(
        "INSERT INTO diagnostic (digest, line, what) VALUES (?, ?, ?)",
        ((digest, *diagnostic) for diagnostic in prepared.diagnostics),
    )
    first = _next_id(connection, "entry")
    connection.executemany(
        "INSERT INTO entry (id, digest, arxiv, line, date, votes, title, authors, authors_truncated, image,"
        " video, sections) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, digest, *row) for number, row in enumerate(prepared.rows, first)),
    )
    for number, (row, words) in enumerate(zip(prepared.rows, prepared.documents, strict=True), first):
        digests = _json([(row.date, row.votes, prepared.source, row.line)])
        yield _Paper(row.arxiv, number, row.title, row.date, row.votes, row.line, digests, words.title.decode(), words)


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    number: int = connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]
    return number


# The newest digest last; the bundled sample before a real digest of the same day.
_ENTRIES = """
SELECT entry.id, entry.date, entry.votes, source, line, title, authors, sections
FROM entry JOIN digest ON digest.id = entry.digest WHERE arxiv = ?
ORDER BY entry.date, source NOT LIKE 'sample:%', source, line
"""


def _gathered(connection: sqlite3.Connection, arxiv: str) -> _Paper | None:
    """Return what all entries of a paper say together; None where it has none any more."""
    rows = connection.execute(_ENTRIES, (arxiv,)).fetchall()
    if not rows:
        return None
    entry, date, _, _, line, title, *_ = rows[-1]
    votes = next((row[2] for row in reversed(rows) if row[2] is not None), None)
    digests = _json([row[1:5] for row in rows])
    said = _documents(rows)
    return _Paper(arxiv, entry, title, date, votes, line, digests, said[-1].title.decode(), merged(said))


def _documents(rows: list[tuple[Any, ...]]) -> list[Document]:
    return documents(
        Entry(
            id="",
            title=title,
            line=0,
            authors=tuple(json.loads(authors)),
            sections=tuple(Section(*section) for section in json.loads(sections)),
        )
        for *_, title, authors, sections in rows
    )


def _write(connection: sqlite3.Connection, papers: list[_Paper]) -> None:
    connection.executemany(
        "INSERT INTO paper (arxiv, entry, title, words, date, votes, line, digests) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (arxiv) DO UPDATE SET entry = excluded.entry, title = excluded.title, words = excluded.words,"
        " date = excluded.date, votes = excluded.votes, line = excluded.line, digests = excluded.digests",
        (
            (each.arxiv, each.entry, each.title, each.title_words, each.date, each.votes, each.line, each.digests)
            for each in papers
        ),
    )
    connection.executemany(
        "INSERT INTO search (rowid, title, authors, sections) VALUES ((SELECT id FROM paper WHERE arxiv = ?), ?, ?, ?)",
        ((paper.arxiv, *paper.words) for paper in papers),
    )


def _gone(connection: sqlite3.Connection, before: dict[str, Any]) -> list[str]:
    exists = "SELECT 1 FROM entry WHERE arxiv = ?"
    return [arxiv for arxiv in before if connection.execute(exists, (arxiv,)).fetchone() is None]


def _forget_words(connection: sqlite3.Connection, arxiv_ids: list[str]) -> None:
    # A table without content forgets a row only when it is told the very words that it was given.
    connection.executemany(
        "INSERT INTO search (search, rowid, title, authors, sections)"
        " VALUES ('delete', (SELECT id FROM paper WHERE arxiv = ?), ?, ?, ?)",
        ((arxiv, *merged(_documents(connection.execute(_ENTRIES, (arxiv,)).fetchall()))) for arxiv in arxiv_ids),
    )
