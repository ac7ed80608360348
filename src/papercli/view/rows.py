"""Tables of plain rows: the glossary, watches, what explains an import."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from papercli.safe import one_line

# A longer word may be broken, so that one address does not take the place of a whole column.
_LONGEST_WORD = 16
# The first columns say what a row is about, and stay however narrow the terminal is.
_KEPT = 2
# Between two columns, and at both edges.
_GAP, _EDGES = 3, 2


def table(columns: Sequence[str], rows: Iterable[Iterable[object]], width: int) -> Table:
    """Return a table with a heading a column; numbers stand on the right, and what is unknown is a dash.

    The last columns are left out where words would have to be broken for them.
    """
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="heading")
    values = list(zip(*rows, strict=True))
    cells = [[_cell(value) for value in column] for column in values]
    least = [_least(name, column) for name, column in zip(columns, cells, strict=True)]
    kept = len(columns)
    while kept > _KEPT and sum(least[:kept]) + _GAP * (kept - 1) + _EDGES > width:
        kept -= 1
    for name, column, narrowest in zip(columns[:kept], values, least, strict=False):
        counted = any(isinstance(value, int) for value in column)
        grid.add_column(name, justify="right" if counted else "left", overflow="fold", min_width=narrowest)
    for row in zip(*cells[:kept], strict=True):
        # As Text: a str would be read as markup.
        grid.add_row(*map(Text, row))
    return grid


def _cell(value: object) -> str:
    return "-" if value is None else one_line(f"{value:,}" if isinstance(value, int) else str(value))


def _least(name: str, cells: Iterable[str]) -> int:
    """Return how many cells a column needs so that no word in it is broken, but for very long ones."""
    return min(max(cell_len(word) for text in (name, *cells) for word in text.split(" ")), _LONGEST_WORD)
