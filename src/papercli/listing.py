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

    def row(self, number: int) -> str:
        """Return the id in a row, counted from 1; raise NotFoundError for one that is not there."""
        try:
            rows = self._path.read_text("utf-8").split()
        except OSError:
            raise NotFoundError(f"there is no row {number}: nothing was listed yet", "papers list") from None
        if not 1 <= number <= len(rows):
            raise NotFoundError(f"there is no row {number}: the last listing had {len(rows)}", "papers list")
        return rows[number - 1]

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
