"""The papers of a digest: the sites of the walk, each named, read and dated, and what was odd about them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from papercli.digest import front
from papercli.digest.dating import Dating
from papercli.digest.diagnostics import control_characters, lacking, links_elsewhere
from papercli.digest.draft import Draft
from papercli.digest.fields import read_count
from papercli.digest.front import Front
from papercli.digest.outline import outline
from papercli.digest.page import Page
from papercli.digest.site import Named, Site, whole_title
from papercli.digest.walk import Walk
from papercli.intake import Diagnostic, Entry

# What may hide a heading.
_HIDING = re.compile(r"<details|<!--")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: its papers in order, what gave each its title, what was left out, and what was odd."""

    entries: list[Entry]
    steps: list[str]
    left_out: list[tuple[str, int, str]]
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class _Read:
    """A site that was read."""

    site: Site
    named: Named | None
    voted: bool  # whether votes are written there, be it that nobody can read them
    entry: Entry


def read_entries(source: str, text: str) -> Reading:
    """Return the papers of a digest in order, and what was odd, by line; no text makes it raise."""
    return _Reader(source, text).reading()


class _Reader:
    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self.lines = text.split("\n")
        self.diagnostics: list[Diagnostic] = []
        self.front, self.page = self._page()
        self.root = outline(self.page)
        self.walk = Walk(self.page, self.root, self.front.paper, self._is_titled())
        self.sites = self.walk.sites
        self.dating = Dating(source, self.page, self.root, self.sites, self.front.day)

    def _page(self) -> tuple[Front, Page]:
        found, taken = front.split(self.lines)
        lines: Sequence[str] = self.lines[taken:]
        numbers: Sequence[int] = range(taken + 1, len(self.lines) + 1)
        page = Page(lines, numbers)
        if "\\\n" in page.text and not page.native:
            from papercli.digest.wrapping import unbroken

            lines = unbroken(lines)
            page = Page(lines, numbers)
        if not page.is_plain and not page.native:
            from papercli.digest.wrapping import unwrapped

            lines, first = unwrapped(lines)
            numbers = [numbers[number - 1] for number in first]
            page = Page(lines, numbers)
        # Native digests need none of what follows, and it takes as long to load as they to read.
        has_tags = "<" in page.text and not (page.is_plain and (page.native or not _HIDING.search(page.text)))
        has_upright = "|" in page.text and not (page.is_plain and page.native)
        if not has_tags and not has_upright:
            return found, page
        from papercli.digest.rewriting import rewriter

        rewrite = rewriter(page.text)
        if rewrite is None:
            return found, page
        written: list[str] = []
        inner: list[int] = []
        for part, is_native in page.parts():
            # What stands in a native entry is its text, whatever it looks like.
            texts: Sequence[str] = lines[part.start - 1 : part.end - 1]
            at: Sequence[int] = range(1, len(texts) + 1)
            if not is_native:
                texts, at = rewrite(texts)
            written += texts
            inner += [numbers[part.start + number - 2] for number in at]
        return found, Page(written, inner)

    def reading(self) -> Reading:
        one = len({site.id for site in self.sites}) == 1
        read = self._merged([self._read(site, one) for site in self.sites])
        read = self._undecorated(read)
        for line, what in chain(
            self.dating.odd,
            links_elsewhere(self.page, self.root),
            lacking([each.entry for each in read], [each.voted or each.entry.votes is not None for each in read]),
            control_characters(self.lines),
            ((line, f"{paper} is only mentioned here, so it is left out") for paper, line, _ in self.walk.left_out),
        ):
            self._odd(line, what)
        steps = [each.named.step if each.named else "nothing" for each in read]
        diagnostics = sorted(self.diagnostics, key=lambda diagnostic: diagnostic.line)
        return Reading([each.entry for each in read], steps, self.walk.left_out, diagnostics)

    def _read(self, site: Site, one: bool) -> _Read:
        named = self._named(site, one)
        draft = self._draft(site, named.title if named else "")
        authors, truncated = draft.authors
        votes, voted = draft.votes, "votes" in draft.found
        if one and self.front.authors and not authors:
            from papercli.digest.facts import names_in

            authors, truncated = names_in(", ".join(self.front.authors))
        if one and self.front.votes and votes is None:
            votes = read_count(self.front.votes)
            voted = True
        return _Read(
            site,
            named,
            voted,
            Entry(
                id=site.id,
                title=named.title if named else "",
                line=site.line,
                date=self.dating.day(site.section),
                votes=votes,
                authors=authors,
                authors_truncated=truncated,
                image=draft.image,
                video=draft.video,
                sections=draft.sections(),
            ),
        )

    def _named(self, site: Site, one: bool) -> Named | None:
        if one and self.front.title and (named := self._front_title(site)):
            return named
        if title := whole_title(site):
            return Named(title, "the link's text", 1)
        if site.native:
            return None
        from papercli.digest.naming import name

        return name(site, self.walk.labels)

    def _draft(self, site: Site, title: str) -> Draft:
        if site.native:
            draft = Draft(site, title)
        else:
            from papercli.digest.remains import Remains

            draft = Remains(site, title, self.walk.labels)
        for line, what in draft.odd:
            self._odd(line, what)
        return draft

    def _is_titled(self) -> bool:
        """Tell whether the front matter gives a title that may be a paper's, or says that the file is about one."""
        if not self.front.title or not self.page.links:
            return self.front.is_note and bool(self.page.links)
        from papercli.digest.titles import is_paper_title

        return is_paper_title(self.front.title)

    def _front_title(self, site: Site) -> Named | None:
        """Return the title in the front matter of a file about one paper; one that names a day is the digest's."""
        from papercli.digest import naming, titles
        from papercli.digest.decoration import title_of

        written = self.front.title
        if not written or (self.front.paper is None and not titles.is_paper_title(written)):
            return None
        if self.front.paper is None and site.kind != "section" and naming.name(site, self.walk.labels):
            return None
        title = title_of(written)
        return Named(title, "the front matter", 0) if title else None

    def _merged(self, read: list[_Read]) -> list[_Read]:
        """Make one entry of the sites of a paper, but for headings that repeat it, and other days."""
        if all(each.site.kind == "heading" for each in read):
            return read
        kept: dict[tuple[str, str | None], _Read] = {}
        found: list[_Read] = []
        ranks = {"heading": 0, "section": 1, "run": 2, "item": 2, "row": 3, "line": 4}
        headings = {each.site.id for each in read if each.site.kind == "heading"}
        told = self._told(read)
        for each in sorted(read, key=lambda one: (id(one) in told, ranks[one.site.kind])):
            key = (each.entry.id, None if each.entry.id in headings else each.entry.date)
            first = kept.get(key)
            if first is None or each.site.kind == "heading":
                kept.setdefault(key, each)
                found.append(each)
            elif id(each) not in told or first.named is None:
                _merge(first, each)
        return sorted(found, key=lambda one: one.entry.line)

    def _told(self, read: list[_Read]) -> set[int]:
        """Return those that only mention in a sentence a paper of which the file says more."""
        times = Counter(each.entry.id for each in read)
        often = [each for each in read if times[each.entry.id] > 1 and each.site.kind not in ("heading", "row")]
        if not often:
            return set()
        from papercli.digest.mentions import is_prose

        return {id(each) for each in often if all(is_prose(each.site.page, link) for link in each.site.links)}

    def _undecorated(self, read: list[_Read]) -> list[_Read]:
        """Take off the titles what several of them have at an end, and what decorates the links of all headings."""
        if any(each.site.native for each in read):
            return read
        from papercli.digest.affixes import without_affixes
        from papercli.digest.leads import without_leads

        for title, each in zip(without_affixes(without_leads([one.entry.title for one in read])), read, strict=True):
            if title != each.entry.title:
                each.entry = replace(each.entry, title=title)
        whole = [each for each in read if each.site.whole and each.named and each.named.order == 1]
        if len(whole) < 3 or any(each.entry.title[:1].isalpha() for each in whole):
            return read
        from papercli.digest.decoration import undecorated

        bare = [undecorated(each.entry.title) for each in whole]
        if all(title and title != each.entry.title for title, each in zip(bare, whole, strict=True)):
            for title, each in zip(bare, whole, strict=True):
                each.entry = replace(each.entry, title=title)
        return read

    def _odd(self, line: int, what: str) -> None:
        self.diagnostics.append(Diagnostic(self.source, line, what))


def _merge(first: _Read, other: _Read) -> None:
    """Give an entry what only another place of the file says of its paper."""
    mine, theirs = first.entry, other.entry
    if other.named and (first.named is None or other.named.order < first.named.order) and not first.site.whole:
        first.named = other.named
        mine = replace(mine, title=theirs.title)
    first.entry = replace(
        mine,
        votes=theirs.votes if mine.votes is None else mine.votes,
        authors=mine.authors or theirs.authors,
        authors_truncated=mine.authors_truncated if mine.authors else theirs.authors_truncated,
        image=mine.image or theirs.image,
        video=mine.video or theirs.video,
        sections=mine.sections or theirs.sections,
    )
