"""Bringing digests into the cache: only what is not as before, in batches, with a report of what that changed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path

from papercli import ingest
from papercli.ingest import Outcome
from papercli.intake import Change, Diagnostic, ImportReport, PaperChange, Tally
from papercli.sources import Finding, SourceFile, text_of
from papercli.store import connection as store
from papercli.store import health
from papercli.store.digests import Prepared, replace
from papercli.store.files import (
    Known,
    clear_arrivals,
    kept_texts,
    known_files,
    note_others,
    note_vanished,
    other_files,
    papers_of,
    touch,
)

# Files written in one transaction: of half as many the index takes a quarter longer, more gain nothing.
_BATCH = 32
_LEAST = 4

Track = Callable[[Iterable[Outcome], int], Iterable[Outcome]]


def run(
    connection: store.Connection,
    findings: Iterable[Finding],
    given: Iterable[tuple[str, bytes]] = (),
    *,
    failures: dict[str, str] | None = None,
    prune: bool = False,
    track: Track | None = None,
) -> ImportReport:
    """Import the digests that were found, and texts that come with the name of their source.

    A file that is gone keeps its papers, unless `prune`. `failures` are those of places that could not be
    looked into, for the report. `track` is given the outcomes, with their number, to pass on while it shows
    how far they are.
    """
    known = known_files(connection)
    running = _Import(connection, known, failures or {})
    files: dict[str, SourceFile] = {}
    for finding in findings:
        for file in finding.files:
            before = files.get(file.source)
            files[file.source] = file if before is None or file.named else before
        running.failures |= finding.problems
        root = text_of(finding.root)
        # What lies in a folder that could not be read is not known to be gone.
        gone = {source for source in known if _is_below(source, root)}
        running.missing |= {source for source in gone if not any(_is_below(source, each) for each in finding.problems)}
    running.missing -= files.keys()
    changed = [file for source, file in files.items() if not running.is_as_before(source, file)]
    outcomes = ingest.read_files(changed, known)
    running.awaited = len(changed)
    for outcome in track(outcomes, len(changed)) if track else outcomes:
        running.awaited -= 1
        running.add(outcome, named=files[outcome.source].named)
    for source, data in given:
        same = source in known and known[source].hash == ingest.hash_of(data)
        running.add(Outcome(source) if same else ingest.read_text(source, data), named=True)
    running.finish(prune)
    return running.report()


def _is_below(source: str, root: str) -> bool:
    return Path(source).is_relative_to(root)


def rebuild(path: Path) -> Path | None:
    """Make a cache of another version one of this version, from the texts that it keeps.

    Returns where a copy of the old one is; None where another process was quicker.
    """
    with closing(store.connect(path)) as connection, store.transaction(connection):
        if store.is_current(connection):
            return None
        aside = health.copy_aside(path, store.version(connection))
        store.start_over(connection)
        for source, text in kept_texts(connection):
            replace(connection, [ingest.reread(source, text)])
        clear_arrivals(connection)
    return aside


def restore(connection: store.Connection, texts: Iterable[tuple[str, str]]) -> None:
    """Bring in texts that were saved from a damaged cache."""
    for source, text in texts:
        with store.transaction(connection):
            replace(connection, [ingest.reread(source, text)])


class _Import:
    """One import while it runs: outcomes are written in batches, and the report grows with them."""

    def __init__(self, connection: store.Connection, known: dict[str, Known], failures: dict[str, str]) -> None:
        self.connection = connection
        self.known = known
        self.others = other_files(connection)
        self.without_papers: list[tuple[str, int, int]] = []
        self.touched: list[tuple[str, int, int]] = []
        self.missing: set[str] = set()
        self.awaited = 0  # files whose outcome is still to come
        self.batch: list[Prepared] = []
        self.moved: list[str] = []  # sources of files that now have another path
        self.digests: dict[str, Change] = {}
        self.papers: dict[str, PaperChange] = {}
        self.diagnostics: list[Diagnostic] = []
        self.vanished: list[str] = []
        self.failures = dict(failures)

    def is_as_before(self, source: str, file: SourceFile) -> bool:
        """Tell whether a file has the size and time that it had, and count it then if it is a digest."""
        if not file.named and self.others.get(source) == (file.size, file.mtime):
            return True
        known = self.known.get(source)
        same = known is not None and (known.size, known.mtime, known.vanished) == (file.size, file.mtime, False)
        if same:
            self.digests[source] = Change.UNCHANGED
        return same

    def add(self, outcome: Outcome, *, named: bool) -> None:
        """Take one digest; a file that cannot be read, or has no paper though it was named, is a failure."""
        source, prepared = outcome.source, outcome.prepared
        if outcome.failure is not None:
            self.failures[source] = outcome.failure
        elif prepared is None:
            self.digests[source] = Change.UNCHANGED
            if outcome.mtime:
                self.touched.append((source, outcome.size, outcome.mtime))
        elif prepared.rows or source in self.known:
            self._take(prepared)
        elif named:
            self.failures[source] = "no paper was found in it"
        else:
            self.without_papers.append((source, prepared.size, prepared.mtime))

    def _take(self, prepared: Prepared) -> None:
        source = prepared.source
        self.digests[source] = Change.CHANGED if source in self.known else Change.NEW
        if source not in self.known and (before := self._moved_from(prepared.hash)):
            self.missing.remove(before)
            self.moved.append(before)
            self.digests[source] = Change.UNCHANGED
        else:
            self.diagnostics += (Diagnostic(source, *odd) for odd in prepared.diagnostics)
        self.batch.append(prepared)
        # Smaller batches towards the end: what is written after all files are read has one core only.
        if len(self.batch) >= min(_BATCH, max(_LEAST, self.awaited // 2)):
            self.write()

    @cached_property
    def _missing_by_hash(self) -> dict[bytes, list[str]]:
        found: dict[bytes, list[str]] = {}
        for source in sorted(self.missing, reverse=True):
            found.setdefault(self.known[source].hash, []).append(source)
        return found

    def _moved_from(self, digest_hash: bytes) -> str | None:
        """Return a missing file that said the same, each once."""
        sources = self._missing_by_hash.get(digest_hash)
        return sources.pop() if sources else None

    def write(self, gone: Sequence[str] = ()) -> None:
        """Write the digests taken so far, and drop those of sources that are gone: all or nothing of it."""
        batch, self.batch = self.batch, []
        gone, self.moved = [*gone, *self.moved], []
        if not batch and not gone:
            return
        with store.transaction(self.connection):
            changes = replace(self.connection, batch, gone)
        for arxiv, change in changes.items():
            # A paper of two digests is one paper: that it is new says more than that it changed.
            before = self.papers.get(arxiv)
            if before is None or (before.change is Change.UNCHANGED and change.change is not Change.NEW):
                self.papers[arxiv] = change

    def finish(self, prune: bool) -> None:
        """Write what is left, and deal with files that are gone: tell it once, or drop their papers."""
        self.vanished = sorted(source for source in self.missing if prune or not self.known[source].vanished)
        if prune:
            self.digests |= dict.fromkeys(self.vanished, Change.REMOVED)
        self.write(self.vanished if prune else ())
        with store.transaction(self.connection):
            touch(self.connection, self.touched)
            note_others(self.connection, self.without_papers)
            note_vanished(self.connection, () if prune else self.vanished)

    def report(self) -> ImportReport:
        """Return what was done."""
        same = [source for source, change in self.digests.items() if change is Change.UNCHANGED]
        unchanged = papers_of(self.connection, same) - self.papers.keys()
        tally = Counter(change.change for change in self.papers.values())
        return ImportReport(
            digests=_tally(Counter(self.digests.values())),
            papers=_tally(tally + Counter({Change.UNCHANGED: len(unchanged)})),
            changes=tuple(change for change in self.papers.values() if change.change is not Change.UNCHANGED),
            diagnostics=tuple(self.diagnostics),
            vanished=tuple(self.vanished),
            failures=self.failures,
        )


def _tally(counts: Counter[Change]) -> Tally:
    return Tally(counts[Change.NEW], counts[Change.CHANGED], counts[Change.UNCHANGED], counts[Change.REMOVED])
