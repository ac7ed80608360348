"""Make the reference and the manual page from the commands' own help: `python docs/reference.py`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from typer.main import get_command

from papercli import __version__
from papercli.cli.main import build_app
from papercli.config import VARIABLES
from papercli.config.checks import TEMPLATE

DOCS = Path(__file__).parent


class Page(NamedTuple):
    """The help of one command: how it is called, what it does, examples, and its arguments and options."""

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]


def pages() -> Iterator[Page]:
    """Yield the help of the program and of every command, in the order of the program's own help."""
    yield from _pages(get_command(build_app(None)), "papers", None)


def _pages(command: Any, name: str, parent: Any) -> Iterator[Page]:
    context = command.context_class(command, parent, name.split(" ")[-1], **command.context_settings)
    *paragraphs, last = (command.help or "").split("\n\n")
    examples = [line.strip() for line in last.split("\n")[2:]] if "Examples:" in last else []
    paragraphs = paragraphs if examples else [*paragraphs, last]
    records = [record for each in command.get_params(context) if (record := each.get_help_record(context))]
    if parent:
        # Said once, for the program.
        records = [(declared, told) for declared, told in records if "--help" not in declared]
    yield Page(
        name=name,
        usage=" ".join([name, *command.collect_usage_pieces(context)]),
        paragraphs=tuple(" ".join(each.split()) for each in paragraphs if each),
        examples=tuple(examples),
        parameters=tuple((declared.strip(), " ".join(told.split())) for declared, told in records),
    )
    for each in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _pages(command.get_command(context, each), f"{name} {each}", context)


def reference() -> str:
    """Return the reference in Markdown."""
    parts = ["# Reference\n\nMade from the commands' own help by `python docs/reference.py`.\n"]
    for page in pages():
        parts.append(f"## {page.name}\n\n    {page.usage}\n")
        parts += [f"{_markdown(paragraph)}\n" for paragraph in page.paragraphs]
        if page.examples:
            parts.append("```console\n" + "\n".join(f"$ {line}" for line in page.examples) + "\n```\n")
        if page.parameters:
            rows = [f"| `{_cell(declared)}` | {_markdown(_cell(told))} |" for declared, told in page.parameters]
            parts.append("\n".join(["| | |", "| --- | --- |", *rows]) + "\n")
    parts.append(f"## Settings\n\nIn the file that `papers config path` names:\n\n```toml\n{TEMPLATE.strip()}\n```\n")
    parts.append("## Exit codes\n\n| | |\n| --- | --- |")
    parts += [f"| {code} | {told} |" for code, told in EXIT_STATUS]
    parts.append("\n## Environment\n\n| | |\n| --- | --- |")
    parts += [f"| `{name}` | {told} |" for name, told in ENVIRONMENT]
    return "\n".join(parts) + "\n"


def _markdown(text: str) -> str:
    return re.sub(r"([<>*_\[\]])", r"\\\1", text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def manual() -> str:
    """Return the manual page papers(1), in man macros."""
    first, *others = pages()
    lines = [
        f'.TH PAPERS 1 "" "papers {__version__}" "User Commands"',
        ".SH NAME",
        "papers \\- read digests of machine-learning papers in the terminal",
        ".SH SYNOPSIS",
        ".B papers",
        _roff(first.usage.removeprefix("papers ")),
        ".SH DESCRIPTION",
        *_manual_body(first),
        ".SH COMMANDS",
    ]
    for page in others:
        lines += [f".SS {_roff(page.usage.removeprefix('papers '))}", *_manual_body(page)]
    for heading, entries in (("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        lines.append(f".SH {heading}")
        for name, told in entries:
            lines += [".TP", f".B {_roff(name)}", _roff(told)]
    return "\n".join(lines) + "\n"


def _manual_body(page: Page) -> Iterator[str]:
    for paragraph in page.paragraphs:
        yield from (".PP", _roff(paragraph))
    for declared, told in page.parameters:
        yield from (".TP", f".B {_roff(declared)}", _roff(told))
    if page.examples:
        yield from (".PP", "Examples:", ".PP", ".nf", ".RS", *map(_roff, page.examples), ".RE", ".fi")


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


EXIT_STATUS = (
    ("0", "Done, also when nothing matched."),
    ("1", "Something that was named was not found, or could not be read or written."),
    ("2", "The command line, or a setting, cannot be understood."),
    ("3", "The cache, or what you did (sources, marks, watches), cannot be used."),
    ("4", "papers watch run found nothing new."),
    ("130", "Interrupted."),
)
ENVIRONMENT = (
    ("PAPERS_HOME", "A folder for everything, in place of the platform's folders."),
    *((variable, f"The setting {name}.") for name, variable in VARIABLES.items()),
    ("PAGER", "The pager, where PAPERS_PAGER and the setting say nothing; else less."),
    ("NO_COLOR, FORCE_COLOR, TERM", "Decide about colour, where --color, PAPERS_COLOR and the setting say nothing."),
    ("VISUAL, EDITOR", "The editor for notes, settings and papers open --digest."),
    ("BROWSER", "The browser of papers open."),
    ("PAPERS_DEBUG", "Where it is set, errors are shown with their traceback."),
)
FILES = (
    ("cache.db", "In the platform's cache folder: what digests say. It can be thrown away."),
    ("state.db", "In the platform's data folder: sources, marks and watches. It is never dropped."),
    ("config.toml", "In the platform's config folder: the settings (papers config)."),
)


if __name__ == "__main__":
    (DOCS / "reference.md").write_text(reference(), "utf-8")
    (DOCS / "papers.1").write_text(manual(), "utf-8")
