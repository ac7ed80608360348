"""Tables of plain rows: the glossary, the sources."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from papercli.safe import one_line


def table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Table:
    """Return a table with a heading a column; numbers stand on the right, and what is unknown is a dash."""
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="heading")
    cells = [["-" if cell is None else cell for cell in row] for row in rows]
    for number, name in enumerate(columns):
        counted = any(isinstance(row[number], int) for row in cells)
        grid.add_column(name, justify="right" if counted else "left", overflow="fold")
    for row in cells:
        # As Text: a str would be read as markup.
        grid.add_row(*(Text(one_line(f"{cell:,}" if isinstance(cell, int) else str(cell))) for cell in row))
    return grid
