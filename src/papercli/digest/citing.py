"""The title in a text that is written as a citation: among people, places, days and tags."""

import re
import unicodedata

from papercli.digest.days import has_day
from papercli.digest.decoration import CATEGORY, title_of, undecorated, without_day
from papercli.digest.labels import ARXIV_ID, is_label, squeezed, weight
from papercli.digest.people import is_names, is_person
from papercli.digest.tables import is_closed

_QUOTED = re.compile(r"[\"“]([^\"“”]{4,400})[\"”]|《([^》]{2,200})》|「([^」]{4,200})」")
_ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![*\s])([^*\n]{8,400})(?<![\s\\])\*(?!\*)|(?<![_\w\\])_(?![_\s])([^_\n]{8,400})_(?![_\w])"
)
_MARKED = re.compile(
    r"[^\w*\"“(\[]{0,8}(?:\*|\"|“)(?![\s*])(?P<title>[^*\n]{8,300}?)(?:\*|\"|”)[ ]?[-–—|·,.(]+[ ]?"
    r"(?:by[ ])?(?P<names>[^\n]{5,400}?)[ )]*$",
)
# `Vale, A., & Wood, B. (2025). Title.`
_APA = re.compile(r"(?P<names>[^()\n]{3,300}?)[ ]*\((?:19|20)\d\d[a-z]?\)[.,:]?[ ]+(?=\S)")
_INITIALS = re.compile(r"(?:[^\W\d_][\w'’-]+,[ ](?:[^\W\d_]\.[ -]?)+(?:,?[ ]?&[ ]|,[ ]|[ ])?)+(?:et al\.?)?")
# `Ye, W., Liu, S. & Gao, Y. Title.`, `Silver, D. et al. Title.`
_CITED = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]+,[ ](?:[^\W\d_a-z]\.[ -]?)+(?:,?[ ]?(?:&|and)[ ]|,[ ])?){2,40}(?:et al\.\s+)?(?=[^\W_])"
    r"|[^\W\d_a-z][\w'’-]+,[ ](?:[^\W\d_a-z]\.[ -]?)+et al\.\s+(?=[^\W_])"
)
_SURNAME = r"[^\W\d_a-z][\w'’-]{1,20}"
_SURNAMES = re.compile(rf"{_SURNAME}(?:,?[ ](?:and|&)[ ]{_SURNAME}|,[ ]{_SURNAME}){{0,8}}(?:,?[ ]et[ ]al)?")
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)(?<!\b[IVX]{2})(?<!\b[IVX]{3})(?<!\.)[.。](?:\s+|$)(?![IVX]{1,4}[.])"
)
_QUESTION = re.compile(r"[?!？！](?=\s+\S)")
_ET_AL = re.compile(r"\bet\.?\s*al\b\.?")
# `Vale, A., Wood, B., et al. Title`
_AND_MORE = re.compile(r"(?P<people>[^\n\"“]{3,200}?\bet\.? ?al\b)[.,:]*\s+(?=[^\W_a-z]|[\"“])")
_YEAR = r"(?:19|20)\d\d"
_BY = re.compile(r",?\s+by\s+(?P<names>[^\W\d_a-z].{2,300})")
_VENUES = (
    "NeurIPS|NIPS|ICLR|ICML|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|AACL|COLING|TACL|CoNLL|AAAI|IJCAI|KDD|SIGIR|WWW|COLM|"
    "TMLR|JMLR|TPAMI|PAMI|IJCV|ICRA|IROS|CoRL|RSS|MICCAI|WACV|BMVC|ACCV|3DV|I[Nn][Tt][Ee][Rr][Ss][Pp][Ee][Ee][Cc][Hh]|"
    "ICASSP|SIGGRAPH(?: Asia)?|CHI|UIST|CIKM|WSDM|RecSys|ACM MM|OSDI|SOSP|MLSys|USENIX(?: Security)?|NDSS|CCS|"
    "AISTATS|UAI|COLT|STOC|FOCS|SODA|PNAS|PRL|[aA]r[xX]iv|bioRxiv|medRxiv|OpenReview|[Pp]reprint"
)
_KIND = (
    r"(?:[Ff]indings|[Ww]orkshops?|[Oo]ral|[Ss]potlight|[Pp]oster|[Pp]reprint|[Dd]emo|[Bb]est [Pp]aper|[Hh]ighlight)"
)
_SERIES = (
    r"(?:Proc\b|Proceedings|Advances in|Transactions|Journal|Annual|International Conference|Conference|Findings of)"
)
_PLACE = re.compile(
    r"(?:(?:[Ii]n|at|@|To appear (?:in|at)|[Aa]ccepted (?:to|at|by)|[Pp]ublished (?:in|at))[ ]+)?(?:"
    rf"(?:the )?{_SERIES}[^.]{{0,120}}"
    rf"|(?:(?:the )?(?:{_VENUES})|(?P<any>[A-Z][\w&./’'-]*(?: [A-Z&][\w&./’'-]*){{0,4}}(?=[ ,'’(]+{_YEAR})))"
    rf"(?:[ ,/(-]*{_KIND})*)"
    rf"(?:[ ,.:'’(-]*(?:{_YEAR}|(?<=['’])\d\d|(?<=[A-Z]{{3}})\d\d|(?<=IPS)\d\d|{ARXIV_ID.pattern}))?"
    rf"(?:[ ,()/-]*{_KIND})*[\W]*"
)
_WHEN = re.compile(
    rf"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[., ]*)?{_YEAR}(?:[-./年]\d{{1,2}}月?)?[.)]?",
    re.IGNORECASE,
)
_CATEGORY = re.compile(rf"(?:{CATEGORY}(?:\.[A-Za-z-]+)?[\s,;]*)+")
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
    r"\s*[,;(–—][ ]*(?:(?:which|that|and) )?(?:builds? (?:up)?on|based on|see(?: also)?|follows?|following|extends?|"
    r"cf\.?|related to|follow-up (?:to|of)|extension of|successor (?:to|of)|similar to|"
    r"compared (?:to|with)|inspired by)\s*$",
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
        if not before and whole and weight(title) >= 2 and re.match(r"\s*(?:[,.]\s+\S|\()", text[found.end() :]):
            return title
    for found in _ITALIC.finditer(text):
        before = undecorated(text[: found.start()]).rstrip(" .,:(0123456789)")
        title = next(filter(None, found.groups()))
        if weight(title) >= 2 and not is_venue(title) and (weight(title) >= 3 or not before):
            behind = "" if is_names(title) else text[found.end() :]
            if (
                is_names(before)
                or _SURNAMES.fullmatch(before)
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
    if (cited := _APA.match(text)) and (is_names(cited["names"]) or _INITIALS.fullmatch(cited["names"].strip() + " ")):
        return _bare(title_of(_SENTENCE.split(text[cited.end() :])[0])), True
    if (cited := _CITED.match(text)) and weight(text[cited.end() :]) >= 2:
        return _bare(title_of(_SENTENCE.split(_without_tail(text[cited.end() :]))[0])), True
    begun, behind_people = _without_leads(text.strip())
    begun = _between_bars(begun)
    title = title_of(_without_tail(begun))
    placed = len(title) + 3 < len(begun)
    if asked := next((end.end() for end in _QUESTION.finditer(title) if _begins_with_names(title[end.end() :])), 0):
        return title[:asked], behind_people
    sentences = [each for each in _SENTENCE.split(title) if each.strip()]
    if len(sentences) > 1:
        alone = placed and is_person(sentences[0]) and weight(sentences[1]) >= 3 and not _is_people(sentences[1])
        if _is_people(sentences[0]) or alone:
            return _bare(_without_tail(sentences[1])), True
        if _begins_with_names(sentences[1]) or (weight(sentences[0]) >= 2 and weight(sentences[1]) < 4):
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
    return next((part for part in parts if not _is_aside(part)), parts[0] if parts else "")


def _without_leads(text: str) -> tuple[str, bool]:
    before, behind_people = "", False
    while text != before:
        before = text
        if marks := _MARKS.match(text):
            text = text[marks.end() :]
        if (opening := _OPENING.match(text)) and _is_aside(opening["square"] or opening["round"]):
            text = text[opening.end() :]
        elif (more := _AND_MORE.match(text)) and _is_people(more["people"]):
            text, behind_people = text[more.end() :], True
        elif (lead := _BEFORE.match(text)) and weight(text[lead.end() :]) >= 2:
            people = _is_people(lead["aside"]) and (not lead[0].rstrip().endswith(":") or _are_whole(lead["aside"]))
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
            and (is_venue(closing["marked"]) if closing["mark"] else _is_aside(closing["square"] or closing["round"]))
        ):
            text = text[: closing.start()]
        if (by := _BY.search(text)) and by.end() == len(text) and _is_by_people(by):
            text = text[: by.start()]
        for sign in _BEHIND.finditer(text):
            rest, mark = text[sign.end() :], sign["sign"].strip()
            if sign.start() and _ends_title(rest, mark):
                text = text[: sign.start()]
                break
    return text


