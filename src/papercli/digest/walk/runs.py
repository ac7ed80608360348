"""How neighbours (blocks, items or lines) are shared out among the papers that stand between them."""

from collections.abc import Sequence
from typing import NamedTuple


class Unit(NamedTuple):
    """One of several neighbours: the paper in it, if any, and what it may be to the papers around it."""

    paper: str | None = None
    wants: bool = False  # it names a paper, and gives no title
    lead: bool = False  # it may be the title of the paper below
    below: bool = False  # it translates the title above it
    line: bool = False  # it may be so only if the others have none better: a short text
    stop: bool = False  # nothing reaches across it
    label: bool = False  # it is a field, or says what comes below it


# So many papers with rules between show that each has its own stretch.
_FEWEST = 3


class Reach(NamedTuple):
    """A paper with the neighbours that are about it, the end excluded; `lead` is where its title stands."""

    paper: str
    start: int
    end: int
    lead: int | None


def reaches(units: Sequence[Unit]) -> list[Reach]:
    """Return how far each paper's text reaches among neighbours: from what leads to it to what leads to the next.

    What stands above the first paper, and leads to none, belongs to nobody.
    """
    groups = _groups(units)
    begins = [_begin(units, ends, first) for ends, (_, first, _) in zip(_ends(groups), groups, strict=True)]
    lacking = [at for at, (_, first, _) in enumerate(groups) if units[first].wants and begins[at] == first]
    if len(groups) > _FEWEST and begins[0] < groups[0][1] and _is_head(units, groups, begins):
        # What stands above all papers, and nothing like it above the others, heads the list.
        begins[0] = groups[0][1]
        lacking = [0, *lacking]
    above = {at: line for at in lacking if (line := _line_above(units, groups, at)) is not None}
    # A title or two may not look like one.
    if len(above) * 5 >= len(lacking) * 4:
        begins = [above.get(at, begin) for at, begin in enumerate(begins)]
    leads = [begin if begin < first else None for begin, (_, first, _) in zip(begins, groups, strict=True)]
    firsts = [first for _, first, _ in groups]
    if begins == firsts and len(firsts) > 1 and all(first and units[first - 1].lead for first in firsts):
        # Bold text above each is of the paper below it, though it is no title.
        begins = [begin - 1 for begin in begins]
    for at, stop in _ruled(units, groups):
        if leads[at] is None:
            begins[at] = stop + 1
    found = []
    for at, (paper, _, last) in enumerate(groups):
        following = begins[at + 1] if at + 1 < len(groups) else len(units)
        end = next((place for place in range(last + 1, following) if units[place].stop), following)
        found.append(Reach(paper, begins[at], end, leads[at]))
    return found


def _is_head(units: Sequence[Unit], groups: Sequence[tuple[str, int, int]], begins: Sequence[int]) -> bool:
    """Tell whether the lead of the first paper is the only one of its kind."""
    others = zip(begins[1:], groups[1:], strict=True)
    return units[begins[0]].lead and not any(begin < first and units[begin].lead for begin, (_, first, _) in others)


def _ruled(units: Sequence[Unit], groups: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Return the groups with the rule above each, if rules part all papers: what is between two rules is about one."""
    found = []
    for at, (_, first, _) in enumerate(groups):
        low = groups[at - 1][2] + 1 if at else 0
        stop = next((place for place in range(first - 1, low - 1, -1) if units[place].stop), None)
        if stop is not None:
            found.append((at, stop))
        elif at:
            return []
    return found if len(groups) >= _FEWEST else []


def _groups(units: Sequence[Unit]) -> list[tuple[str, int, int]]:
    """Return each paper with the first and last neighbour that names it, as long as no other one comes between."""
    groups: list[tuple[str, int, int]] = []
    for at, unit in enumerate(units):
        if unit.paper is not None:
            if groups and groups[-1][0] == unit.paper:
                groups[-1] = (unit.paper, groups[-1][1], at)
            else:
                groups.append((unit.paper, at, at))
    return groups


def _ends(groups: Sequence[tuple[str, int, int]]) -> list[int]:
    return [0, *(last + 1 for _, _, last in groups)][: len(groups)]


def _begin(units: Sequence[Unit], low: int, first: int) -> int:
    stop = next((at for at in range(first - 1, low - 1, -1) if units[at].stop), None)
    low = low if stop is None else stop + 1
    if units[first].wants:
        lead = next((at for at in range(first - 1, low - 1, -1) if units[at].lead), None)
        if lead is not None:
            return lead - 1 if units[lead].below and lead > low else lead
        if stop is not None and low < first and (units[low].line or units[low].lead):
            return low
    return first


def _line_above(units: Sequence[Unit], groups: Sequence[tuple[str, int, int]], at: int) -> int | None:
    """Return the short text right above a paper, or above the fields that stand before its link."""
    low = groups[at - 1][2] + 1 if at else 0
    above = next((place for place in range(groups[at][1] - 1, low - 1, -1) if not units[place].label), low - 1)
    return above if above >= low and units[above].line else None
