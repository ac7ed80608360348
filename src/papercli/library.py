"""The library that the commands talk to: it answers queries, and has what brings digests in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from papercli.databases import Databases
from papercli.errors import NotFoundError, VersionError
from papercli.listing import Listing
from papercli.model import Paper
from papercli.paths import Places
from papercli.query import PaperQuery
from papercli.store import papers as stored

if TYPE_CHECKING:
    from papercli.dates import Period
    from papercli.field import Field
    from papercli.intake import Examination
    from papercli.language import Alternative
    from papercli.store.calendar import Day
    from papercli.store.glossary import GlossaryEntry
    from papercli.syncing import Sources

# A search learns the glossary anew when this share of the entries changed: a day in a month of digests is less.
_STALE = 0.05


class Library:
    """All papers that were imported on this computer."""

    def __init__(self, places: Places) -> None:
        self._databases = Databases(places)
        self._clones = places.cache / "git"
        self.listing = Listing(places.cache / "listing")

    def mend(self, error: Exception) -> str | None:
        """Make a cache that is damaged or of another version anew, from the texts that it keeps and from the sources.

        Returns the sentence to tell; None for an error that does not come from the state of the cache.
        """
        from papercli.importer import rebuild, restore
        from papercli.store.health import is_damaged, saved_texts, set_aside

        path = self._databases.cache_path
        if isinstance(error, VersionError):
            kept = rebuild(path)
            return f"the cache was of another version and is made anew; the old one is {kept}" if kept else ""
        if not is_damaged(path, error):
            return None
        self._databases.close()
        aside = set_aside(path)
        restore(self._databases.cache, saved_texts(aside))
        self.sources.sync([])
        return f"the cache was damaged and is made anew; the old one is {aside}"

    def examine(self) -> "Examination":
        """Return what is odd in the library, and what needs a hand."""
        from papercli.intake import Examination
        from papercli.store import health, state

        files = (
            health.database(self._databases.cache_path, self._databases.cache),
            health.database(self._databases.state_path, self._databases.state),
        )
        damaged = [f"{file.path}: {problem}" for file in files for problem in file.problems]
        unreached = [f"{each.name}: {each.problem}" for each in state.sources(self._databases.state) if each.problem]
        return Examination(
            diagnostics=tuple(health.diagnostics(self._databases.cache)),
            repeats=tuple(health.repeats(self._databases.cache)),
            files=files,
            problems=(*damaged, *unreached),
        )

    @cached_property
    def sources(self) -> "Sources":
        """Where digests come from."""
        # Only here, as with all that reads digests: a listing needs none of it.
        from papercli.syncing import Sources

        return Sources(self._databases, self._clones)

    def widened(self, query: PaperQuery) -> PaperQuery:
        """Return a query whose search also accepts what the glossary says for its terms, unless it is exact."""
        if query.search is None or query.exact:
            return query
        from papercli.expansion import expanded
        from papercli.glossary.words import term_key
        from papercli.store.glossary import alternatives, is_stale

        if is_stale(self._databases.cache, _STALE):
            learnt = self._learn_glossary()
            return replace(query, search=expanded(query.search, lambda term: learnt.get(term_key(term), ())))
        return replace(query, search=expanded(query.search, lambda term: alternatives(self._databases.cache, term)))

    def _alternatives(self, keys: Iterable[str]) -> "Mapping[str, Sequence[Alternative]]":
        """Return what the glossary says for the terms of these keys, of which it may know few."""
        from papercli.store.glossary import alternatives_of, is_stale

        if is_stale(self._databases.cache, _STALE):
            learnt = self._learn_glossary()
            return {key: learnt[key] for key in keys if key in learnt}
        return alternatives_of(self._databases.cache, keys)

    def papers(self, query: PaperQuery, *, explained: bool = False) -> Iterator[Paper]:
        """Yield the papers that a query asks for; with `explained` those of a search say why they were found."""
        found = stored.select(self._databases.cache, query)
        if query.search is None or not explained:
            yield from (paper for paper, _ in found)
            return
        from papercli.hits import explain, wanted

        search = wanted(query.search)
        yield from (paper._replace(hit=explain(paper, score, search)) for paper, score in found)

    def count(self, query: PaperQuery) -> int:
        """Return how many papers a query finds without its limit."""
        return stored.count(self._databases.cache, query)

    def days(self, periods: "tuple[Period, ...]") -> "list[Day]":
        """Return how much there is of each day within all periods."""
        from papercli.store.calendar import days

        return days(self._databases.cache, periods)

    def glossary(self, term: str | None) -> "list[GlossaryEntry]":
        """Return the pairs of terms that the digests teach, all or those with a term in them."""
        from papercli.store.glossary import entries, is_stale

        if is_stale(self._databases.cache, 0):
            self._learn_glossary()
        return entries(self._databases.cache, term)

    def _learn_glossary(self) -> "Mapping[str, Sequence[Alternative]]":
        # Only here: learning takes a second for a year of digests, and most searches follow no import.
        from papercli.learner import refresh

        return refresh(self._databases.cache)

    @property
    def field(self) -> "Field":
        """The field that the papers are of: statistics, trends, relatives and people."""
        from papercli.field import Field

        return Field(self._databases.cache, self.widened, self._alternatives)

    def suggestions(self, query: PaperQuery) -> list[tuple[str, str]]:
        """Return the words of a search that no paper has, each with the nearest that some paper has."""
        from papercli.store.words import nearest

        return nearest(self._databases.cache, query)

    def is_empty(self) -> bool:
        """Tell whether nothing was imported yet."""
        return next(self.papers(PaperQuery(limit=1)), None) is None

    def paper(self, reference: str) -> Paper:
        """Return the paper that a person means by an id, a URL, or a row of the last listing.

        Raises NotFoundError, with the nearest id as a hint.
        """
        from papercli.ids import typed_id

        arxiv = (
            self.listing.row(int(reference)) if reference.isdecimal() and len(reference) < 7 else typed_id(reference)
        )
        if arxiv and (found := stored.load(self._databases.cache, arxiv)):
            return found
        raise NotFoundError(f"there is no paper {reference!r} in the library", self._hint(arxiv or reference))

    def _hint(self, wanted: str) -> str:
        if self.is_empty():
            return "it is empty: papers import PATH brings digests in"
        from difflib import get_close_matches

        known = stored.ids(self._databases.cache)
        # Of a large library only the same month is compared: comparing takes 10 µs an id.
        near = [arxiv for arxiv in known if arxiv[:4] == wanted[:4]] if len(known) > 10_000 else known
        close = get_close_matches(wanted, near, n=1, cutoff=0.6)
        return f"the nearest is {close[0]}" if close else "papers search WORDS finds papers by what they say"
