"""The title in one text: in a line or heading, behind a label such as `Title:`, in the words of a link."""

import re
from collections.abc import Iterable, Sequence

from papercli.digest.lines.tags import BREAK, inline
from papercli.digest.markdown.links import PaperLink
from papercli.digest.naming import asides, citing
from papercli.digest.naming.decoration import closed, is_title, title_of, undecorated, without_images
from papercli.digest.naming.labelling import ANY_LINK, BOLD, LABELLED, LONGEST_LINE, Labels, end_of_lead, labelled, once
from papercli.digest.words.days import has_day
from papercli.digest.words.labels import CJK, FIELD_WORDS, PAPERS, is_field, is_label, is_title_word, squeezed, weight
from papercli.digest.words.people import is_citation, is_names

_HOUR = re.compile(r"\d:\d\d\b")
# Who said in a chat what follows, and when.
_SPOKEN = re.compile(
    r"[*_\[(]{0,3}[^*_\n]{1,40}[*_\])]{0,3}\W{0,5}[^\W\d]{0,9}\s?[\d/.-]{0,10}[\s,]{0,2}\d{1,2}:\d\d\b.{0,10}$"
)
# What is said in Korean of a link, and no title.
_SENTENCE_END = re.compile(r"(?:요|니다)[.!~^ㅎㅋ ]*$")
# `Submitted by [@ada](…)` goes on in the link.
_LEADS_TO = re.compile(
    r"(?<![(（\[])\b(?:by|via|from|at|of|the|and)[ ]$|"
    r"^\W*(?:(?:this|these|here)[ ](?:is|are)|please|check[ ]out|for[ ](?:more|details)|if[ ]you)[ ].*[:：][ ]$",
    re.IGNORECASE,
)
# `[**Name**] Title [pdf](…)`: what is bold is a tag.
_TAG_END = re.compile(r"\](?![(\[])[ ]*(?P<title>[^\[\]\n]*)")
# `**[Name]** Title`: so is it here.
_BOLD_TAG = re.compile(r"\*\*\[[^\[\]\n]{1,40}\]\*\*\s+")
# No citation is that long with all its people, and no title.
_LONGEST_CITED = 1_000
_WORDS_OF_A_SENTENCE = 4
_WORDS_OF_A_PHRASE = 20
# So many longer words tell whether a text is written with capitals.
_LONG_WORDS = 3
_LETTERS_OF_A_SMALL_WORD = 4
# A line that is shorter was not broken for its length.
_WRAPPED = 55


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


def labelled_title(lines: Iterable[str]) -> str | None:
    """Return what a line states as the title: `Title: …`, `标题：…`; indented or quoted it goes on in the next."""
    written = list(lines)
    for at, line in enumerate(written):
        match = labelled(line)
        if (
            match
            and is_title_word(match["label"])
            and (title := _clean(without_links(match["value"] + _wrapped(match["value"], written[at:])), stated=True))
        ):
            return title
    return None


def _wrapped(value: str, lines: Sequence[str]) -> str:
    """Return the next line where a title goes on in it: inside of backquotes, indented, or as the paragraph's last."""
    following = lines[1] if len(lines) > 1 else ""
    bare = following.strip()
    if not bare or LABELLED.match(bare) or ANY_LINK.search(bare) or is_names(bare):
        return ""
    inside = value.count("`") % 2 == 1
    indented = following.startswith("  ") and not lines[0].startswith(" ") and bare[0].isalnum()
    ends = len(lines[0]) >= _WRAPPED and not "".join(lines[2:3]).strip() and bare[-1].isalnum()
    return f" {bare}" if inside or indented or ends else ""


def paper_in(line: str) -> str | None:
    """Return the title that a line gives behind a word for a paper: `论文：…`."""
    match = labelled(line)
    return _clean(without_links(match["value"]), stated=True) if match and squeezed(match["label"]) in PAPERS else None


@once
def is_field_line(line: str, labels: Labels) -> bool:
    """Tell whether a line begins with the label of a field."""
    match = labelled(line)
    if not match or (squeezed(match["label"]) in PAPERS and _words(without_links(match["value"]))):
        return False
    return not match["value"].strip() or squeezed(match["label"]) in FIELD_WORDS or match["label"] in labels


def _filed(line: str, labels: Labels) -> str | None:
    """Return the title behind who reads a paper, or what it is filed under: `홍길동: Title [[paper]](…)`."""
    match = LABELLED.match(line)
    link = ANY_LINK.search(match["value"]) if match else None
    if not match or not link or not is_label(link["text"] or "") or is_field(match["label"]):
        return None
    said = match["value"][: link.start()]
    other_script = CJK.search(match["label"]) and not CJK.search(said) and not re.search("[A-Za-z]", match["label"])
    if not _words(said) or said.rstrip().endswith(".") or not (other_script or labels.files(match["label"])):
        return None
    return _clean(said, labels)


