"""The title in a text that is written as a citation: among people, places, days and tags."""

import re
import unicodedata

from papercli.digest.markdown.tables import is_closed
from papercli.digest.naming.asides import (
    INITIALS,
    SENTENCE,
    SURNAMES,
    are_whole,
    begins_with_names,
    ends_title,
    is_aside,
    is_by_people,
    is_people,
    is_venue,
)
from papercli.digest.naming.decoration import title_of, undecorated
from papercli.digest.words.labels import LEADING_ON, squeezed, weight
from papercli.digest.words.people import is_names, is_person

_QUOTED = re.compile(r"[\"“]([^\"“”]{4,400})[\"”]|《([^》]{2,200})》|「([^」]{4,200})」")
_FOLLOWED = re.compile(r"\s*(?:[,.]\s+\S|[，、。；]\s*\S|[(（])")
_ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![*\s])([^*\n]{8,400})(?<![\s\\])\*(?!\*)|(?<![_\w\\])_(?![_\s])([^_\n]{8,400})_(?![_\w])"
)
_MARKED = re.compile(
    r"[^\w*\"“(\[]{0,8}(?:\*|\"|“)(?![\s*])(?P<title>[^*\n]{8,300}?)(?:\*|\"|”)[ ]?[-–—|·,.(]+[ ]?"
    r"(?:by[ ])?(?P<names>[^\n]{5,400}?)[ )]*$",
)
# `Vale, A., & Wood, B. (2025). Title.`
_APA = re.compile(r"(?P<names>[^()\n]{3,300}?)[ ]*\((?:19|20)\d\d[a-z]?\)[.,:]?[ ]+(?=\S)")
# `Ye, W., Liu, S. & Gao, Y. Title.`, `Silver, D. et al. Title.`
_CITED = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]+,[ ](?:[^\W\d_a-z]\.[ -]?)+(?:,?[ ]?(?:&|and)[ ]|,[ ])?){2,40}(?:et al\.\s+)?(?=[^\W_])"
    r"|[^\W\d_a-z][\w'’-]+,[ ](?:[^\W\d_a-z]\.[ -]?)+et al\.\s+(?=[^\W_])"
)
_QUESTION = re.compile(r"[?!？！](?=\s+\S)")
# `Vale, A., Wood, B., et al. Title`
_AND_MORE = re.compile(r"(?P<people>[^\n\"“]{3,200}?\bet\.? ?al\b)[.,:]*\s+(?=[^\W_a-z]|[\"“])")
_BY = re.compile(r",?\s+by\s+(?P<names>[^\W\d_a-z].{2,300})")
_OPENING = re.compile(r"(?:\[(?P<square>[^\[\]\n]{1,60})\](?!\()|\((?P<round>[^()\n]{1,60})\))\s*[-–—|:：]?\s*(?=\S)")
_CLOSING = re.compile(
    r"\s+(?:\[(?P<square>[^\[\]\n]{1,60})\]|\((?P<round>[^()\n]{1,200})\)"
    r"|(?P<mark>[*_]{1,3})(?P<marked>[^*_\n]{2,80})(?P=mark))[.,;]?$"
)
_TAGS = re.compile(r"(?:\s+#[\w/-]+|\s*`[^`\n]{1,40}`|\s+:[a-z_0-9]+:)+$")
_MARKS = re.compile(r"(?:(?::[a-z_0-9+-]+:|(?:19|20)\d\d[-./]\d{1,2}(?=\s)|\d{1,2}\.\d{1,2}\.(?=\s))\s*)+")
_BEFORE = re.compile(r"(?P<aside>[^|\n]{1,200}?)(?:\s*[|·•]\s*|\s+[-–—]{1,2}\s+|:\s+)(?=\S)")
_BARS = re.compile(r"\s+[|·•]\s+")
_BEHIND = re.compile(r"(?P<sign>[,;:|·•]|(?<!\b[A-Z])\.|\s[-–—]{1,2}(?=\s)|\s@(?=\s)|(?<=[?!]))\s+(?=\S)")
# What leads on from a title to another paper: `Title, builds on [LoRA](…)`.
_LEADS_ON = re.compile(
    rf"[,;(–—][ ]*(?:(?:which|that|and) )?(?:{LEADING_ON}|follows?|related to|follow-up (?:to|of)|extension of|"
    r"successor (?:to|of))\s*$",
    re.IGNORECASE,
)
# The label of the link that follows: `Title Paper: https://…`.
_LABEL_BEHIND = re.compile(r"[\s,;(]+(?P<label>[^\s:：,;]+)\s?[:：]\s*$")
_LABELS_BEHIND = frozenset(
    ("paper", "arxiv", "pdf", "link", "url", "abs", "论文", "链接", "論文", "リンク", "논문", "링크")
)


def marked(text: str) -> str | None:
    """Return the title that stands in quotes or italics behind names, a short name and its colon, or before people."""
    for found in _QUOTED.finditer(text):
        if re.match(r":\s+\w", text[found.end() :]):
            # It goes on: `"Why Now?": A Study`.
            continue
        before = undecorated(text[: found.start()]).strip(" .,:*_")
        ends = text[: found.start()].rstrip(" *_")[-1:]
        title = title_of(next(filter(None, found.groups()))).rstrip(".,")
        if before and not before.isdecimal() and (is_names(before) or (weight(before) < 5 and ends in ",.:，")):
            return title
        marks = text[: found.start()].strip()
        whole = not marks or text[found.end() :].lstrip(" .,").startswith(marks)
        if (
            not before
            and whole
            and weight(title) >= 2
            and re.match(r"\s*(?:[,.]\s+\S|[，、。；]\s*\S|[(（])", text[found.end() :])
        ):
            return title
    for found in _ITALIC.finditer(text) if "*" in text or "_" in text else ():
        before = undecorated(text[: found.start()]).rstrip(" .,:(0123456789)")
        title = next(filter(None, found.groups()))
        if weight(title) >= 2 and not is_venue(title) and (weight(title) >= 3 or not before):
            behind = "" if is_names(title) else text[found.end() :]
            if (
                is_names(before)
                or SURNAMES.fullmatch(before)
                or (not before and re.match(r"\s*(?:[,.]|\()\s*\S", behind))
            ):
                return title_of(title).rstrip(".,")
    return None


