"""Tables whose rows are the fields of one paper, written as the list of fields that they are."""

import re
from collections.abc import Sequence

from papercli.digest.extent import facts
from papercli.digest.markdown.fences import fenced
from papercli.digest.markdown.tables import cells
from papercli.digest.naming.decoration import undecorated
from papercli.digest.words.labels import PAPERS, is_field, words

_RULE = re.compile(r"^(?P<around>[ \t>]*+)(?:\|[ \t]*+)?:?-++:?[ \t]*+\|[ \t]*+:?-++:?[ \t]*+\|?[ \t]*+$", re.MULTILINE)


def has_upright(text: str) -> bool:
    """Tell whether a text may have a table of two columns."""
    return "|" in text and bool(_RULE.search(text))


def to_lists(lines: Sequence[str]) -> list[str]:
    """Return as many lines, with tables of labels and values as lists of fields: `- **Label**: value`."""
    written = list(lines)
    code = fenced(lines)
    end = 0
    for start in range(len(lines)):
        if start < end or "|" not in lines[start]:
            continue
        end = next((at for at in range(start + 1, len(lines)) if "|" not in lines[at]), len(lines))
        rule = _RULE.fullmatch(lines[start + 1]) if end - start > 2 and not code[start] else None
        if rule is None:
            continue
        rows = {at: cells(lines[at].lstrip(" \t>")) for at in range(start, end) if at != start + 1}
        if not _is_upright([row for at, row in rows.items() if at > start]):
            continue
        written[start] = written[start + 1] = rule["around"].rstrip()
        if not _is_label(rows[start][0]):
            del rows[start]
        for at, row in rows.items():
            written[at] = f"{rule['around']}- **{_label(*row)}**: {row[1]}"
    return written


def _is_upright(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are fields: a label, each another one, and its value."""
    if len(rows) < 2 or any(len(row) != 2 for row in rows) or len({row[0] for row in rows}) < len(rows):
        return False
    return sum(_is_label(row[0]) for row in rows) * 3 >= len(rows) * 2


def _label(cell: str, value: str) -> str:
    """Return the label in a cell; beside words and no link `Paper` means the title."""
    bare = undecorated(cell.strip("*_:： "))
    return "Title" if words(bare) in PAPERS and "](" not in value and "://" not in value else bare


def _is_label(cell: str) -> bool:
    bare = undecorated(cell.strip("*_:： "))
    return bool(bare) and "](" not in cell and (is_field(bare) or facts.column(bare) is not None)
