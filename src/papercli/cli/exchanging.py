"""The command that exchanges marks between machines: marks."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import completion, output
from papercli.cli.options import DryRun, OutputFile, open_library, standard_input
from papercli.errors import ExitCode, InputError

if TYPE_CHECKING:
    from papercli.marks import Item

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="What export wrote; - is standard input.",
        show_default=False,
        autocompletion=completion.paths,
    ),
]

_SHOWN = 20


def marks(context: typer.Context) -> None:
    """Exchange your marks with another machine.

    What export writes can go through a synced folder, git or ssh.

    \b
    Examples:
      papers marks export -o ~/sync/marks.jsonl
      papers marks import ~/sync/marks.jsonl
    """


def export_marks(file: OutputFile = None) -> None:
    """Write all marks as lines of JSON.

    Each line is a mark with the time of its last change, in the order of ids.

    \b
    Examples:
      papers marks export > marks.jsonl
      papers marks export -o ~/sync/marks.jsonl
      papers marks export | jq -r 'select(.mark == "note").value'
    """
    from papercli import formats
    from papercli.exchange import record

    items = open_library().marks.items()
    output.write((f"{formats.to_json(record(item))}\n" for item in items), file)


def import_marks(files: Files, dry_run: DryRun = False) -> None:
    """Take over marks that export wrote.

    Of each mark the newest change counts, here or there. A line that is damaged is told and skipped. What an
    import changed is one step for papers undo.

    \b
    Examples:
      papers marks import ~/sync/marks.jsonl
      ssh desk papers marks export | papers marks import -
    """
    from papercli.exchange import item_of

    items: list[Item] = []
    problems: list[str] = []
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            try:
                items += [item_of(line)] if line.strip() else []
            except ValueError as error:
                problems.append(f"{file}:{number}: {error}")
    changed = open_library().marks.merge(items, dry_run=dry_run)
    for problem in problems[:_SHOWN]:
        output.say(f"papers: {problem}; it is skipped")
    if len(problems) > _SHOWN:
        output.say(f"papers: and {len(problems) - _SHOWN:,} more damaged lines")
    done = "would change" if dry_run else "changed"
    output.say(f"marks: {len(changed):,} {done}, {len(items) - len(changed):,} as before or older")
    if problems:
        raise typer.Exit(ExitCode.FAILED)


def _lines(file: str) -> Iterator[bytes]:
    if file == "-":
        data = standard_input()
    else:
        try:
            data = Path(file).read_bytes()
        except (OSError, ValueError) as error:
            raise InputError(f"{file}: {getattr(error, 'strerror', None) or error}") from None
    yield from data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


_marks = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
_marks.callback()(marks)
_marks.command("export")(export_marks)
_marks.command("import")(import_marks)

COMMANDS = {"marks": _marks}
