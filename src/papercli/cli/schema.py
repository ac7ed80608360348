"""The command that describes the record to programs."""

from typing import Annotated

import typer

from papercli.cli import output

Searched = Annotated[bool, typer.Option("--search", help="With what a search adds: score, snippet and matched.")]


def print_schema(searched: Searched = False) -> None:
    """Print the JSON Schema of the record that --json prints.

    It is of draft 2020-12. Keys are only ever added; what is unknown is null.

    \b
    Examples:
      papers schema
      papers schema | jq -r '.properties | to_entries[] | "\\(.key): \\(.value.description)"'
      papers schema --search
    """
    import json

    from papercli.formats.schema import schema

    output.write([json.dumps(schema(searched=searched), indent=2) + "\n"])


COMMANDS = {"schema": print_schema}
