"""What a person asks for: which papers, in which order, from which days. Every start loads this, so it is small."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The orders of a listing, each with its most useful end first; relevance is a search's own."""

    DATE = "date"
    VOTES = "votes"
    TITLE = "title"
    ID = "id"


# Stands for the day of the newest digest, which only the library knows.
LATEST = "latest"


@dataclass(frozen=True)
class Period:
    """A range of days, ISO or LATEST, both ends included; None is open."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class PaperQuery:
    """Which papers, and in which order; every part narrows down what the others leave."""

    words: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    authors: tuple[str, ...] = ()
    min_votes: int | None = None
    sort: Sort | None = None
    reverse: bool = False
    limit: int | None = None
