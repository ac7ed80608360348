"""The field as the library shows it: statistics, trends, relatives and people; each answer follows from the cache."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from papercli.language import Alternative, Node
from papercli.model import Paper
from papercli.query import PaperQuery
from papercli.store.connection import Connection

if TYPE_CHECKING:
    from papercli.field.people import Author, Person
    from papercli.field.related import Relative
    from papercli.field.stats import Stats
    from papercli.field.trends import Trend

Lookup = Callable[[Iterable[str]], Mapping[str, Sequence[Alternative]]]
"""What else the terms of some keys may be called, for those of which that is known."""


class Field:
    """What can be asked of all papers of a library together, or of those that a query chooses."""

    def __init__(
        self,
        connection: Callable[[PaperQuery], Connection],
        widened: Callable[[PaperQuery], PaperQuery],
        lookup: Lookup,
    ) -> None:
        # Asked for with each query, as one for marks fails where these cannot be read.
        self._connection = connection
        self._widened = widened
        self._lookup = lookup

    def stats(self, query: PaperQuery) -> "Stats":
        """Return the statistics of chosen papers."""
        from papercli.field.stats import stats

        return stats(self._connection(query), query)

    def trends(self, query: PaperQuery, limit: int | None) -> "tuple[list[Trend], int]":
        """Return the terms whose share of chosen papers changed most surely, and how many changed."""
        from papercli.field.trends import trends

        return trends(self._connection(query), query, self._lookup, limit)

    def uncounted(self, query: PaperQuery) -> int:
        """Return of how many papers the terms have to be counted before there are trends; 0 where that was done."""
        from papercli.store import field, mentions

        connection = self._connection(query)
        return 0 if mentions.are_saved(connection) else field.papers(connection)

    def compared(self, query: PaperQuery, searches: Sequence[tuple[str, Node]]) -> "list[Trend]":
        """Return how terms fare among chosen papers, each by what a search for it finds."""
        from papercli.field.trends import compared

        found = [(term, self._widened(PaperQuery(search=node)).search or node) for term, node in searches]
        return compared(self._connection(query), query, found)

    def related(self, paper: Paper, limit: int) -> "list[Relative]":
        """Return the papers nearest to one, and what they share with it."""
        from papercli.field.related import related

        return related(self._connection(PaperQuery()), paper, limit, self._lookup)

    def authors(self, query: PaperQuery, limit: int | None) -> "tuple[list[Author], int]":
        """Return the authors of most chosen papers, and how many authors there are."""
        from papercli.field.people import ranking

        return ranking(self._connection(query), query, limit)

    def people(self, query: PaperQuery, name: str, limit: int | None) -> "tuple[list[Person], int]":
        """Return whom a name may mean among the authors of chosen papers, and how many these are.

        Raises NotFoundError for a name that no author has.
        """
        from papercli.field.people import people

        return people(self._connection(query), query, name, limit)
