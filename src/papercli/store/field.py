"""What is read of many papers at once: their months, votes, titles and authors, without their texts."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from papercli.query import PaperQuery
from papercli.store.papers import Select, balanced, within

_MONTH = "substr(entry.date, 1, 7)"


class Work(NamedTuple):
    """A paper as its authors' list knows it."""

    id: str
    title: str
    date: str | None
    votes: int | None
    authors: tuple[str, ...]


def appearances(connection: sqlite3.Connection, query: PaperQuery) -> Iterator[tuple[int, str]]:
    """Yield the row id of each chosen paper with each month that a digest within the query's days carries it in."""
    tables, values = _appearances(query, paper=True)
    rows = connection.execute(f"SELECT paper.id, {_MONTH} FROM {tables}", values)
    return ((number, month) for number, month in rows if month is not None)


def month_votes(connection: sqlite3.Connection, query: PaperQuery) -> list[tuple[str | None, int | None, int]]:
    """Return each month with the votes that its chosen papers have, the fewest first, and how many have them.

    Undated papers are under None. A paper counts in every month that a digest within the query's days carries
    it in.
    """
    tables, values = _appearances(query, paper=True)
    return connection.execute(
        f"SELECT {_MONTH}, paper.votes, count(DISTINCT entry.arxiv) FROM {tables} GROUP BY 1, 2 ORDER BY 1, 2", values
    ).fetchall()


def month_digests(connection: sqlite3.Connection, query: PaperQuery) -> dict[str | None, int]:
    """Return how many digests of each month carry chosen papers."""
    tables, values = _appearances(query)
    rows = connection.execute(f"SELECT {_MONTH}, count(DISTINCT entry.digest) FROM {tables} GROUP BY 1", values)
    return dict(rows.fetchall())


def digests(connection: sqlite3.Connection, query: PaperQuery) -> int:
    """Return how many digests carry chosen papers."""
    tables, values = _appearances(query)
    number: int = connection.execute(f"SELECT count(DISTINCT entry.digest) FROM {tables}", values).fetchone()[0]
    return number


def papers(connection: sqlite3.Connection) -> int:
    """Return how many papers the library has."""
    number: int = connection.execute("SELECT count(*) FROM paper").fetchone()[0]
    return number


def days(connection: sqlite3.Connection, query: PaperQuery) -> list[str]:
    """Return the days of the digests that carry chosen papers, the oldest first."""
    tables, values = _appearances(query)
    rows = connection.execute(f"SELECT DISTINCT entry.date FROM {tables} ORDER BY 1", values)
    return [day for (day,) in rows if day]


def votes(connection: sqlite3.Connection, query: PaperQuery) -> list[tuple[int | None, int]]:
    """Return the votes that chosen papers have, the fewest first, and how many have them; unknown ones under None."""
    condition, values = _chosen(query)
    text = f"SELECT votes, count(*) FROM paper{' WHERE ' + condition if condition else ''} GROUP BY 1 ORDER BY 1"
    return connection.execute(text, values).fetchall()


def works(connection: sqlite3.Connection, query: PaperQuery) -> Iterator[Work]:
    """Yield the chosen papers with their authors, in the order of their row ids."""
    condition, values = _chosen(query)
    rows = connection.execute(
        "SELECT paper.arxiv, paper.title, paper.date, paper.votes, entry.authors"
        f" FROM paper JOIN entry ON entry.id = paper.entry{' WHERE ' + condition if condition else ''}"
        " ORDER BY paper.id",
        values,
    )
    while batch := rows.fetchmany(1000):
        # Read together: a call for each costs more than the reading.
        names = json.loads(f"[{','.join(row[-1] for row in batch)}]")
        for (arxiv, title, date, votes, _), authors in zip(batch, names, strict=True):
            yield Work(arxiv, title, date, votes, tuple(authors))


def _chosen(query: PaperQuery) -> tuple[str, list[object]]:
    """Return the condition that a paper is chosen, empty where all are, and its values."""
    select = Select(query)
    if select.tables == "paper":
        return balanced(" AND ", select.conditions) if select.conditions else "", select.values
    text, values = select.ids()
    return f"paper.id IN ({text})", values


def _appearances(query: PaperQuery, paper: bool = False) -> tuple[str, list[object]]:
    """Return the entries of chosen papers, within the query's days, as what follows FROM, and its values."""
    chosen, values = _chosen(replace(query, periods=()))
    conditions = [chosen] if chosen else []
    if query.periods:
        days_only, more = within(query.periods)
        conditions += [days_only] if days_only else []
        values += more
    tables = "entry JOIN paper ON paper.arxiv = entry.arxiv" if paper or chosen else "entry"
    return f"{tables}{' WHERE ' + ' AND '.join(conditions) if conditions else ''}", values
