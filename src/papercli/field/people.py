"""Authors: who appears most, with whom, and names that may be the same person's."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from papercli.errors import NotFoundError
from papercli.field.stats import quantile
from papercli.language import Or, Text
from papercli.nearest import nearest
from papercli.query import PaperQuery
from papercli.store import connection as store
from papercli.store import field
from papercli.store.field import Work
from papercli.terms import fold

_COAUTHORS = 5
_WORD = re.compile(r"[^\W_]+")
# Of more names than these no nearest one is looked for: comparing takes 10 µs a name.
_COMPARED = 20_000


@dataclass(frozen=True)
class NameCount:
    """A name, and how many papers it shares."""

    name: str
    papers: int


@dataclass(frozen=True)
class Author:
    """A name as digests spell it: its papers, what votes they have together and in the middle, its months and people.

    `votes` and `median_votes` are None where no paper has votes; the months are those of the papers' newest
    digests, and a paper without a date is in none. The co-authors are those of most papers.
    """

    name: str
    papers: int
    votes: int | None
    median_votes: float | None
    first: str | None
    last: str | None
    months: int
    coauthors: tuple[NameCount, ...]


@dataclass(frozen=True)
class Person:
    """An author with all papers, the newest first, all co-authors, and other names that may be this person's."""

    author: Author
    works: tuple[Work, ...]
    coauthors: tuple[NameCount, ...]
    variants: tuple[NameCount, ...]


def ranking(connection: store.Connection, query: PaperQuery, limit: int | None) -> tuple[list[Author], int]:
    """Return the authors with most papers among those that a query chooses, and how many authors there are.

    Of as many papers those with more votes come first, then by name.
    """
    works = list(field.works(connection, replace(query, limit=None)))
    counts = Counter(name for work in works for name in work.authors)
    return _authors(counts, works, limit), len(counts)


def _authors(counts: Counter[str], works: Sequence[Work], limit: int | None) -> list[Author]:
    """Return the authors of these names with most papers."""
    least = min((number for _, number in counts.most_common(limit)), default=0)
    wanted = {name for name, number in counts.items() if number >= least}
    theirs: dict[str, list[Work]] = {name: [] for name in wanted}
    for work in works:
        for name in wanted.intersection(work.authors):
            theirs[name].append(work)
    votes = {name: sum(work.votes or 0 for work in each) for name, each in theirs.items()}
    first = sorted(wanted, key=lambda name: (-counts[name], -votes[name], name))[:limit]
    return [_author(name, theirs[name]) for name in first]


def _author(name: str, works: Sequence[Work]) -> Author:
    votes = [work.votes for work in works if work.votes is not None]
    days = sorted(work.date for work in works if work.date)
    return Author(
        name=name,
        papers=len(works),
        votes=sum(votes) if votes else None,
        median_votes=quantile([(each, 1) for each in sorted(votes)], 0.5),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        months=len({day[:7] for day in days}),
        coauthors=tuple(_coauthors(name, works)[:_COAUTHORS]),
    )


def _coauthors(name: str, works: Iterable[Work]) -> list[NameCount]:
    counts = Counter(other for work in works for other in work.authors if other != name)
    return [NameCount(*each) for each in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]


def people(connection: store.Connection, query: PaperQuery, name: str, limit: int | None) -> tuple[list[Person], int]:
    """Return whom a name may mean among the authors of chosen papers, those with most papers first, and how many.

    These are the names that are the same but for case and accents; where there are none, those that have all
    its words, each from its start. Names are never taken together. Raises NotFoundError where there is none.
    """
    works = list(field.works(connection, replace(query, authors=(*query.authors, name))))
    counts = Counter(each for work in works for each in work.authors)
    plain, words = fold(name), _words(name)
    meant = {each for each in counts if fold(each) == plain} or {each for each in counts if _has(each, words)}
    if not meant:
        raise NotFoundError(f"there is no author {name!r}", _hint(connection, query, name))
    authors = _authors(Counter({each: counts[each] for each in meant}), works, limit)
    # One look for all: whoever else has a word of the name.
    others = _sharing(connection, PaperQuery(), authors[0].name if len(meant) == 1 else name)
    return [_person(author, works, others) for author in authors], len(meant)


def _person(author: Author, works: Sequence[Work], others: Counter[str]) -> Person:
    own = [work for work in works if author.name in work.authors]
    own.sort(key=lambda work: (work.date or "", work.votes or 0, work.id), reverse=True)
    same = [each for each in others if each != author.name and may_be_same(each, author.name)]
    variants = sorted((NameCount(each, others[each]) for each in same), key=lambda each: (-each.papers, each.name))
    return Person(author, tuple(own), tuple(_coauthors(author.name, own)), tuple(variants))


def _has(name: str, words: Sequence[str]) -> bool:
    own = _words(name)
    return all(any(each.startswith(word) for each in own) for word in words)


def _words(name: str) -> list[str]:
    found: list[str] = _WORD.findall(fold(name))
    return found


def _sharing(connection: store.Connection, query: PaperQuery, name: str) -> Counter[str]:
    """Return the authors of the papers that have one with a word of a name, and how many of these papers they have."""
    words = [word for word in _words(name) if len(word) > 1] or _words(name)
    if not words:
        return Counter()
    anyone = replace(query, authors=(), search=Or(tuple(Text(word, "authors") for word in words)))
    return Counter(each for work in field.works(connection, anyone) for each in work.authors)


def may_be_same(name: str, other: str) -> bool:
    """Tell whether two names may be spellings of one.

    They have the same words in any order, whatever the accents, hyphens and spaces; or the same family name
    and given names that are the same, left out, or an initial of the other's.
    """
    one, two = _words(name), _words(other)
    if len(one) < 2 or len(two) < 2:
        return one == two
    if sorted(one) == sorted(two) or "".join(one) == "".join(two):
        return True
    return _abbreviates(one, two) or _abbreviates([*one[1:], one[0]], two) or _abbreviates(one, [*two[1:], two[0]])


def _abbreviates(one: Sequence[str], two: Sequence[str]) -> bool:
    """Tell whether names that end with the family name agree where both say something."""
    if one[-1] != two[-1] or len(one[-1]) < 2 or not _agree(one[0], two[0]):
        return False
    short, long = sorted((one[1:-1], two[1:-1]), key=len)
    rest = iter(long)
    return all(any(_agree(each, other) for other in rest) for each in short)


def _agree(one: str, two: str) -> bool:
    return one == two or (min(len(one), len(two)) == 1 and one[0] == two[0])


def _hint(connection: store.Connection, query: PaperQuery, name: str) -> str | None:
    known = list(_sharing(connection, query, name))
    if not known:
        known = list(dict.fromkeys(each for work in field.works(connection, query) for each in work.authors))
    near = next((each for each in known if may_be_same(each, name)), None)
    near = near or (nearest(name, known, likeness=0.5) if len(known) <= _COMPARED else None)
    return f"did you mean {near}?" if near else "papers authors lists those with most papers"
