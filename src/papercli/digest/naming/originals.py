"""What a paper is called that an article with a title of its own is about."""

from collections.abc import Iterator

from papercli.digest.naming.labelling import Labels
from papercli.digest.naming.steps import lines_of, name
from papercli.digest.naming.titles import heading_title, paper_in
from papercli.digest.walk.site import Named, Site
from papercli.digest.words.labels import CJK, WORDS_OF_A_TITLE, weight

_BESIDE = "the words beside the link"


def original(site: Site, labels: Labels, given: str) -> Named | None:
    """Return the title in letters that an article gives the paper, where its own has other letters, or is its start."""
    found = list(_found(site, labels))
    longer = next((each for each in found if _begins(given, each.title)), None)
    if longer or (given and not CJK.search(given) and weight(given) >= WORDS_OF_A_TITLE):
        return longer
    return next((each for each in found if each.step != _BESIDE and _is_original(each.title)), None)


def _begins(given: str, title: str) -> bool:
    """Tell whether a title goes on from the one given, which may have a name before it: `ViT: An Image is Worth …`."""
    behind = given.partition(": ")[2]
    longer = given != title and title.startswith(given)
    return bool(given) and (longer or (weight(behind) >= WORDS_OF_A_TITLE and title.startswith(behind)))


def _found(site: Site, labels: Labels) -> Iterator[Named]:
    named = name(site, labels)
    if named:
        yield named if named.order < 2 else named._replace(step=_BESIDE)
    for line in lines_of(site):
        if title := paper_in(line):
            yield Named(title, "a label such as Title:", 0)
    chapters = [each for each in site.head.chapters if each.level == 1] if site.head else []
    if len(chapters) == 1 and (title := heading_title(chapters[0].source, labels)):
        yield Named(title, "the heading", 2)


def _is_original(title: str) -> bool:
    return not CJK.search(title) and weight(title) >= WORDS_OF_A_TITLE
