"""What people and links write for a paper, turned into its key: the arXiv id without version."""

import re

_ID = r"(?P<id>\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_PLACE = (
    r"(?:https?://)?(?:(?:[a-z]{2}\.|www\.|export\.|browse\.)?arxiv\.org/(?:abs|pdf|html)"
    r"|(?:www\.)?(?:huggingface\.co|hf\.co)/papers)/"
)
# arXiv gives every paper a DOI, which reference managers have in the place of the id.
_DOI = r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\."
_BARE = re.compile(rf"(?:arxiv:\s*|{_DOI})?{_ID}", re.ASCII | re.IGNORECASE)
_LINK = re.compile(rf"{_PLACE}{_ID}(?:\.pdf)?/?(?:[?#]\S*)?", re.ASCII | re.IGNORECASE)
# In a text: the address ends before what no address ends with, such as a bracket or a full stop of the sentence.
_IN_TEXT = re.compile(
    rf"{_PLACE}{_ID}(?!\d)(?:\.pdf(?![a-z\d]))?/?(?:[?#][^\s()<>\[\]\"'|]*)?", re.ASCII | re.IGNORECASE
)
# What every such address contains, as it is searched for: a pattern takes thirty times as long.
_MARKS = ("iv.org/", ".co/papers/", "IV.ORG/")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.")


def linked_id(url: str) -> str | None:
    """Return the id of the paper that a URL leads to (arXiv abs, pdf, html; Hugging Face papers)."""
    match = _LINK.fullmatch(url.strip())
    return match["id"] if match else None


def typed_id(text: str) -> str | None:
    """Return the id in what a person typed: `2408.16357`, `arXiv:2408.16357v2`, its DOI, or any URL of the paper."""
    match = _BARE.fullmatch(text.strip())
    return match["id"] if match else linked_id(text)


def addresses(text: str) -> list[tuple[int, int, str]]:
    """Return where the addresses of papers stand in a text, start and end, each with its id."""
    found = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            if address := _address(text, at):
                found.append(address)
            at = text.find(mark, at + len(mark))
    found.sort()
    return found


def may_have_more_addresses(text: str, count: int) -> bool:
    """Tell whether a text may have more addresses of papers than so many."""
    return sum(map(text.count, _MARKS)) > count


def _address(text: str, at: int) -> tuple[int, int, str] | None:
    start = text.rfind("http", max(0, at - 32), at)
    match = _IN_TEXT.match(text, start) if start >= 0 else None
    if not match or match.end() <= at:
        # Without its scheme an address begins with the host.
        start = at
        while start > 0 and at - start < 16 and text[start - 1] in _HOST:
            start -= 1
        while start < at and not (match := _IN_TEXT.match(text, start)):
            start += 1
        if start >= at or not match:
            return None
    # What is part of a longer address leads elsewhere: `?url=https://arxiv.org/…`, or a picture in `/html/…v1/x1.png`.
    first, last = text[start - 1 : start] if start else "", text[match.end() : match.end() + 1]
    inside = first.isascii() and (first.isalnum() or first in tuple("/=&?%._-+@"))
    goes_on = last.isascii() and (last.isalnum() or last == "/")
    return None if inside or goes_on else (start, match.end(), match["id"])
