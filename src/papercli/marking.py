"""The reader's own marks, changed: set, taken away, undone, and merged with those of another machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from papercli.databases import Databases
from papercli.marks import NOTE, READ, SET, STARRED, TAG, Item, now
from papercli.store import changes
from papercli.store.changes import Undone, Wanted


class Marking:
    """What changes marks; each call that changes some is one command for undo."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases

    def star(self, ids: Sequence[str], on: bool = True, *, dry_run: bool = False) -> list[str]:
        """Star papers, or unstar them; return those that were not so before."""
        return self._set(ids, {STARRED: on}, "star" if on else "unstar", dry_run)[STARRED]

    def read(self, ids: Sequence[str], on: bool = True, *, dry_run: bool = False) -> list[str]:
        """Mark papers as read, or as unread; return those that were not so before."""
        return self._set(ids, {READ: on}, "read" if on else "unread", dry_run)[READ]

    def tag(self, ids: Sequence[str], tags: Mapping[str, bool], *, dry_run: bool = False) -> dict[str, list[str]]:
        """Add tags to papers and take others away; return those that were not so before, by tag."""
        what = " ".join(["tag", *(f"{'+' if on else '-'}{name}" for name, on in tags.items())])
        found = self._set(ids, {TAG + name: on for name, on in tags.items()}, what, dry_run)
        return {name.removeprefix(TAG): changed for name, changed in found.items()}

    def _set(self, ids: Sequence[str], marks: Mapping[str, bool], what: str, dry_run: bool) -> dict[str, list[str]]:
        wanted = [(each, name, SET if on else None) for each in ids for name, on in marks.items()]
        changed = changes.put(self._databases.state, wanted, what, now(), dry_run=dry_run)
        return {name: [each for each, mark, _ in changed if mark == name] for name in marks}

    def note(self, paper_id: str) -> str | None:
        """Return the note of a paper."""
        return changes.value_of(self._databases.state, paper_id, NOTE)

    def write_note(self, paper_id: str, text: str, *, dry_run: bool = False) -> bool:
        """Give a paper a note, or take it away with an empty text; tell whether it had another."""
        wanted = [(paper_id, NOTE, text or None)]
        return bool(changes.put(self._databases.state, wanted, "note", now(), dry_run=dry_run))

    def undo(self, *, dry_run: bool = False) -> Undone | None:
        """Undo the last command that changed marks and was not undone; None where there is none."""
        return changes.undo(self._databases.state, now(), dry_run=dry_run)

    def items(self) -> Iterator[Item]:
        """Yield all marks with the times of their last changes, in the order of ids."""
        return changes.items(self._databases.state)

    def merge(self, items: Iterable[Item], *, dry_run: bool = False) -> list[Wanted]:
        """Take over the changes of marks that are newer than those here; return the marks that are others now."""
        return changes.merge(self._databases.state, items, "marks import", dry_run=dry_run)

    @property
    def last_shown(self) -> str | None:
        """The paper that `next` showed last."""
        return changes.last_shown(self._databases.state)

    def remember_shown(self, paper_id: str) -> None:
        """Note that `next` showed a paper."""
        changes.remember_shown(self._databases.state, paper_id)
