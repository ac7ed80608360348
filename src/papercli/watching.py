"""Saved searches: each shows only what is new to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from papercli.databases import Databases
from papercli.errors import NotFoundError, UsageError
from papercli.language import search_of
from papercli.model import Paper
from papercli.nearest import nearest
from papercli.query import PaperQuery
from papercli.store import watches as stored
from papercli.store.watches import Watch


class Found(NamedTuple):
    """A paper, and the names of the watches to which it is new."""

    paper: Paper
    watches: tuple[str, ...]


class Watches:
    """The saved searches of a person."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases

    def all(self) -> list[Watch]:
        """Return all watches, by name."""
        return stored.watches(self._databases.state)

    def named(self, names: Sequence[str]) -> tuple[list[Watch], list[NotFoundError]]:
        """Return the watches of these names, or all, and an error for each name that none has."""
        known = {watch.name: watch for watch in self.all()}
        wanted = list(dict.fromkeys(names or known))
        missing = [_not_found(name, known) for name in wanted if name not in known]
        return [known[name] for name in wanted if name in known], missing

    def add(self, watch: Watch, seen: Iterable[str]) -> None:
        """Add a watch that takes these papers as seen; raise UsageError where its name is taken."""
        if not stored.add(self._databases.state, watch, seen):
            raise UsageError(f"there is a watch {watch.name!r} already", f"papers watch remove {watch.name}")

    def remove(self, name: str) -> None:
        """Drop a watch; raise NotFoundError where there is none of this name."""
        _, missing = self.named([name])
        if missing:
            raise missing[0]
        stored.remove(self._databases.state, name)

    def see(self, found: Sequence[Found]) -> None:
        """Remember what watches have shown."""
        shown: dict[str, list[str]] = {}
        for paper, names in found:
            for name in names:
                shown.setdefault(name, []).append(paper.id)
        stored.see(self._databases.state, shown)


def query_of(watch: Watch) -> PaperQuery:
    """Return what a watch asks for now: a date such as 7d counts from today.

    Raises UsageError for words that make no search.
    """
    search = search_of(watch.words, date.today())
    if search is None:
        raise UsageError("there is nothing to search for")
    return PaperQuery(search=search, exact=watch.exact)


def gathered(papers: Mapping[str, Iterable[Paper]]) -> list[Found]:
    """Return what watches found, each paper once."""
    found: dict[str, Found] = {}
    for name, each in papers.items():
        for paper in each:
            before = found.get(paper.id, Found(paper, ()))
            found[paper.id] = Found(before.paper, (*before.watches, name))
    return list(found.values())


def _not_found(name: str, known: Iterable[str]) -> NotFoundError:
    near = nearest(name, known)
    return NotFoundError(f"there is no watch {name!r}", f"did you mean {near}?" if near else "papers watch lists them")
