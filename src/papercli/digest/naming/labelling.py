"""The labels of one file: the texts that many of its lines or links have in common, which therefore are no titles."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

from papercli.digest.lines.tags import inline
from papercli.digest.markdown.page import Page
from papercli.digest.naming.decoration import title_of
from papercli.digest.words.labels import FIELD_WORDS, LINK_WORDS, is_field, is_label, squeezed, weight

LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+|\[\^[^\]\s]{1,60}\]:[ \t]*)?")
LABELLED = re.compile(
    r"(?:[^\w\s*_`\[(\"'“「《【]+\s*)?(?P<mark>\*{1,3}|__|)(?P<label>[^*:：\n|\[\]()]{1,40}?)\s*"
    r"(?:[:：]{1,2}(?!//)\s*(?P=mark)|(?P=mark)\s*[:：](?!//))\s*(?P<value>.*)",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(r"【(?P<label>[^【】\n]{1,20})】[ ]?[:：]?\s*(?P<value>.*)", re.DOTALL)
BOLD = re.compile(r"(?<!\*)\*{2,3}(?=[^\s*])(?P<text>[^*\n]{2,400}?)\*{2,3}|(?<!_)__(?=\S)(?P<under>[^_\n]{2,400}?)__")
ANY_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,300})\]\((?P<url>[^()\s]{0,600})\)|<https?://[^<>\s]{1,600}>|https?://[^\s<>()\]]{1,600}"
)
# A label that is no usual one has few words.
_WORDS_OF_A_LABEL = 4
LONGEST_LINE = 3_000
Found = TypeVar("Found")


class Labels:
    """The texts that in one file say what something is, not what a paper is called."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.read: dict[tuple[str, str], Any] = {}  # what was read of a text with these labels, by how it was

    @cached_property
    def _links(self) -> frozenset[str]:
        ids: dict[str, set[str]] = defaultdict(set)
        for link in self._page.links:
            if link.text:
                ids[squeezed(inline(link.text))].add(link.id)
        # What is linked in several headings is `Copy` or `Related`, and what leads to many places is `Notes`.
        heads: dict[str, set[str]] = defaultdict(set)
        places: dict[str, set[str]] = defaultdict(set)
        for line in self._page.lines:
            for match in ANY_LINK.finditer(line[:LONGEST_LINE]) if "](" in line else ():
                if line.startswith("#") and line.count("](") > 1:
                    heads[squeezed(match["text"] or "")].add(line)
                if match["text"] and not match["url"].startswith("#"):
                    places[squeezed(title_of(match["text"]))].add(match["url"])
        kinds = ((ids, 1), (heads, 1), (places, 2))
        return frozenset(text for kind, most in kinds for text, found in kind.items() if len(found) > most)

    @cached_property
    def _leads(self) -> frozenset[str]:
        """What several lines begin with: bold, or before a colon."""
        heads: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for line in self._page.lines:
            bare = line[end_of_lead(line) :][:200]
            if bare.startswith("#"):
                heads[squeezed(title_of(bare.lstrip("# ")))] += 1
            elif match := LABELLED.match(bare) or _IN_BRACKETS.match(bare):
                counts[squeezed(match["label"])] += 1
            elif (bold := BOLD.match(bare)) and len(bold[0]) < 60:
                counts[squeezed(bold["text"] or bold["under"])] += 1
        # A heading and a line below that begin alike are `MoonNet` and `MoonNet: A Network of Moons`.
        return frozenset(
            text
            for found in (heads, counts)
            for text, count in found.items()
            if count > 2 or (count == 2 and weight(text) < 4)
        )

    @cached_property
    def _filing(self) -> frozenset[str]:
        """What papers are filed under before a colon: several words, most of them with several papers, none with all.

        A field has the same label with each paper, and a name stands with one.
        """
        counts: Counter[str] = Counter()
        for line in self._page.lines:
            match = LABELLED.match(line[end_of_lead(line) :][:LONGEST_LINE]) if "](" in line else None
            link = ANY_LINK.search(match["value"]) if match else None
            if match and link and is_label(link["text"] or "") and weight(match["value"][: link.start()]) > 1:
                counts[squeezed(match["label"])] += 1
        several = [count for count in counts.values() if count > 1]
        total = counts.total()
        spread = len(several) > 1 and max(several) * 2 <= total <= sum(several) * 2
        return frozenset(counts) if spread else frozenset()

    def files(self, text: str) -> bool:
        """Tell whether a text before a colon is one of those that the papers of the file are filed under."""
        return squeezed(text) in self._filing

    def of_link(self, text: str) -> bool:
        """Tell whether a link's text is a label: a usual one, or one that links two papers of the file."""
        return is_label(text) or squeezed(text) in self._links

    def of_line(self, text: str) -> bool:
        """Tell whether a text is what several lines of the file begin with, or the usual label of a field."""
        return is_field(text) or squeezed(text) in self._leads

    def of_field(self, text: str) -> bool:
        """Tell whether what stands before a colon is the label of a field: a usual one, or one of several lines."""
        bare = text.strip().casefold()
        few = weight(bare) <= _WORDS_OF_A_LABEL and bare not in LINK_WORDS
        return bare in FIELD_WORDS or (few and (self.of_line(bare) or self.files(bare)))

    def __contains__(self, text: str) -> bool:
        return self.of_line(text) or squeezed(text) in self._links


def once(read: "Callable[[str, Labels], Found]") -> "Callable[[str, Labels], Found]":
    """Make a text be read once in a file: several stages ask the same of it."""

    @wraps(read)
    def known(text: str, labels: Labels) -> Found:
        if len(text) > LONGEST_LINE:
            return read(text, labels)
        key = (read.__name__, text)
        if key not in labels.read:
            labels.read[key] = read(text, labels)
        found: Found = labels.read[key]
        return found

    return known


def end_of_lead(line: str) -> int:
    """Return where the words of a line begin, behind its bullet, number, or marks of a quote."""
    match = LEAD.match(line)
    return match.end() if match else 0


def labelled(line: str) -> re.Match[str] | None:
    """Return the label that a line begins with, and what follows it: `Title: …`, `【标题】…`."""
    if ":" not in line and "：" not in line and "【" not in line:
        return None
    bare = line[end_of_lead(line) : LONGEST_LINE]
    if bare.startswith("【") and (match := _IN_BRACKETS.match(bare)) and is_field(match["label"]):
        return match
    return LABELLED.match(bare)
