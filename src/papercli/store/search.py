"""How a search becomes SQL: an FTS5 expression where it asks for words, conditions where it asks for more."""

from typing import TYPE_CHECKING

from papercli.language import Alternative, And, Dated, Group, HasId, Node, Not, Or, Text, Voted
from papercli.query import PaperQuery
from papercli.store.papers import balanced, dated
from papercli.terms import is_run, tokens

if TYPE_CHECKING:
    from papercli.store.papers import Select

# How much a word in the title, the authors and a section counts.
_WEIGHTS = "10.0, 4.0, 1.0"
_COMPARISONS = {sign: sign for sign in ("<", "<=", "=", ">=", ">")}
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"
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
    for each in operands:
        if expression(each) is None:
            select.where(*condition(each))
    if ranked:
        _rank(select, ranked)


def _rank(select: "Select", operands: tuple[Node, ...]) -> None:
    wanted = And(operands)
    words = " ".join(tokens(" ".join(map(_written, operands))))
    literal = expression(wanted, literal=True)
    select.tables = (
        f"(SELECT rowid AS number, bm25(search, {_WEIGHTS}) AS rank FROM search WHERE search MATCH ?) AS hit"
        " JOIN paper ON paper.id = hit.number"
    )
    select.joined = [expression(wanted)]
    # In steps of one: the words as they stand, all of them in the title, the title as it stands. bm25 is
    # negative and the lower the better; within a step it becomes a part between 0 and 1.
    select.score = (
        f"(paper.id IN ({_MATCHING})) + (paper.id IN ({_MATCHING})) + (paper.words = ?) - hit.rank / (1 - hit.rank)"
    )
    select.scored = [literal, f"title : {literal}", words]


def condition(node: Node) -> tuple[str, list[object]]:
    """Return the SQL condition of a search, and its values in the order of their places."""
    if words := expression(node):
        return f"paper.id IN ({_MATCHING})", [words]
    match node:
        case Text():
            return (_SAYS, [node.text]) if node.column is None else ("0", [])
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
            return _combined(" AND ", node.words)


def _combined(operator: str, operands: tuple[Node, ...]) -> tuple[str, list[object]]:
    parts = [condition(each) for each in operands]
    return balanced(operator, [part for part, _ in parts]), [value for _, values in parts for value in values]


def expression(node: Node, literal: bool = False) -> str | None:
    """Return the FTS5 expression of a search, None where it asks for more than words.

    With `literal` the glossary's alternatives are left out.
    """
    match node:
        case Text():
            words = phrase(node.text)
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
