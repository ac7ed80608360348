"""Plausible digests in any number, the same for the same number, with marker words in exact shares of papers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks import words

_A_DIGEST = 15
_FIRST_DAY = date(2000, 1, 1)
_NATIVE_LABELS = {
    "What's New": (words.NEWS, 2),
    "Technical Details": (words.DETAILS, 5),
    "Performance Highlights": (words.RESULTS, 3),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that stands in this share of all papers, and is no part of any other word."""

    word: str
    percent: int


MARKERS = (Marker("quetzal", 1), Marker("꽃사슴", 1), Marker("wombat", 15), Marker("옹달샘", 15))


def write_digests(folder: Path, papers: int, seed: int = 1) -> None:
    """Write digests of so many papers, one file a day, as `YYYY/MM/DD.md`."""
    rng = random.Random(seed)
    marked = {marker: _share(rng, papers, marker.percent) for marker in MARKERS}
    months: dict[str, int] = {}
    for first in range(0, papers, _A_DIGEST):
        day = _FIRST_DAY + timedelta(first // _A_DIGEST)
        entries = [f"## Daily Papers ({day.isoformat()})\n"]
        for number in range(first, min(first + _A_DIGEST, papers)):
            month = f"{day:%y%m}"
            months[month] = months.get(month, 0) + 1
            # arXiv's numbers have five digits since 2015.
            arxiv = f"{month}.{months[month]:0{4 if day.year < 2015 else 5}}"
            planted = [marker.word for marker, chosen in marked.items() if number in chosen]
            entries.append(_entry(rng, arxiv, planted))
        path = folder / f"{day:%Y/%m/%d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(entries), "utf-8")


def _share(rng: random.Random, papers: int, percent: int) -> frozenset[int]:
    return frozenset(rng.sample(range(papers), papers * percent // 100))


def _zipf(number: int) -> list[float]:
    """Return the cumulated weights of so many words, of which the n-th is about 1/n as frequent as the first."""
    return list(accumulate(1 / (rank + 3) for rank in range(number)))


_TERM_WEIGHTS = _zipf(len(words.TERMS))
_NOUN_WEIGHTS = _zipf(len(words.NOUNS))
_FAMILY_WEIGHTS = _zipf(len(words.FAMILIES))


def _entry(rng: random.Random, arxiv: str, planted: Sequence[str]) -> str:
    name = "".join(rng.choices(words.SYLLABLES, k=rng.randint(2, 4))).capitalize() + rng.choice(words.ENDINGS)
    votes = str(min(int(rng.paretovariate(0.9) * 3), 400)) if rng.random() < 0.98 else "-"
    lines = [
        f"### [{_title(rng, name, planted)}](https://arxiv.org/abs/{arxiv})",
        f"![](https://example.org/thumbnails/papers/{arxiv}.png)",
        f"Vote: {votes}",
        f"Authors: {', '.join(_authors(rng))}",
        "\n".join(_points(rng, name, planted)),
    ]
    return "\n\n".join(lines) + "\n"


def _title(rng: random.Random, name: str, planted: Sequence[str]) -> str:
    term, other = rng.choices(words.TERMS, cum_weights=_TERM_WEIGHTS, k=2)
    kind, _, head = term.english.title().partition(" ")
    title = rng.choice(words.TITLES).format(name=name, kind=kind, head=head, other=other.english.title())
    # As words of a summary do, some stand in the title as well.
    named = [word.title() for word in planted if word.isascii() and rng.random() < 0.1]
    return " and ".join([title, *named])


def _authors(rng: random.Random) -> list[str]:
    number = rng.randint(2, 10)
    families = rng.choices(words.FAMILIES, cum_weights=_FAMILY_WEIGHTS, k=number)
    return [f"{given} {family}" for given, family in zip(rng.choices(words.GIVEN, k=number), families, strict=True)]


def _points(rng: random.Random, name: str, planted: Sequence[str]) -> Iterator[str]:
    home = rng.randrange(len(_NATIVE_LABELS))
    for number, (label, (patterns, usual)) in enumerate(_NATIVE_LABELS.items()):
        sentences = [_sentence(rng, pattern, name) for pattern in rng.sample(patterns, usual + rng.randint(0, 1))]
        if number == home:
            sentences += [words.PLANTED.format(word=word) for word in planted]
        yield f"- **{label}**: {' '.join(sentences)}"


def _sentence(rng: random.Random, pattern: str, name: str) -> str:
    a, b = rng.choices(words.TERMS, cum_weights=_TERM_WEIGHTS, k=2)
    (c,) = rng.choices(words.NOUNS, cum_weights=_NOUN_WEIGHTS)
    return pattern.format(a=a, b=b, c=c, name=name, count=rng.randint(2, 96), percent=rng.randint(10, 899) / 10)
