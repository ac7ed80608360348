"""The domain for imports: what digests say, and what became of it. Apart from `model`, as readers need none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from papercli.model import Section


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
