"""The command that writes a note on a paper."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.naming import Reference, finish, text_of
from papercli.cli.options import DryRun, open_library, standard_input
from papercli.errors import InputError, UsageError

if TYPE_CHECKING:
    from papercli.library import Library

Message = Annotated[str | None, typer.Option("--message", "-m", metavar="TEXT", help="The note; empty removes it.")]


def note(reference: Reference, message: Message = None, dry_run: DryRun = False) -> None:
    """Write a note on a paper.

    It comes from your editor ($VISUAL or $EDITOR), -m or standard input. An empty note is removed. Notes are
    found by papers search.

    \b
    Examples:
      papers note 2408.16357
      papers note 3 -m "compare with our baseline"
      papers note 3 < notes.txt
    """
    library = open_library()
    ids, missing = library.named([reference])
    finish(missing)
    if len(ids) > 1:
        raise UsageError("a note is for one paper", "name one")
    before = library.marks.note(ids[0])
    if message is not None:
        _write_note(library, ids[0], message, before, dry_run)
    elif not sys.stdin.isatty():
        text = text_of(standard_input())
        if not text.strip():
            raise UsageError("there is no note on standard input", "-m '' removes a note")
        _write_note(library, ids[0], text, before, dry_run)
    else:
        from papercli.cli.editor import edited

        with edited(before or "", f"note-{ids[0].replace('/', '-')}.md") as text:
            if library.marks.note(ids[0]) != before:
                raise InputError("the note was changed meanwhile, and is left as it is")
            _write_note(library, ids[0], text, before, dry_run)


def _write_note(library: "Library", paper_id: str, text: str, before: str | None, dry_run: bool) -> None:
    # What an argument has that is no UTF-8 could not be stored.
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\r\n", "\n").strip()
    if not library.marks.write_note(paper_id, text, dry_run=dry_run):
        output.say("the note is as it was" if before else "there is no note")
        return
    done = "removed the note on" if not text else "changed the note on" if before else "noted"
    output.say(
        f"{'would have ' if dry_run else ''}{done} {paper_id} {library.titles_of([paper_id])[paper_id]}".rstrip()
    )


COMMANDS = {"note": note}
