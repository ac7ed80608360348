"""What a paper is called, by the first of the places around its link that gives a title."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from papercli.digest import citing
from papercli.digest.days import has_day
from papercli.digest.decoration import closed, is_title, title_of, undecorated, without_images
from papercli.digest.labels import FIELD_WORDS, LINK_WORDS, TITLE_WORDS, is_field, is_label, squeezed, weight
from papercli.digest.links import PaperLink
from papercli.digest.page import Page
from papercli.digest.people import is_citation, is_names
from papercli.digest.tags import inline

_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+|\[\^[^\]\s]{1,60}\]:[ \t]*)?")
_LABELLED = re.compile(
    r"(?:[^\w\s*_`\[(\"'“「《【]+\s*)?(?P<mark>\*{1,3}|__|)(?P<label>[^*:：\n|\[\]()]{1,40}?)\s*"
    r"(?:[:：]{1,2}(?!//)\s*(?P=mark)|(?P=mark)\s*[:：](?!//))\s*(?P<value>.*)",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(r"【(?P<label>[^【】\n]{1,20})】[ ]?[:：]?\s*(?P<value>.*)", re.DOTALL)
_BOLD = re.compile(r"(?<!\*)\*{2,3}(?=[^\s*])(?P<text>[^*\n]{2,400}?)\*{2,3}|(?<!_)__(?=\S)(?P<under>[^_\n]{2,400}?)__")
_ANY_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,300})\]\((?P<url>[^()\s]{0,600})\)|<https?://[^<>\s]{1,600}>|https?://[^\s<>()\]]{1,600}"
)
# Who said in a chat what follows, and when.
_SPOKEN = re.compile(
    r"[*_\[(]{0,3}[^*_\n]{1,40}[*_\])]{0,3}\W{0,5}[^\W\d]{0,9}\s?[\d/.-]{0,10}[\s,]{0,2}\d{1,2}:\d\d\b.{0,10}$"
)
# What is said in Korean of a link, and no title.
_SENTENCE_END = re.compile(r"(?:요|니다)[.!~^ㅎㅋ ]*$")
_PAPER_WORDS = ("paper", "论文", "논문", "論文")
# `[**Name**] Title [pdf](…)`: what is bold is a tag.
_TAG_END = re.compile(r"\](?![(\[])[ ]*(?P<title>[^\[\]\n]*)")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
# A label that is no usual one has few words.
_WORDS_OF_A_LABEL = 4
_LONGEST_LINE = 3_000
# No citation is that long with all its people, and no title.
_LONGEST_CITED = 1_000
# A line that is shorter was not broken for its length.
_WRAPPED = 55


class Labels:
    """The texts that in one file say what something is, not what a paper is called."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _links(self) -> frozenset[str]:
        ids: dict[str, set[str]] = defaultdict(set)
        for link in self._page.links:
            if link.text:
                ids[squeezed(inline(link.text))].add(link.id)
        # What is linked in several headings is `Copy` or `Related`, and what leads to many places is `Notes`.
        heads: dict[str, set[str]] = defaultdict(set)
        places: dict[str, set[str]] = defaultdict(set)
        for line in self._page.lines:
            for match in _ANY_LINK.finditer(line[:_LONGEST_LINE]) if "](" in line else ():
                if line.startswith("#") and line.count("](") > 1:
                    heads[squeezed(match["text"] or "")].add(line)
                if match["text"] and not match["url"].startswith("#"):
                    places[squeezed(title_of(match["text"]))].add(match["url"])
        kinds = ((ids, 1), (heads, 1), (places, 2))
        return frozenset(text for kind, most in kinds for text, found in kind.items() if len(found) > most)

    @cached_property
    def _leads(self) -> frozenset[str]:
        """What several lines begin with: bold, or before a colon."""
        heads: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for line in self._page.lines:
            bare = line[_end_of_lead(line) :][:200]
            if bare.startswith("#"):
                heads[squeezed(title_of(bare.lstrip("# ")))] += 1
            elif match := _LABELLED.match(bare) or _IN_BRACKETS.match(bare):
                counts[squeezed(match["label"])] += 1
            elif (bold := _BOLD.match(bare)) and len(bold[0]) < 60:
                counts[squeezed(bold["text"] or bold["under"])] += 1
        # A heading and a line below that begin alike are `MoonNet` and `MoonNet: A Network of Moons`.
        return frozenset(
            text
            for found in (heads, counts)
            for text, count in found.items()
            if count > 2 or (count == 2 and weight(text) < 4)
        )

    def of_link(self, text: str) -> bool:
        """Tell whether a link's text is a label: a usual one, or one that links two papers of the file."""
        return is_label(text) or squeezed(text) in self._links

    def of_line(self, text: str) -> bool:
        """Tell whether a text is what several lines of the file begin with, or the usual label of a field."""
        return is_field(text) or squeezed(text) in self._leads

    def of_field(self, text: str) -> bool:
        """Tell whether what stands before a colon is the label of a field: a usual one, or one of several lines."""
        bare = text.strip().casefold()
        few = weight(bare) <= _WORDS_OF_A_LABEL and bare not in LINK_WORDS
        return bare in FIELD_WORDS or (few and self.of_line(bare))

    def __contains__(self, text: str) -> bool:
        return self.of_line(text) or squeezed(text) in self._links


