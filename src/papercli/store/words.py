"""The words that a library knows, for those that it does not."""

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches

from papercli.language import And, Group, Node, Or, Text
from papercli.query import PaperQuery
from papercli.store.glossary import entries
from papercli.store.search import condition
from papercli.terms import is_run, tokens

# Of the words with the same first letter, so many of the most frequent are compared: 10 µs each.
_COMPARED = 20_000


def nearest(connection: sqlite3.Connection, query: PaperQuery) -> list[tuple[str, str]]:
    """Return the words of a search that no paper has, each with the nearest that some paper has."""
    found: dict[str, str] = {}
    for word in _words(query.search):
        clause, values = condition(word)
        if not connection.execute(f"SELECT EXISTS (SELECT 1 FROM paper WHERE {clause})", values).fetchone()[0]:
            near = get_close_matches(word.text.casefold(), _known(connection, word.text), n=1, cutoff=0.7)
            found.update((word.text, other) for other in near)
    return list(found.items())


def _words(node: Node | None) -> Iterator[Text]:
    match node:
        case Text() if node.column != "note":
            yield node
        case Group() | And() | Or():
            for each in node.words if isinstance(node, Group) else node.operands:
                yield from _words(each)


def _known(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return words that may have been meant: of the index, or of the glossary where the index has only pairs."""
    typed = tokens(text)
    if not typed:
        return []
    if is_run(typed[0]) or len(typed) > 1:
        pairs = entries(connection)
        return list(dict.fromkeys(side.casefold() for pair in pairs for side in (pair.term, pair.translation)))
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, search, row)")
    first, length = typed[0][0], len(typed[0])
    rows = connection.execute(
        "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
        " ORDER BY doc DESC, term LIMIT ?",
        (first, chr(ord(first) + 1), length - 2, length + 2, _COMPARED),
    )
    return [term for (term,) in rows]
