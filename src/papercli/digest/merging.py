"""The sites that were read, made one entry a paper, with titles rid of what decorates all of a file's."""

from collections import Counter
from dataclasses import dataclass

from papercli.digest.walk.site import Named, Site
from papercli.intake import Entry


@dataclass(slots=True)
class Read:
    """A site that was read."""

    site: Site
    named: Named | None
    voted: bool  # whether votes are written there, be it that nobody can read them
    entry: Entry


def merged(read: list[Read]) -> list[Read]:
    """Make one entry of the sites of a paper, but for headings that repeat it, and other days."""
    if all(each.site.kind == "heading" for each in read):
        return read
    kept: dict[tuple[str, str | None], Read] = {}
    found: list[Read] = []
    ranks = {"heading": 0, "chapter": 1, "run": 2, "item": 2, "row": 3, "line": 4}
    headings = {each.site.id for each in read if each.site.kind == "heading"}
    told = _told(read)
    for each in sorted(read, key=lambda one: (id(one) in told, ranks[one.site.kind])):
        key = (each.entry.id, None if each.entry.id in headings else each.entry.date)
        first = kept.get(key)
        if first is None or each.site.kind == "heading":
            kept.setdefault(key, each)
            found.append(each)
        elif id(each) not in told or first.named is None:
            _merge(first, each)
    return sorted(found, key=lambda one: one.entry.line)


def _told(read: list[Read]) -> set[int]:
    """Return those that only mention in a sentence a paper of which the file says more."""
    times = Counter(each.entry.id for each in read)
    often = [each for each in read if times[each.entry.id] > 1 and each.site.kind not in ("heading", "row")]
    if not often:
        return set()
    from papercli.digest.walk.mentions import is_prose

    return {id(each) for each in often if all(is_prose(each.site.page, link) for link in each.site.links)}


def _is_better(first: Read, other: Read) -> bool:
    """Tell whether another place of the file names a paper better: in full, or by an earlier step."""
    if other.named is None or first.named is None:
        return other.named is not None and not first.site.whole
    mine, theirs = first.named.title, other.named.title
    if _is_cut(theirs, mine):
        return False
    return _is_cut(mine, theirs) or (other.named.order < first.named.order and not first.site.whole)


def _is_cut(title: str, whole: str) -> bool:
    """Tell whether a title is the beginning of another, with dots for the rest."""
    begun = title.rstrip(".…")
    return len(begun) < len(title) and len(begun.rstrip()) < len(whole) and whole.startswith(begun.rstrip())


def _merge(first: Read, other: Read) -> None:
    """Give an entry what only another place of the file says of its paper."""
    mine, theirs = first.entry, other.entry
    if other.named and _is_better(first, other):
        first.named = other.named
        mine = mine._replace(title=theirs.title)
    first.entry = mine._replace(
        votes=theirs.votes if mine.votes is None else mine.votes,
        authors=mine.authors or theirs.authors,
        authors_truncated=mine.authors_truncated if mine.authors else theirs.authors_truncated,
        image=mine.image or theirs.image,
        video=mine.video or theirs.video,
        sections=mine.sections or theirs.sections,
    )


def undecorated_titles(read: list[Read]) -> list[Read]:
    """Take off the titles what several of them have at an end, and what decorates the links of all headings."""
    if not read or any(each.site.native for each in read):
        return read
    from papercli.digest.naming.affixes import without_affixes, without_leads

    for title, each in zip(without_affixes(without_leads([one.entry.title for one in read])), read, strict=True):
        if title != each.entry.title:
            each.entry = each.entry._replace(title=title)
    whole = [each for each in read if each.site.whole and each.named and each.named.order == 1]
    if len(whole) < 3 or any(each.entry.title[:1].isalpha() for each in whole):
        return read
    from papercli.digest.naming.decoration import undecorated

    bare = [undecorated(each.entry.title) for each in whole]
    if all(title and title != each.entry.title for title, each in zip(bare, whole, strict=True)):
        for title, each in zip(bare, whole, strict=True):
            each.entry = each.entry._replace(title=title)
    return read
