"""Reading papers from the cache: the one place where a query becomes SQL."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from papercli.model import Appearance, Paper, Section
from papercli.query import LATEST, PaperQuery, Sort

_COLUMNS = (
    "paper.arxiv, paper.title, paper.date, paper.votes, entry.authors, entry.authors_truncated, entry.image,"
    " entry.video, entry.sections, paper.digests"
)
_ENTRY = " JOIN entry ON entry.id = paper.entry"
# Columns with the direction that brings their useful end first; nulls are last in either direction.
_ORDER = {
    Sort.DATE: (("paper.date", "DESC"), ("paper.votes", "DESC"), ("paper.line", "ASC"), ("paper.arxiv", "ASC")),
    Sort.VOTES: (("paper.votes", "DESC"), ("paper.date", "DESC"), ("paper.line", "ASC"), ("paper.arxiv", "ASC")),
    Sort.TITLE: (("paper.title COLLATE NOCASE", "ASC"), ("paper.arxiv", "ASC")),
    Sort.ID: (("paper.arxiv", "ASC"),),
}
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"
_NULLABLE = ("paper.date", "paper.votes")
_OPPOSITE = {"ASC": "DESC", "DESC": "ASC"}


class _Select:
    """A SELECT over papers while it is put together; its text never holds a value, only places for them."""

    def __init__(self, query: PaperQuery) -> None:
        self.tables = "paper"
        self.joined: list[object] = []
        self.conditions: list[str] = []
        self.values: list[object] = []
        self.order: list[str] = []
        self.ordered: list[object] = []
        if query.words:
            self._words(query.words)
        self._days(query)
        if query.min_votes is not None:
            self._where("paper.votes >= ?", query.min_votes)
        for author in query.authors:
            from papercli.store.search import phrase

            name = phrase(author)
            self._where(f"paper.id IN ({_MATCHING})" if name else "0", *([f"authors : {name}"] if name else []))
        self._sorted(query)

    def _where(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    def _words(self, words: tuple[str, ...]) -> None:
        # Imported here, and above: a listing searches for nothing.
        from papercli.store.search import WEIGHTS, phrase

        phrases = [found for word in words if (found := phrase(word))]
        if phrases:
            expression = " AND ".join(phrases)
            self.tables += (
                f" JOIN (SELECT rowid AS paper, bm25(search, {WEIGHTS}) AS rank FROM search WHERE search MATCH ?)"
                " AS hit ON hit.paper = paper.id"
            )
            self.joined.append(expression)
            self.order += [f"paper.id IN ({_MATCHING}) DESC", "hit.rank"]
            self.ordered.append(f"title : ({expression})")
        for word in words:
            if not phrase(word):
                # Signs alone are in no index.
                self._where(
                    "EXISTS (SELECT 1 FROM entry AS said, json_tree(sections) WHERE said.arxiv = paper.arxiv"
                    " AND (instr(title, ?) OR instr(atom, ?)))",
                    word,
                    word,
                )

    def _days(self, query: PaperQuery) -> None:
        conditions, values = [], []
        for period in query.periods:
            for sign, day in ((">=", period.first), ("<=", period.last)):
                if day is not None:
                    newest = day == LATEST
                    conditions.append(f"date {sign} " + ("(SELECT max(date) FROM entry)" if newest else "?"))
                    values += [] if newest else [day]
        if conditions:
            # In one condition: one appearance has to meet them all, not one appearance each.
            self._where(f"paper.arxiv IN (SELECT arxiv FROM entry WHERE {' AND '.join(conditions)})", *values)

    def _sorted(self, query: PaperQuery) -> None:
        if query.sort is not None:
            self.order, self.ordered = [], []
        for column, direction in _ORDER[query.sort or (Sort.VOTES if self.order else Sort.DATE)]:
            if query.reverse:
                direction = _OPPOSITE[direction]
            if column in _NULLABLE and direction == "ASC":
                self.order.append(f"{column} IS NULL")
            self.order.append(f"{column} {direction}")

    def text(self, columns: str, join: str = "") -> str:
        where = f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
        return f"SELECT {columns} FROM {self.tables}{join}{where}"


def select(connection: sqlite3.Connection, query: PaperQuery) -> Iterator[Paper]:
    """Yield the papers that a query asks for, in its order."""
    parts = _Select(query)
    limit = -1 if query.limit is None else query.limit
    rows = connection.execute(
        f"{parts.text(_COLUMNS, _ENTRY)} ORDER BY {', '.join(parts.order)} LIMIT ?",
        (*parts.joined, *parts.values, *parts.ordered, limit),
    )
    return map(_paper, rows)


def count(connection: sqlite3.Connection, query: PaperQuery) -> int:
    """Return how many papers a query finds without its limit."""
    parts = _Select(query)
    number: int = connection.execute(parts.text("count(*)"), (*parts.joined, *parts.values)).fetchone()[0]
    return number


def load(connection: sqlite3.Connection, arxiv: str) -> Paper | None:
    """Return one paper by its id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM paper{_ENTRY} WHERE paper.arxiv = ?", (arxiv,)).fetchone()
    return _paper(row) if row else None


def ids(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all papers."""
    return [arxiv for (arxiv,) in connection.execute("SELECT arxiv FROM paper ORDER BY arxiv")]


def _paper(row: tuple[Any, ...]) -> Paper:
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
