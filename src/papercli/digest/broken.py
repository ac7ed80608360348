"""The lines of a block of which some are taken, and a title that is broken over two of them."""

from collections.abc import Sequence
from itertools import pairwise


def numbered(lines: Sequence[str], rest: list[str], first: int) -> list[int]:
    """Return which lines of a block the rest is, in order."""
    numbers, at = [], 0
    for line in rest:
        while lines[at] is not line and lines[at] != line:
            at += 1
        numbers.append(first + at)
        at += 1
    return numbers


def unbroken(lines: list[str], title: str) -> list[str]:
    """Return lines of which a title that goes over two is all in the first."""
    for at, (first, second) in enumerate(pairwise(lines)):
        joined = f"{first.rstrip()} {second.strip()}"
        end = joined.find(title) + len(title)
        end += len(joined[end:]) - len(joined[end:].lstrip('`*_"”'))
        if title in joined and title not in first and title not in second:
            return [*lines[:at], joined[:end], joined[end:], *lines[at + 2 :]]
    return lines
