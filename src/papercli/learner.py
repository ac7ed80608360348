"""Learning the glossary from all summaries of the library."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from papercli.glossary.candidates import candidates
from papercli.glossary.learning import learn
from papercli.glossary.lookup import Glossary
from papercli.glossary.pairs import Pair
from papercli.glossary.words import term_key
from papercli.language import Alternative
from papercli.store import connection as store
from papercli.store.glossary import GlossaryEntry, save, summaries


class _Origin(NamedTuple):
    date: str | None = None
    source: str = ""


def refresh(connection: store.Connection) -> dict[str, list[Alternative]]:
    """Learn the glossary anew and keep it, in place of the one that the cache has.

    Returns the alternatives by the key of their term. Where the cache cannot be written now, because somebody
    else is writing or nobody may, they serve this once.
    """
    counts: Counter[tuple[str, str]] = Counter()
    # The first digest that has a candidate: a dict keeps the order in which keys came.
    first: dict[tuple[str, str], _Origin] = {}
    entries_read = 0
    for date, source, texts in summaries(connection):
        entries_read += 1
        for candidate in (each for text in texts for each in candidates(text)):
            counts[candidate] += 1
            first.setdefault(candidate, _Origin(date, source))
    pairs = learn(counts)
    origins = _origins(pairs, first)
    entries = [
        GlossaryEntry(pair.term, pair.translation, pair.kind, pair.count, *origins.get(pair, _Origin()))
        for pair in pairs
    ]
    others = list(_alternatives(pairs))
    store.write_if_possible(connection, lambda: save(connection, entries, others, entries_read))
    found: defaultdict[str, list[Alternative]] = defaultdict(list)
    for key, alternative, _ in others:
        found[key].append(alternative)
    return found


def _alternatives(pairs: list[Pair]) -> Iterator[tuple[str, Alternative, int]]:
    """Yield the key of each term with what a search for it may find too, and how often digests say so."""
    glossary = Glossary(pairs)
    terms = {term_key(term): term for pair in pairs for term in (pair.term, pair.translation)}
    for key, term in sorted(terms.items()):
        for pair in glossary.partners(term):
            text = pair.translation
            whole = sum(map(str.isupper, text)) > 1
            yield key, Alternative(text, _why(pair), whole), pair.count


def _why(pair: Pair) -> str:
    if pair.kind == "abbreviation":
        return "abbreviation"
    return "synonym" if pair.term.isascii() == pair.translation.isascii() else "translation"


def _origins(pairs: list[Pair], first: Mapping[tuple[str, str], _Origin]) -> dict[Pair, _Origin]:
    """Return the first digest with a candidate that says what a pair says."""
    keys = {pair: (term_key(pair.term), term_key(pair.translation)) for pair in pairs}
    waiting: defaultdict[str, set[Pair]] = defaultdict(set)
    for pair, (_, translation) in keys.items():
        waiting[translation].add(pair)
    found: dict[Pair, _Origin] = {}
    for (term, translation), origin in first.items():
        for part in _parts(translation):
            if there := waiting.get(part):
                key = term_key(term)
                said = {pair for pair in there if keys[pair][0] in key}
                found.update(dict.fromkeys(said, origin))
                there -= said
    return found


def _parts(text: str) -> Iterator[str]:
    """Yield the keys of all parts of a phrase that a pair may have as its translation."""
    words = text.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield term_key(" ".join(words[start:end]))
