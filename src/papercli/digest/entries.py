"""The papers of a digest: the sites of the walk, each named, read and dated, and what was odd about them."""

from itertools import chain
from typing import NamedTuple

from papercli.digest.dating import Dating
from papercli.digest.diagnostics import control_characters, lacking, links_elsewhere
from papercli.digest.extent.draft import Draft
from papercli.digest.extent.fields import read_count
from papercli.digest.markdown.outline import outline
from papercli.digest.merging import Read, merged, undecorated_titles
from papercli.digest.opening import open_page
from papercli.digest.walk.site import Named, Site, whole_title
from papercli.digest.walk.walk import Walk
from papercli.intake import Diagnostic, Entry


class Reading(NamedTuple):
    """What was read of a file: its papers in order, what gave each its title, what was left out, and what was odd."""

    entries: list[Entry]
    steps: list[str]
    left_out: list[tuple[str, int, str]]
    diagnostics: list[Diagnostic]


def read_entries(source: str, text: str) -> Reading:
    """Return the papers of a digest in order, and what was odd, by line; no text makes it raise."""
    return _Reader(source, text).reading()


class _Reader:
    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self.lines = text.split("\n")
        self.diagnostics: list[Diagnostic] = []
        self.front, self.page = open_page(self.lines)
        self.root = outline(self.page)
        self.walk = Walk(self.page, self.root, self.front.paper, self._is_titled())
        self.sites = self.walk.sites
        self.dating = Dating(source, self.page, self.root, self.sites, self.front.day)

    def reading(self) -> Reading:
        one = len({site.id for site in self.sites}) == 1
        read = merged([self._read(site, one) for site in self.sites])
        read = undecorated_titles(read)
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

    def _read(self, site: Site, one: bool) -> Read:
        named = self._named(site, one)
        draft = self._draft(site, named.title if named else "")
        authors, truncated = draft.authors
        votes, voted = draft.votes, "votes" in draft.found
        if one and self.front.authors and not authors:
            from papercli.digest.extent.facts import names_in

            authors, truncated = names_in(", ".join(self.front.authors))
        if one and self.front.votes and votes is None:
            votes = read_count(self.front.votes)
            voted = True
        return Read(
            site,
            named,
            voted,
            Entry(
                id=site.id,
                title=named.title if named else "",
                line=site.line,
                date=self.dating.day(site.place.chapter),
                votes=votes,
                authors=authors,
                authors_truncated=truncated,
                image=draft.image,
                video=draft.video,
                sections=draft.sections(),
            ),
        )

    def _named(self, site: Site, one: bool) -> Named | None:
        if site.head is self.root and not site.native:
            return self._article_title(site)
        if one and self.front.title and (named := self._front_title(site)):
            return named
        if title := whole_title(site):
            return Named(title, "the link's text", 1)
        if site.native:
            return None
        from papercli.digest.naming.steps import name

        return name(site, self.walk.labels)

    def _article_title(self, site: Site) -> Named | None:
        """Return the title of the one paper that a file is about: the file's own is seldom that of the paper."""
        from papercli.digest.naming.originals import original
        from papercli.digest.naming.steps import name

        labels = self.walk.labels
        named = (self._front_title(site) if self.front.title else None) or name(site, labels)
        return original(site, labels, named.title if named else "") or named

    def _draft(self, site: Site, title: str) -> Draft:
        if site.native:
            draft = Draft(site, title)
        else:
            from papercli.digest.extent.foreign_draft import ForeignDraft

            draft = ForeignDraft(site, title, self.walk.labels)
        for line, what in draft.odd:
            self._odd(line, what)
        return draft

    def _is_titled(self) -> bool:
        """Tell whether the front matter gives a title that may be a paper's, or says that the file is about one."""
        if not self.front.title or not self.page.links:
            return self.front.is_note and bool(self.page.links)
        from papercli.digest.naming.titles import is_paper_title

        return is_paper_title(self.front.title)

    def _front_title(self, site: Site) -> Named | None:
        """Return the title in the front matter of a file about one paper; one that names a day is the digest's."""
        from papercli.digest.naming.decoration import title_of
        from papercli.digest.naming.steps import name
        from papercli.digest.naming.titles import is_paper_title

        written = self.front.title
        if not written or (self.front.paper is None and not is_paper_title(written)):
            return None
        if self.front.paper is None and site.kind != "chapter" and name(site, self.walk.labels):
            return None
        title = title_of(written)
        return Named(title, "the front matter", 0) if title else None

    def _odd(self, line: int, what: str) -> None:
        self.diagnostics.append(Diagnostic(self.source, line, what))
