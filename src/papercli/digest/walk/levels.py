"""At which level of headings the papers of a page stand."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.outline import BELOW_ALL, Chapter, all_chapters, first_beside
from papercli.digest.markdown.page import Page
from papercli.digest.naming import titles
from papercli.digest.words.labels import CJK, WORDS_OF_A_TITLE, is_description, squeezed, weight

if TYPE_CHECKING:
    from papercli.digest.walk.sharing import Sharing

_NUMBER = re.compile(r"[^\w]{0,9}\d{1,3}[.):、．]\s")
# So many words make a title as likely as more would.
_WORDS_THAT_COUNT = 12


def unit_level(page: Page, root: Chapter, sharing: "Sharing") -> tuple[int, dict[str, Chapter]]:
    """Return the level of the headings whose one-paper chapters cover most papers of a page, BELOW_ALL where none do.

    With it the chapters that are about one paper, by the paper.
    """
    mentions = sharing.mentions
    open_ids = {link.id for link in page.links_in(root.below) if not mentions.is_passing([link])}
    titled = {link.id for link in page.links if titles.link_title([link], sharing.labels)}
    covered: dict[int, dict[str, str]] = {}
    owners: dict[int, dict[str, Chapter]] = {}
    linked: dict[str, Chapter] = {}
    told: dict[int, set[str]] = {}  # the papers that chapters about others tell of
    for chapter in all_chapters(root):
        if chapter.head is None or chapter.links:
            open_ids -= {link.id for link in chapter.links}
            linked |= {link.id: chapter for link in chapter.links}
            continue
        if chapter.holds_headings or is_aside(page, chapter, sharing):
            continue
        ids = mentions.strong(page, chapter.below)
        if len(ids) > 1 and (paper := _announced(page, chapter, sharing)):
            told.setdefault(chapter.level, set()).update(each for each in ids if each != paper)
            ids = [paper]
        if len(ids) == 1 and (title := sharing.heading_title(chapter)):
            others = owners.setdefault(chapter.level, {})
            if ids[0] not in others or _words_before(page, chapter, ids[0]) < _words_before(
                page, others[ids[0]], ids[0]
            ):
                others[ids[0]] = chapter
                covered.setdefault(chapter.level, {})[ids[0]] = title
    found = {
        level: named
        for level, named in covered.items()
        if not any(_is_translated(covered[above], named) for above in covered if above < level)
    }
    best = max(found.items(), key=lambda item: (len(item[1]), _words(item[1]), item[0]), default=None)
    if best is None:
        return BELOW_ALL, linked
    level, named = best
    if len(named) > 1:
        # The only chapter of its kind may be the whole list, below the link to the survey that it belongs to.
        open_ids -= told.get(level, set()) - set(named)
    # Papers whose links say what they are called need no heading for it.
    lacking = [each for each in named if sharing.wants(page, owners[level][each].below)]
    most = len(named) * 2 > len(open_ids) or (len(lacking) > 1 and len(lacking) * 2 > len(open_ids - titled))
    if most or _are_numbered(root, level, list(owners[level].values())):
        return level, {**owners[level], **linked}
    return BELOW_ALL, linked


def _are_numbered(root: Chapter, level: int, owners: Sequence[Chapter]) -> bool:
    """Tell whether the headings of a level with a number before them are those that have their own paper."""
    numbered = [each for each in all_chapters(root) if each.level == level and _NUMBER.match(each.source)]
    return len(numbered) > 1 and {each.lines for each in numbered} == {each.lines for each in owners}


def _announced(page: Page, chapter: Chapter, sharing: "Sharing") -> str | None:
    """Return the paper of a chapter that links to it by a label below its title, and to the others by name."""
    link = sharing.leader(page, chapter)
    if link is None or weight(sharing.heading_title(chapter) or "") < WORDS_OF_A_TITLE:
        return None
    others = [each for each in page.links_in(chapter.below) if each.id != link.id]
    return link.id if all(each.text and not sharing.labels.of_link(each.text) for each in others) else None


def is_aside(page: Page, chapter: Chapter, sharing: "Sharing") -> bool:
    """Tell whether a chapter, such as an outlook, only names papers in passing: below a subject, or in a list."""
    links = page.links_in(chapter.below)
    if not sharing.mentions.is_passing(links) or any(_is_called(link, chapter) for link in links):
        return False
    listed = all(block.kind == "list" for block in chapter.blocks if page.has_links(block.lines))
    return listed or weight(sharing.heading_title(chapter) or "") < WORDS_OF_A_TITLE


def _is_called(link: PaperLink, chapter: Chapter) -> bool:
    """Tell whether a link leads to what the heading above names: by the same words, or as `the … paper`."""
    return squeezed(link.text) == squeezed(chapter.source) or is_description(link.text)


def is_among_papers(page: Page, chapter: Chapter, sharing: "Sharing") -> bool:
    """Tell whether the link to a chapter's paper is a label, and most headings beside it have one paper each."""
    if titles.link_title(page.links_in(chapter.below), sharing.labels):
        return False
    beside = first_beside(chapter)
    alike = [each for each in beside if each is not chapter and len(page.ids_in(each.lines)) == 1]
    return len(alike) > 1 and len(alike) * 2 > len(beside)


def is_about_else(page: Page, chapter: Chapter, paper: str, sharing: "Sharing") -> bool:
    """Tell whether a heading links to what is no paper, where others link to theirs, and a text below mentions one."""
    if "](" not in chapter.source or _words_before(page, chapter, paper) <= WORDS_OF_A_TITLE:
        return False
    return any(each.links and each.level == chapter.level for each in sharing.mentions.owners.values())


def is_less_about(page: Page, chapter: Chapter, owner: Chapter, paper: str, sharing: "Sharing") -> bool:
    """Tell whether a chapter mentions a paper that another one is about."""
    if sharing.mentions.are_prose(page, chapter.below):
        return True
    more = _words_before(page, chapter, paper) > _words_before(page, owner, paper)
    return more and sharing.heading_title(chapter) != sharing.heading_title(owner)


def _words_before(page: Page, chapter: Chapter, paper: str) -> float:
    """Return how many words a line of a chapter has before the link to a paper: few where it is about it."""
    link = next((link for link in page.links_in(chapter.below) if link.id == paper), None)
    return weight(page.text[page.offsets[link.line - 1] : link.start]) if link else 0


def _words(named: dict[str, str]) -> float:
    return sum(min(weight(title), _WORDS_THAT_COUNT) for title in named.values())


def _is_translated(above: dict[str, str], named: dict[str, str]) -> bool:
    """Tell whether headings only say the titles above them again, in another script."""
    return all(
        paper in above
        and weight(above[paper]) >= WORDS_OF_A_TITLE
        and bool(CJK.search(above[paper])) != bool(CJK.search(title))
        for paper, title in named.items()
    )