def _end_of_lead(line: str) -> int:
    match = _LEAD.match(line)
    return match.end() if match else 0


def link_title(links: Iterable[PaperLink], labels: Labels) -> str | None:
    """Return the title that the text of a link is, if one is no label."""
    for link in links:
        text = inline(link.text) if link.text else ""
        if not text or labels.of_link(without_images(text)) or is_citation(text):
            continue
        title = citing.behind_names(text) or title_of(" ".join(text.split("\n")))
        if is_title(title) and not labels.of_link(title):
            return title
    return None


def _labelled(line: str) -> re.Match[str] | None:
    """Return the label that a line begins with, and what follows it: `Title: …`, `【标题】…`."""
    bare = line[_end_of_lead(line) : _LONGEST_LINE]
    if bare.startswith("【") and (match := _IN_BRACKETS.match(bare)) and is_field(match["label"]):
        return match
    return _LABELLED.match(bare)


def labelled_title(lines: Iterable[str]) -> str | None:
    """Return what a line states as the title: `Title: …`, `标题：…`; indented or quoted it goes on in the next."""
    written = list(lines)
    for at, line in enumerate(written):
        match = _labelled(line)
        if (
            match
            and squeezed(match["label"]) in TITLE_WORDS
            and (title := _clean(without_links(match["value"] + _wrapped(match["value"], written[at:])), stated=True))
        ):
            return title
    return None


def _wrapped(value: str, lines: Sequence[str]) -> str:
    """Return the next line where a title goes on in it: inside of backquotes, indented, or as the paragraph's last."""
    following = lines[1] if len(lines) > 1 else ""
    bare = following.strip()
    if not bare or _LABELLED.match(bare) or _ANY_LINK.search(bare) or is_names(bare):
        return ""
    inside = value.count("`") % 2 == 1
    indented = following.startswith("  ") and not lines[0].startswith(" ") and bare[0].isalnum()
    ends = len(lines[0]) >= _WRAPPED and not "".join(lines[2:3]).strip() and bare[-1].isalnum()
    return f" {bare}" if inside or indented or ends else ""


def is_field_line(line: str, labels: Labels) -> bool:
    """Tell whether a line begins with the label of a field."""
    match = _labelled(line)
    if not match or (squeezed(match["label"]) in _PAPER_WORDS and _words(without_links(match["value"]))):
        return False
    return not match["value"].strip() or squeezed(match["label"]) in FIELD_WORDS or match["label"] in labels


