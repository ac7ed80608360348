"""The walk over a digest: it finds each paper by its links, and how far what is said of it reaches."""

from functools import cached_property
from typing import TYPE_CHECKING

from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.native import Native
from papercli.digest.markdown.outline import BELOW_ALL, Chapter
from papercli.digest.markdown.page import Page
from papercli.digest.walk.site import Above, Place, Site
from papercli.digest.words.labels import WORDS_OF_A_TITLE, weight

if TYPE_CHECKING:
    from papercli.digest.naming.labelling import Labels
    from papercli.digest.walk.mentions import Mentions
    from papercli.digest.walk.sharing import Sharing


class Walk:
    """The walk over a file: its sites in order, and the links that are only mentions."""

    def __init__(self, page: Page, root: Chapter, about: str | None = None, titled: bool = False) -> None:
        self.page = page
        self.root = root
        self.sites: list[Site] = []
        if about is None or page.native:
            self._drop_references()
        about = about or self._single(titled)
        if about is not None and not page.native:
            self._about(about)
        elif page.links or page.native:
            self.visit(Place(page, root), root, self.unit_level(page, root))
            if not page.native:
                self._drop_footer()

    @cached_property
    def labels(self) -> "Labels":
        """The labels of the file."""
        # Imported here, and below: native digests, where all papers stand in headings, need neither.
        from papercli.digest.naming.labelling import Labels

        return Labels(self.page)

    @cached_property
    def mentions(self) -> "Mentions":
        """The links that are only mentions."""
        from papercli.digest.walk.mentions import Mentions

        return Mentions(self.page)

    @cached_property
    def _sharing(self) -> "Sharing":
        from papercli.digest.walk.sharing import Sharing

        return Sharing(self)

    @property
    def left_out(self) -> list[tuple[str, int, str]]:
        """The papers that are only mentioned: id, line in the file and why."""
        page, found = self.page, {site.id for site in self.sites}
        told = [(link.id, page.number(link.line), "it stands in the text of a paper") for link in page.references]
        told += [] if page.is_plain else self.mentions.left_out
        return [each for each in told if each[0] not in found]

    def _single(self, titled: bool) -> str | None:
        """Return the one paper that a file is about, as its top and its chapters tell."""
        page = self.page
        if page.native or not page.links or (page.is_plain and not titled):
            return None
        from papercli.digest.walk.notes import single

        return single(page, self.root, self._sharing, titled)

    def _about(self, paper_id: str) -> None:
        """Take the whole file as one paper's, as its front matter says; others stand in it only as items and rows."""
        whole = Lines(1, len(self.page.lines) + 1)
        self.mentions.drop_all(self.page, whole, paper_id, "the file is about another paper")
        first = next(iter(self.page.links_in(whole)), None)
        self.sites.append(
            Site(
                paper_id,
                "chapter",
                Place(self.page, self.root),
                self.page.number(first.line) if first else 1,
                self.page.links_in(whole),
                self.root.body,
                self.root,
            )
        )

    def _drop_references(self) -> None:
        if not self.page.is_plain:
            from papercli.digest.walk.references import drop_references

            drop_references(self.page, self.root, self.mentions, self.labels, self._sharing.heading_title)

    def _drop_footer(self) -> None:
        from papercli.digest.walk.footers import drop_footer

        drop_footer(self.page, self.sites)

    def unit_level(self, page: Page, root: Chapter) -> int:
        """Return the level of the headings whose one-paper chapters cover most papers, BELOW_ALL where none do."""
        if page.is_plain:
            return BELOW_ALL
        from papercli.digest.walk.levels import unit_level

        unit, owners = unit_level(page, root, self._sharing)
        if page is self.page:
            self.mentions.owners = owners
        return unit

    def _is_aside(self, page: Page, chapter: Chapter) -> bool:
        if not self.mentions.owners:
            return False
        from papercli.digest.walk.levels import is_aside

        return is_aside(page, chapter, self._sharing)

    def _tells_of(self, page: Page, chapter: Chapter, paper: str) -> bool:
        """Tell whether a chapter only mentions the paper in it, as another is about that, or it about no paper."""
        if page is not self.page:
            return False
        from papercli.digest.walk.levels import is_about_else, is_less_about

        owner = self.mentions.owners.get(paper, chapter)
        if owner is chapter:
            return is_about_else(page, chapter, paper, self._sharing)
        if owner.lines.start in range(chapter.lines.start, chapter.lines.end):
            return False
        return is_less_about(page, chapter, owner, paper, self._sharing)

    def visit(self, place: Place, chapter: Chapter, unit: int) -> None:
        """Find the papers of a chapter: all of it is about one, or they stand in its blocks and the chapters in it."""
        page = place.page
        lines = chapter.below if chapter.head else chapter.lines
        if chapter.head and (native := page.native.get(chapter.lines.start)):
            self._native(place, chapter, native, unit)
            return
        if chapter.links:
            self._owned(place, chapter, unit)
            return
        if not page.has_links(lines) and not page.has_native(lines):
            return
        above = place.above
        if chapter.head:
            strong = [] if chapter.holds_headings else self.mentions.strong(page, lines)
            if len(strong) == 1 and not self._is_aside(page, chapter):
                if self._tells_of(page, chapter, strong[0]):
                    self.mentions.drop_all(page, lines, None, f"it is mentioned outside of the section of {strong[0]}")
                    return
                if chapter.level >= unit or (chapter.level > 0 and self._is_sole(place, chapter)):
                    self._sole(place, chapter, strong[0])
                    return
                above = (Above(chapter.source, "the heading above"), *above)
            elif strong and chapter.level == unit and (link := self._sharing.leader(page, chapter)):
                if self.mentions.owners.get(link.id) is chapter:
                    self._sole(place, chapter, link.id)
                    return
                self._owned(place, chapter, unit, link)
                return
        here = self._inside(place, chapter, above)
        if not page.is_plain:
            self._sharing.share(here, chapter.blocks)
        for each in chapter.chapters:
            self.visit(here, each, unit)

    def _inside(self, place: Place, chapter: Chapter, above: tuple[Above, ...] = ()) -> Place:
        """Return the place below a heading: the chapters of an item's or a quote's page are none of the file's."""
        return Place(place.page, chapter if place.page is self.page else place.chapter, above)

    def _native(self, place: Place, chapter: Chapter, native: Native, unit: int) -> None:
        """A native entry has its body; the chapters in it are looked at for those that it does not reach."""
        line = place.page.number(chapter.lines.start)
        here = self._inside(place, chapter, place.above)
        self.sites.append(Site(native.id, "heading", here, line, chapter.links, native.body, chapter, native=native))
        for each in chapter.chapters:
            self.visit(here, each, unit)

    def _is_sole(self, place: Place, chapter: Chapter) -> bool:
        """Tell whether a chapter of one paper gives it the title that nothing nearer gives."""
        blocks = [block for block in chapter.blocks if place.page.has_links(block.lines)]
        title = self._sharing.heading_title(chapter)
        return (
            len(blocks) == 1
            and bool(title)
            and weight(title or "") >= WORDS_OF_A_TITLE
            and (self._sharing.wants(place.page, blocks[0].lines) or self._is_among_papers(place.page, chapter))
        )

    def _is_among_papers(self, page: Page, chapter: Chapter) -> bool:
        from papercli.digest.walk.levels import is_among_papers

        return is_among_papers(page, chapter, self._sharing)

    def _sole(self, place: Place, chapter: Chapter, paper_id: str) -> None:
        page = place.page
        self.mentions.drop_all(page, chapter.below, paper_id, f"it is mentioned in the text of {paper_id}")
        here, line = self._inside(place, chapter, place.above), page.number(chapter.lines.start)
        self.sites.append(Site(paper_id, "chapter", here, line, page.links_in(chapter.below), chapter.body, chapter))

    def _owned(self, place: Place, chapter: Chapter, unit: int, leader: PaperLink | None = None) -> None:
        """A heading that links to a paper owns what is below it, up to what other papers own."""
        page, (first, *others) = place.page, [leader] if leader else chapter.links
        here, line = self._inside(place, chapter), page.number(chapter.lines.start)
        site = Site(first.id, "chapter" if leader else "heading", here, line, [first], head=chapter)
        self.sites.append(site)
        for link in others:
            if link.id != first.id and link.id not in {each.id for each in self.sites[self.sites.index(site) :]}:
                self.sites.append(Site(link.id, "line", here, page.number(link.line), [link]))
        if (page.is_plain and not chapter.holds_headings) or not page.has_links(chapter.below):
            site.body = chapter.body
            return
        body: list[Block | Chapter] = []
        later: list[Block | Chapter] = []
        for each in chapter.body:
            if isinstance(each, Block):
                strong = [paper for paper in self.mentions.strong(page, each.lines, first.id) if paper != first.id]
                if not strong:
                    self.mentions.drop_all(page, each.lines, first.id, f"it is mentioned in the text of {first.id}")
                    site.links += page.links_in(each.lines)
            else:
                strong = [] if set(page.ids_in(each.lines)) <= {first.id} and not each.links else [""]
            (later if strong else body).append(each)
        site.body = body
        here = self._inside(place, chapter, place.above)
        self._sharing.share(here, [each for each in later if isinstance(each, Block)], owner=first.id)
        for each in later:
            if isinstance(each, Chapter):
                self.visit(here, each, unit)
