"""What a person can name, for completion: it makes no database where there is none, and mends none."""

from papercli.databases import Databases
from papercli.plural import counted
from papercli.safe import without_login


class Known:
    """The names that papers, sources, tags and watches have, each with what helps to choose it."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases

    def papers(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Return the newest papers whose ids begin so, with their titles.

        None where there is no cache; raises VersionError for one that has to be made anew, which takes its time.
        """
        from papercli.store.papers import titles

        return titles(self._databases.cache, prefix, most) if self._databases.cache_path.exists() else []

    def sources(self) -> list[tuple[str, str]]:
        """Return all sources, with where they are."""
        from papercli.store.state import sources

        found = sources(self._databases.state) if self._has_state() else []
        return [(each.name, without_login(each.location)) for each in found]

    def tags(self) -> list[tuple[str, str]]:
        """Return all tags, with how many papers have them."""
        from papercli.store.changes import tags

        found = tags(self._databases.state) if self._has_state() else []
        return [(name, counted(number, "paper")) for name, number in found]

    def watches(self) -> list[tuple[str, str]]:
        """Return all watches, with what they search for."""
        from papercli.store.watches import watches

        return [(each.name, each.words) for each in watches(self._databases.state)] if self._has_state() else []

    def _has_state(self) -> bool:
        return self._databases.state_path.exists()
