"""CSV for spreadsheets and programs (RFC 4180): a header, CRLF, quotes where needed, and no formula.

There is no byte order mark, which programs would take for a part of the first column's name; spreadsheets ask for
the encoding, and it is UTF-8.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from papercli.formats.lines import cells
from papercli.formats.record import COLUMNS
from papercli.model import Paper
from papercli.safe import visible

# What a spreadsheet computes if a cell begins with it.
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def rows(papers: Iterable[Paper], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield the header and then a row a paper; a row has several lines where a cell has."""
    columns = tuple(names or COLUMNS)
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(values: Iterable[object]) -> str:
        writer.writerow(values)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield line(columns)
    for paper in papers:
        yield line(map(_cell, cells(paper, columns)))


def _cell(value: object) -> object:
    """Return a cell that is no formula: an apostrophe stands before what would be one, numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
