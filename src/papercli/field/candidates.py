"""The terms whose trends are worth a look: what the glossary knows, words of the index, phrases of titles."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from papercli.field import Lookup
from papercli.glossary.words import SAY_NOTHING, term_key
from papercli.language import Alternative
from papercli.store import connection as store
from papercli.store import mentions
from papercli.store.glossary import entries
from papercli.terms import is_run, tokens

# Parts of addresses, which say nothing of what a paper is about.
_ADDRESSES = frozenset({"arxiv", "com", "github", "html", "http", "https", "io", "org", "pdf", "www"})
_EMPTY = SAY_NOTHING | _ADDRESSES
_LONGEST = 3
# Longer words begin hardly any others but their own forms.
_SHORT = 6
# Behind all that begins with a word.
_END = "\U0010ffff"


def candidates(connection: store.Connection, least: int, lookup: Lookup) -> Iterator[tuple[str, Sequence[Alternative]]]:
    """Yield terms that so many papers may have, with what else they may be called: each once, whatever its spelling.

    A word that labels of sections have is none, nor what is called so too: labels come and go with the form of
    the digests, not with the field. Nor is a word that mostly begins other words, as a search finds those too.
    """
    # The glossary is learnt now if it has to be: all that follows asks it.
    lookup(())
    labels = {word for label, _ in mentions.labels(connection) for word in tokens(label) if not is_run(word)}
    terms = _terms(connection, least)
    others = lookup(terms)
    for key, term in terms.items():
        also = others.get(key, ())
        if not any(_begins(_only_word(each), labels) for each in (term, *(other.text for other in also))):
            yield term, also


def _terms(connection: store.Connection, least: int) -> dict[str, str]:
    """Return terms of the glossary, words and phrases that so many papers may have, by their keys."""
    papers = mentions.words(connection)
    speaks = _speaking(papers)
    words = (word for word in sorted(papers) if papers[word] >= least and speaks(word))
    pairs = entries(connection)
    sides = dict.fromkeys([*(pair.translation for pair in pairs), *(pair.term for pair in pairs)])
    terms = (side for side in sides if len(side) > 1 and (not (word := _only_word(side)) or speaks(word)))
    found: dict[str, str] = {}
    for term in [*terms, *words, *sorted(_phrases(mentions.titles(connection), least))]:
        found.setdefault(term_key(term), term)
    return found


def _begins(word: str, others: Iterable[str]) -> bool:
    return bool(word) and any(other.startswith(word) for other in others)


def _only_word(term: str) -> str:
    """Return the Latin word that a term is; nothing where it is Korean or a phrase."""
    found = tokens(term)
    return found[0] if len(found) == 1 and not is_run(found[0]) else ""


def _speaking(papers: Mapping[str, int]) -> Callable[[str], bool]:
    """Return what tells of a word whether it says something, and does not mostly begin others, by their papers."""
    words = sorted(papers)
    # All papers of the words before each, so that those of all words from one to another are a difference.
    before = [0, *accumulate(papers[word] for word in words)]

    def speaks(word: str) -> bool:
        if not _says_something(word):
            return False
        own = papers.get(word, 0) + papers.get(f"{word}s", 0)
        first, last = (bisect_left(words, end) for end in (word, word + _END))
        return len(word) > _SHORT or own * 2 >= before[last] - before[first]

    return speaks


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in _EMPTY and not word.isdecimal()


def _phrases(titles: Iterable[list[str]], least: int) -> Iterator[str]:
    """Yield the phrases of Latin words that so many titles have."""
    counts: Counter[tuple[str, ...]] = Counter()
    for title in titles:
        here = {
            tuple(title[start : start + length]) for length in range(2, _LONGEST + 1) for start in range(len(title))
        }
        counts.update(phrase for phrase in here if len(phrase) > 1)
    for phrase, papers in counts.items():
        ends = (phrase[0], phrase[-1])
        if papers >= least and all(map(_says_something, ends)) and not any(map(is_run, phrase)):
            yield " ".join(phrase)
