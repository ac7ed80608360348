"""The libraries that are measured: digests imported into a folder of their own, and how large that becomes."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.measure import output, papers


@dataclass(frozen=True)
class Bench:
    """What all rows share: the digests, how often to run, and a temporary folder."""

    digests: Path
    runs: int
    temporary: Path

    @cached_property
    def home(self) -> Path:
        """A library of the digests; only to be read."""
        home = self.fresh()
        output(papers("import", str(self.digests)), home)
        return home

    def fresh(self) -> Path:
        """Return a new empty folder."""
        return Path(mkdtemp(dir=self.temporary))


def markdown_bytes(folder: Path) -> int:
    """Return the size of all Markdown files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.md"))


def cache_bytes(home: Path) -> int:
    """Return the size of a library's cache once its log is written back."""
    cache = home / "cache" / "cache.db"
    with closing(sqlite3.connect(cache)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return cache.stat().st_size


def mebibytes(*sizes: int) -> str:
    """Return sizes for the table."""
    return " / ".join(f"{size / 1024**2:,.1f}" for size in sizes) + " MiB"
