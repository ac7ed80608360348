"""Where in a row of months a term is most at home, and how likely chance alone would bring that about."""

from collections.abc import Sequence
from math import lgamma, log
from typing import NamedTuple


class Stretch(NamedTuple):
    """Months from the first to the last, counted from 0 and both included, and the logarithm of how likely it is."""

    first: int
    last: int
    log_p: float


def stretch(counts: Sequence[int], totals: Sequence[int]) -> Stretch | None:
    """Return the stretch with most papers beyond an even spread of a term's papers over all papers.

    `counts` are a term's papers by month, `totals` all papers, and never 0. The likelihood is that of so many or
    more papers of the term among those of the stretch, were they drawn from all without looking (the tail of the
    hypergeometric distribution), times the number of stretches that there are. None where no stretch stands out.
    """
    term, all_papers = sum(counts), sum(totals)
    best, excess, start = 0.0, 0.0, 0
    found: tuple[int, int] | None = None
    for month, (count, total) in enumerate(zip(counts, totals, strict=True)):
        excess += count - term * total / all_papers
        # Beyond rounding: an even spread has no stretch.
        if excess > best + 1e-9:
            best, found = excess, (start, month)
        if excess <= 0:
            excess, start = 0.0, month + 1
    if found is None or found == (0, len(counts) - 1):
        return None
    first, last = found
    inside = slice(first, last + 1)
    log_p = _log_tail(all_papers, term, sum(totals[inside]), sum(counts[inside]))
    return Stretch(first, last, log_p + log(len(counts) * (len(counts) + 1) / 2))


def _log_tail(everything: int, marked: int, drawn: int, hits: int) -> float:
    """Return the logarithm of the chance that so many draws or more are marked ones."""
    rest = everything - marked
    most = _log_ways(marked, hits) + _log_ways(rest, drawn - hits) - _log_ways(everything, drawn)
    total = part = 1.0
    for number in range(hits, min(marked, drawn)):
        part *= (marked - number) * (drawn - number) / ((number + 1) * (rest - drawn + number + 1))
        total += part
        if part < total * 1e-16:
            break
    return most + log(total)


def _log_ways(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)
