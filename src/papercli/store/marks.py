"""Reading the reader's own marks beside the papers of the cache: the state as the schema `state`.

Every start loads this, so it imports little.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from papercli.errors import StoreError
from papercli.model import Marks
from papercli.store.connection import address, is_damage, version

T = TypeVar("T")

# Of the state, as `state.STEPS` bring it there.
VERSION = 2
# What listings read of the state; where there is none, all of it is empty.
_EMPTY = (
    "CREATE TABLE state.mark (arxiv, name, value)",
    "CREATE TABLE state.seen (watch, arxiv)",
    "CREATE TABLE state.problem (message, hint)",  # one row, where there is a state that cannot be read
)
# What to do about a state that is damaged. Nothing may make it anew, as nothing else knows what is in it.
DAMAGED = "papers leaves it as it is: put back a copy of yours, or move it away to start without marks"
_OF = "SELECT arxiv, name, value FROM state.mark WHERE value IS NOT NULL AND arxiv IN (SELECT value FROM json_each(?))"


def attach(connection: sqlite3.Connection, path: Path) -> None:
    """Attach the state to a cache; where it cannot be read, no paper has a mark (see `problem`)."""
    if not path.exists():
        _go_without(connection)
        return
    try:
        connection.execute("ATTACH ? AS state", (address(path),))
        if version(connection, "state") == VERSION:
            # The schema is read now, so that damage shows here.
            connection.execute("SELECT 1 FROM state.mark LIMIT 1").fetchone()
            return
        connection.execute("DETACH state")
        # Only here: a state of another version is made one of this, or refused.
        from papercli.store.state import connect

        connect(path).close()
        connection.execute("ATTACH ? AS state", (address(path),))
    except StoreError as error:
        _go_without(connection, error)
    except sqlite3.DatabaseError as error:
        hint = DAMAGED if is_damage(error) else None
        _go_without(connection, StoreError(f"{path} cannot be read: {error}", hint))


def problem(connection: sqlite3.Connection) -> StoreError | None:
    """Return why papers are read without the marks that they may have; None where they have them."""
    if not connection.execute("SELECT 1 FROM state.sqlite_schema WHERE name = 'problem'").fetchone():
        return None
    row = connection.execute("SELECT message, hint FROM state.problem").fetchone()
    return StoreError(*row) if row else None


def _go_without(connection: sqlite3.Connection, why: StoreError | None = None) -> None:
    """Put an empty state in the place of the one that cannot be read, or that is not there."""
    if "state" in {name for _, name, _ in connection.execute("PRAGMA database_list")}:
        connection.execute("DETACH state")
    connection.execute("ATTACH ':memory:' AS state")
    for statement in _EMPTY:
        connection.execute(statement)
    if why:
        connection.execute("INSERT INTO state.problem VALUES (?, ?)", (why.message, why.hint))


def undamaged(connection: sqlite3.Connection, read: Callable[[], T]) -> T:
    """Return what reads marks; again, without marks, where the state turns out to be damaged: papers come first."""
    try:
        return read()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        (path,) = (file for _, name, file in connection.execute("PRAGMA database_list") if name == "state")
        _go_without(connection, StoreError(f"{path} is damaged: {error}", DAMAGED))
        # Damage of the cache shows again here.
        return read()


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
    wanted = (json.dumps(list(ids)),)
    for arxiv, name, value in undamaged(connection, lambda: connection.execute(_OF, wanted).fetchall()):
        items.setdefault(arxiv, {})[name] = value
    return {arxiv: _marks(found) for arxiv, found in items.items()}


def _marks(items: dict[str, str]) -> Marks:
    tags = tuple(sorted(name.removeprefix("tag:") for name in items if name.startswith("tag:")))
    return Marks("starred" in items, "read" in items, tags, items.get("note"))


def notes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the notes by the ids of their papers."""
    text = "SELECT arxiv, value FROM state.mark WHERE name = 'note' AND value IS NOT NULL"
    return dict(undamaged(connection, lambda: connection.execute(text).fetchall()))
