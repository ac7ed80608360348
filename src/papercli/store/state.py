"""What a person did: the state file, which is migrated and never dropped. Now: where digests come from."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from papercli.errors import StoreError
from papercli.intake import Source
from papercli.store.connection import Connection, transaction, version


def _first(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL, location TEXT NOT NULL UNIQUE,"
        " synced TEXT, problem TEXT)"
    )


# Each brings the state from the version that is its place to the next. Steps are only ever added.
STEPS: tuple[Callable[[Connection], None], ...] = (_first,)


def connect(path: Path) -> Connection:
    """Open the state, made or brought to this version where needed, after a backup beside it.

    Raises StoreError for a state that a newer program wrote: it is left alone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror}", "set PAPERS_HOME to a folder of yours") from None
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    found = version(connection)
    if found > len(STEPS):
        connection.close()
        raise StoreError(f"{path} was written by a newer papers", "update papers; the file is left as it is")
    if found < len(STEPS):
        if found:
            _back_up(connection, path.with_name(f"{path.name}.version-{found}"))
        with transaction(connection):
            # Another process may have been quicker while this one waited for its turn.
            for number in range(version(connection), len(STEPS)):
                STEPS[number](connection)
                connection.execute(f"PRAGMA user_version = {number + 1}")
    return connection


def _back_up(connection: Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)


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
