"""What a person did: the state file, which is migrated and never dropped, and the sources in it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from papercli.errors import StoreError
from papercli.intake import Source
from papercli.store.connection import PATIENCE, Connection, address, transaction, version
from papercli.store.marks import DAMAGED


def _first(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL, location TEXT NOT NULL UNIQUE,"
        " synced TEXT, problem TEXT)"
    )


def _second(connection: Connection) -> None:
    for statement in _MARKS.split(";\n"):
        connection.execute(statement)


_MARKS = """
CREATE TABLE mark (        -- one mark of one paper; one that was taken away stays, without value (see marks.Item)
    arxiv TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    changed TEXT NOT NULL,
    PRIMARY KEY (arxiv, name)
) WITHOUT ROWID;
CREATE INDEX mark_name ON mark (name, arxiv) WHERE value IS NOT NULL;
CREATE TABLE change (      -- one command that changed marks, for undo
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL
);
CREATE TABLE former (      -- a mark as it was before that
    change INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
    arxiv TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (change, arxiv, name)
) WITHOUT ROWID;
CREATE TABLE shown (       -- one row: the paper that `next` showed last
    one INTEGER PRIMARY KEY CHECK (one = 1),
    arxiv TEXT NOT NULL
);
CREATE TABLE watch (       -- a saved search
    name TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    exact INTEGER NOT NULL
);
CREATE TABLE seen (        -- what a watch has shown
    watch TEXT NOT NULL REFERENCES watch ON DELETE CASCADE,
    arxiv TEXT NOT NULL,
    PRIMARY KEY (watch, arxiv)
) WITHOUT ROWID
"""


# Each brings the state from the version that is its place to the next. Steps are only ever added.
STEPS: tuple[Callable[[Connection], None], ...] = (_first, _second)


def connect(path: Path) -> Connection:
    """Open the state, made or brought to this version where needed, after a backup beside it.

    Raises StoreError for a state that a newer program wrote: it is left alone.
    """
    try:
        # What a person marks and notes, and where digests come from, is nobody else's.
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror}", "set PAPERS_HOME to a folder of yours") from None
    connection = sqlite3.connect(address(path), uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        found = version(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise StoreError(f"{path} cannot be read: {error}", DAMAGED) from None
    if found > len(STEPS):
        connection.close()
        raise StoreError(f"{path} was written by a newer papers", "update papers; the file is left as it is")
    # Readers and a writer do not wait for each other. Whoever comes while another sets this has it, too.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    # What is told to be done is on the disk.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if found < len(STEPS):
        with transaction(connection):
            # Another process may have been quicker while this one waited for its turn.
            found = version(connection)
            if 0 < found < len(STEPS):
                _back_up(path, path.with_name(f"{path.name}.version-{found}"))
            for number in range(found, len(STEPS)):
                STEPS[number](connection)
                connection.execute(f"PRAGMA user_version = {number + 1}")
    return connection


def _back_up(path: Path, copy: Path) -> None:
    # By a connection of its own: SQLite copies nothing from one that is about to write.
    with closing(sqlite3.connect(path)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)


def sources(connection: Connection) -> list[Source]:
    """Return all sources, by name."""
    rows = connection.execute("SELECT name, kind, location, synced, problem FROM source ORDER BY name")
    return [Source(*row) for row in rows]


def remember(connection: Connection, kind: str, location: str) -> Source:
    """Add a source, unless it is known; its name is the last part of where it is, with a number if that is taken."""
    with transaction(connection):
        known = {source.location: source for source in sources(connection)}
        if location in known:
            return known[location]
        stem = location.rstrip("/\\").replace("\\", "/").rpartition("/")[2].removesuffix(".git") or "digests"
        taken = {source.name for source in known.values()}
        name = next(name for name in [stem, *(f"{stem}-{n}" for n in range(2, 10_000))] if name not in taken)
        source = Source(name, kind, location)
        connection.execute("INSERT INTO source (name, kind, location) VALUES (?, ?, ?)", (name, kind, location))
    return source


def forget(connection: Connection, name: str) -> None:
    """Drop a source."""
    connection.execute("DELETE FROM source WHERE name = ?", (name,))


def note_sync(connection: Connection, name: str, time: str, problem: str | None) -> None:
    """Note that a source was synced at a time, or the problem that it could not be."""
    connection.execute(
        "UPDATE source SET problem = ?, synced = iif(? IS NULL, ?, synced) WHERE name = ?",
        (problem, problem, time, name),
    )
