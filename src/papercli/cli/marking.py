"""The commands that change the reader's own marks: star, unstar, read, unread, tag and undo."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import completion, output
from papercli.cli.naming import References, finish, with_stdin
from papercli.cli.options import DryRun, open_library
from papercli.errors import UsageError
from papercli.plural import counted

if TYPE_CHECKING:
    from papercli.library import Library

TagWords = Annotated[
    list[str],
    typer.Argument(
        metavar="ID... +TAG... -TAG...",
        help="Papers, as for star, and tags.",
        show_default=False,
        autocompletion=completion.ids_and_tags,
    ),
]

# So many papers are named one by one; a dry run names more, as that is what it is for.
_NAMED, _NAMED_DRY = 5, 50
_SIGNED = re.compile(r"\s*([+-])(.+)", re.DOTALL)


def star(references: References, dry_run: DryRun = False) -> None:
    """Star papers, to come back to them: papers list --starred.

    \b
    Examples:
      papers star 3 5-9
      papers star 2408.16357
      papers search rlhf -q | papers star -
    """
    _toggle("star", references, dry_run)


def unstar(references: References, dry_run: DryRun = False) -> None:
    """Take stars away.

    \b
    Examples:
      papers unstar 3
      papers list --starred -q | papers unstar - --dry-run
    """
    _toggle("unstar", references, dry_run)


def read(references: References, dry_run: DryRun = False) -> None:
    """Mark papers as read: papers list --unread leaves them out.

    \b
    Examples:
      papers read 1-20
      papers list --until 2024 -q | papers read -
    """
    _toggle("read", references, dry_run)


def unread(references: References, dry_run: DryRun = False) -> None:
    """Mark papers as not read.

    \b
    Examples:
      papers unread 3
      papers unread 2408.16357
    """
    _toggle("unread", references, dry_run)


# What was done, what would be, and what was so before.
_TOLD = {
    "star": ("starred", "would star", "starred already"),
    "unstar": ("unstarred", "would unstar", "not starred"),
    "read": ("marked as read", "would mark as read", "read already"),
    "unread": ("marked as unread", "would mark as unread", "unread already"),
}


def _toggle(command: str, references: Sequence[str], dry_run: bool) -> None:
    library = open_library()
    ids, missing = library.named(with_stdin(references))
    if not ids:
        finish(missing)
    change = library.marks.star if command.endswith("star") else library.marks.read
    changed = change(ids, not command.startswith("un"), dry_run=dry_run)
    done, would, already = _TOLD[command]
    _tell(library, command, would if dry_run else done, changed, len(ids) - len(changed), already, dry_run)
    finish(missing)


def tag(words: TagWords, dry_run: DryRun = False) -> None:
    """Give papers tags with +TAG, and take them away with -TAG.

    papers list --tag TAG lists those that have one.

    \b
    Examples:
      papers tag 2408.16357 +nlp -todo
      papers tag 3 5-9 +agents
      papers search 로봇 -q | papers tag - +robots
    """
    library = open_library()
    tags = _tags(words)
    references = [word for word in words if not _SIGNED.fullmatch(word)]
    if not references:
        raise UsageError("no paper is named", "papers tag 3 +nlp")
    ids, missing = library.named(with_stdin(references))
    if not ids:
        finish(missing)
    for name, changed in library.marks.tag(ids, tags, dry_run=dry_run).items():
        on = tags[name]
        sign = f"{'+' if on else '-'}{name}"
        done = f"would give {sign} to" if dry_run else f"{sign}:"
        same = len(ids) - len(changed)
        _tell(library, f"tag {sign}", done, changed, same, "tagged so already" if on else "not tagged so", dry_run)
    finish(missing)


def _tags(words: Iterable[str]) -> dict[str, bool]:
    """Return which tags are to be added and which taken away."""
    from papercli.marks import tag_name

    tags: dict[str, bool] = {}
    for sign, text in (signed.groups() for word in words if (signed := _SIGNED.fullmatch(word))):
        name = tag_name(text)
        if tags.setdefault(name, sign == "+") != (sign == "+"):
            raise UsageError(f"+{name} and -{name} at once")
    if not tags:
        raise UsageError("there is no tag", "write +nlp to add one, -nlp to take one away")
    return tags


def undo(dry_run: DryRun = False) -> None:
    """Undo the last command that changed marks. Again, it undoes the one before.

    \b
    Examples:
      papers undo
      papers undo --dry-run
    """
    library = open_library()
    undone = library.marks.undo(dry_run=dry_run)
    if undone is None:
        output.say("there is nothing to undo")
        return
    ids = list(dict.fromkeys(paper_id for paper_id, _, _ in undone.marks))
    _name(library, "undo", ids, _NAMED_DRY if dry_run else _NAMED)
    output.say(f"{'would undo' if dry_run else 'undone'}: {undone.what} of {counted(len(ids), 'paper')}")


def _tell(
    library: "Library", command: str, done: str, changed: Sequence[str], same: int, already: str, dry_run: bool
) -> None:
    """Tell which papers changed, how many, and how many were so before."""
    _name(library, command, changed, _NAMED_DRY if dry_run else _NAMED)
    before = f"; {same:,} {'was' if same == 1 else 'were'} {already}" if same else ""
    output.say(f"{done} {counted(len(changed), 'paper')}{before}")


def _name(library: "Library", what: str, ids: Sequence[str], most: int) -> None:
    """Name papers one by one, unless they are many."""
    if len(ids) <= most:
        titles: Mapping[str, str] = library.titles_of(ids)
        for paper_id in ids:
            output.say(f"{what}: {paper_id} {titles.get(paper_id, '')}".rstrip())


COMMANDS = {"star": star, "unstar": unstar, "read": read, "unread": unread, "tag": tag, "undo": undo}
