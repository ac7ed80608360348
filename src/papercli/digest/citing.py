"""The title in a text that is written as a citation: names, title and venue, told apart by quotes, italics or stops."""

import re

from papercli.digest.decoration import title_of, undecorated
from papercli.digest.labels import weight
from papercli.digest.people import is_names

_QUOTED = re.compile(r"[\"“]([^\"“”]{4,400})[\"”]|《([^》]{2,200})》|「([^」]{4,200})」")
_ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![*\s])([^*\n]{8,400})(?<![\s\\])\*(?!\*)|(?<![_\w\\])_(?![_\s])([^_\n]{8,400})_(?![_\w])"
)
_VENUE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:proc|proceedings|conference|conf|journal|transactions|workshop|symposium|arxiv|preprint)\b"
    r"|^(?:in|advances in)\s",
    re.IGNORECASE,
)
# `Vale, A., & Wood, B. (2025). Title.`
_APA = re.compile(r"(?P<names>[^()\n]{3,300}?)[ ]*\((?:19|20)\d\d[a-z]?\)[.,:]?[ ]+(?=\S)")
_INITIALS = re.compile(r"(?:[^\W\d_][\w'’-]+,[ ](?:[^\W\d_]\.[ -]?)+(?:,?[ ]?&[ ]|,[ ]|[ ])?)+(?:et al\.?)?")
_SURNAME = r"[^\W\d_a-z][\w'’-]{1,20}"
_SURNAMES = re.compile(rf"{_SURNAME}(?:,?[ ](?:and|&)[ ]{_SURNAME}|,[ ]{_SURNAME}){{0,8}}(?:,?[ ]et[ ]al)?")
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)[.。](?:\s+|$)")
_QUESTION = re.compile(r"[?!？！](?=\s+\S)")
_ET_AL = re.compile(r"\bet\.?\s*al\b\.?")
_BY = re.compile(r"by\s", re.IGNORECASE)


def marked(text: str) -> str | None:
    """Return the title that stands in quotes or italics behind names, or behind a short name and its colon."""
    for found in _QUOTED.finditer(text):
        before = undecorated(text[: found.start()]).strip(" .,:*_")
        ends = text[: found.start()].rstrip(" *_")[-1:]
        if before and not before.isdecimal() and (is_names(before) or (weight(before) < 5 and ends in ",.:，")):
            return title_of(next(filter(None, found.groups()))).rstrip(".,")
    for found in _ITALIC.finditer(text):
        before = undecorated(text[: found.start()]).strip(" .,:*_")
        title = next(filter(None, found.groups()))
        if weight(title) >= 3 and not _VENUE.search(title) and (is_names(before) or _SURNAMES.fullmatch(before)):
            return title_of(title).rstrip(".,")
    return None


def without_people(text: str) -> tuple[str, bool]:
    """Return what is left of a text without the people and places around its title; and whether people came first."""
    if (cited := _APA.match(text)) and (is_names(cited["names"]) or _INITIALS.fullmatch(cited["names"].strip() + " ")):
        text = _SENTENCE.split(text[cited.end() :])[0]
    title = title_of(text)
    if asked := next((end.end() for end in _QUESTION.finditer(title) if _begins_with_names(title[end.end() :])), 0):
        return title[:asked], False
    sentences = [each for each in _SENTENCE.split(title) if each.strip()]
    if len(sentences) > 1:
        if is_names(sentences[0]):
            return _bare(sentences[1]), True
        if _begins_with_names(sentences[1]) or (weight(sentences[0]) >= 2 and weight(sentences[1]) < 4):
            title = sentences[0]
    return _bare(title), False


def _bare(title: str) -> str:
    title = undecorated(title.strip().rstrip("。")).removesuffix(".").strip(" ]>")
    return "" if _BY.match(title) else title.removesuffix(",").strip()


def _begins_with_names(text: str) -> bool:
    """Tell whether a text is a list of people, or begins with one that ends in `et al.`"""
    more = _ET_AL.search(text)
    return is_names(text[: more.end()] if more else _SENTENCE.split(text.strip())[0])
