"""The library that the commands talk to: it answers queries, and has what brings digests in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from papercli.databases import Databases
from papercli.errors import UsageError
from papercli.listing import Listing
from papercli.model import Paper
from papercli.paths import Places
from papercli.query import PaperQuery
from papercli.store import papers as stored

if TYPE_CHECKING:
    from papercli.clearing import Cache
    from papercli.dates import Period
    from papercli.errors import PapersError
    from papercli.field import Field
    from papercli.known import Known
    from papercli.marking import Marking
    from papercli.mending import Health
    from papercli.reading import Coming
    from papercli.references import Named
    from papercli.store.calendar import Day
    from papercli.store.connection import Connection
    from papercli.syncing import Sources
    from papercli.translating import Translations
    from papercli.watching import Watches


class Library:
    """All papers that were imported on this computer. `tell` is told what takes its time."""

    def __init__(self, places: Places, tell: Callable[[str], None] | None = None) -> None:
        self._databases = Databases(places)
        self._tell = tell
        self._folder = places.cache
        self.listing = Listing(places.cache / "listing")

    def close(self) -> None:
        """Let go of the files of the library."""
        self._databases.close()

    @cached_property
    def health(self) -> "Health":
        """What is odd in the library, and what makes it usable again."""
        from papercli.mending import Health

        return Health(self._databases, lambda: self.sources.sync([]))

    @cached_property
    def sources(self) -> "Sources":
        """Where digests come from."""
        # Only here, as with all that reads digests: a listing needs none of it.
        from papercli.syncing import Sources

        return Sources(self._databases, self._folder / "git")

    def widened(self, query: PaperQuery) -> PaperQuery:
        """Return a query whose search also accepts what the glossary says for its terms, unless it is exact, and notes.

        Other methods take searches that were widened.
        """
        return query if query.search is None else self.translations.widened(query)

    def papers(self, query: PaperQuery, *, explained: bool = False) -> Iterator[Paper]:
        """Yield the papers that a query asks for; with `explained` those of a search say why they were found."""
        found = stored.select(self._for(query), query)
        if query.search is None or not explained:
            yield from (paper for paper, _ in found)
            return
        from papercli.hits import explain, wanted

        search = wanted(query.search)
        yield from (paper._replace(hit=explain(paper, score, search)) for paper, score in found)

    def _for(self, query: PaperQuery) -> "Connection":
        """Return what answers a query; raise StoreError for one that asks for marks which cannot be read."""
        connection = self._databases.both
        if problem := self._databases.without_marks:
            from papercli.expansion import asks_for_marks

            if query.marked or query.unmarked or query.unseen_by or asks_for_marks(query.search):
                raise problem
        return connection

    def count(self, query: PaperQuery) -> int:
        """Return how many papers a query finds without its limit."""
        return stored.count(self._for(query), query)

    def ids(self, query: PaperQuery) -> list[str]:
        """Return the ids of the papers that a query asks for, in its order."""
        return stored.chosen_ids(self._for(query), query)

    def next_unread(self, day: str | None, everything: bool) -> "Coming":
        """Return the paper to read next: the one with most votes of the newest digest, or of those of a date.

        With `everything` older digests follow. Raises UsageError for a date that is none.
        """
        from papercli.reading import Coming, unread

        here, elsewhere = unread(day, everything)
        if paper := next(self.papers(here), None):
            # All that is unread of a large library is not counted for the sake of one page.
            return Coming(paper, more=self.count(here) - 1 if here.periods else None)
        return Coming(None, elsewhere=self.count(elsewhere) if here.periods else 0)

    def days(self, periods: "tuple[Period, ...]") -> "list[Day]":
        """Return how much there is of each day within all periods."""
        from papercli.store.calendar import days

        return days(self._databases.cache, periods)

    @cached_property
    def translations(self) -> "Translations":
        """What the glossary says, for searches and to be listed."""
        # Only here: a listing without a search needs none of it.
        from papercli.translating import Translations

        return Translations(self._databases, self._tell)

    @property
    def field(self) -> "Field":
        """The field that the papers are of: statistics, trends, relatives and people."""
        from papercli.field import Field

        return Field(self._for, self.widened, lambda keys: self.translations.of(keys))

    def suggestions(self, query: PaperQuery) -> list[tuple[str, str]]:
        """Return the words of a search that no paper has, each with the nearest that some paper has."""
        from papercli.store.words import nearest

        return nearest(self._databases.both, query)

    def count_apart(self, query: PaperQuery) -> int:
        """Return how many papers have the words of a search somewhere, none where it asks for no phrase."""
        from papercli.language import apart

        loose = query.search and apart(query.search)
        return 0 if loose == query.search else self.count(self.widened(replace(query, search=loose)))

    def is_empty(self) -> bool:
        """Tell whether nothing was imported yet."""
        return next(self.papers(PaperQuery(limit=1)), None) is None

    def named(self, references: Iterable[str]) -> "Named":
        """Return the papers that a person names: by ids, URLs, rows of the last listing, `.` for what next showed.

        A paper that has left and has marks still counts. Raises UsageError for a range that makes no sense.
        """
        from papercli.references import named

        wanted = [self.marks.last_shown or each if each == "." else each for each in references]
        return named(wanted, self.listing, self.titles_of, self._hint)

    def papers_named(self, references: Iterable[str]) -> "tuple[list[Paper], list[PapersError]]":
        """Return the papers that a person names (see `named`), and an error for each that is not in the library."""
        from papercli.references import not_found
        from papercli.store.marks import marks_of

        ids, missing = self.named(references)
        marks = marks_of(self._databases.both, ids)
        found = {each: stored.load(self._databases.both, each) for each in ids}
        gone = [not_found(each, "it has left; its marks stay") for each, paper in found.items() if paper is None]
        there = [paper for paper in found.values() if paper]
        return [paper._replace(marks=marks.get(paper.id, paper.marks)) for paper in there], [*missing, *gone]

    def paper(self, reference: str) -> Paper:
        """Return the one paper that a person names; raise NotFoundError, with the nearest id as a hint.

        Raises UsageError for a range of rows.
        """
        found, missing = self.papers_named([reference])
        if len(found) > 1:
            raise UsageError(f"{reference} are {len(found)} papers", "name one")
        if missing:
            raise missing[0]
        return found[0]

    def titles_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of the papers that are in the library, and empty ones for those that only have marks."""
        return stored.known(self._databases.both, ids)

    @cached_property
    def marks(self) -> "Marking":
        """What changes the reader's own marks."""
        from papercli.marking import Marking

        return Marking(self._databases)

    @cached_property
    def watches(self) -> "Watches":
        """The saved searches."""
        from papercli.watching import Watches

        return Watches(self._databases)

    @cached_property
    def cache(self) -> "Cache":
        """The cache as a folder that can be thrown away."""
        from papercli.clearing import Cache

        return Cache(self._databases, self._folder)

    @property
    def without_marks(self) -> "PapersError | None":
        """Why papers were answered without the marks that they may have; None where they have them."""
        return self._databases.without_marks

    @property
    def known(self) -> "Known":
        """What can be named."""
        from papercli.known import Known

        return Known(self._databases)

    def _hint(self, wanted: str) -> str:
        if self.is_empty():
            return "it is empty: papers import PATH brings digests in"
        from papercli.nearest import nearest

        known = stored.ids(self._databases.cache)
        # Of a large library only the same month is compared: comparing takes 10 µs an id.
        near = [arxiv for arxiv in known if arxiv[:4] == wanted[:4]] if len(known) > 10_000 else known
        # With two digits of ten wrong, and no more: any two ids have half of their digits in common.
        close = nearest(wanted, near, likeness=0.8)
        return f"the nearest is {close}" if close else "papers search WORDS finds papers by what they say"
