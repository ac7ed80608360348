"""What the library has of each day."""

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from papercli.store.papers import within

if TYPE_CHECKING:
    from papercli.dates import Period


class Day(NamedTuple):
    """A day of digests: how many papers they carry, in how many digests, with how many votes together.

    None as the day is all digests without a date; None as votes, that none are stated.
    """

    date: str | None
    papers: int
    digests: int
    votes: int | None


# A paper that several digests of one day carry counts once, with the most of its votes.
_DAYS = """
SELECT date, sum(place = 1), count(DISTINCT digest), sum(votes) FILTER (WHERE place = 1)
FROM (
    SELECT date, digest, votes, row_number() OVER (PARTITION BY date, arxiv ORDER BY votes DESC) AS place
    FROM entry{where}
)
GROUP BY date ORDER BY date IS NULL, date
"""


def days(connection: sqlite3.Connection, periods: "tuple[Period, ...]") -> list[Day]:
    """Return the days of digests within all periods, oldest first; without any period also what has no date."""
    condition, values = within(periods)
    where = f" WHERE {condition}" if condition else ""
    return [Day(*row) for row in connection.execute(_DAYS.format(where=where), values)]
