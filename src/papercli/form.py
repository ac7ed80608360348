"""How an answer is to be written: its format, its columns, its file. Every start loads this, so it imports little."""

from enum import StrEnum
from typing import NamedTuple


class Format(StrEnum):
    """The formats of papers: a table for people, all others for programs."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    BIBTEX = "bibtex"
    MARKDOWN = "markdown"
    IDS = "ids"


class Form(NamedTuple):
    """How papers are to be written.

    Without a format, as suits where they go: a table on a terminal, lines in a pipe. `fields` names columns, in
    their order; none means those of the format. `file` is where they go instead of stdout.
    """

    format: Format | None = None
    fields: tuple[str, ...] = ()
    file: str | None = None
    quiet: bool = False


# The formats that have columns to choose.
WITH_FIELDS = (Format.TSV, Format.CSV, Format.JSONL, Format.JSON)
