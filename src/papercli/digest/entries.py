"""The walk over a digest's blocks: which heading opens which paper, and what the lines below it say."""

import re
from itertools import islice

from papercli.digest import fields
from papercli.digest.blocks import Block, Lines, blocks
from papercli.digest.fields import FieldError
from papercli.digest.inline import links, plain_text
from papercli.ids import linked_id
from papercli.intake import Diagnostic, Entry
from papercli.model import Section

_ITEM_MARKER = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)")
# No title is that long, and mistune's time for inline text grows faster than the text.
_LONGEST_HEADING = 10_000
_LINK_ONLY = re.compile(r"\[.+\]\(.+\)")
_CONTROL = re.compile(r"(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f]|\t(?=[a-z]))(?P<rest>\w*)")


def read_entries(source: str, text: str) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the papers of a digest in order, and what was odd, by line; no text makes it raise."""
    walk = _Walk(source, text)
    for block in blocks(text):
        walk.visit(block)
    walk.close()
    walk.note_missing_votes()
    walk.note_control_characters()
    return walk.entries, sorted(walk.diagnostics, key=lambda diagnostic: diagnostic.line)


class _Draft:
    """An entry whose blocks are still being read."""

    def __init__(self, paper_id: str, title: str, line: int, level: int) -> None:
        self.id, self.title, self.line, self.level = paper_id, title, line, level
        self.votes: int | None = None
        self.authors: tuple[tuple[str, ...], bool] = ((), False)
        self.image: str | None = None
        self.video: str | None = None
        self.found: set[str] = set()  # fields read so far: the first line of a kind counts
        self.bullet = ""  # the marker of the list whose items are the points
        self.label: str | None = None  # of a heading inside the entry, until a point takes it
        self.points: list[tuple[str | None, list[str]]] = []

    def add_point(self, lines: list[str]) -> None:
        self.points.append((self.label, lines))
        self.label = None

    def sections(self) -> tuple[Section, ...]:
        if self.label is not None:
            self.add_point([])
        read = [(label, fields.read_section("\n".join(lines))) for label, lines in self.points]
        named = [section if label is None else _under(label, section) for label, section in read]
        return tuple(section for section in named if section.label is not None or section.text)


def _under(heading: str, section: Section) -> Section:
    label = heading if section.label is None else f"{heading}: {section.label}"
    return Section(label, section.text)


class _Walk:
    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self.lines = text.split("\n")
        self.entries: list[Entry] = []
        self.ids: set[str] = set()
        self.diagnostics: list[Diagnostic] = []
        self.without_votes: list[_Draft] = []
        self.draft: _Draft | None = None
        self.path_date = fields.path_date(source)
        self.dated: tuple[str, int] | None = None  # the day of the heading above, and that heading's level

    def visit(self, block: Block) -> None:
        if block.kind in ("heading", "setext") and self._heading(block):
            return
        if self.draft and block.kind != "thematic_break":
            if block.kind == "list":
                self._list(self.draft, block)
            else:
                self._prose(self.draft, block.lines)

    def close(self) -> None:
        """End the entry that is being read."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        sections = draft.sections()
        date = self.dated[0] if self.dated else self.path_date
        if not sections:
            self._odd(draft.line, f"{draft.id} has no summary")
        if not draft.title:
            self._odd(draft.line, f"{draft.id} has no title")
        if date is None:
            self._odd(draft.line, f"{draft.id} has no date, neither in a heading above nor in the path")
        if "votes" not in draft.found:
            self.without_votes.append(draft)
        if draft.id in self.ids:
            self._odd(draft.line, f"{draft.id} is in this file more than once")
        self.ids.add(draft.id)
        names, truncated = draft.authors
        self.entries.append(
            Entry(
                id=draft.id,
                title=draft.title,
                line=draft.line,
                date=date,
                votes=draft.votes,
                authors=names,
                authors_truncated=truncated,
                image=draft.image,
                video=draft.video,
                sections=sections,
            )
        )

    def note_missing_votes(self) -> None:
        """Report entries without a vote line: one by one, or the whole file where none has one."""
        if len(self.without_votes) == len(self.entries) > 1:
            self._odd(self.entries[0].line, f"none of the {len(self.entries)} papers has votes")
            return
        for draft in self.without_votes:
            self._odd(draft.line, f"{draft.id} has no votes")

    def note_control_characters(self) -> None:
        """Report what is left of LaTeX commands whose backslash and first letter became one character."""
        for number, line in enumerate(self.lines, 1):
            if not line.isprintable():
                controls = list(islice(_CONTROL.finditer(line), 3))
                if controls:
                    seen = " and ".join(f"U+{ord(m['control']):04X} before {m['rest'][:20]!r}" for m in controls)
                    self._odd(number, f"control character {seen}")

    def _heading(self, block: Block) -> bool:
        """Open or close entries at a heading; False where it is only underlined text of an entry."""
        source = block.text
        if block.kind == "setext":
            source = " ".join(self.lines[block.lines.start - 1 : block.lines.end - 1]).strip(" -=")
        linked = ("](" in source or "<" in source) and len(source) <= _LONGEST_HEADING
        for link in links(source) if linked else ():
            if paper_id := linked_id(link.url):
                self.close()
                self.draft = _Draft(paper_id, link.text, block.lines.start, block.level)
                return True
        if self.draft and block.kind == "setext":
            # `Vote: 3` above `---` is a heading to CommonMark.
            return False
        if self.draft and block.level > self.draft.level:
            self.draft.label = plain_text(source)
            return True
        if self.draft and block.level == self.draft.level and _LINK_ONLY.fullmatch(source):
            self._odd(block.lines.start, f"this heading links to no arXiv paper, so it is left out: {source[:80]}")
        self.close()
        self._date_heading(block, source)
        return True

    def _date_heading(self, block: Block, source: str) -> None:
        if self.dated and block.level <= self.dated[1]:
            self.dated = None
        try:
            if day := fields.read_date(source):
                self.dated = (day, block.level)
        except FieldError as error:
            self._odd(block.lines.start, str(error))

    def _list(self, draft: _Draft, block: Block) -> None:
        draft.bullet = draft.bullet or block.bullet
        if block.bullet != draft.bullet and self._touches_point(draft, block.lines):
            # Numbered lines right below a bullet: to CommonMark a list of their own, to a reader its rest.
            draft.points[-1][1].extend(self._text(block.lines))
            return
        for item in block.items:
            first, *rest = self._text(item)
            draft.add_point([_ITEM_MARKER.sub("", first, count=1), *rest])

    def _prose(self, draft: _Draft, lines: Lines) -> None:
        rest = []
        for number, line in enumerate(self._text(lines), lines.start):
            if not self._field(draft, number, line.strip(" ")):
                rest.append(line)
        if any(line.strip() and not fields.is_markup(line) for line in rest):
            if self._touches_point(draft, lines):
                draft.points[-1][1].extend(rest)
            else:
                draft.add_point(rest)

    def _field(self, draft: _Draft, number: int, line: str) -> bool:
        """Read a line that is a field of the entry; False where it is text, or a field it has already."""
        if match := fields.VOTES.fullmatch(line):
            name = "votes"
        elif match := fields.AUTHORS.fullmatch(line):
            name = "authors"
        elif match := fields.IMAGE.fullmatch(line):
            name = "image"
        elif match := fields.VIDEO.fullmatch(line):
            name = "video"
        elif url := fields.read_video_tag(line):
            draft.video = draft.video or url
            return True
        else:
            return False
        if name in draft.found:
            return False
        draft.found.add(name)
        if name == "votes":
            try:
                draft.votes = fields.read_votes(match["value"])
            except FieldError as error:
                self._odd(number, str(error))
        elif name == "authors":
            draft.authors = fields.read_authors(match["value"])
        elif name == "image":
            draft.image = match["url"] or None
        else:
            draft.video = match["url"]
            if not match["bracket"]:
                self._odd(number, "the bracket around the video's address is missing")
        return True

    def _touches_point(self, draft: _Draft, lines: Lines) -> bool:
        above = self.lines[lines.start - 2]
        return bool(draft.points and draft.bullet and draft.label is None and above.strip())

    def _text(self, lines: Lines) -> list[str]:
        return self.lines[lines.start - 1 : lines.end - 1]

    def _odd(self, line: int, what: str) -> None:
        self.diagnostics.append(Diagnostic(self.source, line, what))
