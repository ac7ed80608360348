"""The terms whose trends are worth a look: what the glossary knows, words of the index, phrases of titles."""

from collections import Counter
from collections.abc import Iterable, Iterator

from papercli.glossary.words import SAY_NOTHING, term_key
from papercli.store import connection as store
from papercli.store import mentions
from papercli.store.glossary import entries
from papercli.terms import is_run, tokens

# Parts of addresses, which say nothing of what a paper is about.
_ADDRESSES = frozenset({"arxiv", "com", "github", "html", "http", "https", "io", "org", "pdf", "www"})
_EMPTY = SAY_NOTHING | _ADDRESSES
_LONGEST = 3


def candidates(connection: store.Connection, least: int) -> list[str]:
    """Return terms that so many papers may have, each once whatever its case and plural, in one order.

    A word that labels of sections have is none, nor one that mostly begins other words, as a search finds
    those too: labels come and go with the form of the digests, not with the field.
    """
    words = mentions.words(connection)
    labels = {word for label, _ in mentions.labels(connection) for word in tokens(label) if not is_run(word)}
    begun = _begun(words)
    frequent = [
        word
        for word, papers in words.items()
        if papers >= least and _says_something(word) and _own(word, words) * 2 >= begun.get(word, papers)
    ]
    terms = [entry.term for entry in entries(connection)]
    translations = [entry.translation for entry in entries(connection)]
    found: dict[str, str] = {}
    for term in [*translations, *terms, *sorted(frequent), *sorted(_phrases(mentions.titles(connection), least))]:
        if len(term) > 1 and not _is_label(term, labels):
            found.setdefault(term_key(term), term)
    return sorted(found.values())


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in _EMPTY and not word.isdecimal() and not is_run(word)


def _own(word: str, words: dict[str, int]) -> int:
    return words[word] + words.get(f"{word}s", 0)


def _begun(words: dict[str, int]) -> dict[str, int]:
    """Return how many papers have a word that a short word begins, each of these words counted by itself."""
    found: Counter[str] = Counter()
    for word, papers in words.items():
        for end in range(2, min(len(word), _SHORT) + 1):
            found[word[:end]] += papers
    return found


# Longer words begin hardly any others but their own forms.
_SHORT = 6


def _is_label(term: str, labels: set[str]) -> bool:
    found = tokens(term)
    return len(found) == 1 and any(label.startswith(found[0]) for label in labels)


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
