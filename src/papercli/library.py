"""The library that the commands talk to: it opens the cache, brings digests in, and answers queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from papercli.errors import InputError, NotFoundError
from papercli.listing import Listing
from papercli.model import Paper
from papercli.paths import Places
from papercli.query import PaperQuery
from papercli.store import connection as store
from papercli.store import papers as stored

if TYPE_CHECKING:
    from papercli.dates import Period
    from papercli.importer import Track
    from papercli.intake import Examination, ImportReport, Source
    from papercli.language import Alternative
    from papercli.store.calendar import Day
    from papercli.store.glossary import GlossaryEntry

# A search learns the glossary anew when this share of the entries changed: a day in a month of digests is less.
_STALE = 0.05


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


class Library:
    """All papers that were imported on this computer."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._cache = places.cache / "cache.db"
        self._clones = places.cache / "git"
        self.listing = Listing(places.cache / "listing")

    @cached_property
    def _connection(self) -> store.Connection:
        connection = store.connect(self._cache)
        if not store.is_current(connection):
            # Only here: reading digests loads mistune.
            from papercli.importer import rebuild

            rebuild(connection)
        return connection

    def mend(self, error: Exception) -> str | None:
        """Make a damaged cache anew from the texts in it that can be read, and from the sources.

        Returns the sentence to tell; None for an error that does not come from damage of the cache.
        """
        from papercli.store.health import is_damaged, saved_texts, set_aside

        if not is_damaged(self._cache, error):
            return None
        self.close()
        aside = set_aside(self._cache)
        from papercli.importer import restore

        restore(self._connection, saved_texts(aside))
        self.sync([])
        return f"the cache was damaged and is made anew; the old one is {aside}"

    def close(self) -> None:
        """Let go of both databases."""
        for name in ("_connection", "_state"):
            if connection := self.__dict__.pop(name, None):
                connection.close()

    def examine(self) -> "Examination":
        """Return what is odd in the library, and what needs a hand."""
        from papercli.intake import Examination
        from papercli.store import health, state

        files = (
            health.database(self._cache, self._connection),
            health.database(self._places.state / "state.db", self._state),
        )
        damaged = [f"{file.path}: {problem}" for file in files for problem in file.problems]
        unreached = [f"{each.name}: {each.problem}" for each in state.sources(self._state) if each.problem]
        return Examination(
            diagnostics=tuple(health.diagnostics(self._connection)),
            repeats=tuple(health.repeats(self._connection)),
            files=files,
            problems=(*damaged, *unreached),
        )

    @cached_property
    def _state(self) -> store.Connection:
        from papercli.store import state

        return state.connect(self._places.state / "state.db")

    def import_digests(
        self,
        places: Sequence[str],
        texts: Iterable[tuple[str, bytes]] = (),
        *,
        once: bool = False,
        track: "Track | None" = None,
    ) -> "ImportReport":
        """Bring in the digests of files, folders and git repositories, and texts with their sources.

        The places are remembered for the next sync, unless `once`; what fails stops no other.
        """
        from papercli import importer
        from papercli.sources import find, source_of, text_of
        from papercli.store import state

        found = {}
        failures = {}
        for place in places:
            where = place
            try:
                source = source_of(place)
                where = source.location
                found[source] = find(source, self._clones)
            except InputError as error:
                failures[place or "''"] = error.message.removeprefix(f"{where}: ")
        report = importer.run(self._connection, found.values(), texts, failures=failures, track=track)
        for source, finding in found.items():
            is_text = text_of(finding.root) == str(finding.root)
            if not once and is_text and text_of(finding.root) not in report.failures:
                known = state.remember(self._state, source.kind, source.location)
                state.note_sync(self._state, known.name, _now(), None)
        return report

    def sync(self, names: Sequence[str], *, prune: bool = False, track: "Track | None" = None) -> "ImportReport":
        """Bring in what is new in the sources of these names, or in all; what fails stops no other.

        Raises NotFoundError for a name that no source has.
        """
        from papercli import importer
        from papercli.sources import find
        from papercli.store import state

        findings = []
        failures = {}
        for source in self._sources(names):
            problem = None
            try:
                findings.append(find(source, self._clones))
            except InputError as error:
                problem = failures[source.name] = error.message
            state.note_sync(self._state, source.name, _now(), problem)
        return importer.run(self._connection, findings, failures=failures, prune=prune, track=track)

    def sources(self) -> "list[tuple[Source, int, int]]":
        """Return where digests come from, with how many digests and papers each has in the library."""
        from papercli.sources import root_of
        from papercli.store import state
        from papercli.store.files import below, papers_of

        found = []
        for source in state.sources(self._state):
            digests = below(self._connection, root_of(source, self._clones))
            found.append((source, len(digests), len(papers_of(self._connection, digests))))
        return found

    def forget_source(self, name: str, *, prune: bool = False) -> "ImportReport":
        """Drop a source; its papers stay, unless `prune`."""
        from papercli import importer
        from papercli.sources import Finding, root_of
        from papercli.store import state

        (source,) = self._sources([name])
        root = root_of(source, self._clones)
        report = importer.run(self._connection, [Finding(root, [])] if prune else [], prune=prune)
        state.forget(self._state, source.name)
        if source.kind == "git" and prune:
            from shutil import rmtree

            rmtree(root, ignore_errors=True)
        return report

    def _sources(self, names: Sequence[str]) -> "list[Source]":
        from papercli.store import state

        known = {source.name: source for source in state.sources(self._state)}
        for name in names:
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "papers sources lists them"
                raise NotFoundError(f"there is no source {name!r}", hint)
        return [known[name] for name in names or known]

    def widened(self, query: PaperQuery) -> PaperQuery:
        """Return a query whose search also accepts what the glossary says for its terms, unless it is exact."""
        if query.search is None or query.exact:
            return query
        from papercli.expansion import expanded
        from papercli.glossary.words import term_key
        from papercli.store.glossary import alternatives, is_stale

        if is_stale(self._connection, _STALE):
            learnt = self._learn_glossary()
            return replace(query, search=expanded(query.search, lambda term: learnt.get(term_key(term), ())))
        return replace(query, search=expanded(query.search, lambda term: alternatives(self._connection, term)))

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

    def days(self, periods: "tuple[Period, ...]") -> "list[Day]":
        """Return how much there is of each day within all periods."""
        from papercli.store.calendar import days

        return days(self._connection, periods)

    def glossary(self, term: str | None) -> "list[GlossaryEntry]":
        """Return the pairs of terms that the digests teach, all or those with a term in them."""
        from papercli.store.glossary import entries, is_stale

        if is_stale(self._connection, 0):
            self._learn_glossary()
        return entries(self._connection, term)

    def _learn_glossary(self) -> "Mapping[str, Sequence[Alternative]]":
        # Only here: learning takes a second for a year of digests, and most searches follow no import.
        from papercli.learner import refresh

        return refresh(self._connection)

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

        arxiv = (
            self.listing.row(int(reference)) if reference.isdecimal() and len(reference) < 7 else typed_id(reference)
        )
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
