"""Throwing the cache away: what it takes up, what would not come back, and doing it."""

from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from papercli.databases import Databases
from papercli.sources import root_of
from papercli.store import state
from papercli.store.files import below, known_files


class Cache:
    """The folder of what can be made anew: the cache, clones of git repositories, and the last listing."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self._databases = databases
        self.path = folder

    def size(self) -> int:
        """Return how many bytes its files have."""
        total = 0
        for file in self._files():
            # Another process may be clearing it, or close it.
            with suppress(FileNotFoundError):
                total += file.lstat().st_size
        return total

    def lost(self) -> int:
        """Return how many digests no source would bring back: from standard input, or imported once."""
        clones = self.path / "git"
        sources = state.sources(self._databases.state)
        kept = {digest for each in sources for digest in below(self._databases.cache, root_of(each, clones))}
        return len(known_files(self._databases.cache).keys() - kept)

    def clear(self) -> None:
        """Remove all that the program put there; what other programs did stays."""
        self._databases.close()
        rmtree(self.path / "git", ignore_errors=True)
        for file in self._files():
            file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        # What belongs to the cache before the cache itself: a log without its database is nothing.
        found = [file for name in ("cache.db?*", "cache.db", "listing*") for file in sorted(self.path.glob(name))]
        return [file for file in [*found, *(self.path / "git").rglob("*")] if not file.is_dir()]
