"""The settings of a person, and where they may come from: a file and the environment.

Every start loads this, and most people set nothing: what is said is read and checked by `checks`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from papercli.query import Sort

FILE = "config.toml"
COLUMNS = ("votes", "date", "id", "title", "authors", "marks")
COLORS = ("auto", "always", "never")
THEMES = ("default", "dark", "light", "plain")


class Settings(NamedTuple):
    """What a person set, or what holds where nothing is set."""

    sort: Sort = Sort.DATE
    limit: int = 50
    columns: tuple[str, ...] = COLUMNS
    color: str = "auto"
    pager: str | None = None
    highlight: tuple[str, ...] = ()
    theme: str = "default"
    show_marks_read: bool = False


# The environment variable of each setting.
VARIABLES = {name: f"PAPERS_{name.upper()}" for name in Settings._fields}


def load(file: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings in force; raise UsageError for what is wrong, with file, line and the nearest name."""
    if not _may_exist(file) and environment.keys().isdisjoint(VARIABLES.values()):
        return Settings()
    from papercli.config.checks import said

    return Settings(**said(file, environment)[0])


def _may_exist(file: Path) -> bool:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        # That it cannot be reached is told when it is read.
        pass
    return True
