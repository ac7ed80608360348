"""Reading papers from the cache: the one place where a query becomes SQL."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from papercli.errors import DamageError
from papercli.model import Appearance, Paper, Section
from papercli.query import PaperQuery, Sort
from papercli.store.marks import marked, marks_of, undamaged, unmarked, unseen

if TYPE_CHECKING:
    from papercli.dates import Period

_COLUMNS = (
    "paper.arxiv, paper.title, paper.date, paper.votes, entry.authors, entry.authors_truncated, entry.image,"
    " entry.video, entry.sections, paper.digests"
)
_ENTRY = " JOIN entry ON entry.id = paper.entry"
# Columns with the direction that brings their useful end first; nulls are last in either direction.
_ORDER = {
    Sort.DATE: (("paper.date", "DESC"), ("paper.votes", "DESC"), ("paper.line", "ASC"), ("paper.arxiv", "ASC")),
    Sort.VOTES: (("paper.votes", "DESC"), ("paper.date", "DESC"), ("paper.line", "ASC"), ("paper.arxiv", "ASC")),
    Sort.HOT: (
        ("heat.heat", "DESC"),
        ("paper.votes", "DESC"),
        ("paper.date", "DESC"),
        ("paper.line", "ASC"),
        ("paper.arxiv", "ASC"),
    ),
    Sort.TITLE: (("paper.title COLLATE NOCASE", "ASC"), ("paper.arxiv", "ASC")),
    Sort.ID: (("paper.arxiv", "ASC"),),
}
_NEWEST = ", ".join(f"{column} {direction}" for column, direction in _ORDER[Sort.DATE])
_NULLABLE = ("paper.date", "paper.votes", "heat.heat")
_OPPOSITE = {"ASC": "DESC", "DESC": "ASC"}
# Papers are chosen first and read then, so many at a time: sorting whole rows would carry every summary along.
_AT_A_TIME = 200


class Select:
    """A SELECT of papers while it is put together; its text never holds a value, only places for them."""

    def __init__(self, query: PaperQuery) -> None:
        self.tables = "paper"
        self.joined: list[object] = []
        self.conditions: list[str] = []
        self.values: list[object] = []
        self.score = ""
        self.scored: list[object] = []
        if query.periods:
            self.where(*dated(query.periods))
        if query.min_votes is not None:
            self.where("paper.votes >= ?", [query.min_votes])
        for name in query.marked:
            self.where(*marked(name))
        for name in query.unmarked:
            self.where(*unmarked(name))
        if query.unseen_by is not None:
            self.where(*unseen(query.unseen_by))
        if query.arrived:
            self.where("paper.arxiv IN (SELECT arxiv FROM arrival)", [])
        if query.search is not None or query.authors:
            # Imported here: a plain listing needs none of it.
            from papercli.store.search import narrow

            narrow(self, query)
        self.by_heat = query.sort is Sort.HOT
        self.order = self._order(query)

    def where(self, condition: str, values: list[object]) -> None:
        """Let only papers pass that meet a condition."""
        self.conditions.append(condition)
        self.values += values

    def _order(self, query: PaperQuery) -> str:
        ranked = bool(self.score) and query.sort is None
        order = ["score DESC"] if ranked and not query.reverse else ["score"] if ranked else []
        for column, direction in _ORDER[query.sort or (Sort.VOTES if ranked else Sort.DATE)]:
            if query.reverse:
                direction = _OPPOSITE[direction]
            if column in _NULLABLE and direction == "ASC":
                order.append(f"{column} IS NULL")
            order.append(f"{column} {direction}")
        return ", ".join(order)

    def chosen(self, connection: sqlite3.Connection, limit: int | None) -> list[tuple[int, float | None]]:
        """Return the row ids of the papers in order, with their scores."""
        tables = self.tables
        if self.by_heat:
            # Imported here: the other orders are columns.
            from papercli.store import heat

            heat.take(connection)
            tables += heat.JOIN
        text = f"SELECT paper.id, {self.score or 'NULL'} AS score FROM {tables}{self._filter()}"
        values = (*self.scored, *self.joined, *self.values, -1 if limit is None else limit)
        return connection.execute(f"{text} ORDER BY {self.order} LIMIT ?", values).fetchall()

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many papers there are without a limit."""
        text = f"SELECT count(*) FROM {self.tables}{self._filter()}"
        number: int = connection.execute(text, (*self.joined, *self.values)).fetchone()[0]
        return number

    def ids(self) -> tuple[str, list[object]]:
        """Return the SELECT of the row ids of the papers, in no order, and its values."""
        return f"SELECT paper.id FROM {self.tables}{self._filter()}", [*self.joined, *self.values]

    def _filter(self) -> str:
        return f" WHERE {balanced(' AND ', self.conditions)}" if self.conditions else ""


def balanced(operator: str, conditions: list[str]) -> str:
    """Return conditions combined; in halves, as SQLite takes no expression that is 1,000 deep."""
    if len(conditions) < 3:
        return f"({operator.join(conditions)})"
    middle = len(conditions) // 2
    return f"({balanced(operator, conditions[:middle])}{operator}{balanced(operator, conditions[middle:])})"


