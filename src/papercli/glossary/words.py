"""The words of a term, what all their spellings share, and how a term is shown; a search imports only this."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from papercli.terms import fold

# Letters from Hangul upwards are named by what they are not: a set that lists them takes 1 ms to compile.
WORD = re.compile(r"([ -]*)([^\W\u0000-\u10ff]+|[A-Za-zÀ-ɏ0-9]+)")
_ARTICLES = frozenset({"a", "an", "the"})
FUNCTION_WORDS = (
    _ARTICLES
    | {"of", "for", "from", "with", "to", "in", "on", "via", "by", "and", "or", "as", "at"}
    | {"및", "또는", "등", "위한", "통한", "대한", "의한"}
)
_SMALL_WORDS = """
    all are be beyond but can do does every has have how into is it its more need not now one over should than that
    their them they this through toward towards under us use using we what when where which while who why will with
    within without you your
"""
# Words that stand in titles whatever a paper is about.
SAY_NOTHING = FUNCTION_WORDS | frozenset(_SMALL_WORDS.split())


class Word(NamedTuple):
    """A word and what stands before it, with function words: `of` is not translated, but it is spelled."""

    gap: str
    spelling: str
    key: str


@lru_cache(1 << 16)
def term_key(term: str) -> str:
    """Return what the spellings of a term share, whatever its case, accents, spaces, hyphens, plural."""
    return key_of(words_of(unicodedata.normalize("NFC", term)))


def words_of(text: str) -> list[Word]:
    """Return the words of a text from its end: in both languages the head comes last."""
    words: list[Word] = []
    gap = ""
    for space, spelling in WORD.findall(text):
        gap += space[-1:]
        # No function word is longer; most other words are.
        if len(spelling) < 5 and (small := spelling.casefold()) in FUNCTION_WORDS and (words or small in _ARTICLES):
            gap += spelling
        else:
            words.append(_word(gap if words else "", spelling))
            gap = ""
    words.reverse()
    return words


def key_of(words: Sequence[Word]) -> str:
    """Return the key of words that `words_of` returned."""
    return words[0].key if len(words) == 1 else "".join([word.key for word in reversed(words)])


def is_korean(key: str) -> bool:
    """Tell whether a key or a text of words has Hangul in it."""
    return max(key, default="") >= "\u1100"


def spelling_of(words: Sequence[Word]) -> str:
    """Return how a term is shown: without the particle of its last word, without the capitals of a title."""
    if len(words) == 1:
        return _shown(words[0].spelling) if words[0].key < "\u1100" else words[0].key
    # A capital at the start of a word may come from a title; only one inside it belongs to a name.
    parts = [gap + _shown(spelling) for gap, spelling, _ in reversed(words)]
    if words[0].key >= "\u1100":
        parts[-1] = words[0].gap + words[0].key
    parts[0] = parts[0].removeprefix(words[-1].gap)
    return "".join(parts)


@lru_cache(1 << 16)
def _word(gap: str, spelling: str) -> Word:
    return Word(gap, spelling, _fold(spelling))


@lru_cache(1 << 16)
def _shown(spelling: str) -> str:
    return spelling.lower() if spelling[1:].islower() else spelling


def _fold(spelling: str) -> str:
    """Return what the spellings of a word share: letter case, accents and an English plural fall away."""
    plain = fold(spelling)
    if plain >= "\u1100":
        return plain
    if spelling.endswith("S") or len(plain) < 3 or plain.endswith(("ss", "us", "is")):
        return plain  # SDS is no plural of SD
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    return plain[:-2] if plain.endswith(("sses", "xes", "ches", "shes")) else plain.removesuffix("s")
