"""What several titles of one file begin with beside themselves: tags in brackets, and numbers of chapters."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_TAG = re.compile(r"\[(?P<tag>[^\[\]\n]{1,40})\]\s*(?=[^\s(:：])")
_CHAPTER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})[.、)]?\s+(?=\S)")


def without_leads(titles: Sequence[str]) -> list[str]:
    """Return the titles of a file, in its order, without the tags and the numbers that several of them begin with.

    One title alone keeps both: `[MASK] Is All You Need`, `1.58 Bits for All`.
    """
    found = list(titles)
    for _ in range(2):
        tags = {at: match for at, title in enumerate(found) if (match := _TAG.match(title))}
        kinds = Counter(re.sub(r"[\d\W]+", "", match["tag"]).casefold() for match in tags.values())
        if len(tags) > 1 and (len(tags) * 2 >= len(found) or max(kinds.values()) > 1):
            found = [title[tags[at].end() :] if at in tags else title for at, title in enumerate(found)]
        chapters = {at: match for at, title in enumerate(found) if (match := _CHAPTER.match(title))}
        numbers = [tuple(map(int, match["number"].split("."))) for match in chapters.values()]
        if len(numbers) > 1 and all(one < next_ for one, next_ in pairwise(numbers)):
            found = [title[chapters[at].end() :] if at in chapters else title for at, title in enumerate(found)]
    return found
