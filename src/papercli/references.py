"""The papers that a person names: by id, URL, row or range of rows of the last listing."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from papercli.errors import NotFoundError, PapersError, UsageError
from papercli.ids import typed_id
from papercli.listing import Listing

_HINTS = 3
_ROWS = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)


class Named(NamedTuple):
    """The ids of the papers that were named, each once, and what was named and is not there."""

    ids: tuple[str, ...]
    missing: tuple[PapersError, ...]


def named(
    references: Iterable[str], listing: Listing, known: Callable[[list[str]], Iterable[str]], hint: Callable[[str], str]
) -> Named:
    """Return the papers that references name.

    `known` tells which ids there are, and `hint` what may have been meant by one that is not.
    Raises UsageError for a range of rows whose end is before its start.
    """
    wanted: dict[str, str] = {}
    missing: list[PapersError] = []
    for reference in references:
        try:
            ids = _ids(reference, listing)
        except NotFoundError as error:
            missing.append(error)
        else:
            wanted.update((paper_id, reference) for paper_id in ids)
            missing += [] if ids else [not_found(reference, hint(reference))]
    there = set(known(list(wanted)))
    absent = wanted.keys() - there
    for paper_id in sorted(absent):
        # A hint compares with many ids: for a few mistakes, not for a file of them.
        missing.append(not_found(wanted[paper_id], hint(paper_id) if len(absent) <= _HINTS else None))
    return Named(tuple(each for each in wanted if each in there), tuple(missing))


def not_found(reference: str, hint: str | None) -> NotFoundError:
    """Return the error for a paper that is not there."""
    return NotFoundError(f"there is no paper {reference!r} in the library", hint)


def in_ranges(rows: Iterable[int]) -> str:
    """Return rows, which come in order, as a person names them: `3 5-9`."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _ids(reference: str, listing: Listing) -> list[str]:
    """Return the ids that a reference stands for, none for one that is neither id nor row."""
    if rows := _ROWS.fullmatch(reference.strip()):
        first, last = int(rows[1]), int(rows[2] or rows[1])
        if first > last:
            raise UsageError(f"{reference}: a range of rows goes upwards", f"write {last}-{first}")
        return listing.rows(first, last)
    paper_id = typed_id(reference)
    return [paper_id] if paper_id else []
