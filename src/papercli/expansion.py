"""A search and what is not in the digests: other words of the glossary for its terms, the reader's notes and marks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from papercli.language import Alternative, And, Group, Marked, Node, Not, Or, Text
from papercli.terms import fold, pattern

# So many words are tried as one term: `large language model`.
_LONGEST = 4

Lookup = Callable[[str], Sequence[Alternative]]


def expanded(node: Node, lookup: Lookup) -> Node:
    """Return a search that also accepts the alternatives of its terms; what it excludes stays as it is."""
    match node:
        case Text() if node.column is None:
            also = lookup(node.text)
            return Group((node,), tuple(also)) if also else node
        case And():
            return And(tuple(_terms(node.operands, lookup)))
        case Or():
            return Or(tuple(expanded(each, lookup) for each in node.operands))
    return node


def _terms(operands: tuple[Node, ...], lookup: Lookup) -> list[Node]:
    """Return the operands with neighbouring words taken together where they are one term, the longest first."""
    found: list[Node] = []
    start = 0
    while start < len(operands):
        length, node = 1, expanded(operands[start], lookup)
        for end in range(min(start + _LONGEST, len(operands)), start + 1, -1):
            words = _plain(operands[start:end])
            if words and (also := lookup(" ".join(word.text for word in words))):
                length, node = end - start, Group(words, tuple(also))
                break
        found.append(node)
        start += length
    return found


def _plain(operands: tuple[Node, ...]) -> tuple[Text, ...]:
    words = tuple(each for each in operands if isinstance(each, Text) and each.column is None and not each.phrase)
    return words if len(words) == len(operands) else ()


def noted(node: Node, notes: Mapping[str, str]) -> Node:
    """Return a search that also finds papers by their notes, which come folded, by id."""
    match node:
        case Text() if node.column in (None, "note"):
            found = pattern(node.text) or re.compile(re.escape(fold(node.text)))
            return replace(node, noted=_saying(found, notes))
        case Group():
            words = tuple(replace(each, noted=_saying(pattern(each.text), notes)) for each in node.words)
            also = tuple(replace(each, noted=_saying(pattern(each.text, each.whole), notes)) for each in node.also)
            return Group(words, also)
        case Not():
            return Not(noted(node.operand, notes))
        case And():
            return And(tuple(noted(each, notes) for each in node.operands))
        case Or():
            return Or(tuple(noted(each, notes) for each in node.operands))
    return node


def asks_for_marks(node: Node | None) -> bool:
    """Tell whether a search asks for marks, and not only for what digests say."""
    match node:
        case Marked():
            return True
        case Text():
            return node.column == "note"
        case Not():
            return asks_for_marks(node.operand)
        case And() | Or():
            return any(map(asks_for_marks, node.operands))
    return False


def _saying(found: re.Pattern[str] | None, notes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(paper_id for paper_id, note in notes.items() if found and found.search(note))
