"""What the cache knows of files: which it has, what they were when they were read, and which are gone."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Known(NamedTuple):
    """What the cache knows of a digest's file."""

    hash: bytes
    size: int
    mtime: int
    vanished: bool


def known_files(connection: sqlite3.Connection) -> dict[str, Known]:
    """Return what the cache knows of each digest's file, by source."""
    rows = connection.execute("SELECT source, hash, size, mtime, vanished FROM digest")
    return {source: Known(*columns) for source, *columns in rows}


def other_files(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return the size and time of the files that were read and have no paper, by source."""
    return {source: (size, mtime) for source, size, mtime in connection.execute("SELECT * FROM other")}


def note_others(connection: sqlite3.Connection, files: Iterable[tuple[str, int, int]]) -> None:
    """Note files that have no paper, with their sizes and times."""
    connection.executemany("INSERT OR REPLACE INTO other VALUES (?, ?, ?)", files)


def touch(connection: sqlite3.Connection, files: Iterable[tuple[str, int, int]]) -> None:
    """Note the sizes and times of files that say what they said before."""
    connection.executemany(
        "UPDATE digest SET size = ?, mtime = ?, vanished = 0 WHERE source = ?",
        ((size, mtime, source) for source, size, mtime in files),
    )


def note_vanished(connection: sqlite3.Connection, sources: Iterable[str]) -> None:
    """Note that files are gone."""
    connection.executemany("UPDATE digest SET vanished = 1 WHERE source = ?", ((source,) for source in sources))


def clear_arrivals(connection: sqlite3.Connection) -> None:
    """Forget which papers the last import or sync brought."""
    connection.execute("DELETE FROM arrival")


def below(connection: sqlite3.Connection, root: Path) -> list[str]:
    """Return the sources of the digests that are a file, or lie in a folder."""
    rows = connection.execute("SELECT source FROM digest ORDER BY source")
    return [source for (source,) in rows if Path(source).is_relative_to(root)]


def kept_texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield the source and the text of each digest that the cache had before it was started over."""
    for source, deflated in connection.execute("SELECT source, text FROM kept ORDER BY source"):
        yield source, zlib.decompress(deflated).decode()


def papers_of(connection: sqlite3.Connection, sources: Iterable[str]) -> set[str]:
    """Return the ids of the papers that digests in the cache carry."""
    rows = connection.execute(
        "SELECT DISTINCT arxiv FROM entry JOIN digest ON digest.id = entry.digest"
        " WHERE source IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sources)),),
    )
    return {arxiv for (arxiv,) in rows}
