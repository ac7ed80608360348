"""Terms that rise and fade: how many papers of each month have them, and whether chance would do as much."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from papercli.field import Lookup
from papercli.field.candidates import candidates
from papercli.field.chance import stretch
from papercli.glossary.words import term_key
from papercli.language import Alternative, Group, Node
from papercli.query import PaperQuery
from papercli.store import connection as store
from papercli.store import field, mentions
from papercli.store.mentions import Bits
from papercli.store.papers import loaded
from papercli.terms import matches, pattern, tokens

# What is likelier than this by chance, in any of the terms that were looked at, is no trend.
SIGNIFICANCE = 0.05
LEAST_PAPERS = 5
# Of two terms with so much of their papers in common one is shown.
_SAME = 0.8
# A spelling is looked up in so many papers.
_READ = 20


@dataclass(frozen=True)
class MonthShare:
    """A month: its papers with a term, all its papers, and the share of the ones in the others."""

    month: str
    papers: int
    of: int
    share: float


@dataclass(frozen=True)
class Trend:
    """A term over the months that have papers, in whatever words it is said.

    `first` to `last` are the months in which it is most at home; they reach the last month of all where it is
    rising, begin with the first where it is fading, and lie between where it is passing. `inside` and `outside`
    are the shares of papers with it in these months and in all others, `change` is the one less the other,
    turned round where it is fading. `p` is how likely chance alone would bring as much about in any of the
    stretches and terms that were looked at; above SIGNIFICANCE a trend is steady, and has no such months.
    """

    term: str
    also: tuple[str, ...]
    papers: int
    share: float
    trend: Literal["rising", "fading", "passing", "steady"]
    first: str | None
    last: str | None
    inside: float | None
    outside: float | None
    change: float | None
    p: float
    months: tuple[MonthShare, ...]


@dataclass(frozen=True)
class _Months:
    """The months that have papers, how many these are, the bits of all, and each month's with the bytes they are in."""

    names: Sequence[str]
    totals: Sequence[int]
    papers: Bits
    places: Sequence[tuple[slice, Bits]]

    def count(self, bits: Bits) -> list[int]:
        """Return how many of some papers each month has."""
        # Papers of a month came together, so that few bytes have them: whole numbers for each month took 20 times
        # as long for 100,000 papers of 200 months.
        held = bits.to_bytes((max(bits, self.papers).bit_length() + 7) // 8, "little")
        return [(int.from_bytes(held[place], "little") & month).bit_count() for place, month in self.places]


def trends(
    connection: store.Connection, query: PaperQuery, lookup: Lookup, limit: int | None
) -> tuple[list[Trend], int]:
    """Return the terms whose share changed most surely among chosen papers, and how many changed.

    `lookup` returns what else the terms of these keys may be called. Terms with nearly the same papers count as
    one. A term needs LEAST_PAPERS papers.
    """
    months = _months(connection, query)
    known = mentions.saved(connection) or _counted(connection, lookup)
    counts = {term: bits for term, bits in known.items() if (bits & months.papers).bit_count() >= LEAST_PAPERS}
    found: list[tuple[float, str]] = []
    for term, bits in counts.items():
        place = stretch(months.count(bits), months.totals)
        if place and place.log_p + log(len(counts)) <= log(SIGNIFICANCE):
            found.append((place.log_p, term))
    groups = _grouped([term for _, term in sorted(found)], counts, months.papers)
    others = lookup([term_key(term) for term in groups[:limit]])
    shown = []
    for term in groups[:limit]:
        also = others.get(term_key(term), ())
        spelled = _spelled(connection, term, counts[term], known=bool(also))
        shown.append(_trend(spelled, also, counts[term], months, counts))
    return shown, len(groups)


def _grouped(terms: Sequence[str], papers: Mapping[str, Bits], chosen: Bits) -> list[str]:
    """Return terms without those that have nearly the same chosen papers as one before them.

    Of such terms that of most papers stays; of a term and its translation, which have the very same papers, the
    one in Latin letters, and the longest.
    """
    groups: list[tuple[Bits, list[str]]] = []
    for term in terms:
        here = papers[term] & chosen
        group = next((members for bits, members in groups if _nearly_same(here, bits)), None)
        if group is None:
            groups.append((here, [term]))
        else:
            group.append(term)

    def rank(term: str) -> tuple[int, bool, int, str]:
        return -(papers[term] & chosen).bit_count(), not term.isascii(), -len(term), term

    return [min(members, key=rank) for _, members in groups]


def compared(connection: store.Connection, query: PaperQuery, searches: Sequence[tuple[str, Node]]) -> list[Trend]:
    """Return how terms fare among chosen papers, each by what a search for it finds, in their order."""
    months = _months(connection, query)
    if not months.totals:
        return []
    found = [(term, node, mentions.mentioning(connection, node)) for term, node in searches]
    return [
        _trend(term, node.also if isinstance(node, Group) else (), bits, months, searches) for term, node, bits in found
    ]


def _months(connection: store.Connection, query: PaperQuery) -> _Months:
    bits = mentions.by_month(field.appearances(connection, query))
    papers = 0
    for each in bits.values():
        papers |= each
    return _Months(list(bits), [each.bit_count() for each in bits.values()], papers, list(map(_placed, bits.values())))


def _placed(bits: Bits) -> tuple[slice, Bits]:
    """Return bits without the zero bytes below the first of them, and where the rest is."""
    first = ((bits & -bits).bit_length() - 1) // 8
    return slice(first, (bits.bit_length() + 7) // 8), bits >> first * 8


def _counted(connection: store.Connection, lookup: Lookup) -> dict[str, Bits]:
    """Count the papers of all candidates, and keep them where the cache can be written."""
    # In a large library more papers make a trend; fewer terms are counted then.
    terms = list(candidates(connection, max(LEAST_PAPERS, field.papers(connection) // 500), lookup))
    papers = mentions.mentioning_each(connection, terms)
    found = {term: bits for (term, _), bits in zip(terms, papers, strict=True) if bits.bit_count() >= LEAST_PAPERS}
    store.write_if_possible(connection, lambda: mentions.save(connection, found))
    return found


def _nearly_same(one: Bits, other: Bits) -> bool:
    return (one & other).bit_count() >= _SAME * (one | other).bit_count()


def _trend(
    term: str, also: Iterable[Alternative], bits: Bits, months: _Months, tried: Sequence[object] | Mapping[str, object]
) -> Trend:
    counts = months.count(bits)
    names = months.names
    place = stretch(counts, months.totals)
    p = min(1.0, exp(min(0.0, place.log_p + log(len(tried))))) if place else 1.0
    papers, everything = (bits & months.papers).bit_count(), months.papers.bit_count()
    shares = [MonthShare(*each, _share(*each[1:])) for each in zip(names, counts, months.totals, strict=True)]
    common = (term, tuple(each.text for each in also), papers, _share(papers, everything))
    if place is None or p > SIGNIFICANCE:
        return Trend(*common, "steady", None, None, None, None, None, p, tuple(shares))
    within = range(place.first, place.last + 1)
    inside = _share(sum(counts[n] for n in within), sum(months.totals[n] for n in within))
    rest = [n for n in range(len(names)) if n not in within]
    outside = _share(sum(counts[n] for n in rest), sum(months.totals[n] for n in rest))
    rising, fading = place.last == len(names) - 1, place.first == 0
    change = round(outside - inside if fading else inside - outside, 4)
    trend: Literal["rising", "fading", "passing"] = "rising" if rising else "fading" if fading else "passing"
    return Trend(*common, trend, names[place.first], names[place.last], inside, outside, change, p, tuple(shares))


def _share(papers: int, of: int) -> float:
    return round(papers / of, 4) if of else 0.0


def _spelled(connection: store.Connection, term: str, bits: Bits, known: bool) -> str:
    """Return a term as papers mostly write it; one that the glossary knows without the capitals of a title."""
    found = pattern(term)
    if found is None or not term.isascii() or term != term.lower():
        return term
    counts: Counter[str] = Counter()
    for paper in loaded(connection, mentions.row_ids(bits, _READ)).values():
        for text in (paper.title, *(part.text for part in paper.sections)):
            counts.update(text[start:end] for start, end in matches(text, found))
    # Only what means the same to a search and to the glossary.
    same = {each for each in counts if tokens(each) == tokens(term) and term_key(each) == term_key(term)}
    written = min(same, key=lambda each: (-counts[each], each), default=term)
    return term if known and written.istitle() else written