def _is_by_people(by: re.Match[str]) -> bool:
    """Tell whether people follow `by`: one alone only behind a mark, as `Thinking by Writing Less` names none."""
    marked = by[0].startswith(",") or by.string[: by.start()].endswith((*'.,;:?!)"”*_',))
    return is_names(by["names"]) or (marked and is_person(by["names"]))


def _ends_title(rest: str, mark: str) -> bool:
    """Tell whether what stands behind a mark to the end belongs to the title no more."""
    bare = rest.strip("*_ ")
    if mark in ("", ".", ";", "-", "–", "—", "@"):
        return _is_aside(bare)
    if mark == ":":
        return bool(_ET_AL.search(bare)) and _is_people(bare)
    # Behind a comma a capital word with a year may be of the title.
    place = _PLACE.fullmatch(bare) if mark == "," else None
    if mark == ",":
        return bool(place and not place["any"]) or _is_when(bare) or (_is_people(bare) and _are_whole(bare))
    return _is_aside(bare)


def _is_aside(text: str) -> bool:
    """Tell whether a text is a place, a day, people, a mark, or a label."""
    bare = text.strip(" *_`.,;")
    if not bare or len(bare) > 300:
        return not bare
    if _is_place(bare) or _is_when(bare) or _is_people(bare) or ("&" in bare and _SURNAMES.fullmatch(bare)):
        return True
    return weight(bare) < 3 and (is_label(bare) or bool(_CATEGORY.fullmatch(bare)))


