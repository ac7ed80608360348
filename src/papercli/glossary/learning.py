"""Deciding which pairs the candidates of a whole library support."""

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from papercli.glossary.alignment import align, blocks
from papercli.glossary.examples import Example, Meanings, Phrase, unify
from papercli.glossary.pairs import Pair
from papercli.glossary.words import Word, is_korean, key_of, spelling_of, words_of

_MIN_COUNT = 2
_MIN_SHARE = 0.15
_UNAMBIGUOUS = 0.8

Spellings = defaultdict[str, defaultdict[str, int]]
"""How often the term of a key was written in which way."""


def learn(counts: Mapping[tuple[str, str], int]) -> list[Pair]:
    """Decide which pairs the candidates of a whole library support, the most frequent first.

    Words are aligned by how often they meet. A term reaches as far left as its links do: a lead-in such as
    이 논문은 meets all English words alike, so it links with none.
    """
    # Nothing here refers to itself, and looking for what does took a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _learn(counts)
    finally:
        if collecting:
            gc.enable()


def _learn(counts: Mapping[tuple[str, str], int]) -> list[Pair]:
    spellings: Spellings = defaultdict(lambda: defaultdict(int))
    examples: list[Example] = []
    abbreviations: list[tuple[str, str, int]] = []
    korean: dict[str, Phrase] = {}
    english: dict[str, Phrase] = {}
    for (left, right), count in counts.items():
        if not is_korean(left):
            abbreviations.append((left, right, count))
        elif (term := _phrase(left, korean)) and (translation := _phrase(right, english)):
            examples.append(Example(term, translation, count))
    definitions, meanings = _definitions(sorted(abbreviations), spellings)
    unify(_used(korean), _used(english), meanings)
    kept = _translations(examples, _used(english), spellings)
    shown = {key: _most_usual(key, seen) for key, seen in spellings.items()}
    pairs = list(_supported(kept, shown, _places(_used(korean), kept)))
    totals: Counter[str] = Counter()
    for (short, _), count in definitions.items():
        totals[short] += count
    for (short, long), count in definitions.items():
        if count >= max(_MIN_COUNT, _MIN_SHARE * totals[short]):
            pairs.append(Pair(shown[short], shown[long], count, "abbreviation"))
    return sorted(pairs, key=lambda pair: (-pair.count, pair.term, pair.translation, pair.purity))


def _phrase(text: str, phrases: dict[str, Phrase]) -> Phrase | None:
    """Return the words of a text, which are taken apart once; None where it has none."""
    phrase = phrases.get(text)
    if phrase is None:
        phrase = phrases[text] = Phrase(words_of(text))
    return phrase if phrase.words else None


def _used(phrases: Mapping[str, Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases.values() if phrase.examples]


def _definitions(
    abbreviations: Iterable[tuple[str, str, int]], spellings: Spellings
) -> tuple[dict[tuple[str, str], int], Meanings]:
    """Count abbreviations with their expansions by their keys, and tell which mean one thing only."""
    definitions: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    expansions: dict[str, list[Word]] = {}
    for left, right, count in abbreviations:
        if (abbreviation := words_of(left)) and (expansion := words_of(right)):
            short, long = key_of(abbreviation), key_of(expansion)
            definitions[short, long] += count
            totals[short] += count
            expansions[long] = expansion
            spellings[short][spelling_of(abbreviation)] += count
            spellings[long][spelling_of(expansion)] += count
    meanings = {
        short: expansions[long] for (short, long), count in definitions.items() if count >= _UNAMBIGUOUS * totals[short]
    }
    return definitions, meanings


def _translations(
    examples: Sequence[Example], english: Iterable[Phrase], spellings: Spellings
) -> dict[tuple[str, str], int]:
    """Count the aligned parts of all examples by their keys, noting how each was spelled."""
    align(examples)
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    neighbours: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    befores: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    wholes = {"".join(phrase.keys[::-1]) for phrase in english}
    for example in examples:
        if example.links:
            for term, translation, neighbour, before in blocks(example):
                pair = key_of(term), key_of(translation)
                if len(translation) == 1 or pair[1] in wholes:
                    found[pair] += example.count
                    neighbours[pair].add(neighbour)
                    befores[pair].add(before)
                    spellings[pair[0]][spelling_of(term)] += example.count
                    spellings[pair[1]][spelling_of(translation)] += example.count
    # Words that only ever occur in one phrase may be linked crosswise: word error rate is 단어 오류율.
    kept = {
        pair: count
        for pair, count in found.items()
        if count >= _MIN_COUNT and ("" in neighbours[pair] or len(neighbours[pair]) > 1)
    }
    return {pair: count for pair, count in kept.items() if not _belongs_to_more(pair, kept, befores[pair])}


def _belongs_to_more(pair: tuple[str, str], kept: Mapping[tuple[str, str], int], befores: set[str]) -> bool:
    """Tell whether the words before a Korean term show that it is not the term that its translation means.

    A general noun follows another translation: 환각 현상(hallucination). And what was seen as seldom as can be,
    always behind the same word, is the end of a longer term: 새로운 단어(neologism).
    """
    count = kept[pair]
    follows = any(kept.get((before, pair[1]), 0) >= count for before in befores)
    return follows or (count == _MIN_COUNT and len(befores) == 1 and len(min(befores)) > 1)


def _most_usual(key: str, seen: Mapping[str, int]) -> str:
    # A singular is shown if there is one, however rare: a search for it finds the plural too.
    if len(seen) == 1:
        return next(iter(seen))
    return max(seen, key=lambda spelling: (re.sub("[ -]", "", spelling).casefold() == key, seen[spelling], spelling))


def _places(korean: Iterable[Phrase], kept: Iterable[tuple[str, str]]) -> Counter[str]:
    """Count where the terms of two syllables stand, inside other words too."""
    terms = {term for term, _ in kept if len(term) == 2}
    words = {key for phrase in korean for key in phrase.keys}
    holding = {key: held for key in words if (held := terms.intersection(map(add, key, key[1:])))}
    places: Counter[str] = Counter()
    for phrase in korean:
        for term in {term for key in phrase.keys if key in holding for term in holding[key]}:
            places[term] += phrase.count
    return places


def _supported(
    kept: Mapping[tuple[str, str], int], shown: Mapping[str, str], places: Mapping[str, int]
) -> Iterator[Pair]:
    totals: Counter[str] = Counter()
    for pair, count in kept.items():
        totals.update(dict.fromkeys(pair, count))
    for (korean, english), count in kept.items():
        usual, rare = sorted((totals[korean], totals[english]), reverse=True)
        lead_in = any(kept.get((korean[cut:], english), 0) >= count for cut in range(1, len(korean)))
        # A name in brackets is an example, no translation, unless both mean little else: 데이터셋(ImageNet).
        example = not shown[english].islower() and (count <= _MIN_COUNT or count * 2 < usual)
        if not lead_in and not example and count >= _MIN_SHARE * rare:
            purity = min(1.0, totals[korean] / places.get(korean, totals[korean]))
            yield Pair(shown[korean], shown[english], count, purity=purity)
