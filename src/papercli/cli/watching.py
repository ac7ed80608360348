"""The command for saved searches, made for cron: watch."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import completion, output
from papercli.cli.command import SearchCommand
from papercli.cli.options import Exact, Json, open_library
from papercli.errors import ExitCode, PapersError, UsageError

if TYPE_CHECKING:
    from papercli.library import Library
    from papercli.watching import Found

NewName = Annotated[str, typer.Argument(metavar="NAME", help="The name of the watch.", show_default=False)]
Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="The name of the watch.", show_default=False, autocompletion=completion.watches
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Only these watches.", show_default=False, autocompletion=completion.watches
    ),
]
Words = Annotated[list[str], typer.Argument(metavar="QUERY...", help="As for papers search.", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="Take what it finds now as new, too.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what is new, and do not remember that.")]

_NONE = "there are no watches yet: papers watch add NAME QUERY saves a search"


def list_watches(context: typer.Context, as_json: Json = False) -> None:
    """List saved searches, each with how many papers are new to it.

    \b
    Examples:
      papers watch
      papers watch add agents 'agent OR 에이전트' -survey
      papers watch run && echo "something to read"
    """
    if context.invoked_subcommand:
        return
    from papercli import formats
    from papercli.watching import query_of

    library = open_library()
    rows = []
    problems: list[PapersError] = []
    for watch in library.watches.all():
        new = None
        try:
            new = library.count(replace(library.widened(query_of(watch)), unseen_by=watch.name))
        except UsageError as error:
            problems.append(error)
        rows.append({"name": watch.name, "query": watch.words, "exact": watch.exact, "new": new})
    if as_json:
        output.write(formats.json_lines(rows))
    elif output.on_terminal() and rows:
        from papercli.view.rows import table

        cells = ([row["name"], row["query"], row["new"]] for row in rows)
        output.render(table(["Name", "Query", "New"], cells, output.width()))
    else:
        output.write(formats.tsv_lines([row["name"], row["query"], row["new"]] for row in rows))
    if not rows:
        output.say(_NONE)
    _finish(problems)


def add_watch(name: NewName, words: Words, exact: Exact = False, everything: All = False) -> None:
    """Save a search. What it finds now counts as seen, unless --all: a watch tells what comes after it was made.

    A date such as since:7d counts from the day of each run.

    \b
    Examples:
      papers watch add agents 'agent OR 에이전트' -survey
      papers watch add hot 'votes:>50 since:7d' --all
    """
    from papercli.language import joined
    from papercli.store.watches import Watch
    from papercli.watching import query_of

    library = open_library()
    watch = Watch(name, joined([word.strip() for word in words]), exact)
    for text in (name, watch.words):
        if not text.isprintable() or not text.strip():
            raise UsageError(f"{text!r} cannot be kept", "a watch needs a name and words to search for")
    found = library.ids(library.widened(query_of(watch)))
    library.watches.add(watch, () if everything else found)
    counts = "is new to it" if everything else "counts as seen"
    output.say(f"{name} watches for {watch.words}; what it finds now ({len(found):,}) {counts}")


def remove_watch(name: Name) -> None:
    """Drop a saved search, and what it has shown.

    \b
    Examples:
      papers watch remove agents
      papers watch
    """
    open_library().watches.remove(name)
    output.say(f"{name} is removed")


def run_watches(names: Names = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Print the papers that are new to saved searches.

    Once they are written they are seen. Exit code 0 says that there are some, 4 that there are none. A paper is
    printed once, with the names of its watches; a run that ends before all is written remembers nothing, and
    the next one prints it again.

    \b
    Examples:
      papers watch run
      papers watch run agents --json | jq -r '.[].title'
      papers sync && papers watch run | mail -E -s "new papers" me
    """
    from papercli import formats
    from papercli.formats.lines import cells
    from papercli.formats.record import COLUMNS
    from papercli.watching import gathered, query_of

    library = open_library()
    watches, missing = library.watches.named(names or ())
    problems: list[PapersError] = [*missing]
    table = output.on_terminal() and not as_json
    papers = {}
    for watch in watches:
        try:
            query = replace(library.widened(query_of(watch)), unseen_by=watch.name)
            papers[watch.name] = library.papers(query, explained=as_json or table)
        except UsageError as error:
            problems.append(error)
    found = gathered(papers)
    if as_json:
        output.write(formats.json_lines({**formats.record(each.paper), "watches": each.watches} for each in found))
    elif table and found:
        _show(library, found)
    else:
        output.write(formats.tsv_lines([*cells(each.paper, COLUMNS), ", ".join(each.watches)] for each in found))
    if not dry_run:
        # Only now: what could not be written, or was cut short, is new still.
        library.watches.see(found)
    if not watches and not missing:
        output.say(_NONE)
    elif not found and output.on_terminal():
        # To a person only: cron would mail it.
        output.say("nothing is new")
    _finish(problems)
    if not found:
        raise typer.Exit(ExitCode.NOTHING)


def _show(library: "Library", found: "list[Found]") -> None:
    """Show a table, and which rows are of which watch. Only here rows can be named: cron must not change them."""
    from papercli.references import in_ranges
    from papercli.view.listing import listing

    listed = list(library.listing.remember(each.paper for each in found))
    output.render(listing(listed, output.width()))
    names = list(dict.fromkeys(name for each in found for name in each.watches))
    if len(names) > 1:
        for name in names:
            output.say(f"{name}: {in_ranges([row for row, each in enumerate(found, 1) if name in each.watches])}")


def _finish(problems: list[PapersError]) -> None:
    for each in problems:
        output.complain(each)
    if problems:
        raise typer.Exit(ExitCode.FAILED)


_watch = typer.Typer(rich_markup_mode=None)
_watch.callback(invoke_without_command=True)(list_watches)
_watch.command("add", cls=SearchCommand)(add_watch)
_watch.command("remove")(remove_watch)
_watch.command("run")(run_watches)

COMMANDS = {"watch": _watch}
