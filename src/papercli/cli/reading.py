"""The command that goes through a day: next."""

from typing import Annotated

import typer

from papercli.cli import output
from papercli.cli.answer import write_papers
from papercli.cli.options import EMPTY, open_library, output_form, takes
from papercli.cli.showing import write_pages
from papercli.form import Form, Format

Done = Annotated[bool, typer.Option("--done", help="Mark the paper that it showed last as read, and go on.")]
All = Annotated[bool, typer.Option("--all", help="Go on with older digests where all of the newest is read.")]
Day = Annotated[
    str | None,
    typer.Option("--date", "-d", metavar="DATE", help="Of digests of this day, week, month or year, not the newest."),
]


@takes(form=output_form)
def show_next(form: Form, done: Done = False, day: Day = None, everything: All = False) -> None:
    """Show the unread paper with most votes of the newest digest.

    With --done again and again, a day is read. It is . for the commands that take papers.

    \b
    Examples:
      papers next
      papers star . && papers next --done
      papers next --date 2024-W35
    """
    library = open_library()
    if done:
        last = library.marks.last_shown
        if last is None:
            output.say("papers next has shown nothing yet")
        elif library.marks.read([last]):
            output.say(f"read: {last} {library.titles_of([last])[last]}".rstrip())
    coming = library.next_unread(day, everything)
    if coming.paper:
        write_pages([coming.paper], form, alone=True)
        # Only now: what could not be shown is not to be marked as read by the next run.
        library.marks.remember_shown(coming.paper.id)
        if coming.more is not None:
            output.say(f"{coming.more:,} more to read" if coming.more else "it is the last one")
        return
    if form.format not in (None, Format.TABLE):
        write_papers((), form)
    if library.is_empty():
        output.say(EMPTY)
    else:
        where = "" if everything else f" of {day}" if day else " of the newest digest"
        elsewhere = f"; unread elsewhere: {coming.elsewhere:,} (papers next --all)" if coming.elsewhere else ""
        output.say(f"all papers{where} are read{elsewhere}")


COMMANDS = {"next": show_next}
