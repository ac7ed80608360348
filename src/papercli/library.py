"""The library that the commands talk to: it opens the cache, brings digests in, and answers queries."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from papercli.errors import NotFoundError
from papercli.model import Paper
from papercli.paths import Places
from papercli.query import PaperQuery
from papercli.store import connection as store
from papercli.store import papers as stored

if TYPE_CHECKING:
    from papercli.intake import ImportReport
    from papercli.store.glossary import GlossaryEntry

# A search learns the glossary anew when this share of the entries changed: a day in a month of digests is less.
_STALE = 0.05


class Library:
    """All papers that were imported on this computer."""

    def __init__(self, places: Places) -> None:
        self._cache = places.cache / "cache.db"
        self._listing = places.cache / "listing"

    @cached_property
    def _connection(self) -> store.Connection:
        connection = store.connect(self._cache)
        if store.version(connection) != store.VERSION:
            # Only here: reading digests loads mistune.
            from papercli.importer import rebuild

            rebuild(connection)
        return connection

    def import_digests(self, paths: Sequence[Path], texts: Iterable[tuple[str, bytes]] = ()) -> "ImportReport":
        """Bring in the digests of files and folders, and texts with their sources; what fails stops no other."""
        from papercli.importer import run

        return run(self._connection, paths, texts)

    def widened(self, query: PaperQuery) -> PaperQuery:
        """Return a query whose search also accepts what the glossary says for its terms, unless it is exact."""
        if query.search is None or query.exact:
            return query
        from papercli.expansion import expanded
        from papercli.store.glossary import alternatives, is_stale

        if is_stale(self._connection, _STALE):
            self._learn_glossary()
        found = expanded(query.search, lambda term: alternatives(self._connection, term))
        return replace(query, search=found)

    def papers(self, query: PaperQuery, *, explained: bool = False) -> Iterator[Paper]:
        """Yield the papers that a query asks for; with `explained` those of a search say why they were found."""
        found = stored.select(self._connection, query)
        if query.search is None or not explained:
            yield from (paper for paper, _ in found)
            return
        from papercli.hits import explain, wanted

        search = wanted(query.search)
        yield from (paper._replace(hit=explain(paper, score, search)) for paper, score in found)

    def count(self, query: PaperQuery) -> int:
        """Return how many papers a query finds without its limit."""
        return stored.count(self._connection, query)

    def glossary(self, term: str | None) -> "list[GlossaryEntry]":
        """Return the pairs of terms that the digests teach, all or those with a term in them."""
        from papercli.store.glossary import entries, is_stale

        if is_stale(self._connection, 0):
            self._learn_glossary()
        return entries(self._connection, term)

    def _learn_glossary(self) -> None:
        # Only here: learning takes a second for a year of digests, and most searches follow no import.
        from papercli.learner import refresh

        refresh(self._connection)

    def suggestions(self, query: PaperQuery) -> list[tuple[str, str]]:
        """Return the words of a search that no paper has, each with the nearest that some paper has."""
        from papercli.store.words import nearest

        return nearest(self._connection, query)

    def is_empty(self) -> bool:
        """Tell whether nothing was imported yet."""
        return next(self.papers(PaperQuery(limit=1)), None) is None

    def paper(self, reference: str) -> Paper:
        """Return the paper that a person means by an id, a URL, or a row of the last listing.

        Raises NotFoundError, with the nearest id as a hint.
        """
        from papercli.ids import typed_id

        arxiv = self._row(int(reference)) if reference.isdecimal() and len(reference) < 7 else typed_id(reference)
        if arxiv and (found := stored.load(self._connection, arxiv)):
            return found
        raise NotFoundError(f"there is no paper {reference!r} in the library", self._hint(arxiv or reference))

    def _hint(self, wanted: str) -> str:
        if self.is_empty():
            return "it is empty: papers import PATH brings digests in"
        from difflib import get_close_matches

        known = stored.ids(self._connection)
        # Of a large library only the same month is compared: comparing takes 10 µs an id.
        near = [arxiv for arxiv in known if arxiv[:4] == wanted[:4]] if len(known) > 10_000 else known
        close = get_close_matches(wanted, near, n=1, cutoff=0.6)
        return f"the nearest is {close[0]}" if close else "papers search WORDS finds papers by what they say"

    def _row(self, number: int) -> str:
        try:
            rows = self._listing.read_text("utf-8").split()
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
        draft = self._listing.with_name(f"listing.{os.getpid()}")
        try:
            draft.write_text("\n".join(ids), "utf-8")
            draft.replace(self._listing)
        except OSError:
            # Row numbers are a convenience: a listing from a read-only cache is still a listing.
            draft.unlink(missing_ok=True)
