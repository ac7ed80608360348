"""What commands share: the library, and the options that choose and order papers, defined once for all."""

import functools
import inspect
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papercli import __version__
from papercli.cli import output
from papercli.errors import UsageError
from papercli.form import WITH_FIELDS, Form, Format
from papercli.query import PaperQuery, Sort

if TYPE_CHECKING:
    from papercli.config import Settings
    from papercli.dates import Period
    from papercli.library import Library


def _version(wanted: bool) -> None:
    if wanted:
        output.write([f"papers {__version__}\n"])
        raise typer.Exit


def _completed(name: str) -> Callable[[str], list[str]]:
    """Return what completes an option by a function of `completion`."""

    def offer(incomplete: str) -> list[str]:
        # Imported here: most starts complete nothing.
        from papercli.cli import completion

        found: list[str] = getattr(completion, name)(incomplete)
        return found

    return offer


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, with the same keys always.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
Exact = Annotated[bool, typer.Option("--exact", "-e", help="Only the very words, without translations.")]
OutputFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file, all of it or nothing.",
        autocompletion=_completed("paths"),
    ),
]
Wrap = Annotated[bool, typer.Option("--wrap", help="On a terminal, give long titles as many lines as they need.")]
Day = Annotated[
    str | None, typer.Option("--date", "-d", metavar="DATE", help="Only digests of this day, week, month or year.")
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only digests from this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only digests up to this day.")]
Month = Annotated[str | None, typer.Option(metavar="YYYY-MM", help="Only digests of this month.")]
Week = Annotated[str | None, typer.Option(metavar="YYYY-Www", help="Only digests of this ISO week.")]

EMPTY = "the library is empty: papers import PATH brings digests in, papers import --sample a few papers"


@functools.cache
def open_library() -> "Library":
    """Return the library of this person, one in each run."""
    # Imported here, as everything that `--version` and help do not need.
    from papercli.library import Library
    from papercli.paths import places

    return Library(places(), output.say_waiting)


def close_library() -> None:
    """Let go of the library of this run, where it was opened."""
    if open_library.cache_info().currsize:
        open_library().close()
        open_library.cache_clear()


@functools.cache
def settings() -> "Settings":
    """Return the settings of this run, read when the first one is needed; raise UsageError for a wrong one."""
    from papercli import config
    from papercli.paths import places

    return config.load(places().config / config.FILE, os.environ)


@functools.cache
def standard_input() -> bytes:
    """Return what standard input has, the same again where a command runs again as its cache had to be made anew."""
    return sys.stdin.buffer.read()


def paper_query(
    sort: Annotated[Sort | None, typer.Option("--sort", "-s", help="The order of the rows.")] = None,
    reverse: Annotated[bool, typer.Option("--reverse", "-r", help="Turn the order round.")] = False,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=0, metavar="N", help="At most N papers, 0 for all; on a terminal 50."),
    ] = None,
    day: Day = None,
    since: Since = None,
    until: Until = None,
    month: Month = None,
    week: Week = None,
    min_votes: Annotated[int | None, typer.Option(metavar="N", help="Only papers with N votes or more.")] = None,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", "-a", metavar="NAME", help="Only papers of this author; may be repeated."),
    ] = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only papers with a star.")] = False,
    unread: Annotated[bool, typer.Option("--unread", help="Only papers not marked as read.")] = False,
    noted: Annotated[bool, typer.Option("--noted", help="Only papers with a note of yours.")] = False,
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            metavar="NAME",
            help="Only papers with this tag; may be repeated.",
            autocompletion=_completed("tags"),
        ),
    ] = None,
) -> PaperQuery:
    """Return what the options ask for together; raise UsageError for a value that means nothing."""
    return PaperQuery(
        periods=periods(day, since, until, month, week),
        authors=tuple(author or ()),
        min_votes=min_votes,
        marked=_marked(starred, noted, tag or ()),
        unmarked=("read",) if unread else (),
        sort=sort,
        reverse=reverse,
        limit=limit,
    )


def _marked(starred: bool, noted: bool, tags: Sequence[str]) -> tuple[str, ...]:
    if not starred and not noted and not tags:
        return ()
    # Imported here: most listings ask for no mark.
    from papercli.marks import NOTE, STARRED, TAG, tag_name

    asked = {STARRED: starred, NOTE: noted}
    return *(mark for mark, on in asked.items() if on), *(TAG + tag_name(each) for each in tags)


def periods(
    day: Day = None, since: Since = None, until: Until = None, month: Month = None, week: Week = None
) -> "tuple[Period, ...]":
    """Return the days that each option means; raise UsageError for a value that means none."""
    # Under the names of the functions of `dates` that read them.
    said = {"period": day, "since": since, "until": until, "month": month, "week": week}
    if not any(text is not None for text in said.values()):
        return ()
    # Imported here: most listings name no date.
    from datetime import date

    from papercli import dates

    return tuple(getattr(dates, name)(text, date.today()) for name, text in said.items() if text is not None)


# A file says by its name what it wants to be, unless an option does.
_SUFFIXES = {".bib": Format.BIBTEX, ".md": Format.MARKDOWN}
_SUFFIXES |= {f".{each}": each for each in (Format.TSV, Format.CSV, Format.JSONL, Format.JSON)}


def output_form(
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    chosen: Annotated[
        Format | None, typer.Option("--format", help="The format; by itself a table on a terminal, tsv in a pipe.")
    ] = None,
    fields: Annotated[
        str | None,
        typer.Option(
            metavar="NAME,...",
            help="These columns of tsv, csv, json and jsonl, in this order.",
            autocompletion=_completed("fields"),
        ),
    ] = None,
    file: OutputFile = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only ids, and no hints.")] = False,
) -> Form:
    """Return how an answer is to be written; raise UsageError for options that contradict each other."""
    wanted = {f"--format {chosen}": chosen} if chosen else {}
    wanted |= {"--json": Format.JSON} if as_json else {}
    wanted |= {"--quiet": Format.IDS} if quiet else {}
    if len(set(wanted.values())) > 1:
        raise UsageError(f"{' and '.join(wanted)} contradict each other", "choose one of them")
    form = Form(next(iter(wanted.values()), None), file=None if file == "-" else file, quiet=quiet)
    if form.format is None and form.file:
        form = form._replace(format=_SUFFIXES.get(f".{form.file.rpartition('.')[2].lower()}"))
    if fields is None:
        return form
    names = dict.fromkeys(name.strip() for name in fields.split(","))
    form = form._replace(format=form.format or Format.TSV, fields=tuple(names))
    if form.format not in WITH_FIELDS:
        raise UsageError(f"--fields means nothing to {form.format}", f"{', '.join(WITH_FIELDS)} have fields")
    return form


def takes(**makers: Callable[..., Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that functions such as `paper_query` have, and what each makes of them.

    The command gets that as the parameter under whose name the function is given.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        shared = {name: inspect.signature(maker).parameters for name, maker in makers.items()}
        own = {name: each for name, each in inspect.signature(command).parameters.items() if name not in makers}

        @functools.wraps(command)
        def with_options(**values: Any) -> None:
            made = {
                name: maker(**{option: values.pop(option) for option in shared[name]}) for name, maker in makers.items()
            }
            command(**made, **values)

        # typer reads the options from both.
        parameters = dict(own)
        for options in shared.values():
            parameters |= options
        keyword_only = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters.values()]
        with_options.__signature__ = inspect.Signature(keyword_only)  # type: ignore[attr-defined]
        with_options.__annotations__ = {name: each.annotation for name, each in parameters.items()}
        return with_options

    return decorate
