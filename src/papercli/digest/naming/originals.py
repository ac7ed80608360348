"""What a paper is called that an article with a title of its own is about."""

from collections.abc import Iterator

from papercli.digest.naming.labelling import Labels
from papercli.digest.naming.steps import lines_of, name
from papercli.digest.naming.titles import heading_title, paper_in
from papercli.digest.walk.site import Named, Site
from papercli.digest.words.labels import CJK, weight

# The article may call it for short.
_WORDS_OF_A_TITLE = 3


def original(site: Site, labels: Labels) -> Named | None:
    """Return the title in letters that a link, a label or the only chapter of an article gives."""
    return next((named for named in _found(site, labels) if _is_original(named.title)), None)


def _found(site: Site, labels: Labels) -> Iterator[Named]:
    named = name(site, labels)
    if named and named.order < 2:
        yield named
    for line in lines_of(site):
        if title := paper_in(line):
            yield Named(title, "a label such as Title:", 0)
    chapters = [each for each in site.head.sections if each.level == 1] if site.head else []
    if len(chapters) == 1 and (title := heading_title(chapters[0].source, labels)):
        yield Named(title, "the heading", 2)


def _is_original(title: str) -> bool:
    return not CJK.search(title) and weight(title) >= _WORDS_OF_A_TITLE
