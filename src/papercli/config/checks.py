"""What a file of settings and the environment say, checked, with where each setting comes from."""

from collections.abc import Callable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from papercli.config import COLORS, COLUMNS, THEMES, VARIABLES
from papercli.config.toml import key_line, parse
from papercli.errors import UsageError
from papercli.nearest import did_you_mean
from papercli.query import Sort

_MOST = 999_999_999


class Kind(NamedTuple):
    """What a setting may be: the check of a value of TOML, and the value that a text of the environment stands for.

    Both raise ValueError with what is wrong, which goes on from `there is`, or from the setting's name.
    """

    checked: Callable[[Any], object]
    of_text: Callable[[str], object]


def _one_of(what: str, names: tuple[str, ...], made: Callable[[str], object] = str) -> Kind:
    def checked(value: Any) -> object:
        if value not in names:
            raise ValueError(f"there is no {what} {value!r}: {did_you_mean(str(value), names)}")
        return made(value)

    return Kind(checked, checked)


def _several(what: str | None = None, names: tuple[str, ...] = ()) -> Kind:
    def checked(value: Any) -> object:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError(f'it is a list of texts, such as ["{names[0] if names else "a"}"], not {value!r}')
        for each in value:
            if names and each not in names:
                raise ValueError(f"there is no {what} {each!r}: {did_you_mean(each, names)}")
        return tuple(value)

    return Kind(checked, lambda text: checked([each.strip() for each in text.split(",") if each.strip()]))


def _number(value: Any) -> object:
    # In Python, true is a number.
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError(f"it is a number from 0 to {_MOST}, not {value!r}")
    return value


def _number_of(text: str) -> object:
    return _number(int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text)


def _text(value: Any) -> object:
    if not isinstance(value, str):
        raise ValueError(f"it is a text, not {value!r}")
    return value


def _switch(value: Any) -> object:
    if not isinstance(value, bool):
        raise ValueError(f"it is true or false, not {value!r}")
    return value


def _switch_of(text: str) -> object:
    return _switch({"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text))


KINDS: dict[str, Kind] = {
    "sort": _one_of("sort", tuple(map(str, Sort)), Sort),
    "limit": Kind(_number, _number_of),
    "columns": _several("column", COLUMNS),
    "color": _one_of("color", COLORS),
    "pager": Kind(_text, _text),
    "highlight": _several(),
    "theme": _one_of("theme", THEMES),
    "show_marks_read": Kind(_switch, _switch_of),
}

TEMPLATE = f"""\
# Settings of papers. Remove the # before a line to change what it says.
# An option of a command goes before these, and so does the environment: PAPERS_SORT, PAPERS_LIMIT, and so on.

# The order of papers list and papers new: {", ".join(Sort)}.
# sort = "date"

# So many rows of a listing on a terminal; 0 is all.
# limit = 50

# The columns of a listing on a terminal, in this order.
# columns = ["votes", "date", "id", "title", "authors", "marks"]

# Colors: auto (on a terminal), always or never.
# color = "auto"

# The program that shows what is longer than the terminal; "" is none. Without it, PAGER says.
# pager = "less -FRX"

# Words to mark in listings, such as topics and authors that you follow.
# highlight = ["diffusion", "확산"]

# The look of listings and pages: {", ".join(THEMES)}.
# theme = "default"

# Whether papers show marks a paper as read.
# show_marks_read = false
"""


def said(file: Path, environment: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the settings that were set anywhere, and where each comes from: the file or a variable."""
    values = check(file)
    where = dict.fromkeys(values, str(file))
    for name, kind in KINDS.items():
        variable = VARIABLES[name]
        # An empty variable counts as not set, but for the pager, where it means none.
        text = environment.get(variable)
        if text or (text is not None and name == "pager"):
            try:
                values[name] = kind.of_text(text)
            except ValueError as error:
                raise UsageError(f"{variable}: {error}") from None
            where[name] = variable
    return values, where


def check(file: Path) -> dict[str, Any]:
    """Return the settings of a file, none where there is no file; raise UsageError for what is wrong in it."""
    try:
        mode = file.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"{file}: it cannot be read: {error.strerror}") from None
    if not S_ISREG(mode):
        raise UsageError(f"{file}: it is no file")
    text, values = parse(file)
    checked = {}
    for name, value in values.items():
        try:
            if name not in KINDS:
                raise ValueError(f"there is no setting {name!r}: {did_you_mean(name, KINDS)}")
            checked[name] = KINDS[name].checked(value)
        except ValueError as error:
            wrong = f"{name}: {error}" if name in KINDS and str(error).startswith("it is") else str(error)
            raise UsageError(f"{file}:{key_line(text, name)}: {wrong}") from None
    return checked
