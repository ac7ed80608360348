"""The domain for readers: papers as the library answers them.

Named tuples, as every start loads them, and six dataclasses take 3 ms longer to make.
"""

from typing import NamedTuple

# What people read in the place of a title that no digest gives; programs read null.
UNTITLED = "(no title)"


class Section(NamedTuple):
    """One labelled or plain point of a summary; the text is its own Markdown, without bullet and label."""

    label: str | None
    text: str


class Appearance(NamedTuple):
    """One paper in one digest: when, with how many votes, in which file and at which line."""

    date: str | None
    votes: int | None
    source: str
    line: int


class Marks(NamedTuple):
    """What the reader did with a paper."""

    starred: bool = False
    read: bool = False
    tags: tuple[str, ...] = ()
    note: str | None = None


class Match(NamedTuple):
    """A word of a search that a paper matches: as it was written, as it was found, and why that counts."""

    word: str
    found: str
    why: str  # literal, translation, abbreviation or synonym


class Hit(NamedTuple):
    """Why a paper was found: a score (greater is better), the best passage, where it matches, and what."""

    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]  # start and end in the snippet
    matched: tuple[Match, ...]


class Paper(NamedTuple):
    """What all appearances of a paper share: text of the newest digest, votes of the newest that states them."""

    id: str
    title: str
    url: str
    date: str | None
    votes: int | None
    authors: tuple[str, ...]
    authors_truncated: bool
    image: str | None
    video: str | None
    sections: tuple[Section, ...]
    digests: tuple[Appearance, ...]
    marks: Marks = Marks()
    hit: Hit | None = None
