"""The domain for imports: what digests say, and what became of it. Apart from `model`, as readers need none of it.

Named tuples, as there: a sync where nothing changed loads them too.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from papercli.model import Section


class Diagnostic(NamedTuple):
    """Something odd in a file, at a line counted from 1."""

    file: str
    line: int
    what: str


class Entry(NamedTuple):
    """One paper as one digest has it; the line is that of its heading, the date an ISO day, an empty title unknown."""

    id: str
    title: str
    line: int
    date: str | None = None
    votes: int | None = None
    authors: tuple[str, ...] = ()
    authors_truncated: bool = False
    image: str | None = None
    video: str | None = None
    sections: tuple[Section, ...] = ()


class Explanation(NamedTuple):
    """How one paper of a digest was read: its line, its title, and which step gave that, or why it was left out."""

    line: int
    id: str
    title: str | None
    how: str


class Digest(NamedTuple):
    """One Markdown file: where it is, its text, the entries found in it and what was odd."""

    source: str
    text: str
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


class Tally(NamedTuple):
    """How many things an import found new, changed, unchanged and removed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


class Change(Enum):
    """What became of a paper or a digest."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


class PaperChange(NamedTuple):
    """What became of one paper: its votes before and after, and whether its text is another."""

    id: str
    title: str
    change: Change
    before: int | None = None
    after: int | None = None
    text: bool = False


class ImportReport(NamedTuple):
    """What an import or sync did.

    Counts of digests and papers, the papers that are not as before, oddities, files that are gone, and files
    or sources that failed with the reason.
    """

    digests: Tally = Tally()
    papers: Tally = Tally()
    changes: tuple[PaperChange, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    vanished: tuple[str, ...] = ()
    failures: Mapping[str, str] = MappingProxyType({})


class Repeat(NamedTuple):
    """A paper that several digests carry with other votes: each day with its votes, the oldest first."""

    id: str
    title: str | None
    votes: tuple[tuple[str | None, int | None], ...]


class DatabaseFile(NamedTuple):
    """One of the program's files: where it is, its size in bytes, and what is wrong with it."""

    path: str
    size: int
    problems: tuple[str, ...]


class Examination(NamedTuple):
    """What is to be known about a library: oddities, repeats, its files, and what needs a hand."""

    diagnostics: tuple[Diagnostic, ...]
    repeats: tuple[Repeat, ...]
    files: tuple[DatabaseFile, ...]
    problems: tuple[str, ...]


class Source(NamedTuple):
    """Where digests come from: a folder, a file or a git repository.

    `synced` is the time (UTC, ISO) of the last sync that could read it, `problem` why the last one could not.
    """

    name: str
    kind: str
    location: str
    synced: str | None = None
    problem: str | None = None
