"""Files that are a note about one paper: what stands on top is about it, and others are only named in the text."""

from typing import TYPE_CHECKING

from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.outline import Chapter, all_chapters
from papercli.digest.markdown.page import Page
from papercli.digest.naming.labelling import Labels, labelled
from papercli.digest.naming.titles import is_paper_title
from papercli.digest.walk.mentions import Mentions, is_prose, is_short
from papercli.digest.words.labels import is_field, is_label

if TYPE_CHECKING:
    from papercli.digest.walk.sharing import Sharing

# Fewer are no chapters of a note.
_FEWEST = 2
# Of so many chapters one may list papers, as those that came later.
_CHAPTERS_TO_A_LIST = 3


def single(page: Page, root: Chapter, sharing: "Sharing", titled: bool) -> str | None:
    """Return the one paper that a file is about; `titled` says that its front matter gives what may be its title."""
    first = page.links[0]
    labels, mentions = sharing.labels, sharing.mentions
    top = (titled or _is_headed(page, root, sharing)) and labels.of_link(first.text or "")
    alone = top and mentions.strong(page, root.lines) == [first.id]
    return first.id if alone or _is_note(page, root, mentions, labels) else None


def _is_headed(page: Page, root: Chapter, sharing: "Sharing") -> bool:
    """Tell whether a file begins with a title that may be a paper's, and with the link to it right below."""
    first = next(iter(root.chapters), None)
    if page.is_plain or first is None or first.level > 1 or first.links or not first.blocks:
        return False
    near = first.blocks[0].lines
    return page.has_links(near) and is_paper_title(first.source) and sharing.leader(page, first) is not None


def _is_note(page: Page, root: Chapter, mentions: Mentions, labels: Labels) -> bool:
    """Tell whether a file is a note about the paper that a label on top of it links to.

    The others stand in sentences or by a name for short, and few of the chapters list them.
    """
    chapters = [each for each in all_chapters(root) if each.head is not None and not _is_field(each.source)]
    if any(each.links for each in chapters):
        return False
    first = page.links[0]
    below = [each for each in chapters if each.lines.start > first.line]
    above = [each.source for each in chapters if each.lines.start < first.line]
    labelled_above = any(map(is_label, above[-1:]))
    if not labels.of_link(first.text or "") and not labelled_above and not _is_field(page.line_text(first.line)):
        return False
    if len(above) - labelled_above > 1 or len(below) < _FEWEST:
        return False
    others = [link for link in mentions.links if link.id != first.id]
    if not all(is_prose(page, link) or _is_named(link) for link in others):
        return False
    return _lists(page, below, first.id) * _CHAPTERS_TO_A_LIST <= len(below)


def _is_field(line: str) -> bool:
    label = labelled(line)
    return label is not None and is_field(label["label"])


def _is_named(link: PaperLink) -> bool:
    return bool(link.text) and is_short(link) and not is_label(link.text or "")


def _lists(page: Page, chapters: list[Chapter], own: str) -> int:
    """Return how many chapters name papers other than in sentences."""
    return sum(
        any(link.id != own and not is_prose(page, link) for block in each.blocks for link in page.links_in(block.lines))
        for each in chapters
    )
