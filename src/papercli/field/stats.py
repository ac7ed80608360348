"""Statistics of chosen papers: their months, votes, authors and the days without them."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from papercli.model import Paper
from papercli.query import PaperQuery, Sort
from papercli.store import connection as store
from papercli.store import field
from papercli.store import papers as stored

# Digests come on weekdays; fewer of them than these without one are holidays.
GAP_DAYS = 5
_TOP = 5


@dataclass(frozen=True)
class MonthCount:
    """A month: its digests with chosen papers, these papers, and the median of their votes."""

    month: str
    digests: int
    papers: int
    median_votes: float | None


@dataclass(frozen=True)
class VoteCount:
    """The votes of papers: how many papers have any, their share, and the quartiles, None where no paper has."""

    known: int
    unknown: int
    share: float | None
    lowest: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    highest: float | None


@dataclass(frozen=True)
class Gap:
    """GAP_DAYS weekdays or more without a chosen paper, between two days with one."""

    after: str
    before: str
    weekdays: int


@dataclass(frozen=True)
class AuthorCount:
    """A name, and how many chosen papers have it."""

    name: str
    papers: int


@dataclass(frozen=True)
class Stats:
    """What there is to count in chosen papers.

    A paper counts in every month that carries it; `undated` are in none. The months have no hole: one without
    a paper has zeros.
    """

    papers: int
    digests: int
    first: str | None
    last: str | None
    undated: int
    votes: VoteCount
    months: tuple[MonthCount, ...]
    gaps: tuple[Gap, ...]
    top: tuple[Paper, ...]
    authors: tuple[AuthorCount, ...]


def stats(connection: store.Connection, query: PaperQuery) -> Stats:
    """Return the statistics of the papers that a query chooses."""
    known = field.votes(connection, query)
    days = field.days(connection, query)
    months = field.month_votes(connection, query)
    names = Counter(name for work in field.works(connection, query) for name in work.authors)
    most = sorted(names.items(), key=lambda each: (-each[1], each[0]))[:_TOP]
    best = stored.select(connection, replace(query, sort=Sort.VOTES, reverse=False, limit=_TOP))
    return Stats(
        papers=sum(papers for _, papers in known),
        digests=field.digests(connection, query),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=sum(papers for month, _, papers in months if month is None),
        votes=_votes(known),
        months=tuple(_months(months, field.month_digests(connection, query))),
        gaps=tuple(_gaps(days)),
        top=tuple(paper for paper, _ in best if paper.votes is not None),
        authors=tuple(AuthorCount(*each) for each in most),
    )


def _votes(counts: Sequence[tuple[int | None, int]]) -> VoteCount:
    known = [(votes, papers) for votes, papers in counts if votes is not None]
    total = sum(papers for _, papers in counts)
    stated = sum(papers for _, papers in known)
    return VoteCount(
        stated,
        total - stated,
        round(stated / total, 4) if total else None,
        *(quantile(known, part) for part in (0, 0.25, 0.5, 0.75, 1)),
    )


def quantile(counts: Sequence[tuple[int, int]], part: float) -> float | None:
    """Return a quantile of values that are given in order with how often each is there, None of no values.

    Between two values it lies on the straight line, as in `statistics.quantiles(…, method="inclusive")`.
    """
    if not counts:
        return None
    place = (sum(number for _, number in counts) - 1) * part
    low, high = _at(counts, int(place)), _at(counts, -int(-place // 1))
    return low + (high - low) * (place - int(place))


def _at(counts: Iterable[tuple[int, int]], place: int) -> int:
    for value, number in counts:
        place -= number
        if place < 0:
            return value
    raise IndexError


def _months(
    counts: Iterable[tuple[str | None, int | None, int]], digests: dict[str | None, int]
) -> Iterable[MonthCount]:
    found: dict[str, list[tuple[int | None, int]]] = {}
    for month, votes, papers in counts:
        if month is not None:
            found.setdefault(month, []).append((votes, papers))
    for month in span(found):
        known = [(votes, papers) for votes, papers in found.get(month, ()) if votes is not None]
        papers = sum(papers for _, papers in found.get(month, ()))
        yield MonthCount(month, digests.get(month, 0), papers, quantile(known, 0.5))


def span(months: Iterable[str]) -> list[str]:
    """Return all months from the first to the last of some, `YYYY-MM`, in order."""
    known = sorted(months)
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def _gaps(days: Sequence[str]) -> Iterable[Gap]:
    for after, before in itertools.pairwise(days):
        missing = _weekdays(date.fromisoformat(after) + timedelta(days=1), date.fromisoformat(before))
        if missing >= GAP_DAYS:
            yield Gap(after, before, missing)


def _weekdays(first: date, end: date) -> int:
    """Return how many weekdays there are from a day on, before another."""
    weeks, rest = divmod((end - first).days, 7)
    return weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(rest))
