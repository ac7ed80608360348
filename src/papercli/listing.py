"""The last listing, so that a person can name a paper by its row."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from papercli.errors import NotFoundError
from papercli.model import Paper


class Listing:
    """The ids of the papers that were listed last, in their order, in a file of their own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, first: int, last: int) -> list[str]:
        """Return the ids in rows, counted from 1; raise NotFoundError where one is not there."""
        try:
            rows = self._path.read_text("utf-8").split()
        except OSError:
            raise NotFoundError(f"there is no row {first}: nothing was listed yet", "papers list") from None
        if not 1 <= first <= last <= len(rows):
            absent = last if 1 <= first <= len(rows) else first
            raise NotFoundError(f"there is no row {absent}: the last listing had {len(rows)}", "papers list")
        return rows[first - 1 : last]

    def remember(self, listed: Iterable[Paper]) -> Iterator[Paper]:
        """Yield papers that are being listed, and keep their order for row numbers when all are through."""
        ids = []
        for paper in listed:
            ids.append(paper.id)
            yield paper
        draft = self._path.with_name(f"listing.{os.getpid()}")
        try:
            draft.write_text("\n".join(ids), "utf-8")
            draft.replace(self._path)
        except OSError:
            # Row numbers are a convenience: a listing from a read-only cache is still a listing.
            with suppress(OSError):
                draft.unlink()
