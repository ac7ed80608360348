"""What to read next."""

from datetime import date
from typing import NamedTuple

from papercli import dates
from papercli.marks import READ
from papercli.model import Paper
from papercli.query import PaperQuery, Sort


class Coming(NamedTuple):
    """The paper to read next, or how many unread ones there are elsewhere; and how many follow in its digest."""

    paper: Paper | None
    more: int | None = None
    elsewhere: int = 0


def unread(day: str | None, everything: bool) -> tuple[PaperQuery, PaperQuery]:
    """Return the query for the papers to read next, the best first, and that for all unread ones."""
    periods = () if everything and not day else (dates.period(day or "latest", date.today()),)
    # Of several digests the newest comes first, and in each the paper with most votes.
    sort = Sort.DATE if everything else Sort.VOTES
    return PaperQuery(periods=periods, unmarked=(READ,), sort=sort, limit=1), PaperQuery(unmarked=(READ,))
