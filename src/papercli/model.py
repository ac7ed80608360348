"""The domain: what digests say about papers, and what the library answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """One labelled or plain point of a summary; the text is its own Markdown, without bullet and label."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd in a file, at a line counted from 1."""

    file: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper as one digest has it; the line is that of its heading, the date an ISO day."""

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


@dataclass(frozen=True, slots=True)
class Digest:
    """One Markdown file: where it is, its text, the entries found in it and what was odd."""

    source: str
    text: str
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One paper in one digest: when, with how many votes, in which file and at which line."""

    date: str | None
    votes: int | None
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader did with a paper."""

    starred: bool = False
    read: bool = False
    tags: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a paper was found: a score (greater is better), the best passage, and its matched words."""

    score: float
    snippet: str
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What all appearances of a paper share: text of the newest digest, votes of the newest that states them."""

    id: str
    title: str
    url: str
    date: str | None
    votes: int | None
    authors: tuple[str, ...]
    authors_truncated: bool
    image: str | None
    video: str | None
    sections: tuple[Section, ...]
    digests: tuple[Appearance, ...]
    marks: Marks = Marks()
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things an import found new, changed and unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: counts of digests and papers, oddities, and files that failed with the reason."""

    digests: Tally = Tally()
    papers: Tally = Tally()
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
