"""The commands about settings: where they are, which are in force, and to edit them."""

import os
from pathlib import Path

import typer

from papercli import config
from papercli.cli import output
from papercli.cli.options import Json, settings
from papercli.config import checks
from papercli.errors import InputError, UsageError
from papercli.paths import places

_group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@_group.callback()
def about_settings() -> None:
    """Show and edit the settings.

    They are the defaults for order, rows, columns, colours, pager and words to mark. An option of a command
    goes before a variable of the environment (PAPERS_SORT, PAPERS_LIMIT and so on), which goes before the file.

    \b
    Examples:
      papers config edit
      papers config show
      PAPERS_LIMIT=10 papers list
    """


@_group.command("path")
def show_path() -> None:
    """Print where the file of settings is, or would be.

    \b
    Examples:
      papers config path
      cat "$(papers config path)"
    """
    output.write([f"{_file()}\n"])


@_group.command("show")
def show_settings(as_json: Json = False) -> None:
    """Print the settings in force, as TOML, and where each comes from.

    \b
    Examples:
      papers config show
      papers config show --json | jq -r '.[] | select(.from != "default") | .name'
    """
    from papercli import formats

    _, where = checks.said(_file(), os.environ)
    values = settings()._asdict()
    if as_json:
        output.write(
            formats.json_lines(
                {"name": name, "value": value, "from": where.get(name, "default")} for name, value in values.items()
            )
        )
        return
    for name, value in values.items():
        # There is no null in TOML: what is not set is a comment.
        said = f"# {name} is not set" if value is None else f"{name} = {_toml(value)}  # {where.get(name, 'default')}"
        output.write([f"{said}\n"])


@_group.command("edit")
def edit_settings() -> None:
    """Open the settings in your editor, and check them after it.

    VISUAL or EDITOR names the editor.

    \b
    Examples:
      papers config edit
      EDITOR=nano papers config edit
    """
    from papercli.opener import edit

    file = _file()
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise UsageError(f"there is no editor: set VISUAL or EDITOR, or edit {file}")
    _make(file)
    edit(str(file), 1, os.environ)
    checks.check(file)
    output.say(f"the settings in {file} are right")


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(checks.TEMPLATE)
    except FileExistsError:
        if not file.parent.is_dir():
            raise InputError(f"{file.parent}: it is no folder") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from None


def _toml(value: object) -> str:
    from papercli import formats

    # JSON is TOML for texts, numbers, booleans and lists of texts, but for one control character.
    return formats.to_json(value).replace("\x7f", "\\u007f")


def _file() -> Path:
    return places().config / config.FILE


COMMANDS = {"config": _group}
