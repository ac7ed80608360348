"""What a person asks for: which papers, in which order. Every start loads this, so it imports little."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papercli.dates import Period
    from papercli.language import Node


class Sort(StrEnum):
    """The orders of a listing, each with its most useful end first; relevance is a search's own.

    Hot is by the percentile of the votes within the month (see `store/heat.py`).
    """

    DATE = "date"
    VOTES = "votes"
    HOT = "hot"
    TITLE = "title"
    ID = "id"


@dataclass(frozen=True)
class PaperQuery:
    """Which papers, and in which order; every part narrows down what the others leave."""

    search: "Node | None" = None
    exact: bool = False  # the words as they stand, without the glossary
    periods: "tuple[Period, ...]" = ()
    authors: tuple[str, ...] = ()
    min_votes: int | None = None
    arrived: bool = False  # only what the last import or sync brought
    marked: tuple[str, ...] = ()  # only papers with all these marks: starred, read, note, tag:NAME
    unmarked: tuple[str, ...] = ()  # and with none of these
    unseen_by: str | None = None  # only what this watch has not shown yet
    sort: Sort | None = None
    reverse: bool = False
    limit: int | None = None
