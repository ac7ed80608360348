"""What the glossary learns: pairs of terms."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pair:
    """A term and its translation, or an abbreviation and its expansion; `count` brackets say so.

    `purity` is the part of all the places of a term of two syllables, inside other words too, where it is
    that term: 최적 (optimal) mostly stands in 최적화 (optimization).
    """

    term: str
    translation: str
    count: int
    kind: Literal["term", "abbreviation"] = "term"
    purity: float = 1.0
