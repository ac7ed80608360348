"""Answers about the field for machines and pipes: as values for JSON, and as rows."""

from collections.abc import Iterator
from dataclasses import asdict

from papercli.field.people import Author, Person
from papercli.field.related import Relative
from papercli.field.stats import Stats
from papercli.field.trends import Trend
from papercli.formats import record
from papercli.model import Paper
from papercli.store.field import Work


def stats(found: Stats) -> dict[str, object]:
    """Return statistics for `--json`; of the papers with the most votes only what names them."""
    return asdict(found) | {"top": [dict(zip(_BRIEF, _brief(paper), strict=True)) for paper in found.top]}


_BRIEF = ("id", "date", "votes", "title")


def _brief(paper: Paper | Work) -> tuple[object, ...]:
    return paper.id, paper.date, paper.votes, paper.title


def stats_rows(found: Stats) -> Iterator[tuple[object, ...]]:
    """Yield statistics as rows, each with what it tells in front; of an empty choice none."""
    if not found.papers:
        return
    votes = found.votes
    yield "papers", found.papers, found.digests, found.first, found.last, found.undated
    yield (
        "votes",
        votes.known,
        votes.unknown,
        votes.lowest,
        votes.lower_quartile,
        votes.median,
        votes.upper_quartile,
        votes.highest,
    )
    yield from (("month", each.month, each.digests, each.papers, each.median_votes) for each in found.months)
    yield from (("gap", each.after, each.before, each.weekdays) for each in found.gaps)
    yield from (("top", *_brief(paper)) for paper in found.top)
    yield from (("author", each.name, each.papers) for each in found.authors)


def author_row(author: Author) -> tuple[object, ...]:
    """Return an author as a row: name, papers, votes and their median, first and last day, months, co-authors."""
    facts = (author.papers, author.votes, author.median_votes, author.first, author.last, author.months)
    return author.name, *facts, ", ".join(each.name for each in author.coauthors)


def person(found: Person) -> dict[str, object]:
    """Return an author with all papers for `--json`."""
    works = [dict(zip(_BRIEF, _brief(work), strict=True)) for work in found.works]
    more = {name: [asdict(each) for each in getattr(found, name)] for name in ("coauthors", "variants")}
    return asdict(found.author) | more | {"works": works}


def person_rows(found: Person) -> Iterator[tuple[object, ...]]:
    """Yield the papers of an author as rows, each with the name at its end."""
    yield from ((*_brief(work), found.author.name) for work in found.works)


def relative(found: Relative) -> dict[str, object]:
    """Return a paper near another for `--json`: the record, how near it is, and what both have."""
    return record(found.paper) | {"score": found.score, "terms": found.terms, "shared_authors": found.authors}


def relative_row(found: Relative) -> tuple[object, ...]:
    """Return a paper near another as a row: id, date, votes, title, score, terms, authors."""
    return *_brief(found.paper), found.score, ", ".join(found.terms), ", ".join(found.authors)


def trend_row(trend: Trend) -> tuple[object, ...]:
    """Return a trend as a row: term, trend, first, last, papers, share, outside, inside, change, p."""
    shares = (trend.share, trend.outside, trend.inside, trend.change)
    return trend.term, trend.trend, trend.first, trend.last, trend.papers, *shares, f"{trend.p:.2g}"
