"""Where digests come from: bringing them in, again with each sync, and forgetting a source."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path

from papercli import importer
from papercli.databases import Databases
from papercli.errors import InputError, NotFoundError
from papercli.importer import Track
from papercli.intake import ImportReport, Source
from papercli.nearest import nearest
from papercli.safe import without_login
from papercli.sources import Finding, find, is_open, root_of, source_of, text_of
from papercli.store import state
from papercli.store.connection import transaction
from papercli.store.files import below, clear_arrivals, papers_of

_CLOSED = "it is read, but not remembered: papers keeps no password; set a credential.helper of git, or say --once"
# Given the name of what is fetched, shows what it is told of that, again and again until it is done.
Fetching = Callable[[str], AbstractContextManager[Callable[[str], None]]]


class Sources:
    """The folders, files and git repositories that digests come from."""

    def __init__(self, databases: Databases, clones: Path) -> None:
        self._databases = databases
        self._clones = clones

    def bring(
        self,
        places: Sequence[str],
        texts: Iterable[tuple[str, bytes]] = (),
        *,
        once: bool = False,
        track: Track | None = None,
        fetching: Fetching | None = None,
    ) -> ImportReport:
        """Bring in the digests of files, folders and git repositories, and texts with their sources.

        The places are remembered for the next sync, unless `once`; what fails stops no other.
        """
        found = {}
        closed = set()
        failures = {}
        with ExitStack() as held:
            for place in places:
                where = place
                try:
                    source = source_of(place)
                    where = source.location
                    if source in found:
                        continue
                    found[source] = self._find(source, held, fetching, place)
                    if not once and self._needs_password(source, place):
                        closed.add(source)
                        failures[without_login(place)] = _CLOSED
                except InputError as error:
                    failures[without_login(place) or "''"] = error.message.removeprefix(f"{without_login(where)}: ")
            self._forget_arrivals()
            report = importer.run(self._databases.cache, found.values(), texts, failures=failures, track=track)
        for source, finding in found.items():
            is_text = text_of(finding.root) == str(finding.root)
            if not once and source not in closed and is_text and text_of(finding.root) not in report.failures:
                known = state.remember(self._databases.state, source.kind, source.location)
                state.note_sync(self._databases.state, known.name, _now(), None)
        self._databases.check_in_place()
        return report

    def sync(
        self,
        names: Sequence[str],
        *,
        prune: bool = False,
        track: Track | None = None,
        fetching: Fetching | None = None,
    ) -> ImportReport:
        """Bring in what is new in the sources of these names, or in all; what fails stops no other.

        Raises NotFoundError for a name that no source has.
        """
        findings = []
        failures = {}
        with ExitStack() as held:
            for source in self._named(names):
                problem = None
                try:
                    findings.append(self._find(source, held, fetching))
                except InputError as error:
                    problem = failures[source.name] = error.message
                state.note_sync(self._databases.state, source.name, _now(), problem)
            self._forget_arrivals()
            report = importer.run(self._databases.cache, findings, failures=failures, prune=prune, track=track)
        self._databases.check_in_place()
        return report

    def _find(self, source: Source, held: ExitStack, fetching: Fetching | None, place: str | None = None) -> Finding:
        if fetching is None or source.kind != "git":
            return find(source, self._clones, held, url=place)
        with fetching(source.name or without_login(source.location)) as tell:
            return find(source, self._clones, held, tell, place)

    def _needs_password(self, source: Source, place: str) -> bool:
        # git hands a password that worked to its credential helpers, which mostly give it then.
        return source.kind == "git" and source.location != place and not is_open(source, self._clones)

    def all(self) -> list[tuple[Source, int, int]]:
        """Return the sources, without logins in URLs, with how many digests and papers each has in the library."""
        found = []
        for source in state.sources(self._databases.state):
            digests = below(self._databases.cache, root_of(source, self._clones))
            source = source._replace(location=without_login(source.location))
            found.append((source, len(digests), len(papers_of(self._databases.cache, digests))))
        return found

    def forget(self, name: str, *, prune: bool = False) -> ImportReport:
        """Drop a source; its papers stay, unless `prune`."""
        (source,) = self._named([name])
        root = root_of(source, self._clones)
        report = importer.run(self._databases.cache, [Finding(root, [])] if prune else [], prune=prune)
        state.forget(self._databases.state, source.name)
        if source.kind == "git" and prune:
            from shutil import rmtree

            rmtree(root, ignore_errors=True)
        return report

    def _forget_arrivals(self) -> None:
        with transaction(self._databases.cache):
            clear_arrivals(self._databases.cache)

    def _named(self, names: Sequence[str]) -> list[Source]:
        known = {source.name: source for source in state.sources(self._databases.state)}
        for name in names:
            if name not in known:
                near = nearest(name, known)
                hint = f"did you mean {near}?" if near else "papers sources lists them"
                raise NotFoundError(f"there is no source {name!r}", hint)
        # In one order always: two processes that wait for each other's repositories would wait for ever.
        return [known[name] for name in sorted(set(names) or known)]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
