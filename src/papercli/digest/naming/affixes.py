"""What stands at an end of most titles of a file and belongs to none: a rank, a score, a category."""

import re
from collections import Counter
from collections.abc import Sequence

from papercli.digest.naming.decoration import CATEGORY
from papercli.digest.words.people import is_person

_CATEGORY = re.compile(rf"\b{CATEGORY}(?:\.[A-Za-z-]+)?\b")
_NUMBER = re.compile(r"\d[\d,.]*")
_TAIL = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]|\s(?:[-–—|·•~]|//)\s+([^-–—|·•~]{1,40}))$")
_LEAD = re.compile(
    r"(?:[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】]|((?:[^\W\d]+[ ])?#?\d[\d./]*[^\w\s:：|]{0,2})\s?[:：\-–—|·•])\s+"
)
_FEWEST = 3
_BRACKET = ")"
# Behind a dash in several titles of a file, whoever it is: one may be of the title.
_PERSON = "somebody"


def without_affixes(titles: Sequence[str]) -> list[str]:
    """Return titles without what most of them have at an end in one shape: the same words, or with other numbers."""
    found = list(titles)
    for pattern in (_TAIL, _TAIL, _LEAD):
        found = _without(found, pattern)
    return found


def _without(titles: Sequence[str], pattern: re.Pattern[str]) -> list[str]:
    matches = [pattern.search(title) if pattern is _TAIL else pattern.match(title) for title in titles]
    shapes = [_shape(match) for match in matches]
    counts = Counter(shape for shape in shapes if shape)
    named = sum(map(bool, titles))
    shared = {shape for shape, count in counts.items() if count >= _FEWEST and count >= named * _least(shape)}
    return [
        title
        if match is None or shape not in shared
        else (title[: match.start()] + title[match.end() :]).strip() or title
        for title, match, shape in zip(titles, matches, shapes, strict=True)
    ]


def _least(shape: str) -> float:
    """Return which part of the titles a shape must be at to be no title's: for mere words behind a dash none does."""
    return 0 if shape == _PERSON else 0.6 if "#" in shape else 0.8 if shape.endswith(_BRACKET) else 2


def _shape(match: re.Match[str] | None) -> str:
    """Return what is the same in all of a kind: the words, with a sign for any number, category of arXiv or person."""
    if match is None:
        return ""
    if match.re is _TAIL and match[2] and is_person(match[2]):
        return _PERSON
    return _NUMBER.sub("#", _CATEGORY.sub("#", match[1] or match[2])).casefold() + (_BRACKET if match[1] else "")
