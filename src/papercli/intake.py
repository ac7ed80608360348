"""The domain for imports: what digests say, and what became of it. Apart from `model`, as readers need none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from papercli.model import Section


@dataclass(frozen=True)
class Diagnostic:
    """Something odd in a file, at a line counted from 1."""

    file: str
    line: int
    what: str


@dataclass(frozen=True)
class Entry:
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


@dataclass(frozen=True)
class Explanation:
    """How one paper of a digest was read: its line, its title, and which step gave that, or why it was left out."""

    line: int
    id: str
    title: str | None
    how: str


@dataclass(frozen=True)
class Digest:
    """One Markdown file: where it is, its text, the entries found in it and what was odd."""

    source: str
    text: str
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Tally:
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


@dataclass(frozen=True)
class PaperChange:
    """What became of one paper: its votes before and after, and whether its text is another."""

    id: str
    title: str
    change: Change
    before: int | None = None
    after: int | None = None
    text: bool = False


@dataclass(frozen=True)
class ImportReport:
    """What an import or sync did.

    Counts of digests and papers, the papers that are not as before, oddities, files that are gone, and files
    or sources that failed with the reason.
    """

    digests: Tally = Tally()
    papers: Tally = Tally()
    changes: tuple[PaperChange, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    vanished: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Repeat:
    """A paper that several digests carry with other votes: each day with its votes, the oldest first."""

    id: str
    title: str | None
    votes: tuple[tuple[str | None, int | None], ...]


@dataclass(frozen=True)
class DatabaseFile:
    """One of the program's files: where it is, its size in bytes, and what is wrong with it."""

    path: str
    size: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Examination:
    """What is to be known about a library: oddities, repeats, its files, and what needs a hand."""

    diagnostics: tuple[Diagnostic, ...]
    repeats: tuple[Repeat, ...]
    files: tuple[DatabaseFile, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Where digests come from: a folder, a file or a git repository.

    `synced` is the time (UTC, ISO) of the last sync that could read it, `problem` why the last one could not.
    """

    name: str
    kind: str
    location: str
    synced: str | None = None
    problem: str | None = None
