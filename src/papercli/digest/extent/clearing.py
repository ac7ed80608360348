"""What is left of the lines about a paper when its title, the links to it, badges and fields are taken out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from papercli.digest.markdown.blocks import Lines
from papercli.digest.markdown.page import Page
from papercli.digest.naming import titles
from papercli.digest.naming.decoration import title_of, without_gloss
from papercli.digest.naming.labelling import Labels
from papercli.digest.words.labels import is_label, weight
from papercli.digest.words.people import is_names

_BADGES = re.compile(
    r"\[?!\[[^\]\n]{0,200}\]\([^()\s]{0,300}(?:shields\.io|badge)[^()\s]{0,300}\)(?:\]\([^()\s]{0,300}\))?"
)
_EMPTY = re.compile(
    r"(?:\[\s*\]|\(\s*\)|（\s*）|(?<![\w.*])\*\*[\s|·•/,]*\*\*(?![\w*])|`\s*`|__\s*__|<br\s*/?>)", re.IGNORECASE
)
_EDGES = " \t|｜·•-–—:：,，;/>\\[("
_TAKEN = re.compile(r"\s*\*\*(?:[^*:：]{1,40}[:：]\*\*|[^*:：]{1,40}\*\*[:：])\s*[|｜]\s*")
_REPEATED = re.compile(r"(?:\s*[|｜]\s*){2,}")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=[-–—|:：]|$)")
BOLD_LABEL = re.compile(r"(?:\*{1,3}|__)[^*\n]{1,120}(?:[:：][ ]?(?:\*{1,3}|__)|(?:\*{1,3}|__)[ ]?[:：])")
_LABEL_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,60})\]\((?P<url>[^()\s]{1,600})\)")
_FEW_WORDS = 4
# `Read [Moons](…). It is a neat trick.`
_GOES_ON = re.compile(r"[,.][ ][^\W\d_]+(?:[ ][^\W\d_]+){3}")
_BRACKETED = re.compile(r"[(（][^()（）\n]{1,80}[)）]")
_WORD = re.compile(r"[^\W_]+")
# Behind a title that is the text of a link to elsewhere.
_LINK_END = re.compile(r"[*_\"”]*\]\([^()\s]{0,600}\)")


def without_badges(text: str) -> str:
    """Return a line without its badges."""
    return _BADGES.sub(" ", text)


def cleared(text: str) -> str:
    """Return text without the empty brackets and marks that taking things out leaves."""
    before = None
    while before != text:
        before, text = text, _EMPTY.sub(" ", text)
    text = _TAKEN.sub("", text)
    text = _NUMBER.sub("", _REPEATED.sub(" | ", text).strip()).strip().lstrip(_EDGES[:-2]).rstrip(_EDGES).strip()
    return text if text.strip("*_`[]()# ") else ""


def numbered(lines: Sequence[str], rest: list[str], first: int) -> list[int]:
    """Return which lines of a block the rest is, in order."""
    numbers, at = [], 0
    for line in rest:
        while lines[at] is not line and lines[at] != line:
            at += 1
        numbers.append(first + at)
        at += 1
    return numbers


def joined_title(lines: list[str], title: str) -> list[str]:
    """Return lines of which a title that goes over two is all in the first."""
    for at, (first, second) in enumerate(pairwise(lines)):
        joined = f"{first.rstrip()} {second.strip()}"
        end = joined.find(title) + len(title)
        end += len(joined[end:]) - len(joined[end:].lstrip('`*_"”'))
        if title in joined and title not in first and title not in second:
            return [*lines[:at], joined[:end], joined[end:], *lines[at + 2 :]]
    return lines


def without_links(page: Page, number: int, text: str, paper: str) -> str:
    """Take the links to a paper off a line of a page."""
    for link in reversed(page.links_in(Lines(number, number + 1))):
        source = page.text[link.start : link.end]
        if link.id == paper and source in text:
            text = text.replace(source, " ", 1)
    if paper not in text:
        return text
    # Other pages about the paper have its id in their address: `[Scholar](https://…?q=2401.00001)`.
    return _LABEL_LINK.sub(
        lambda link: " " if paper in link["url"] and weight(link["text"]) <= _FEW_WORDS else link[0], text
    )


def without_title(text: str, title: str, labels: Labels) -> str:
    """Take the title off a line."""
    at = text.find(title)
    if at < 0 and (marked := _marked_name(text, title)):
        return without_title(text.replace(marked, title, 1), title, labels)
    if at < 0:
        # Written with marks in it, such as code or emphasis.
        longest = max(_WORD.findall(title), key=len, default="")
        return "" if longest in text and title_of(text) == title else text
    before, after = text[:at], without_gloss(text[at + len(title) :])
    if linked := _LINK_END.match(after):
        before, after = before.rstrip('*_"“[ '), after[linked.end() :]
    if weight(before) > 3 and not titles.is_field_line(before, labels):
        return text
    before = before.rstrip('*_"“「《[ ')
    before = before.lstrip("*_") if before.count("**") == 1 else before
    return before + " " + after.lstrip('*_"”」》.]')


def _marked_name(text: str, title: str) -> str | None:
    """Return a title as a line writes it whose name is bold: `Moon:** A Network of Moons`."""
    name, _, rest = title.partition(": ")
    if not rest or name not in text or rest not in text:
        return None
    match = re.search(rf"{re.escape(name)}(?:[:：][*_]{{1,3}}|[*_]{{1,3}}[:：])\s+{re.escape(rest)}", text)
    return match[0] if match else None


def is_sentence(page: Page, number: int, text: str, paper: str, title: str, labels: Labels) -> bool:
    """Tell whether a link stands in a sentence, which without it would say nothing."""
    for link in page.links_in(Lines(number, number + 1)):
        if link.id != paper:
            continue
        before, _, after = text.partition(page.text[link.start : link.end])
        if before.endswith((" · ", " | ", " • ")):
            return False
        if (label := BOLD_LABEL.match(before)) and not is_label(link.text or ""):
            return weight(titles.without_links(without_title(before[label.end() :], title, labels))) >= 3
        left = without_title(before, title, labels)
        # Behind a title people and places stand in brackets.
        words = weight(left if left == before else _BRACKETED.sub(" ", left))
        # A name in a sentence may have a comma behind; a title has not.
        behind = after.lstrip() if is_label(link.text or "") else after.lstrip(" ,")
        goes_on = words >= 1 and behind[:1].islower() and weight(after) >= 3
        if words >= 1 and _GOES_ON.match(after) and before[-2:-1].isalpha() and not is_names(before):
            return True
        if (words >= 3 or goes_on) and not is_names(before.strip("*_ [(")):
            return not is_label(before) and not titles.is_field_line(text, labels)
    return False
