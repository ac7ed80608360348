"""At which level of headings the papers of a page stand."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from papercli.digest.labels import CJK, weight
from papercli.digest.outline import Section, walk
from papercli.digest.page import Page

if TYPE_CHECKING:
    from papercli.digest.mentions import Mentions

# Below all levels of headings.
_NONE = 7
# A heading of fewer words may be a subject.
_WORDS_OF_A_TITLE = 3
# So many words make a title as likely as more would.
_WORDS_THAT_COUNT = 12


def unit_level(
    page: Page, root: Section, mentions: "Mentions", title_of: Callable[[Section], str | None]
) -> tuple[int, dict[str, Section]]:
    """Return the level of the headings whose one-paper sections cover most papers of a page, 7 where none do.

    With it the sections that are about one paper, by the paper.
    """
    open_ids = {link.id for link in page.links_in(root.below)}
    covered: dict[int, dict[str, str]] = {}
    owners: dict[int, dict[str, Section]] = {}
    linked: dict[str, Section] = {}
    for section in walk(root):
        if section.head is None or section.links:
            open_ids -= {link.id for link in section.links}
            linked |= {link.id: section for link in section.links}
            continue
        if section.holds_headings:
            continue
        if len(ids := mentions.strong(page, section.below)) == 1 and (title := title_of(section)):
            others = owners.setdefault(section.level, {})
            if ids[0] not in others or mentions.is_prose(page, others[ids[0]].below):
                others[ids[0]] = section
                covered.setdefault(section.level, {})[ids[0]] = title
    found = {
        level: named
        for level, named in covered.items()
        if not any(_is_translated(covered[above], named) for above in covered if above < level)
    }
    best = max(found.items(), key=lambda item: (len(item[1]), _words(item[1]), item[0]), default=None)
    if best and len(best[1]) * 2 > len(open_ids):
        return best[0], {**owners[best[0]], **linked}
    return _NONE, linked


def _words(named: dict[str, str]) -> float:
    return sum(min(weight(title), _WORDS_THAT_COUNT) for title in named.values())


def _is_translated(above: dict[str, str], named: dict[str, str]) -> bool:
    """Tell whether headings only say the titles above them again, in another script."""
    return all(
        paper in above
        and weight(above[paper]) >= _WORDS_OF_A_TITLE
        and bool(CJK.search(above[paper])) != bool(CJK.search(title))
        for paper, title in named.items()
    )
