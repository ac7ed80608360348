"""The nearest papers of one: those that share its rarest terms, in either language, and its authors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from papercli.field import Lookup
from papercli.glossary.words import SAY_NOTHING, key_of, words_of
from papercli.model import Paper
from papercli.store import connection as store
from papercli.store import field, kin
from papercli.terms import fold, is_run

# A term of more papers than these says little; reading further costs the same for each paper.
MOST_PAPERS = 1_000
# In the title a term says more of what a paper is about than in the summary.
_IN_TITLE = 2.0
_LONGEST = 4
# A Korean word of a text may end with a particle of so many syllables.
_PARTICLE = 3
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.ASCII)
# What stands before one of these particles is a noun; other endings may be a verb's.
_NOUN = re.compile("([가-힣]{2,})(?:[을를의과와]|에서|으로)(?![가-힣])")
_PHRASE = re.compile(r"[^.,;:!?()\[\]{}\"'`*|\n]+")


@dataclass(frozen=True)
class Relative:
    """A paper near another: how near, what they share, the weightiest first, and authors of both.

    The score is the share of the weight of all the other's terms and authors that this one has too: 1 for all.
    """

    paper: Paper
    score: float
    terms: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True)
class _Trait:
    """Something that papers may share: how it reads, what finds it in the index, and whether it is an author."""

    text: str
    query: str
    weight: float = 1.0
    author: bool = False


def related(connection: store.Connection, paper: Paper, limit: int, lookup: Lookup) -> list[Relative]:
    """Return the papers nearest to one, never itself; of equally near ones those with more votes first.

    A term weighs the more the fewer papers have it: by the square, as it counts on both sides, of the
    logarithm of all papers against those. `lookup` returns what else the terms of these keys may be called.
    """
    total = field.papers(connection)
    found: dict[int, list[tuple[float, _Trait]]] = {}
    whole = 0.0
    own = kin.row(connection, paper.id)
    for trait in _traits(paper, lookup):
        rows = kin.rows(connection, trait.query, MOST_PAPERS + 1)
        if len(rows) > MOST_PAPERS or own not in rows:
            continue
        weight = trait.weight * log(total / len(rows)) ** 2
        whole += weight
        for row in rows:
            found.setdefault(row, []).append((weight, trait))
    found.pop(own, None)
    scores = {row: round(sum(weight for weight, _ in traits) / whole, 4) for row, traits in found.items() if whole}
    best = kin.load(connection, kin.ranked(connection, scores, limit))
    return [_relative(each, scores[row], found[row]) for row, each in best if scores[row] > 0]


def _relative(paper: Paper, score: float, traits: Sequence[tuple[float, _Trait]]) -> Relative:
    ordered = sorted(traits, key=lambda each: (-each[0], each[1].text))
    terms: list[str] = []
    for weight, trait in ordered:
        if weight and not trait.author and not any(_covers(each, trait.text) for each in terms):
            terms = [*(each for each in terms if not _covers(trait.text, each)), trait.text]
    authors = dict.fromkeys(trait.text for _, trait in ordered if trait.author)
    return Relative(paper, score, tuple(terms), tuple(authors))


def _covers(term: str, other: str) -> bool:
    return _key(other) in _key(term)


def _traits(paper: Paper, lookup: Lookup) -> list[_Trait]:
    """Return what a paper may share with others: glossary terms, all other words, authors."""
    text = "\n".join(part.text for part in paper.sections)
    in_title = set(_terms(paper.title))
    spellings = {**_terms(text), **_terms(paper.title)}
    known = lookup(spellings)
    found: list[_Trait] = []
    covered: set[str] = set()
    for key in sorted(known, key=lambda key: (-len(key), key)):
        names = [spellings[key], *(each.text for each in known[key])]
        keys = {_key(name) for name in names}
        if covered.isdisjoint(keys):
            # The shortest of those that the paper itself has: GRPO rather than what it stands for.
            shown = min((spellings[each] for each in keys & spellings.keys()), key=lambda each: (len(each), each))
            found.append(_Trait(shown, kin.any_of(names), 1.0 if in_title.isdisjoint(keys) else _IN_TITLE))
        covered |= keys
    words: dict[str, str] = {}
    title = {fold(word) for word in _words(paper.title)}
    for word in _words(f"{paper.title}\n{text}"):
        words.setdefault(fold(word), word)
    for plain, word in words.items():
        if _key(word) not in covered and _says_something(plain):
            found.append(_Trait(word, kin.any_of([word]), _IN_TITLE if plain in title else 1.0))
    found += [_Trait(name, kin.author(name), author=True) for name in paper.authors if kin.author(name)]
    return found


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in SAY_NOTHING and not word.replace("-", "").isdecimal()


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text) + _NOUN.findall(text)
    return found


def _key(text: str) -> str:
    return key_of(words_of(text)) if words_of(text) else ""


def _terms(text: str) -> dict[str, str]:
    """Return the keys of all phrases of a text that a glossary may know, with how they read.

    A Korean phrase is also there without the last syllables, which may be a particle.
    """
    found: dict[str, str] = {}
    for phrase in _PHRASE.findall(text):
        words = phrase.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                spelling = " ".join(words[start:end])
                cuts = _PARTICLE + 1 if is_run(spelling[-1]) else 1
                for shown in (spelling[: len(spelling) - cut] for cut in range(cuts)):
                    if len(shown) > 1 and (key := _key(shown)):
                        found.setdefault(key, shown)
    return found
