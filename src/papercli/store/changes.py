"""Changing the reader's own marks: each command is one change, which can be undone, and merges with those elsewhere."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papercli.marks import Item, after
from papercli.store.connection import transaction

# Commands that can be undone.
_REMEMBERED = 1000

Wanted = tuple[str, str, str | None]
"""A paper, a mark of it, and the value that this is to have (see marks.Item)."""


class Undone(NamedTuple):
    """A command that was undone, and the marks as they are again."""

    what: str
    marks: tuple[Wanted, ...]


def put(
    connection: sqlite3.Connection, wanted: Iterable[Wanted], what: str, time: str, *, dry_run: bool = False
) -> list[Wanted]:
    """Give marks the values wanted, as one command; return those that had another value."""
    with transaction(connection):
        changed: list[Item] = []
        for arxiv, name, value in wanted:
            before = _item(connection, arxiv, name)
            if value != (before.value if before else None):
                changed.append(Item(arxiv, name, value, _time(before, time)))
        if changed and not dry_run:
            _write(connection, changed, what)
    return [(item.id, item.mark, item.value) for item in changed]


def merge(connection: sqlite3.Connection, items: Iterable[Item], what: str, *, dry_run: bool = False) -> list[Wanted]:
    """Take the items that win over those that are here, as one command; return the marks that had another value."""
    with transaction(connection):
        here: dict[tuple[str, str], Item | None] = {}
        newest: dict[tuple[str, str], Item] = {}
        for item in items:
            key = (item.id, item.mark)
            if key not in here:
                here[key] = _item(connection, *key)
            best = newest.get(key) or here[key]
            if best is None or item.wins_over(best):
                newest[key] = item
        values = {key: before.value if before else None for key, before in here.items()}
        changed = [item for key, item in newest.items() if item.value != values[key]]
        if not dry_run:
            for key in newest.keys() - {(item.id, item.mark) for item in changed}:
                _store(connection, newest[key])
            if changed:
                _write(connection, changed, what)
    return [(item.id, item.mark, item.value) for item in changed]


def undo(connection: sqlite3.Connection, time: str, *, dry_run: bool = False) -> Undone | None:
    """Give the marks of the last command that was not undone the values they had before; None where there is none.

    That is a change of its own, with a time of its own: another machine takes it over, too.
    """
    with transaction(connection):
        row = connection.execute("SELECT id, what FROM change ORDER BY id DESC LIMIT 1").fetchone()
        if row is None:
            return None
        number, what = row
        former: list[Wanted] = connection.execute(
            "SELECT arxiv, name, value FROM former WHERE change = ? ORDER BY arxiv, name", (number,)
        ).fetchall()
        if not dry_run:
            for arxiv, name, value in former:
                before = _item(connection, arxiv, name)
                _store(connection, Item(arxiv, name, value, _time(before, time)))
            connection.execute("DELETE FROM change WHERE id = ?", (number,))
    return Undone(what, tuple(former))


def items(connection: sqlite3.Connection) -> Iterator[Item]:
    """Yield all marks with the times of their last changes, also those that were taken away."""
    rows = connection.execute("SELECT arxiv, name, value, changed FROM mark ORDER BY arxiv, name")
    yield from (Item(*row) for row in rows)


def value_of(connection: sqlite3.Connection, arxiv: str, name: str) -> str | None:
    """Return the value that a mark of a paper has."""
    item = _item(connection, arxiv, name)
    return item.value if item else None


def tags(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return all tags by name, with how many papers have them."""
    rows = connection.execute(
        "SELECT substr(name, 5), count(*) FROM mark"
        " WHERE name >= 'tag:' AND name < 'tag;' AND value IS NOT NULL GROUP BY name ORDER BY name"
    )
    return rows.fetchall()


def remember_shown(connection: sqlite3.Connection, arxiv: str) -> None:
    """Note which paper `next` showed last."""
    connection.execute("INSERT OR REPLACE INTO shown VALUES (1, ?)", (arxiv,))


def last_shown(connection: sqlite3.Connection) -> str | None:
    """Return the paper that `next` showed last."""
    row = connection.execute("SELECT arxiv FROM shown").fetchone()
    return row[0] if row else None


def _item(connection: sqlite3.Connection, arxiv: str, name: str) -> Item | None:
    row = connection.execute(
        "SELECT arxiv, name, value, changed FROM mark WHERE arxiv = ? AND name = ?", (arxiv, name)
    ).fetchone()
    return Item(*row) if row else None


def _time(before: Item | None, time: str) -> str:
    """Return the time of a change made now: after the last one also where that came from a clock that is ahead."""
    return max(time, after(before.time)) if before else time


def _write(connection: sqlite3.Connection, changed: Iterable[Item], what: str) -> None:
    """Store changes, with the values before them for undo."""
    number = connection.execute("INSERT INTO change (what) VALUES (?)", (what,)).lastrowid or 0
    for item in changed:
        connection.execute(
            "INSERT INTO former SELECT ?, ?, ?, (SELECT value FROM mark WHERE arxiv = ? AND name = ?)",
            (number, item.id, item.mark, item.id, item.mark),
        )
        _store(connection, item)
    connection.execute("DELETE FROM change WHERE id <= ?", (number - _REMEMBERED,))


def _store(connection: sqlite3.Connection, item: Item) -> None:
    connection.execute("INSERT OR REPLACE INTO mark (arxiv, name, value, changed) VALUES (?, ?, ?, ?)", item)
