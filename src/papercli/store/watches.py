"""Saved searches in the state, and what each has shown."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from papercli.store.connection import transaction


class Watch(NamedTuple):
    """A saved search: its name, its words in the search language, and whether these are meant exactly."""

    name: str
    words: str
    exact: bool


def watches(connection: sqlite3.Connection) -> list[Watch]:
    """Return all watches, by name."""
    rows = connection.execute("SELECT name, words, exact FROM watch ORDER BY name")
    return [Watch(name, words, bool(exact)) for name, words, exact in rows]


def add(connection: sqlite3.Connection, watch: Watch, seen: Iterable[str]) -> bool:
    """Add a watch that has shown these papers; tell whether its name was free."""
    with transaction(connection):
        added = connection.execute("INSERT OR IGNORE INTO watch (name, words, exact) VALUES (?, ?, ?)", watch).rowcount
        if added:
            _see(connection, watch.name, seen)
    return bool(added)


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Drop a watch and what it has shown."""
    connection.execute("DELETE FROM watch WHERE name = ?", (name,))


def see(connection: sqlite3.Connection, shown: Mapping[str, Iterable[str]]) -> None:
    """Remember the papers that watches have shown."""
    with transaction(connection):
        for name, ids in shown.items():
            _see(connection, name, ids)


def _see(connection: sqlite3.Connection, name: str, ids: Iterable[str]) -> None:
    # A watch that was removed meanwhile has nothing to remember.
    statement = "INSERT OR IGNORE INTO seen SELECT name, ? FROM watch WHERE name = ?"
    connection.executemany(statement, ((paper_id, name) for paper_id in ids))
