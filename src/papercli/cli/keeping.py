"""The commands that keep the library: import, sync and sources."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import completion, output, progress
from papercli.cli.options import Json, open_library, standard_input
from papercli.errors import ExitCode, InputError, UsageError
from papercli.model import UNTITLED

if TYPE_CHECKING:
    from papercli.intake import ImportReport, PaperChange

_SHOWN = 20
_NO_SOURCES = "there are no sources yet: papers import PATH remembers where digests come from"

Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH|URL...",
        help="Markdown files, folders, git repositories; - is standard input.",
        show_default=False,
        autocompletion=completion.paths,
    ),
]
Sample = Annotated[bool, typer.Option("--sample", help="Import the sample digest that comes with papers.")]
Once = Annotated[bool, typer.Option("--once", help="Do not remember the place for papers sync.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Import nothing; show which papers a file has, and what gave their titles.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell all of it, however long.")]
Prune = Annotated[bool, typer.Option("--prune", help="Drop the papers of digests that are gone.")]
ForgetPapers = Annotated[bool, typer.Option("--prune", help="Drop its papers as well.")]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Only these sources.", show_default=False, autocompletion=completion.sources
    ),
]
Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The name of a source.", show_default=False, autocompletion=completion.sources),
]


def import_digests(
    places: Places = None,
    sample: Sample = False,
    once: Once = False,
    explain: Explain = False,
    verbose: Verbose = False,
    as_json: Json = False,
) -> None:
    """Bring digests into the library: files, folders, repositories.

    What was imported before is read again only where it changed. Places are remembered for papers sync, but not the
    password in a URL: a credential helper of git has to keep it.

    \b
    Examples:
      papers import ~/digests
      papers import https://example.org/digests.git
      curl -s https://example.org/today.md | papers import -
      papers import --explain ~/digests/today.md
    """
    from papercli import sources

    if explain:
        _explain(places or (), as_json)
        return

    if not places and not sample:
        raise UsageError("nothing to import", "name files, folders or repositories, - for standard input, or --sample")
    texts = []
    if sample:
        texts.append((sources.SAMPLE, sources.sample()))
    if places and "-" in places:
        data = standard_input()
        texts.append((sources.stdin_source(data), data))
    named = [place for place in places or () if place != "-"]
    library = open_library()
    report = library.sources.bring(named, texts, once=once, track=progress.reading, fetching=progress.fetching)
    _finish(report, verbose, as_json)


def _explain(places: Sequence[str], as_json: bool) -> None:
    from papercli import formats, ingest, sources

    one = "papers import --explain FILE, or - for standard input"
    if len(places) != 1:
        raise UsageError("--explain reads one file", one)
    place = places[0]
    if sources.is_folder(place):
        raise UsageError(f"{place} is a folder, and --explain reads one file", one)
    data = standard_input() if place == "-" else sources.read_file(place)
    rows = [each._asdict() for each in ingest.explain(place, data)]
    if as_json:
        output.write(formats.json_lines(rows))
    elif output.on_terminal() and rows:
        from papercli.view.rows import table

        columns = [name.capitalize() for name in rows[0]]
        output.render(table(columns, (row.values() for row in rows), output.width()))
    else:
        output.write(formats.tsv_lines(row.values() for row in rows))
    if not rows:
        output.say(f"papers: {place}: no paper was found in it")


def sync(names: Names = None, prune: Prune = False, verbose: Verbose = False, as_json: Json = False) -> None:
    """Bring in what is new where digests come from.

    It says what changed, and papers new lists it then. A digest that is gone keeps its papers, unless --prune.
    A source that cannot be reached keeps what it gave.

    \b
    Examples:
      papers sync
      papers sync digests --json | jq -r '.new[].title'
    """
    library = open_library()
    if not names and not library.sources.all():
        output.say(_NO_SOURCES)
    report = library.sources.sync(names or (), prune=prune, track=progress.reading, fetching=progress.fetching)
    _finish(report, verbose, as_json)


def list_sources(context: typer.Context, as_json: Json = False) -> None:
    """List where digests come from, and when they were synced.

    \b
    Examples:
      papers sources
      papers sources forget digests
    """
    if context.invoked_subcommand:
        return
    from papercli import formats

    sources = open_library().sources.all()
    rows = [{**source._asdict(), "digests": digests, "papers": papers} for source, digests, papers in sources]
    if as_json:
        output.write(formats.json_lines(rows))
    elif output.on_terminal() and rows:
        from papercli.view.sources import table

        output.render(table(sources, output.width()))
    else:
        output.write(formats.tsv_lines(row.values() for row in rows))
    if not rows:
        output.say(_NO_SOURCES)


def forget_source(name: Name, prune: ForgetPapers = False) -> None:
    """Drop a source: it is not synced any more. Its papers stay, unless --prune.

    \b
    Examples:
      papers sources forget digests
      papers sources forget digests --prune
    """
    report = open_library().sources.forget(name, prune=prune)
    output.say(f"{name} is forgotten; " + (f"{report.papers.removed:,} papers removed" if prune else "its papers stay"))


def _finish(report: "ImportReport", verbose: bool, as_json: bool) -> None:
    if as_json:
        from papercli.formats import to_json
        from papercli.formats.report import import_report

        output.write([to_json(import_report(report)) + "\n"])
    _tell(report, None if verbose else _SHOWN)
    if report.failures:
        raise typer.Exit(ExitCode.FAILED)


def _tell(report: "ImportReport", most: int | None) -> None:
    """Tell what an import did: what was odd, what is new and what changed, and the counts."""
    from papercli.intake import Change

    kinds = {change: [each for each in report.changes if each.change is change] for change in Change}
    changed = kinds[Change.CHANGED]
    _some([f"{odd.file}:{odd.line}: {odd.what}" for odd in report.diagnostics], most, "oddities")
    _some([f"new: {_named(each)}" for each in kinds[Change.NEW]], most, "new papers; papers new lists them")
    votes = [each for each in changed if each.before != each.after]
    _some(
        [f"votes: {each.id} {_count(each.before)} → {_count(each.after)} {each.title or UNTITLED}" for each in votes],
        most,
        "votes",
    )
    _some([f"text: {_named(each)}" for each in changed if each.text], most, "changed texts")
    _some([f"removed: {_named(each)}" for each in kinds[Change.REMOVED]], most, "removed papers")
    then = "dropped" if report.digests.removed else "its papers stay until papers sync --prune"
    _some([f"{file}: it is gone; {then}" for file in report.vanished], most, "files")
    for file, what in report.failures.items():
        output.complain(InputError(f"{file}: {what}"))
    for name, tally in (("digests", report.digests), ("papers", report.papers)):
        removed = f", {tally.removed:,} removed" if tally.removed else ""
        output.say(f"{name}: {tally.new:,} new, {tally.changed:,} changed, {tally.unchanged:,} unchanged{removed}")


def _some(lines: list[str], most: int | None, what: str) -> None:
    for line in lines[:most]:
        output.say(line)
    if most is not None and len(lines) > most:
        output.say(f"and {len(lines) - most:,} more {what}")


def _named(paper: "PaperChange") -> str:
    return f"{paper.id} {paper.title or UNTITLED}"


def _count(votes: int | None) -> str:
    return "-" if votes is None else str(votes)


_sources = typer.Typer(rich_markup_mode=None)
_sources.callback(invoke_without_command=True)(list_sources)
_sources.command("forget")(forget_source)

COMMANDS = {"import": import_digests, "sync": sync, "sources": _sources}
