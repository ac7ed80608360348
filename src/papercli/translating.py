"""What the glossary says, learnt when it is needed: for searches, which find notes as well, and to be listed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from papercli.databases import Databases
from papercli.query import PaperQuery
from papercli.store import glossary as stored
from papercli.store.marks import notes

if TYPE_CHECKING:
    from papercli.language import Alternative, Node
    from papercli.store.glossary import GlossaryEntry

# A search learns the glossary anew when this share of the entries changed: a day in a month of digests is less.
_STALE = 0.05
# Learning from as many entries takes a second, which a person is told.
_MANY = 3_000


class Translations:
    """The other words for terms, as the digests teach them. `tell` is told what takes its time."""

    def __init__(self, databases: Databases, tell: Callable[[str], None] | None) -> None:
        self._databases = databases
        self._tell = tell
        self._glossary: Mapping[str, Sequence[Alternative]] | None = None

    def widened(self, query: PaperQuery) -> PaperQuery:
        """Return a query whose search also accepts other words for its terms, unless it is exact, and notes."""
        search = query.search
        if search is None:
            return query
        if not query.exact:
            search = self._translated(search)
        if found := notes(self._databases.both):
            from papercli.expansion import noted
            from papercli.terms import fold

            search = noted(search, {paper_id: fold(note) for paper_id, note in found.items()})
        return replace(query, search=search)

    def _translated(self, search: "Node") -> "Node":
        from papercli.expansion import expanded
        from papercli.glossary.words import term_key

        @cache
        def learnt() -> "Mapping[str, Sequence[Alternative]] | None":
            return self._learnt() if stored.is_stale(self._databases.cache, _STALE) else None

        def lookup(term: str) -> "Sequence[Alternative]":
            # Asked here, as a search for marks or days has no term, and needs no glossary.
            if (glossary := learnt()) is not None:
                return glossary.get(term_key(term), ())
            return stored.alternatives(self._databases.cache, term)

        return expanded(search, lookup)

    def of(self, keys: Iterable[str]) -> "Mapping[str, Sequence[Alternative]]":
        """Return the other words for the terms of these keys, of which it may know few."""
        if stored.is_stale(self._databases.cache, _STALE):
            learnt = self._learnt()
            return {key: learnt[key] for key in keys if key in learnt}
        return stored.alternatives_of(self._databases.cache, keys)

    def entries(self, term: str | None) -> "list[GlossaryEntry]":
        """Return the pairs of terms that the digests teach, all or those with a term in them."""
        if stored.is_stale(self._databases.cache, 0):
            self._learnt()
        return stored.entries(self._databases.cache, term)

    def nearest(self, term: str) -> str | None:
        """Return the term of some pair that a person most likely meant; None where none is near."""
        from papercli.nearest import nearest

        return nearest(term, (word for entry in self.entries(None) for word in (entry.term, entry.translation)))

    def _learnt(self) -> "Mapping[str, Sequence[Alternative]]":
        # Only here: learning takes a second for a year of digests, and most searches follow no import.
        from papercli.learner import refresh

        if self._glossary is None:
            if self._tell and (entries := stored.entry_count(self._databases.cache)) >= _MANY:
                self._tell(f"learning the glossary from {entries:,} summaries, once after they changed")
            # Once: a cache that cannot be written stays as stale as it was.
            self._glossary = refresh(self._databases.cache)
        return self._glossary
