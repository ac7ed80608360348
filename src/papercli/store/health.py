"""The health of the databases: what is damaged, what can be saved from it, and what digests have that is odd."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from papercli.errors import DamageError, StoreError
from papercli.intake import DatabaseFile, Diagnostic, Repeat, Source
from papercli.store import state
from papercli.store.connection import Connection, explained, is_damage


def diagnostics(connection: Connection) -> list[Diagnostic]:
    """Return what is odd in the digests, by file and line."""
    rows = connection.execute(
        "SELECT source, line, what FROM diagnostic JOIN digest ON digest.id = diagnostic.digest ORDER BY source, line"
    )
    return [Diagnostic(*row) for row in rows]


def repeats(connection: Connection) -> list[Repeat]:
    """Return the papers that several digests carry with other votes."""
    rows = connection.execute(
        "SELECT arxiv, title, digests FROM paper WHERE json_array_length(digests) > 1 ORDER BY arxiv"
    )
    found = [
        # As a dict: one day may be in several files.
        Repeat(arxiv, title or None, tuple({(day, votes): None for day, votes, *_ in json.loads(digests)}))
        for arxiv, title, digests in rows
    ]
    return [each for each in found if len({votes for _, votes in each.votes}) > 1]


def database(path: Path, connection: Connection) -> DatabaseFile:
    """Return the size of an open database and what SQLite finds wrong in it."""
    try:
        answers = [answer for (answer,) in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.DatabaseError as error:
        answers = [str(error)]
    return DatabaseFile(str(path), path.stat().st_size, tuple(each for each in answers if each != "ok"))


def state_file(path: Path) -> tuple[DatabaseFile, list[Source]]:
    """Return the size of the state and what is wrong in it, and the sources that can be read in it."""
    try:
        connection = state.connect(path)
    except (StoreError, sqlite3.DatabaseError) as error:
        if not path.exists() or not (isinstance(error, StoreError) or is_damage(error)):
            raise
        return DatabaseFile(str(path), path.stat().st_size, (str(error).removeprefix(f"{path} "),)), []
    with closing(connection):
        file = database(path, connection)
        try:
            return file, state.sources(connection)
        except sqlite3.DatabaseError:
            if not file.problems:
                raise
            return file, []


def is_damaged(path: Path, error: Exception) -> bool:
    """Tell whether an error comes from damage of this database, not from another or from anything else."""
    if isinstance(explained(error), DamageError):
        return path.exists()
    if not is_damage(error) or not path.exists():
        return False
    # A virtual table can be damaged while its tables are whole.
    with closing(sqlite3.connect(path)) as connection:
        return getattr(error, "sqlite_errorname", "") == "SQLITE_CORRUPT_VTAB" or bool(
            database(path, connection).problems
        )


def set_aside(path: Path) -> Path:
    """Move a damaged database and what belongs to it out of the way; return where it is now."""
    aside = next(name for n in range(1, 10_000) if not (name := path.with_name(f"{path.name}.damaged-{n}")).exists())
    for suffix in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def copy_aside(path: Path, version: int) -> Path:
    """Copy a database of another version to a place beside it, whoever else has it open; return where that is."""
    aside = path.with_name(f"{path.name}.version-{version}")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(aside)) as copy:
        connection.backup(copy)
    return aside


def saved_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the source and the text of each digest that can still be read in a damaged cache."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        # One by one: a damaged page spoils only what lies on it.
        for number in range(1, connection.execute("SELECT max(id) FROM digest").fetchone()[0] + 1):
            with suppress(sqlite3.DatabaseError, zlib.error, UnicodeDecodeError):
                row = connection.execute("SELECT source, text FROM digest WHERE id = ?", (number,)).fetchone()
                if row:
                    yield row[0], zlib.decompress(row[1]).decode()
