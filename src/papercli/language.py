"""The search language: what a person types, as a tree of conditions.

Words are ANDed; `OR` between them binds less; a `-` before anything excludes it; `"…"` is a phrase; and the
FIELDS narrow down. A sign that makes no sense where it stands is searched for like any other text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from papercli import dates
from papercli.dates import Period
from papercli.errors import UsageError
from papercli.ids import typed_id
from papercli.marks import NOTE, READ, STARRED, TAG, tag_name
from papercli.nearest import nearest


@dataclass(frozen=True)
class Text:
    """Words that stand next to each other, anywhere or in one column; a phrase is meant as it stands."""

    text: str
    column: Literal["title", "authors", "note"] | None = None
    phrase: bool = False
    noted: tuple[str, ...] = ()  # the papers whose notes say it, once these were looked through


@dataclass(frozen=True)
class HasId:
    """The paper of this id."""

    id: str


@dataclass(frozen=True)
class Dated:
    """Papers of digests of these days."""

    period: Period


@dataclass(frozen=True)
class Voted:
    """Papers whose votes compare like this with a number; unknown votes compare with nothing."""

    operator: str
    votes: int


@dataclass(frozen=True)
class Marked:
    """Papers with a mark: starred, read, note or tag:NAME."""

    mark: str


@dataclass(frozen=True)
class Not:
    """Papers that the operand does not find."""

    operand: "Node"


@dataclass(frozen=True)
class And:
    """Papers that every operand finds."""

    operands: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """Papers that some operand finds."""

    operands: tuple["Node", ...]


@dataclass(frozen=True)
class Alternative:
    """Other words for what was searched for: a translation, a synonym, an abbreviation or what one stands for."""

    text: str
    why: str
    whole: bool = False  # an abbreviation is a word of its own, not the start of one: RL is not in `rlhf`
    noted: tuple[str, ...] = ()  # as in Text


@dataclass(frozen=True)
class Group:
    """Words that are one term to the glossary: papers that have them all, or one of the alternatives."""

    words: tuple[Text, ...]
    also: tuple[Alternative, ...]

    @property
    def text(self) -> str:
        """The term as the person wrote it."""
        return " ".join(word.text for word in self.words)


Node = Text | Group | HasId | Dated | Voted | Marked | Not | And | Or


FIELDS = ("title", "author", "id", "date", "since", "until", "votes", "is", "tag", "note")
# What a paper can be, with the marks that say so.
STATES: dict[str, "Node"] = {
    "starred": Marked(STARRED),
    "unread": Not(Marked(READ)),
    "read": Marked(READ),
    "noted": Marked(NOTE),
}

# A field, then a value that may be quoted; a phrase, whose closing quote may be missing; or a word.
_ITEM = re.compile(r'(?P<not>-(?=\S))?(?:(?P<field>[A-Za-z]+):(?=\S))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_VOTES = re.compile(r"(?P<operator>[<>]=?|=?)(?P<votes>\d{1,9})", re.ASCII)
_URL_LIKE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/")


def search_of(text: str, today: date) -> Node | None:
    """Return what a person's words search for, None where there are no words.

    Raises UsageError for a value that its field cannot have, and for a field that is nearly one of FIELDS.
    """
    alternatives: list[list[Node]] = [[]]
    items = list(_ITEM.finditer(text))
    for number, item in enumerate(items):
        last = number == len(items) - 1
        if item[0] == "OR" and alternatives[-1] and not last:
            alternatives.append([])
        elif item[0] != "AND" or not alternatives[-1] or last:
            node = _node(item, today)
            if not isinstance(node, Text) or node.text.strip():
                alternatives[-1].append(node)
    # Each condition once: a word said a thousand times would be looked up as often.
    distinct = [tuple(dict.fromkeys(nodes)) for nodes in alternatives if nodes]
    found = list(dict.fromkeys(nodes[0] if len(nodes) == 1 else And(nodes) for nodes in distinct))
    if not found:
        return None
    return found[0] if len(found) == 1 else Or(tuple(found))


def apart(node: Node) -> Node:
    """Return a search whose phrases are words that need not stand next to each other."""
    match node:
        case Text() if node.phrase and len(words := node.text.split()) > 1:
            return And(tuple(Text(word, node.column) for word in words))
        case Group() if any(word.phrase for word in node.words):
            return And(tuple(apart(word) for word in node.words))
        case And():
            return And(tuple(map(apart, node.operands)))
        case Or():
            return Or(tuple(map(apart, node.operands)))
    return node


def joined(arguments: Sequence[str]) -> str:
    """Return the search that the arguments of a command line make together.

    One with blanks in it was quoted for the shell: it is a phrase, unless it uses the language itself.
    """
    return " ".join(f'"{each}"' if _is_plain_phrase(each) else each for each in arguments)


def _is_plain_phrase(argument: str) -> bool:
    items = list(_ITEM.finditer(argument))
    signs = any(item["not"] or item["field"] or item["phrase"] is not None for item in items)
    return len(items) > 1 and not signs and not {"OR", "AND"} & {item[0] for item in items}


def _node(item: re.Match[str], today: date) -> Node:
    node = _field(item, today) if item["field"] else _text(item)
    return Not(node) if item["not"] else node


def _text(item: re.Match[str]) -> Node:
    if item["phrase"] is not None:
        return Text(item["phrase"], phrase=True)
    paper_id = typed_id(item["word"])
    return HasId(paper_id) if paper_id else Text(item["word"])


def _field(item: re.Match[str], today: date) -> Node:
    name = item["field"].lower()
    phrase = item["phrase"] is not None
    value = item["phrase"] if phrase else item["word"]
    match name:
        case "title":
            return Text(value, "title", phrase)
        case "author":
            return Text(value, "authors", phrase)
        case "id":
            if paper_id := typed_id(value):
                return HasId(paper_id)
            raise UsageError(f"id: '{value}' is not an arXiv id", "write it as id:2408.16357")
        case "date":
            return Dated(dates.period(value, today))
        case "since":
            return Dated(dates.since(value, today))
        case "until":
            return Dated(dates.until(value, today))
        case "votes":
            return _voted(value)
        case "is":
            return _state(value)
        case "tag":
            return Marked(TAG + tag_name(value))
        case "note":
            return Text(value, "note", phrase)
    written = item[0].removeprefix("-")
    if paper_id := typed_id(written):
        return HasId(paper_id)
    near = nearest(name, FIELDS, likeness=0.75)
    if near and not _URL_LIKE.match(written):
        raise UsageError(f"there is no field '{name}:'", f"did you mean {near}: ?  In quotes it is searched for.")
    return Text(written.replace('"', " "), phrase=phrase)


def _state(value: str) -> Node:
    if node := STATES.get(value.lower()):
        return node
    near = nearest(value.lower(), STATES, likeness=0.5)
    raise UsageError(
        f"no paper is '{value}'", f"did you mean is:{near} ?" if near else f"write is: and {', '.join(STATES)}"
    )


def _voted(value: str) -> Voted:
    match = _VOTES.fullmatch(value)
    if not match:
        raise UsageError(f"votes: '{value}' is not a number", "write votes:50, votes:>50 or votes:<=9")
    return Voted(match["operator"] or "=", int(match["votes"]))