def is_venue(text: str) -> bool:
    """Tell whether a text is where or when something was published."""
    bare = text.strip(" *_`.,;()[]")
    return _is_place(bare) or _is_when(bare)


def _is_place(text: str) -> bool:
    return bool(_PLACE.fullmatch(text))


def _is_when(text: str) -> bool:
    return bool(_WHEN.fullmatch(text)) or (len(text) < 30 and has_day(text) and weight(without_day(text)) < 1)


def _are_whole(people: str) -> bool:
    """Tell whether all people are called by several words, or by initials; two with a comma may be half a title."""
    names = re.split(r",\s*(?:and\s)?|\sand\s|\s&\s", people.strip())
    several = len(names) > 2 or not re.search(r",\s(?!and\b)", people) or "." in people
    return several and all(" " in name or "." in name for name in names)


def is_citation(text: str) -> bool:
    """Tell whether a text is how sentences cite: `Vale et al., 2024`."""
    return len(text) < 80 and bool(re.search(rf"{_YEAR}[a-z]?\W*$", text)) and _is_people(text)


def _is_people(text: str) -> bool:
    if len(_SENTENCE.split(text.strip(" ."))) > 1:
        return False
    bare = re.sub(rf"[\s,;]*[(\[]?{_YEAR}[a-z]?[)\]]?\W*$", "", text.strip(" *_()"))
    return is_names(bare) or bool(_INITIALS.fullmatch(f"{bare}, "))


def _bare(title: str) -> str:
    title = undecorated(title.strip().rstrip("。")).removesuffix(".").strip(" >")
    for opening, closing in ("[]", "()"):
        if title.startswith(opening) and title.endswith(closing) and opening not in title[1:]:
            title = title[1:-1].strip()
    title = title.rstrip("]") if "[" not in title else title
    return "" if re.match(r"by\s", title, re.IGNORECASE) else title.removesuffix(",").strip()


def _begins_with_names(text: str) -> bool:
    """Tell whether a text is a list of people, or begins with one that ends in `et al.`"""
    more = _ET_AL.search(text)
    return is_names(text[: more.end()] if more else _SENTENCE.split(text.strip())[0])
