"""Reading the reader's own marks beside the papers of the cache: the state as the schema `state`.

Every start loads this, so it imports little.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from papercli.errors import StoreError
from papercli.model import Marks
from papercli.store.connection import address, version

# Of the state, as `state.STEPS` bring it there.
VERSION = 2
# What listings read of the state; where there is none, all of it is empty.
_EMPTY = ("CREATE TABLE state.mark (arxiv, name, value)", "CREATE TABLE state.seen (watch, arxiv)")
# What to do about a state that is damaged. Nothing may make it anew, as nothing else knows what is in it.
DAMAGED = "papers leaves it as it is: put back a copy of yours, or move it away to start without marks"
_OF = "SELECT arxiv, name, value FROM state.mark WHERE value IS NOT NULL AND arxiv IN (SELECT value FROM json_each(?))"


def attach(connection: sqlite3.Connection, path: Path) -> StoreError | None:
    """Attach the state to a cache; return why it cannot be read, where it cannot: then no paper has a mark."""
    problem = None
    if path.exists():
        try:
            connection.execute("ATTACH ? AS state", (address(path),))
            if version(connection, "state") == VERSION:
                # The schema is read now, so that damage shows here.
                connection.execute("SELECT 1 FROM state.mark LIMIT 1").fetchone()
                return None
            connection.execute("DETACH state")
            # Only here: a state of another version is made one of this, or refused.
            from papercli.store.state import connect

            connect(path).close()
            connection.execute("ATTACH ? AS state", (address(path),))
            return None
        except StoreError as error:
            problem = error
        except sqlite3.DatabaseError as error:
            damaged = error.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
            problem = StoreError(f"{path} cannot be read: {error}", DAMAGED if damaged else None)
            if "state" in {name for _, name, _ in connection.execute("PRAGMA database_list")}:
                connection.execute("DETACH state")
    connection.execute("ATTACH ':memory:' AS state")
    for statement in _EMPTY:
        connection.execute(statement)
    return problem


def marked(name: str) -> tuple[str, list[object]]:
    """Return the condition that a paper has a mark, with its values."""
    return "paper.arxiv IN (SELECT arxiv FROM state.mark WHERE name = ? AND value IS NOT NULL)", [name]


def unmarked(name: str) -> tuple[str, list[object]]:
    """Return the condition that a paper does not have a mark: looked up by paper, as most papers do not."""
    condition = "NOT EXISTS (SELECT 1 FROM state.mark WHERE arxiv = paper.arxiv AND name = ? AND value IS NOT NULL)"
    return condition, [name]


def unseen(watch: str) -> tuple[str, list[object]]:
    """Return the condition that a watch has not shown a paper yet."""
    return "NOT EXISTS (SELECT 1 FROM state.seen WHERE watch = ? AND arxiv = paper.arxiv)", [watch]


def marks_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Marks]:
    """Return the marks of those of the papers that have some."""
    items: dict[str, dict[str, str]] = {}
    for arxiv, name, value in connection.execute(_OF, (json.dumps(list(ids)),)):
        items.setdefault(arxiv, {})[name] = value
    return {arxiv: _marks(found) for arxiv, found in items.items()}


def _marks(items: dict[str, str]) -> Marks:
    tags = tuple(sorted(name.removeprefix("tag:") for name in items if name.startswith("tag:")))
    return Marks("starred" in items, "read" in items, tags, items.get("note"))


def notes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the notes by the ids of their papers."""
    rows = connection.execute("SELECT arxiv, value FROM state.mark WHERE name = 'note' AND value IS NOT NULL")
    return dict(rows.fetchall())
