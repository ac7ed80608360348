"""The two databases of a person, opened when they are first needed."""

from functools import cached_property

from papercli.errors import StoreError, VersionError
from papercli.paths import Places
from papercli.store import connection as store
from papercli.store import marks


class Databases:
    """The cache and the state: where they are, and a connection to each."""

    def __init__(self, places: Places) -> None:
        self.cache_path = places.cache / "cache.db"
        self.state_path = places.state / "state.db"
        self._opened: tuple[int, int] | None = None

    @cached_property
    def cache(self) -> store.Connection:
        """The cache; raises VersionError for one of another version."""
        connection = store.connect(self.cache_path)
        if not store.is_current(connection):
            connection.close()
            raise VersionError("the cache is of another version of papers")
        self._opened = self._in_place()
        return connection

    def check_in_place(self) -> None:
        """Raise StoreError where another process took the cache away while it was written here: nobody finds that."""
        if self._opened is None or self._in_place() != self._opened:
            raise StoreError("the cache was cleared or made anew meanwhile", "run it again: it brings in the rest")

    def _in_place(self) -> tuple[int, int] | None:
        try:
            found = self.cache_path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    @cached_property
    def both(self) -> store.Connection:
        """The cache with the state attached, to read papers with their marks."""
        marks.attach(self.cache, self.state_path)
        return self.cache

    @property
    def without_marks(self) -> StoreError | None:
        """Why `both` has no marks, where the state is there and cannot be read, as far as is known yet."""
        return marks.problem(self.both) if "both" in self.__dict__ else None

    @cached_property
    def state(self) -> store.Connection:
        """The state, of this version."""
        from papercli.store import state

        return state.connect(self.state_path)

    def close(self) -> None:
        """Let go of both."""
        self.__dict__.pop("both", None)
        for name in ("cache", "state"):
            if connection := self.__dict__.pop(name, None):
                connection.close()
