"""The terms whose trends are worth a look: what the glossary knows, words of the index, phrases of titles."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from papercli.glossary.words import SAY_NOTHING, term_key
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


def candidates(connection: store.Connection, least: int) -> dict[str, str]:
    """Return terms that so many papers may have, by their keys: each once whatever its case and plural.

    A word that labels of sections have is none, nor one that mostly begins other words, as a search finds
    those too: labels come and go with the form of the digests, not with the field.
    """
    labels = {word for label, _ in mentions.labels(connection) for word in tokens(label) if not is_run(word)}
    pairs = entries(connection)
    sides = dict.fromkeys([*(pair.translation for pair in pairs), *(pair.term for pair in pairs)])
    terms = [term for term in sides if len(term) > 1 and not _begins(_only_word(term), labels)]
    words = [word for word in _frequent(mentions.words(connection), least) if not _begins(word, labels)]
    found: dict[str, str] = {}
    for term in [*terms, *words, *sorted(_phrases(mentions.titles(connection), least))]:
        found.setdefault(term_key(term), term)
    return found


def _begins(word: str, others: Iterable[str]) -> bool:
    return bool(word) and any(other.startswith(word) for other in others)


def _only_word(term: str) -> str:
    found = tokens(term)
    return found[0] if len(found) == 1 else ""


def _frequent(papers: Mapping[str, int], least: int) -> Iterator[str]:
    """Yield the words that so many papers have and that do not mostly begin others, in order."""
    words = sorted(papers)
    # All papers of the words before each, so that those of all words from one to another are a difference.
    before = [0, *accumulate(papers[word] for word in words)]
    for place, word in enumerate(words):
        if papers[word] >= least and _says_something(word):
            own = papers[word] + papers.get(f"{word}s", 0)
            end = bisect_left(words, word + _END, place) if len(word) <= _SHORT else place + 1
            if own * 2 >= before[end] - before[place]:
                yield word


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in _EMPTY and not word.isdecimal() and not is_run(word)


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