def behind_names(text: str) -> str | None:
    """Return the title that stands in quotes behind people: `Ada Vale, Bo Wood "Title" arXiv:2503.00001`."""
    quoted = _QUOTED.search(text)
    if not quoted or not is_names(text[: quoted.start()].rstrip(" ,.:")):
        return None
    return title_of(next(filter(None, quoted.groups()))).rstrip(".,")


def before_names(line: str) -> str | None:
    """Return the title in italics or quotes that a line begins with, if names follow: `*Title* — Ada Vale, Bo Wood`."""
    match = _MARKED.match(line[:1_000])
    if not match or not is_names(match["names"]) or is_names(match["title"]) or weight(match["title"]) < 3:
        return None
    return title_of(match["title"]).rstrip(".,")


def without_asides(text: str) -> tuple[str, bool]:
    """Return what is left of a text without what stands around its title, and whether people came first."""
    if (cited := _APA.match(text)) and (is_names(cited["names"]) or INITIALS.fullmatch(cited["names"].strip() + " ")):
        return _bare(title_of(SENTENCE.split(text[cited.end() :])[0])), True
    if (cited := _CITED.match(text)) and weight(text[cited.end() :]) >= 2:
        return _bare(title_of(SENTENCE.split(_without_tail(text[cited.end() :]))[0])), True
    begun, behind_people = _without_leads(text.strip())
    begun = _between_bars(begun)
    title = title_of(_without_tail(begun))
    placed = len(title) + 3 < len(begun)
    if asked := next((end.end() for end in _QUESTION.finditer(title) if begins_with_names(title[end.end() :])), 0):
        return title[:asked], behind_people
    sentences = [each for each in SENTENCE.split(title) if each.strip()]
    if len(sentences) > 1:
        alone = placed and is_person(sentences[0]) and weight(sentences[1]) >= 3 and not is_people(sentences[1])
        if is_people(sentences[0]) or alone:
            return _bare(_without_tail(sentences[1])), True
        if begins_with_names(sentences[1]) or (weight(sentences[0]) >= 2 and weight(sentences[1]) < 4):
            title = sentences[0]
    return _bare(_without_tail(title)), behind_people


def _between_bars(text: str) -> str:
    """Return the first part between bars that is no aside."""
    text, parts = text.strip(" |·•"), []
    start = 0
    for bar in _BARS.finditer(text):
        # The bar of `P(y | x)` is the title's.
        if is_closed(text[start : bar.start()]):
            parts.append(text[start : bar.start()])
            start = bar.end()
    parts = [part for part in (*parts, text[start:]) if part.strip()]
    return next((part for part in parts if not is_aside(part)), parts[0] if parts else "")


def _without_leads(text: str) -> tuple[str, bool]:
    before, behind_people = "", False
    while text != before:
        before = text
        if marks := _MARKS.match(text):
            text = text[marks.end() :]
        if (opening := _OPENING.match(text)) and is_aside(opening["square"] or opening["round"]):
            text = text[opening.end() :]
        elif (more := _AND_MORE.match(text)) and is_people(more["people"]):
            text, behind_people = text[more.end() :], True
        elif (lead := _BEFORE.match(text)) and weight(text[lead.end() :]) >= 2:
            people = is_people(lead["aside"]) and (not lead[0].rstrip().endswith(":") or are_whole(lead["aside"]))
            if people or is_venue(lead["aside"]):
                text, behind_people = text[lead.end() :], behind_people or people
    return text, behind_people


def _without_tail(text: str) -> str:
    before = None
    while text != before:
        before = text = text.rstrip(" \t→➡⟶")
        while text and (unicodedata.category(text[-1]) in ("So", "Cf", "Mn") and text[-1] not in "°™®"):
            text = text[:-1].rstrip()
        if (label := _LABEL_BEHIND.search(text[-40:])) and squeezed(label["label"]) in _LABELS_BEHIND:
            text = text[: len(text) - len(label[0])]
        if leads_on := _LEADS_ON.search(text):
            text = text[: leads_on.start()]
        if (tags := _TAGS.search(text)) and weight(text[: tags.start()]) >= 2:
            text = text[: tags.start()]
        closing = _CLOSING.search(text)
        if (
            closing
            and closing.start()
            and (is_venue(closing["marked"]) if closing["mark"] else is_aside(closing["square"] or closing["round"]))
        ):
            text = text[: closing.start()]
        if (by := _BY.search(text)) and by.end() == len(text) and is_by_people(by):
            text = text[: by.start()]
        for sign in _BEHIND.finditer(text):
            rest, mark = text[sign.end() :], sign["sign"].strip()
            if sign.start() and ends_title(rest, mark):
                text = text[: sign.start()]
                break
    return text


def _bare(title: str) -> str:
    title = undecorated(title.strip().rstrip("。"))
    title = (title if title.endswith("...") else title.removesuffix(".")).strip(" >")
    for opening, closing in ("[]", "()"):
        if title.startswith(opening) and title.endswith(closing) and opening not in title[1:]:
            title = title[1:-1].strip()
    title = title.rstrip("]") if "[" not in title else title
    return "" if re.match(r"by\s", title, re.IGNORECASE) else title.removesuffix(",").strip()