@once
def line_title(line: str, labels: Labels) -> str | None:
    """Return the title in a line: what is bold in it, or what it begins with, before its links or behind them."""
    bare = inline(line[end_of_lead(line) : LONGEST_LINE].strip().lstrip("#").lstrip())
    if title := _filed(bare, labels):
        return title
    if is_field_line(bare, labels) or (_HOUR.search(bare) and _SPOKEN.match(bare)):
        return None
    bare = next((part for part in BREAK.split(bare) if _words(without_links(without_images(part)))), "")
    if BOLD.match(bare) and (title := citing.marked(bare)) and _is_good(title, labels):
        return title
    if (tag := _BOLD_TAG.match(bare)) and _words(without_links(without_images(bare[tag.end() :]))):
        bare = bare[tag.end() :]
    for bold in BOLD.finditer(bare):
        if (tag := _TAG_END.match(bare, bold.end())) and bare[: bold.start()].endswith("[") and _words(tag["title"]):
            continue
        title = _without_stop(title_of(without_links(bold["text"] or bold["under"])))
        # What a line begins with in bold is no list of people, though `Small Moons, Big Tides` looks like one.
        people = is_names(title) and (bold.start() or title.count(",") > 1)
        if _is_good(title, labels) and not people and not asides.is_venue(title):
            inside = (bold["text"] or bold["under"]).endswith((":", "："))
            return goes_on(title, f"{':' * inside}{bare[bold.end() :]}", labels) or title
    return _leading(bare, labels)


def bold_title(line: str, labels: Labels) -> str | None:
    """Return the title that a line led by bold text gives; none where that is a label."""
    bold = BOLD.match(line)
    return line_title(line, labels) if bold and (bold["text"] or bold["under"]) not in labels else None


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith((".", "。")) and not title.endswith("..") else title


def _leading(bare: str, labels: Labels) -> str | None:
    bare = without_images(bare)
    first = ANY_LINK.search(bare)
    if first and not undecorated(bare[: first.start()]).strip("*_[]() "):
        # A link to elsewhere whose text is the title: `[Title](https://openreview.net/…) [arXiv](…)`.
        linked = title_of(first["text"] or "")
        if _is_good(linked, labels) and not labels.of_link(linked) and not is_citation(linked):
            return goes_on(linked, bare[first.end() :], labels) or linked
    before = bare[: first.start()] if first else bare
    if first and _LEADS_TO.search(before):
        return None
    if (title := _clean(before, labels)) and not _SENTENCE_END.search(title):
        return title
    return _clean(bare[first.end() :].lstrip("]) "), labels) if first and not _words(before) else None


def goes_on(name: str, behind: str, labels: Labels) -> str | None:
    """Return the title that a linked or bold name begins: `**Moon:** A Network of Moons [[arXiv]](…)`."""
    if weight(name) >= _LONG_WORDS:
        return None
    link = ANY_LINK.search(behind)
    said = behind[: link.start() if link else None]
    colon = said.startswith((":", "："))
    rest = _clean(said[1:] if colon else said, labels)
    linked = colon and link and is_label(link["text"] or "")
    if not rest or not (is_capital(rest) or (linked and _is_phrase(rest, said))):
        return None
    if not colon:
        return rest if link and weight(name) < 2 and said[:1] == " " else None
    return rest if rest.startswith(name) else f"{name.rstrip(':：')}: {rest}"


def _is_phrase(words: str, said: str) -> bool:
    """Tell whether words in what is said up to a link are no sentence."""
    return said.rpartition(words)[2][:1] not in (".", "。") and weight(words) <= _WORDS_OF_A_PHRASE


def _words(text: str) -> bool:
    return weight(undecorated(text)) >= 1


def _clean(text: str, labels: Labels | None = None, *, stated: bool = False) -> str | None:
    """Return a title without the people and places that follow it; one that is stated may look like people."""
    text = without_links(text[:_LONGEST_CITED]).strip()
    if title := citing.marked(text):
        return title
    title, behind_names = citing.without_asides(closed(text))
    if not behind_names and not stated:
        title = _of_sentences(title)
    return title if _is_good(title, labels) and (behind_names or stated or not is_names(title)) else None


def _of_sentences(text: str) -> str:
    """Return what several sentences begin with, if it is written as a title is; nothing where they are a text."""
    sentences = [each for each in asides.SENTENCE.split(text) if weight(each) >= _WORDS_OF_A_SENTENCE]
    if len(sentences) < 2 or not text.startswith(sentences[0]):
        return text
    return sentences[0] if is_capital(sentences[0]) else ""


def is_capital(text: str) -> bool:
    """Tell whether most of the longer words of a text are written with a capital, as in titles."""
    long = [word for word in text.split() if len(word) > _LETTERS_OF_A_SMALL_WORD and word[0].isalpha()]
    return len(long) >= _LONG_WORDS and sum(word[0].isupper() for word in long) * 4 >= len(long) * 3


def _is_good(title: str, labels: Labels | None) -> bool:
    return is_title(title) and not (labels is not None and title in labels)


def without_links(text: str) -> str:
    """Return text with the words of its links in place of them, and nothing for those that are labels."""
    return ANY_LINK.sub(lambda match: "" if is_label(match["text"] or "") else match["text"], text)


@once
def heading_title(source: str, labels: Labels) -> str | None:
    """Return the title that a heading's words are, without its links that are labels."""
    source = inline(source[:LONGEST_LINE])
    if has_day(source):
        # `May 9, 2025 — Title`: a day that leads on to words of its own is theirs.
        behind = undecorated(source)
        few = weight(source) < 5 and (has_day(behind) or weight(behind) < 3)
        if few or _DIGEST.search(source):
            return None
    if labelled := labelled_title([source]):
        return labelled
    words = ANY_LINK.sub(
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
