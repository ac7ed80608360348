"""The candidates as examples for the alignment: words in one shape, whatever their particles and compounds."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from papercli.glossary.words import Word

# A closed class. The particles 도 and 만 are left out, because nouns such as 해상도 end in them.
_PARTICLES = [
    "에서의",
    "으로의",
    "으로",
    "에서",
    "에게",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
    "들",
]

Meanings = Mapping[str, list[Word]]
"""Abbreviations and the words that they stand for."""


class Phrase:
    """One side of some examples: its words from the bracket leftwards, and how often these examples were seen."""

    __slots__ = ("count", "examples", "keys", "repeats", "turned", "words")

    def __init__(self, words: list[Word]) -> None:
        self.examples = 0
        self.count = 0
        self.take(words)

    def take(self, words: list[Word]) -> None:
        """Have these words from now on."""
        self.words = words
        self.keys = [word.key for word in words]

    def close(self) -> None:
        """Note what the alignment asks again and again, once the words are final."""
        self.repeats = len(set(self.keys)) < len(self.keys)
        # `chain of thought` is 사고의 연쇄: a function word turns the order round.
        self.turned = max(map(len, [word.gap for word in self.words])) > 1


class Example:
    """A candidate with a Korean side; the links are pairs of places on both sides."""

    __slots__ = ("count", "english", "korean", "links")

    def __init__(self, korean: Phrase, english: Phrase, count: int) -> None:
        self.korean = korean
        self.english = english
        self.count = count
        self.links: list[tuple[int, int]] = []
        for phrase in (korean, english):
            phrase.examples += 1
            phrase.count += count


def unify(korean: Iterable[Phrase], english: Iterable[Phrase], meanings: Meanings) -> None:
    """Write abbreviations out, take particles off, and give a compound one shape: 강화학습 is 강화 학습."""
    finals: Counter[str] = Counter()
    for phrase in korean:
        finals[phrase.keys[0]] += phrase.count

    @cache
    def noun(word: str) -> str:
        # A bracket stands between noun and particle: of 모델 and 모델은 the noun is seen there more often.
        for particle in _PARTICLES:
            stem = word.removesuffix(particle)
            if stem != word and len(stem) > 1 and finals[stem] > finals[word]:
                return noun(stem)
        return word

    for phrase in korean:
        if (keys := [noun(key) for key in phrase.keys]) != phrase.keys:
            phrase.take([Word(word.gap, word.spelling, key) for word, key in zip(phrase.words, keys, strict=True)])
    for phrase in english:
        if not meanings.keys().isdisjoint(phrase.keys):
            phrase.take([part for word in phrase.words for part in _written_out(word, meanings)])
    phrases = (*korean, *english)
    joints = _joints(phrases)
    for phrase in phrases:
        _rejoin(phrase, joints)
        phrase.close()


def _written_out(word: Word, meanings: Meanings) -> list[Word]:
    if word.key in meanings and sum(map(str.isupper, word.spelling)) > 1:
        *rest, first = meanings[word.key]
        return [*rest, first._replace(gap=word.gap)]
    return [word]


def _joints(phrases: Iterable[Phrase]) -> dict[str, tuple[str, str] | None]:
    """Return the compounds with the two words that prevail, or None where the one word does."""
    joined: Counter[str] = Counter()
    parted: Counter[tuple[str, str]] = Counter()
    for phrase in phrases:
        keys = phrase.keys
        for key in keys:
            joined[key] += phrase.examples
        for both in zip(keys[1:], keys, strict=False):
            parted[both] += phrase.examples
    compounds = sorted((count, both) for both, count in parted.items() if both[0] + both[1] in joined)
    return {left + right: (left, right) if n >= joined[left + right] else None for n, (left, right) in compounds}


def _rejoin(phrase: Phrase, joints: Mapping[str, tuple[str, str] | None]) -> None:
    """Split or join the compounds of a phrase."""
    words: list[Word] = []
    changed = False
    for word in phrase.words:
        if words and joints.get(word.key + words[-1].key, ()) is None:
            last = words.pop()
            words.append(Word(word.gap, word.spelling + last.gap + last.spelling, word.key + last.key))
            changed = True
        elif halves := joints.get(word.key):
            middle = len(halves[0])
            words.append(Word("", word.spelling[middle:], halves[1]))
            words.append(Word(word.gap, word.spelling[:middle], halves[0]))
            changed = True
        else:
            words.append(word)
    if changed:
        phrase.take(words)
