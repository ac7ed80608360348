"""How a search becomes SQL: an FTS5 expression where it asks for words, conditions where it asks for more."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from papercli.language import Alternative, And, Dated, Group, HasId, Marked, Node, Not, Or, Text, Voted
from papercli.query import PaperQuery
from papercli.store.marks import marked
from papercli.store.papers import balanced, dated
from papercli.terms import is_run, tokens

if TYPE_CHECKING:
    from papercli.store.papers import Select

# How much a word in the title, the authors and a section counts.
_WEIGHTS = "10.0, 4.0, 1.0"
_COMPARISONS = {sign: sign for sign in ("<", "<=", "=", ">=", ">")}
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"
_NOTED = "SELECT paper.id, 0.0 FROM paper WHERE paper.arxiv IN (SELECT value FROM json_each(?))"
# Signs alone, such as an emoji, are in no index.
_SAYS = (
    "EXISTS (SELECT 1 FROM entry AS said, json_tree(json_array(said.title, json(said.authors), json(said.sections)))"
    " WHERE said.arxiv = paper.arxiv AND instr(atom, ?))"
)


def narrow(select: "Select", query: PaperQuery) -> None:
    """Let a SELECT find only what a search and authors ask for, ranked where the search has words to rank by."""
    for author in query.authors:
        select.where(*condition(Text(author, "authors")))
    search = query.search
    if search is None:
        return
    operands = search.operands if isinstance(search, And) else (search,)
    ranked = tuple(each for each in operands if expression(each) is not None)
    noted = set(_noted(search))
    for each in operands:
        if noted or expression(each) is None:
            select.where(*condition(each))
    if ranked:
        _rank(select, ranked, noted)


def _rank(select: "Select", operands: tuple[Node, ...], noted: set[str]) -> None:
    wanted = And(operands)
    words = " ".join(tokens(" ".join(map(_written, operands))))
    literal = expression(wanted, literal=True)
    hits = f"SELECT rowid AS number, bm25(search, {_WEIGHTS}) AS rank FROM search WHERE search MATCH ?"
    select.joined = [expression(wanted)]
    if noted:
        # A paper that has some of the words only in its note comes last, if the conditions let it pass.
        hits = f"SELECT number, min(rank) AS rank FROM ({hits} UNION ALL {_NOTED}) GROUP BY number"
        select.joined.append(json.dumps(sorted(noted)))
    select.tables = f"({hits}) AS hit JOIN paper ON paper.id = hit.number"
    # In steps of one: the words as they stand, all of them in the title, the title as it stands. bm25 is
    # negative and the lower the better; within a step it becomes a part between 0 and 1.
    select.score = (
        f"(paper.id IN ({_MATCHING})) + (paper.id IN ({_MATCHING})) + (paper.words = ?) - hit.rank / (1 - hit.rank)"
    )
    select.scored = [literal, f"title : {literal}", words]


Condition = tuple[str, list[object]]


def condition(node: Node) -> Condition:
    """Return the SQL condition of a search, and its values in the order of their places."""
    words = expression(node)
    if words and next(_noted(node), None) is None:
        return _matching(words)
    match node:
        case Text():
            signs: Condition | None = (_SAYS, [node.text]) if node.column is None else None
            return _either(_matching(words) if words else signs, node.noted)
        case Marked():
            return marked(node.mark)
        case HasId():
            return "paper.arxiv = ?", [node.id]
        case Dated():
            return dated((node.period,))
        case Voted():
            return f"coalesce(paper.votes {_COMPARISONS[node.operator]} ?, 0)", [node.votes]
        case Not():
            excluded, values = condition(node.operand)
            return f"NOT {excluded}", values
        case And():
            return _combined(" AND ", node.operands)
        case Or():
            return _combined(" OR ", node.operands)
        case Group():
            also = [_either(_matching(words), each.noted) for each in node.also if (words := _alternative(each))]
            return _joined_conditions(" OR ", [_combined(" AND ", node.words), *also])


def _matching(words: str) -> Condition:
    return f"paper.id IN ({_MATCHING})", [words]


def _either(said: Condition | None, noted: tuple[str, ...]) -> Condition:
    """Return the condition that a paper says something, or its note does."""
    in_note: list[Condition] = [("paper.arxiv IN (SELECT value FROM json_each(?))", [json.dumps(noted)])]
    return _joined_conditions(" OR ", [*([said] if said else []), *(in_note if noted else [])])


def _combined(operator: str, operands: tuple[Node, ...]) -> Condition:
    return _joined_conditions(operator, [condition(each) for each in operands])


def _joined_conditions(operator: str, parts: list[Condition]) -> Condition:
    if not parts:
        return "0", []
    return balanced(operator, [part for part, _ in parts]), [value for _, values in parts for value in values]


def expression(node: Node, literal: bool = False) -> str | None:
    """Return the FTS5 expression of a search, None where it asks for more than words.

    With `literal` the glossary's alternatives are left out.
    """
    match node:
        case Text():
            words = phrase(node.text) if node.column != "note" else None
            return f"{node.column} : {words}" if words and node.column else words
        case Group():
            words = _joined(" AND ", [expression(word, literal) for word in node.words])
            return words if literal else _joined(" OR ", [words, *map(_alternative, node.also)])
        case And():
            excluded = [expression(each.operand) for each in node.operands if isinstance(each, Not)]
            wanted = [expression(each, literal) for each in node.operands if not isinstance(each, Not)]
            positive = _joined(" AND ", wanted)
            negative = _joined(" OR ", excluded) if excluded else ""
            if not positive or negative is None:
                return None
            return f"({positive} NOT {negative})" if excluded else positive
        case Or():
            return _joined(" OR ", [expression(each, literal) for each in node.operands])
    return None


def wordings(term: str, also: Iterable[Alternative]) -> list[str]:
    """Return the FTS5 phrase of a term, and of each of the other words that it may be said in."""
    return [each for each in (phrase(term), *map(_alternative, also)) if each]


def _noted(node: Node) -> Iterator[str]:
    """Yield the papers whose notes say something that a search asks for."""
    match node:
        case Text():
            yield from node.noted
        case Group():
            yield from (paper_id for word in node.words for paper_id in word.noted)
            yield from (paper_id for other in node.also for paper_id in other.noted)
        case Not():
            yield from _noted(node.operand)
        case And() | Or():
            for each in node.operands:
                yield from _noted(each)


def phrase(text: str) -> str | None:
    """Return the FTS5 phrase that finds words as they stand; None where no letter or digit is in them.

    The last word matches from its start, a run of Hangul in any place.
    """
    found = tokens(text)
    if not found:
        return None
    if len(found) > 1 and is_run(found[-1]) and is_run(found[-2]):
        # In a text the run may go on behind its last character, which then is no token alone.
        return _quoted(found[:-1])
    return _quoted(found) + " *"


def _alternative(alternative: Alternative) -> str | None:
    found = tokens(alternative.text)
    if not alternative.whole or not found or is_run(found[-1]):
        return phrase(alternative.text)
    return f"({_quoted(found)} OR {_quoted([*found[:-1], found[-1] + 's'])})"


def _joined(operator: str, parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return f"({operator.join(known)})" if known and len(known) == len(parts) else None


def _quoted(found: list[str]) -> str:
    return '"' + " ".join(found) + '"'


def _written(node: Node) -> str:
    match node:
        case Text() | Group():
            return node.text
        case And() | Or():
            return " ".join(map(_written, node.operands))
    return ""
