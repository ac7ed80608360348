"""The fields of an entry of another shape: by labels in other spellings, and beside other things in a line."""

import re

from papercli.digest.extent import facts, fields
from papercli.digest.extent.draft import Draft
from papercli.digest.naming import titles
from papercli.digest.naming.decoration import title_of
from papercli.digest.naming.labelling import Labels
from papercli.digest.walk.site import Site, whole_title
from papercli.digest.words.labels import is_link_word, is_title_word, weight
from papercli.digest.words.people import is_names, is_person, is_place

LABEL_LINE = re.compile(
    r"(?P<before>[^\w\s\[(]{0,8}\s*)(?P<label>[^\W\d_][^:：*\n\[\]()【】]{1,38}?)[ ]?(?:::|[:：]|】[:：]?)[ \t]*"
    r"(?P<text>.*)",
    re.DOTALL,
)
_ONLY_BOLD = re.compile(r"(?:\*{2,3}|__)(?P<label>[^*\n]{1,120}?)[:：]?(?:\*{2,3}|__)[:：]?")
_WORDS_OF_A_TEXT = 8
# What stands between the fields of a line.
_BETWEEN = ("|", "·", "•", "‧", "<")


class ForeignFields(Draft):
    """A draft that finds its fields in other spellings, and among other words of a line."""

    def __init__(self, site: Site, title: str) -> None:
        self.whole = site.whole and title == whole_title(site)
        self._text, self._looked = False, 0  # whether some of so many points are more than a place or a day
        super().__init__(site, title)

    def is_alone(self, name: str, line: str) -> bool:
        if name == "image":
            return not fields.BADGE.search(line)
        return name == "video" or not any(mark in line for mark in _BETWEEN) or len(facts.parts(line)) == 1

    def people(self, line: str, value: str) -> tuple[tuple[str, ...], bool]:
        plain = self.whole and line.startswith("Authors:")
        return super().people(line, value) if plain else facts.names_in(value)

    def foreign_field(self, text: str) -> bool:
        """Read a line that is a field by a label in another spelling; a line that repeats the title is one, too."""
        match = LABEL_LINE.match(text.replace("*", "").replace("_", " ")[:400])
        if match and is_title_word(match["label"]):
            return bool(self.title) and title_of(match["text"])[:40].startswith(self.title[:30])
        if "votes" not in self.found and (count := facts.votes_in(text)) is not None:
            return self.take_votes(count)
        if "authors" not in self.found:
            value = facts.people_in(text)
            if value is not None and len(facts.parts(value)) == 1:
                return self.take_people(self._without_votes(value))
            found = None if self._is_below else facts.italic(text)
            if found and not found[1].strip() and (is_names(found[0], fewest=1) or is_person(found[0])):
                return self.take_people(found[0])
        return False

    def without_fields(self, line: str) -> str:
        """Read the parts of a line that are fields, and return the line without them."""
        parts = facts.parts(line)
        read = [part for part in parts if self._is_votes(part)]
        if "authors" not in self.found:
            read += [part for part in parts if self._is_people(part)]
        for part in read:
            line = line.replace(part, " ", 1)
        return line

    def beside(self, words: str) -> str:
        """Read votes and people that stand in one line with the title or the link, and return the other words."""
        if "votes" not in self.found and weight(words) < 8 and (found := facts.votes_among(words)):
            count, words = found
            self.take_votes(count)
        begun = None if "authors" in self.found or self._is_below else facts.italic(words)
        if begun and (is_names(begun[0]) or is_person(begun[0].rstrip("."))):
            self.take_people(begun[0])
            words = begun[1]
        return words

    @property
    def _is_below(self) -> bool:
        """Whether other text stands above in the extent; in a row it is that of other cells."""
        return self.site.kind != "row" and self._has_text()

    def names_in(self, words: str) -> str:
        """Read the fields and people that stand below the title in a cell, and return what else stands there."""
        words = self.without_fields(words)
        first = next(iter(facts.parts(words)), "")
        if "authors" in self.found or not is_names(first) or is_place(first):
            return words
        self.take_people(first)
        return words.replace(first, " ", 1)

    def people_below(self) -> None:
        """Read the people that stand below a label or a heading of their own, in a line or as items."""
        at = next((at for at, (label, _) in enumerate(self.points) if label and facts.column(label) == "authors"), None)
        if at is None:
            return
        end, said = at, []
        while end < len(self.points) and (end == at or self.points[end][0] is None):
            words = " ".join(self.points[end][1]).strip(" \n")
            if not (is_names(words, fewest=1) or is_person(words)):
                break
            said.append(words)
            end += 1
        if said:
            self.take_people(", ".join(said))
            del self.points[at:end]

    def take_votes(self, count: int | None) -> bool:
        """Take a count as the votes; null for one that nobody can read."""
        self.votes = count
        self.found.add("votes")
        return True

    def take_people(self, value: str) -> bool:
        """Take a list of people as the authors."""
        self.authors = facts.names_in(value)
        self.found.add("authors")
        return True

    def _has_text(self) -> bool:
        """Tell whether more was read than a place or a day: the people of a paper stand above its text."""
        while not self._text and self._looked < len(self.points):
            self._text = weight(titles.without_links(" ".join(self.points[self._looked][1]))) >= _WORDS_OF_A_TEXT
            self._looked += 1
        return self._text

    def _is_votes(self, part: str) -> bool:
        if "votes" in self.found or (count := facts.votes_in(part.strip(" ()[]"))) is None:
            return False
        return self.take_votes(count)

    def _is_people(self, part: str) -> bool:
        value = facts.people_in(part)
        return self.take_people(self._without_votes(value)) if value is not None else False

    def _without_votes(self, people: str) -> str:
        """Read the votes that stand behind people, and return the people."""
        found = None if "votes" in self.found else facts.votes_among(people)
        if found:
            self.take_votes(found[0])
        return found[1] if found else people


def announced(line: str, alone: bool, labels: Labels) -> str | None:
    """Return the label that a line is of what comes below it; null for other lines.

    It is empty for the label of a link, a number that counts papers, and a field of several lines that nothing is said
    of.
    """
    if (bold := _ONLY_BOLD.fullmatch(line)) and "](" not in line and not is_names(line):
        return "" if bold["label"].strip().isdecimal() else bold["label"].strip()
    match = LABEL_LINE.fullmatch(line[:200])
    if match is None or match["text"] or not (is_link_word(match["label"]) or labels.of_field(match["label"])):
        return None
    return match["label"].strip() if alone and not is_link_word(match["label"]) else ""
