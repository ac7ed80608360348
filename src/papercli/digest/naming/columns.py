"""Which column of a table holds the titles, and which title a row gives."""

import re
from collections.abc import Mapping, Sequence

from papercli.digest.lines.tags import BREAK
from papercli.digest.naming.decoration import is_title, title_of
from papercli.digest.naming.labelling import Labels
from papercli.digest.naming.titles import labelled_title, line_title, without_links
from papercli.digest.walk.site import Cells, Site
from papercli.digest.words.days import has_day
from papercli.digest.words.labels import FIELD_WORDS, PAPERS, squeezed, weight, words
from papercli.digest.words.people import is_names

_TITLES = re.compile(r"\btitles?\b|标题|標題|题目|題目|題名|タイトル|論文名|论文名|제목|논문명")
# What is called so is a title only where nothing else can be.
_OTHERS = re.compile(
    "no|institute|code|repo|year|task|topic|type|org|publication|published|backbone|conf|area|field|tags|score|rank"
)
# The name of a method is what a paper is called where nothing says more.
_NAMES = frozenset(["method", "methods"])
# More words announce more than a title.
_LONGEST_NAME = 5
# So many rows tell what a column holds.
_ENOUGH = 200


def names_titles(name: str) -> bool:
    """Tell whether a column is called for the titles in it."""
    bare = words(name)
    return weight(bare) <= _LONGEST_NAME and bool(_TITLES.search(bare))


def title_column(
    head: Sequence[str], rows: Sequence[Sequence[str]], linked: Mapping[int, int], labels: Labels
) -> int | None:
    """Return the column that holds the titles of a table's rows: by its name, else by what stands in it.

    `linked` counts the rows whose paper is linked in a column.
    """
    rows = rows[:_ENOUGH]
    named = [at for at, name in enumerate(head) if names_titles(name)]
    for at in [*named, *(at for at, name in enumerate(head) if words(name) in PAPERS)]:
        if sum(bool(cell_title(row, at, labels, is_named=at in named)) for row in rows) * 2 >= len(rows):
            return at
    best: tuple[float, int] | None = None
    for at in range(max(map(len, rows), default=0)):
        name = head[at] if at < len(head) else ""
        if _names_field(name):
            continue
        found = [title for row in rows if (title := cell_title(row, at, labels))]
        if len(found) * 2 < len(rows):
            continue
        # Titles differ from row to row; a word or two may be a subject; a hundred are an abstract.
        lengths = [min(length, 25) if (length := weight(title)) < 50 else 25 / length for title in found]
        bold = sum(at < len(row) and "**" in row[at] for row in rows) / len(rows)
        worth = (sum(lengths) / len(found) + 2 * bold) * len(set(found)) / len(rows) + 2 * linked.get(at, 0) / len(rows)
        worth -= 4 * bool(_OTHERS.fullmatch(words(name)))
        if best is None or worth > best[0] + 4:
            best = (worth, at)
    return best[1] if best else None


def states_title(site: Site, row: Cells) -> bool:
    """Tell whether a row has its title in a column that is called so, beside the links to the paper."""
    at = row.titled
    if at is None or at >= len(row.texts) or at >= len(row.columns) or not names_titles(row.columns[at]):
        return False
    return not any(site.page.text[link.start : link.end] in row.texts[at] for link in site.links)


def row_title(row: Cells, labels: Labels) -> tuple[int, str] | None:
    """Return which cell of a row gives the title, and the title: that of the table's column, else the first."""
    head, cells, chosen = row.columns, row.texts, row.titled
    order = [*([] if chosen is None else [chosen]), *(at for at in range(len(cells)) if at != chosen)]
    for at in order:
        name = head[at] if at < len(head) else ""
        if at != chosen and (_names_field(name) or _OTHERS.fullmatch(words(name))):
            continue
        is_named = at == chosen and (names_titles(name) or (words(name) in PAPERS and is_title(_written(cells[at]))))
        if title := cell_title(cells, at, labels, is_named=is_named):
            return at, title
    return None


def cell_title(cells: Sequence[str], at: int, labels: Labels, *, is_named: bool = False) -> str | None:
    """Return the title in a cell; where its column is called so, it is one whatever it looks like."""
    if at >= len(cells):
        return None
    title = labelled_title(BREAK.split(cells[at])) or line_title(cells[at], labels)
    if is_named and not title:
        # `Stabilizer Codes and Quantum Error Correction` looks like two people.
        written = _written(cells[at])
        return written if "](" not in cells[at] or (is_title(written) and "," not in written) else None
    if is_named:
        return title
    return None if not title or is_names(title) or _is_number(title) else title


def _written(cell: str) -> str:
    return title_of(without_links(cell))


def _names_field(name: str) -> bool:
    bare = words(name)
    return bare not in _NAMES and (squeezed(name) in FIELD_WORDS or bare in FIELD_WORDS)


def _is_number(title: str) -> bool:
    return bool(re.fullmatch(r"[\d\s.,%/★⭐+-]+", title)) or (has_day(title) and weight(title) < 2)
