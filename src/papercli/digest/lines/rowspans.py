"""The cells of an HTML table that go on in the rows below."""

import re

_ROWS = re.compile(r"""\browspan\s*=\s*["']?(\d{1,3})""", re.IGNORECASE)


class Rowspans:
    """The cells of a table that go on below, by their columns: in how many rows more, and with what."""

    def __init__(self) -> None:
        self._going: dict[int, tuple[int, str]] = {}
        self._opened: tuple[int, int, int] | None = None

    def open(self, column: int, attributes: str, at: int) -> None:
        """Note a cell that opens in a column, `at` a place of the line that is being written."""
        rows = _ROWS.search(attributes)
        self._opened = (column, int(rows[1]) - 1, at) if rows and int(rows[1]) > 1 else None

    def close(self, written: list[str]) -> None:
        """Note what the cell that was opened holds; a link in it belongs to its first row only."""
        if self._opened is not None:
            column, rows, at = self._opened
            text = "".join(written[at:]).strip()
            self._going[column] = (rows, "" if "](" in text or "//" in text else text)
            self._opened = None

    def fill(self, column: int) -> str | None:
        """Return what a cell from above says in a column of a new row; None where none goes on there."""
        rows, text = self._going.get(column, (0, ""))
        if not rows:
            return None
        self._going[column] = (rows - 1, text)
        return text
