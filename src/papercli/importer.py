"""Bringing digests that were read into the cache, and counting what that changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from papercli import ingest
from papercli.errors import InputError
from papercli.ingest import Outcome
from papercli.intake import Diagnostic, ImportReport, Tally
from papercli.sources import markdown_files
from papercli.store import connection as store
from papercli.store.digests import Change, Prepared, hashes, kept_texts, papers_of, replace

# Files written in one transaction: each alone takes 1.4 times as long, more of them together gain nothing.
_BATCH = 16


def run(connection: store.Connection, paths: Sequence[Path], given: Iterable[tuple[str, bytes]] = ()) -> ImportReport:
    """Import the digests of files and folders, and texts that come with the name of their source."""
    known = hashes(connection)
    running = _Import(connection, known)
    named: dict[Path, bool] = {}
    for path in paths:
        try:
            for file in markdown_files(path):
                named[file.path] = file.named or named.get(file.path, False)
        except InputError as error:
            running.failures[str(path)] = error.message.removeprefix(f"{path}: ")
    for outcome in ingest.read_files(list(named), known):
        running.add(outcome, named=named[Path(outcome.source)])
    for source, data in given:
        same = known.get(source) == ingest.hash_of(data)
        running.add(Outcome(source) if same else ingest.read_text(source, data), named=True)
    running.write()
    return running.report()


def rebuild(connection: store.Connection) -> None:
    """Make a cache of another version one of this version, from the texts that it keeps."""
    with store.transaction(connection):
        # Another process may have been quicker while this one waited for its turn.
        if store.version(connection) != store.VERSION:
            store.start_over(connection)
            for source, text in kept_texts(connection):
                replace(connection, [ingest.reread(source, text)])


class _Import:
    """One import while it runs: outcomes are written in batches, and the report grows with them."""

    def __init__(self, connection: store.Connection, known: Iterable[str]) -> None:
        self.connection = connection
        self.known = frozenset(known)
        self.batch: list[Prepared] = []
        self.digests: dict[str, Change] = {}
        self.papers: dict[str, Change] = {}
        self.diagnostics: list[Diagnostic] = []
        self.failures: dict[str, str] = {}

    def add(self, outcome: Outcome, *, named: bool) -> None:
        """Take one digest; a file that cannot be read, or has no paper though it was named, is a failure."""
        source, prepared = outcome.source, outcome.prepared
        if outcome.failure is not None:
            self.failures[source] = outcome.failure
        elif prepared is None:
            self.digests[source] = Change.UNCHANGED
            for arxiv in papers_of(self.connection, source):
                self.papers.setdefault(arxiv, Change.UNCHANGED)
        elif prepared.rows or source in self.known:
            self.digests[source] = Change.CHANGED if source in self.known else Change.NEW
            self.diagnostics += (Diagnostic(source, *odd) for odd in prepared.diagnostics)
            self.batch.append(prepared)
            if len(self.batch) >= _BATCH:
                self.write()
        elif named:
            self.failures[source] = "no paper was found in it"

    def write(self) -> None:
        """Write the digests taken so far, all or none of them."""
        batch, self.batch = self.batch, []
        if not batch:
            return
        with store.transaction(self.connection):
            changes = replace(self.connection, batch)
        for arxiv, change in changes.items():
            # A paper of two digests is one paper: that it is new says more than that it changed.
            before = self.papers.get(arxiv)
            if before is None or (before is Change.UNCHANGED and change is not Change.NEW):
                self.papers[arxiv] = change

    def report(self) -> ImportReport:
        """Return what was done so far."""
        return ImportReport(
            digests=_tally(self.digests.values()),
            papers=_tally(self.papers.values()),
            diagnostics=tuple(self.diagnostics),
            failures=self.failures,
        )


def _tally(changes: Iterable[Change]) -> Tally:
    seen = Counter(changes)
    return Tally(seen[Change.NEW], seen[Change.CHANGED], seen[Change.UNCHANGED])