def line_title(line: str, labels: Labels) -> str | None:
    """Return the title in a line: what is bold in it, or what it begins with, before its links or behind them."""
    bare = inline(line[_end_of_lead(line) : _LONGEST_LINE].strip().lstrip("#").lstrip())
    if is_field_line(bare, labels) or _SPOKEN.match(bare):
        return None
    bare = next((part for part in _BREAK.split(bare) if _words(without_links(without_images(part)))), "")
    if _BOLD.match(bare) and (title := citing.marked(bare)) and _is_good(title, labels):
        return title
    for bold in _BOLD.finditer(bare):
        if (tag := _TAG_END.match(bare, bold.end())) and bare[: bold.start()].endswith("[") and _words(tag["title"]):
            continue
        title = _without_stop(title_of(without_links(bold["text"] or bold["under"])))
        # What a line begins with in bold is no list of people, though `Small Moons, Big Tides` looks like one.
        people = is_names(title) and (bold.start() or title.count(",") > 1)
        if _is_good(title, labels) and not people and not citing.is_venue(title):
            return title
    return _leading(bare, labels)


def bold_title(line: str, labels: Labels) -> str | None:
    """Return the title that a line led by bold text gives; none where that is a label."""
    bold = _BOLD.match(line)
    return line_title(line, labels) if bold and (bold["text"] or bold["under"]) not in labels else None


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith((".", "。")) and not title.endswith("..") else title


def _leading(bare: str, labels: Labels) -> str | None:
    bare = without_images(bare)
    first = _ANY_LINK.search(bare)
    if first and not undecorated(bare[: first.start()]).strip("*_[]() "):
        # A link to elsewhere whose text is the title: `[Title](https://openreview.net/…) [arXiv](…)`.
        linked = title_of(first["text"] or "")
        if _is_good(linked, labels) and not labels.of_link(linked) and not is_citation(linked):
            return linked
    before = bare[: first.start()] if first else bare
    if (title := _clean(before, labels)) and not _SENTENCE_END.search(title):
        return title
    return _clean(bare[first.end() :].lstrip("]) "), labels) if first and not _words(before) else None


def _words(text: str) -> bool:
    return weight(undecorated(text)) >= 1


def _clean(text: str, labels: Labels | None = None, *, stated: bool = False) -> str | None:
    """Return a title without the people and places that follow it; one that is stated may look like people."""
    text = without_links(text[:_LONGEST_CITED]).strip()
    if title := citing.marked(text):
        return title
    title, behind_names = citing.without_asides(closed(text))
    return title if _is_good(title, labels) and (behind_names or stated or not is_names(title)) else None


def _is_good(title: str, labels: Labels | None) -> bool:
    return is_title(title) and not (labels is not None and title in labels)


def without_links(text: str) -> str:
    """Return text with the words of its links in place of them, and nothing for those that are labels."""
    return _ANY_LINK.sub(lambda match: "" if is_label(match["text"] or "") else match["text"], text)


def heading_title(source: str, labels: Labels) -> str | None:
    """Return the title that a heading's words are, without its links that are labels."""
    source = inline(source[:_LONGEST_LINE])
    if has_day(source) and (weight(source) < 5 or _DIGEST.search(source)):
        return None
    if labelled := labelled_title([source]):
        return labelled
    words = _ANY_LINK.sub(
        lambda match: " " if labels.of_link(match["text"] or "") else match["text"], without_images(source)
    )
    title = title_of(words).strip()
    title = undecorated(title)
    return title if _is_good(title, labels) else None


_DIGEST = re.compile(
    r"\b(?:daily|weekly|digest|newsletter|roundup|round-up|recap|papers of|arxiv papers)\b|"
    r"速递|日报|周报|每日|每周|데일리|일일|모음|まとめ",
    re.IGNORECASE,
)


def is_paper_title(written: str) -> bool:
    """Tell whether the title of a file may be that of a paper: one with a day, or the word Daily, is the file's own."""
    return not has_day(written) and not _DIGEST.search(written) and is_title(title_of(written))
