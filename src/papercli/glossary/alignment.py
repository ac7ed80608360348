"""Which words of an example translate each other, told by how often they meet in all examples."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from papercli.glossary.examples import Example
from papercli.glossary.words import Word, key_of

_MIN_MEETINGS = 2
_SIGNIFICANT = 10.83  # the 0.1 % point of chi-squared, which the log-likelihood ratio follows
# Few examples cannot prove that much: below this number, less is asked of them.
_MANY_EXAMPLES = 1000
_RARE = 3
_REACH = 2
_SHARES = tuple(0.5**distance for distance in range(_REACH + 1))

Strengths = Mapping[str, Mapping[str, float]]
"""How much Korean and English words belong together, where they do."""


Block = tuple[list[Word], list[Word], str, str]
"""Parts of an example that translate each other and nothing else, and what stands beside.

That is the next English word, or the one before if the part ends the phrase, or "" for a whole phrase; and
the Korean word before it, or "".
"""


def align(examples: Sequence[Example]) -> None:
    """Link the words of each example one to one, the strongest first, then let a link grow to the left.

    It grows onto a word that stands before it in half of all cases: 자연어 before 처리, where both mean NLP.
    """
    korean, english = _counts(examples)
    strengths = _strengths(examples, korean, english)
    rare = {key for key, count in korean.items() if count <= _RARE}
    linked: defaultdict[tuple[str, str], int] = defaultdict(int)
    before: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for example in examples:
        example.links = _links(example, strengths)
        for row, column in example.links:
            linked[example.korean.keys[row], example.english.keys[column]] += example.count
        for words, _ in _growth(example):
            before[words] += example.count
    for example in examples:
        for words, link in _growth(example):
            if (count := before[words]) > 2 and count * 2 >= linked[words[:2]]:
                example.links.append(link)
        if example.links and (last := _last_one(example, rare)):
            example.links.append(last)


def _links(example: Example, strengths: Strengths) -> list[tuple[int, int]]:
    english, turned = example.english.keys, example.english.turned
    ranked: list[tuple[float, int, int]] = []
    for row, key in enumerate(example.korean.keys if turned else example.korean.keys[: len(english) + _REACH]):
        if key in strengths:
            partners = strengths[key]
            for column, other in enumerate(english):
                if other in partners and (turned or -_REACH <= row - column <= _REACH):
                    share = 1 if turned else _SHARES[abs(row - column)]
                    ranked.append((-partners[other] * share, row, column))
    if len(ranked) < 2:
        return [(row, column) for _, row, column in ranked]
    links: dict[int, int] = {}
    for _, row, column in sorted(ranked):
        if row not in links and column not in links.values():
            links[row] = column
    return list(links.items())


def _last_one(example: Example, rare: set[str]) -> tuple[int, int] | None:
    """Return the link of the only English word left over with the Korean word in its place.

    In 비디오 확산(video diffusion) the first word may be too rare to prove anything; but what is left of the one
    is left of the other, and the rest translates the rest. A word that is not rare had its chance: it is a lead-in.
    """
    if example.english.turned:
        return None
    left = set(range(len(example.english.keys))).difference(column for _, column in example.links)
    place = min(left, default=-1)
    keys = example.korean.keys
    free = 0 <= place < len(keys) and keys[place] in rare and place not in {row for row, _ in example.links}
    return (place, place) if len(left) == 1 and free else None


def _growth(example: Example) -> list[tuple[tuple[str, str, str], tuple[int, int]]]:
    """List each linked pair that has an unlinked word on its left, with that word, and the link to take it in."""
    links = example.links
    if not links:
        return []
    korean, english = example.korean.keys, example.english.keys
    if len(links) == len(korean) == len(english):
        return []
    rows, columns = zip(*links, strict=True)
    found: list[tuple[tuple[str, str, str], tuple[int, int]]] = []
    for row, column in links:
        if row + 1 < len(korean) and row + 1 not in rows:
            found.append(((korean[row], english[column], korean[row + 1]), (row + 1, column)))
        if column + 1 < len(english) and column + 1 not in columns:
            found.append(((korean[row], english[column], english[column + 1]), (row, column + 1)))
    return found


def _counts(examples: Sequence[Example]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return in how many examples each Korean and each English word is."""
    korean: defaultdict[str, int] = defaultdict(int)
    english: defaultdict[str, int] = defaultdict(int)
    for phrases, seen in (({e.korean for e in examples}, korean), ({e.english for e in examples}, english)):
        for phrase in phrases:
            for key in set(phrase.keys) if phrase.repeats else phrase.keys:
                seen[key] += phrase.count
    return korean, english


def _strengths(examples: Sequence[Example], korean: Mapping[str, int], english: Mapping[str, int]) -> Strengths:
    # Most words of a large library occur once and would fill the memory with pairs that prove nothing.
    common = {key for key, count in english.items() if count > 1}
    met: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for example in examples:
        for key, others in _windows(example):
            if korean[key] > 1:
                meetings = met[key]
                for other in others:
                    if other in common:
                        meetings[other] += example.count
    total = sum(example.count for example in examples)
    significant = _SIGNIFICANT * min(1.0, total / _MANY_EXAMPLES) ** 0.5
    return {
        key: strong
        for key, meetings in met.items()
        if (
            strong := {
                other: strength
                for other, both in meetings.items()
                if both >= _MIN_MEETINGS
                and (strength := _log_likelihood(both, korean[key], english[other], total)) > significant
            }
        )
    }


def _windows(example: Example) -> Iterator[tuple[str, Sequence[str] | set[str]]]:
    """Yield each Korean word with the English words that may translate it, a pair once."""
    english, turned = example.english.keys, example.english.turned
    if not example.korean.repeats and not example.english.repeats:
        for row, key in enumerate(example.korean.keys if turned else example.korean.keys[: len(english) + _REACH]):
            yield key, english if turned else english[max(0, row - _REACH) : row + _REACH + 1]
        return
    windows: defaultdict[str, set[str]] = defaultdict(set)
    for row, key in enumerate(example.korean.keys):
        windows[key].update(english if turned else english[max(0, row - _REACH) : row + _REACH + 1])
    yield from windows.items()


def _log_likelihood(both: int, left: int, right: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio, 0 for two words that meet less often than by chance."""
    if both * total <= left * right:
        return 0.0
    cells = (
        (both, left, right),
        (left - both, left, total - right),
        (right - both, total - left, right),
        (total - left - right + both, total - left, total - right),
    )
    return 2 * sum(cell * log(cell * total / (row * column)) for cell, row, column in cells if cell > 0)


def blocks(example: Example) -> Iterator[Block]:
    """Yield the parts of an example that translate each other."""
    links = example.links
    taken = {column for _, column in links}
    korean, english, turned = example.korean.words, example.english.words, example.english.turned
    width = len(english)
    if width == 1:
        rows = [row for row, _ in links]
        low, high = min(rows), max(rows)
        yield korean[low : high + 1], english, "", key_of(korean[high + 1 : high + 2])
        return
    if len(links) == 1 and (turned or links[0][1] + 1 < width):
        return
    for first in taken:
        for last in range(first, width):
            if last not in taken or (last + 1 < width and last + 1 not in taken):
                break
            if turned and last + 1 - first < width:
                continue
            rows = [row for row, column in links if first <= column <= last]
            low, high = min(rows), max(rows)
            if len([row for row, _ in links if low <= row <= high]) == len(rows):
                beside = english[first - 1 : first] or english[last + 1 : last + 2]
                before = korean[high + 1 : high + 2]
                yield korean[low : high + 1], english[first : last + 1], key_of(beside), key_of(before)
