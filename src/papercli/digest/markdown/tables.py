"""The rows and cells of a table in the lines of a paragraph."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"\\\||`[^`\n]*`|\||\[\[[^\]\n|]*\|")


class Table(NamedTuple):
    """A table: the names of its columns, as far as it has any, and its rows as (line in the block, cells)."""

    head: list[str]
    rows: list[tuple[int, list[str]]]


def is_table(lines: Sequence[str]) -> bool:
    """Tell whether lines are rows: they begin with a bar, or a rule of dashes and bars stands below the first."""
    if len(lines) > 1 and "|" in lines[0] and "|" in lines[1] and _RULE.fullmatch(lines[1]):
        return True
    first = lines[0].strip() if lines else ""
    return first.startswith("|") and first.count("|") > 2


def table(lines: Sequence[str], head: Sequence[str] = ()) -> Table:
    """Return the table in lines; `head` are the columns of a table above that may go on here."""
    rows = [(number, cells(line)) for number, line in enumerate(lines) if "|" in line]
    rule = next((at for at, (number, _) in enumerate(rows[:3]) if _RULE.fullmatch(lines[number])), None)
    if rule is None:
        same = rows and len(rows[0][1]) == len(head)
        return Table(list(head) if same else [], rows)
    names = rows[rule - 1][1] if rule else []
    body = [row for row in rows[rule + 1 :] if not _RULE.fullmatch(lines[row[0]])]
    return Table(names, [(number, joined(found, len(names)) if names else found) for number, found in body])


def joined(found: Sequence[str], width: int) -> list[str]:
    """Return the cells of a row that has more than columns, with those joined that a bar inside of marks cut.

    `|**P(A|B)**|` and `|$|x|$|` are one cell each: bots write titles as they are.
    """
    row = list(found)
    at = 0
    while len(row) > width and at < len(row):
        end = at + 1
        while end < len(row) and len(row) - (end - at) >= width and not is_closed("|".join(row[at:end])):
            end += 1
        if end - at > 1 and is_closed("|".join(row[at:end])):
            row[at:end] = ["|".join(row[at:end])]
        at += 1
    return row


def is_closed(text: str) -> bool:
    """Tell whether all marks and brackets that open in a text are closed in it."""
    pairs = text.count("(") <= text.count(")") and text.count("[") <= text.count("]")
    return pairs and not text.count("**") % 2 and not text.count("$") % 2


def cells(line: str) -> list[str]:
    """Return the cells of a row."""
    line = line.strip()
    found, at = [], 0
    for match in _BAR.finditer(line):
        if match[0] == "|":
            found.append(line[at : match.start()].replace("\\|", "|").strip())
            at = match.end()
    found.append(line[at:].replace("\\|", "|").strip())
    return found[1 if line.startswith("|") else 0 : -1 if line.endswith("|") and len(found) > 1 else None]
