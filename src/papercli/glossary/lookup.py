"""Which other words a search for a term should accept, in either language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from papercli.glossary.pairs import Pair
from papercli.glossary.words import is_korean, term_key

_MIN_PURITY = 0.08


class Glossary:
    """Answers which other words a search for a term should accept."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs: defaultdict[str, list[tuple[str, Pair]]] = defaultdict(list)
        self._totals: Counter[tuple[str, str]] = Counter()
        for pair in pairs:
            term, translation = term_key(pair.term), term_key(pair.translation)
            self._pairs[term].append((translation, pair))
            self._pairs[translation].append((term, replace(pair, term=pair.translation, translation=pair.term)))
            self._totals[term, pair.kind] += pair.count
            self._totals[translation, pair.kind] += pair.count

    def partners(self, term: str) -> list[Pair]:
        """Return the translations, synonyms and abbreviations of a term, the best attested first.

        A Korean term and an abbreviation reach synonyms through the one English phrase they mean. An English
        term reaches no other English: 추론 is reasoning and inference, which do not mean each other.
        """
        key = term_key(term)
        if key not in self._pairs:
            key = term_key(term.upper())  # sds looks like a plural, SDS does not
        direct = dict(self._likely(key))
        found = dict(direct)
        for other, pair in direct.items():
            means = len(key) < len(other) if pair.kind == "abbreviation" else is_korean(key)
            if means and pair.count * 2 >= self._totals[key, pair.kind]:
                for word, synonym in self._likely(other):
                    if word != key:
                        found.setdefault(word, replace(synonym, count=min(pair.count, synonym.count)))
        partners = [replace(pair, term=term) for pair in found.values()]
        return sorted(partners, key=lambda pair: (-pair.count, pair.translation))

    def _likely(self, key: str) -> Iterator[tuple[str, Pair]]:
        """Yield the pairs of a term in which one side mostly means the other, with the key of that other."""
        for other, pair in self._pairs.get(key, ()):
            there = pair.count / self._totals[key, pair.kind]
            back = pair.count / self._totals[other, pair.kind]
            # Hangul is found inside any word: a syllable, or a word with other meanings, brings wrong papers.
            if is_korean(other) and (len(other) < 2 or back < 0.1 or pair.purity < _MIN_PURITY):
                continue
            # Two syllables that were seen twice are an accident or one of many meanings, unless they mean only this.
            if is_korean(other) and len(other) == 2 and pair.count < 3 and back <= 0.5:
                continue
            # The shorter a word, the likelier an accident: it has to be attested more often.
            attested = there * len(other) >= 0.15 and pair.count * len(other) >= 8
            if there >= 0.5 or (back >= 0.5 and attested):
                yield other, pair
