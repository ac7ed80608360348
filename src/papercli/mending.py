"""The health of the library: what is odd in it or needs a hand, and making a cache anew that cannot be used."""

from collections.abc import Callable

from papercli.databases import Databases
from papercli.errors import StoreError, VersionError
from papercli.importer import rebuild, restore
from papercli.intake import Examination
from papercli.store import health
from papercli.store.connection import is_damage
from papercli.store.marks import DAMAGED


class Health:
    """What is wrong with the two databases of a person, and what can be done about it."""

    def __init__(self, databases: Databases, resync: Callable[[], object]) -> None:
        self._databases = databases
        self._resync = resync

    def mend(self, error: Exception) -> str | None:
        """Make a cache that is damaged or of another version anew, from the texts that it keeps and from the sources.

        Returns the sentence to tell; None for an error that does not come from the state of the cache.
        Raises StoreError for damage of what a person did, which nothing else could bring back.
        """
        path = self._databases.cache_path
        if isinstance(error, VersionError):
            kept = rebuild(path)
            return f"the cache was of another version and is made anew; the old one is {kept}" if kept else ""
        if not health.is_damaged(path, error):
            if is_damage(error):
                raise StoreError(f"{self._databases.state_path} is damaged: {error}", DAMAGED) from error
            return None
        self._databases.close()
        aside = health.set_aside(path)
        restore(self._databases.cache, health.saved_texts(aside))
        self._resync()
        return f"the cache was damaged and is made anew; the old one is {aside}"

    def examine(self) -> Examination:
        """Return what is odd in the library, and what needs a hand."""
        cache = health.database(self._databases.cache_path, self._databases.cache)
        person, sources = health.state_file(self._databases.state_path)
        files = (cache, person)
        damaged = [f"{file.path}: {problem}" for file in files for problem in file.problems]
        unreached = [f"{each.name}: {each.problem}" for each in sources if each.problem]
        return Examination(
            diagnostics=tuple(health.diagnostics(self._databases.cache)),
            repeats=tuple(health.repeats(self._databases.cache)),
            files=files,
            problems=(*damaged, *unreached),
        )
