"""What several titles of one file have at an end beside themselves: numbers, tags, ranks, scores, categories."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

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
_TAG = re.compile(r"\[(?P<tag>[^\[\]\n]{1,40})\]\s*(?=[^\s(:：])")
_CHAPTER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})[.、)]?\s+(?=\S)")
# `论文 1/4：`, `01｜`, `Pick 3 - `: what stands before the number and behind it is the same in all.
_COUNTER = re.compile(
    r"(?P<before>[^\d\n]{0,20}?)(?P<number>\d{1,4})(?:[ ]?/[ ]?\d{1,4})?"
    r"(?P<after>\s*[^\w\s\"'“「《(\[]+\s*|\s+)(?=\S)"
)


def without_leads(titles: Sequence[str]) -> list[str]:
    """Return the titles of a file, in its order, without the tags and the numbers that several of them begin with.

    One title alone keeps both: `[MASK] Is All You Need`, `1.58 Bits for All`.
    """
    found = _without_counters(titles)
    for _ in range(2):
        tags = {at: match for at, title in enumerate(found) if (match := _TAG.match(title))}
        kinds = Counter(re.sub(r"[\d\W]+", "", match["tag"]).casefold() for match in tags.values())
        if len(tags) > 1 and (len(tags) * 2 >= len(found) or max(kinds.values()) > 1):
            found = [title[tags[at].end() :] if at in tags else title for at, title in enumerate(found)]
        chapters = {at: match for at, title in enumerate(found) if (match := _CHAPTER.match(title))}
        numbers = [tuple(map(int, match["number"].split("."))) for match in chapters.values()]
        if len(numbers) > 1 and all(one < next_ for one, next_ in pairwise(numbers)):
            found = [title[chapters[at].end() :] if at in chapters else title for at, title in enumerate(found)]
    return found


def _without_counters(titles: Sequence[str]) -> list[str]:
    """Return titles without the numbers that count them, from one in each chapter."""
    found = {at: match for at, title in enumerate(titles) if (match := _COUNTER.match(title))}
    kinds = Counter((match["before"], match["after"].strip()) for match in found.values())
    kind, count = kinds.most_common(1)[0] if kinds else (("", ""), 0)
    if count < (2 if kind[1] else 3) or count * 2 < len(titles):
        return list(titles)
    found = {at: match for at, match in found.items() if (match["before"], match["after"].strip()) == kind}
    numbers = [0, *(int(match["number"]) for match in found.values())]
    if max(numbers) < 2 or not all(next_ in (one + 1, 0, 1) for one, next_ in pairwise(numbers)):
        return list(titles)
    return [title[found[at].end() :] if at in found else title for at, title in enumerate(titles)]


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