def dated(periods: "tuple[Period, ...]") -> tuple[str, list[object]]:
    """Return the condition that one appearance lies in all periods, not one appearance in each."""
    condition, values = within(periods)
    return f"paper.arxiv IN (SELECT arxiv FROM entry WHERE {condition})", values


def within(periods: "tuple[Period, ...]") -> tuple[str, list[object]]:
    """Return the condition that an entry lies in all periods."""
    from papercli.dates import LATEST

    conditions: list[str] = []
    values: list[object] = []
    for period in periods:
        for sign, day in ((">=", period.first), ("<=", period.last)):
            if day == LATEST:
                conditions.append(f"entry.date {sign} (SELECT max(date) FROM entry)")
            elif day is not None:
                conditions.append(f"entry.date {sign} ?")
                values.append(day)
    return " AND ".join(conditions), values


def select(connection: sqlite3.Connection, query: PaperQuery) -> Iterator[tuple[Paper, float | None]]:
    """Yield the papers that a query asks for, in its order, with the score of those found by their words."""
    chosen = Select(query).chosen(connection, query.limit)
    for start in range(0, len(chosen), _AT_A_TIME):
        part = chosen[start : start + _AT_A_TIME]
        papers = loaded(connection, [number for number, _ in part])
        yield from ((papers[number], score) for number, score in part if number in papers)


def loaded(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Paper]:
    """Return papers with their marks, by their row ids."""
    rows = connection.execute(
        f"SELECT paper.id, {_COLUMNS} FROM paper{_ENTRY} WHERE paper.id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    papers = {number: _paper(columns) for number, *columns in rows}
    marks = marks_of(connection, (paper.id for paper in papers.values()))
    return {
        number: paper._replace(marks=marks[paper.id]) if paper.id in marks else paper
        for number, paper in papers.items()
    }


def count(connection: sqlite3.Connection, query: PaperQuery) -> int:
    """Return how many papers a query finds without its limit."""
    return Select(query).count(connection)


def load(connection: sqlite3.Connection, arxiv: str) -> Paper | None:
    """Return one paper by its id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM paper{_ENTRY} WHERE paper.arxiv = ?", (arxiv,)).fetchone()
    return _paper(row) if row else None


def load_all(connection: sqlite3.Connection, arxiv_ids: Iterable[str]) -> dict[str, Paper]:
    """Return those of the papers of these ids that are in the cache, without marks."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM json_each(?) AS wanted JOIN paper ON paper.arxiv = wanted.value{_ENTRY}",
        (json.dumps(list(arxiv_ids)),),
    )
    return {paper.id: paper for paper in map(_paper, rows)}


def known(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the titles of those of the papers that are in the library or have marks; without title it has left."""
    text = (
        "SELECT wanted.value, coalesce(title, '') FROM json_each(?) AS wanted"
        " LEFT JOIN paper ON paper.arxiv = wanted.value"
        " WHERE title IS NOT NULL OR EXISTS (SELECT 1 FROM state.mark WHERE arxiv = wanted.value)"
    )
    values = (json.dumps(list(wanted)),)
    return dict(undamaged(connection, lambda: connection.execute(text, values).fetchall()))


def chosen_ids(connection: sqlite3.Connection, query: PaperQuery) -> list[str]:
    """Return the ids of the papers that a query asks for, in its order."""
    numbers = [number for number, _ in Select(query).chosen(connection, query.limit)]
    rows = connection.execute(
        "SELECT arxiv FROM json_each(?) AS chosen JOIN paper ON paper.id = chosen.value ORDER BY chosen.key",
        (json.dumps(numbers),),
    )
    return [arxiv for (arxiv,) in rows]


def ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all papers."""
    return [arxiv for (arxiv,) in connection.execute("SELECT arxiv FROM paper ORDER BY arxiv")]


def titles(connection: sqlite3.Connection, prefix: str, most: int) -> list[tuple[str, str]]:
    """Return the newest ids that begin so, with their titles; of all, those of the newest digests by votes."""
    if not prefix:
        rows = connection.execute(f"SELECT arxiv, title FROM paper ORDER BY {_NEWEST} LIMIT ?", (most,))
    else:
        # Between two ids, the index finds them without reading the others.
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        rows = connection.execute(
            "SELECT arxiv, title FROM paper WHERE arxiv >= ? AND arxiv < ? ORDER BY arxiv DESC LIMIT ?",
            (prefix, after, most),
        )
    return rows.fetchall()


def _paper(row: list[Any] | tuple[Any, ...]) -> Paper:
    try:
        return _read(row)
    except (ValueError, TypeError) as error:
        raise DamageError(f"the cache is damaged: {error}") from error


def _read(row: list[Any] | tuple[Any, ...]) -> Paper:
    arxiv, title, date, votes, authors, truncated, image, video, sections, digests = row
    return Paper(
        id=arxiv,
        title=title,
        url=f"https://arxiv.org/abs/{arxiv}",
        date=date,
        votes=votes,
        authors=tuple(json.loads(authors)),
        authors_truncated=bool(truncated),
        image=image,
        video=video,
        sections=tuple(Section(*section) for section in json.loads(sections)),
        digests=tuple(Appearance(*appearance) for appearance in json.loads(digests)),
    )
