"""The command that checks the library: doctor."""

import typer

from papercli.cli import output
from papercli.cli.options import Json, open_library
from papercli.errors import ExitCode, PapersError
from papercli.safe import one_line


def doctor(as_json: Json = False) -> None:
    """Check the library: odd digests, lost sources, damage.

    It says what is odd in digests, whether both databases are whole, where they are and how large. Exit code 1
    says that something needs a hand: a database that is damaged, or a source that cannot be reached.

    \b
    Examples:
      papers doctor
      papers doctor --json | jq -r '.diagnostics[] | "\\(.file):\\(.line): \\(.what)"'
    """
    from papercli import formats

    found = open_library().health.examine()
    if as_json:
        from papercli.formats.report import examination

        output.write([formats.to_json(examination(found)) + "\n"])
    else:
        output.write(f"{one_line(odd.file)}:{odd.line}: {odd.what}\n" for odd in found.diagnostics)
        for each in found.repeats:
            days = ", ".join(f"{day or 'no date'} {'-' if votes is None else votes}" for day, votes in each.votes)
            output.write([f"{each.id} has other votes in other digests: {days}\n"])
        for file in found.files:
            state = "whole" if not file.problems else "; ".join(file.problems)
            output.write([f"{file.path} ({file.size:,} bytes): {state}\n"])
    for problem in found.problems:
        output.complain(PapersError(problem))
    if found.problems:
        raise typer.Exit(ExitCode.FAILED)


COMMANDS = {"doctor": doctor}
