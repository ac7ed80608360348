"""What stands around a title in a citation: people, places and days, and where the title ends."""

import re

from papercli.digest.naming.decoration import CATEGORY
from papercli.digest.words.days import has_day, without_day
from papercli.digest.words.labels import ARXIV_ID, is_label, weight
from papercli.digest.words.people import is_names, is_person
from papercli.digest.words.venues import VENUES

SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bet al)(?<!\bvs)(?<!\b[IVX]{2})(?<!\b[IVX]{3})(?<!\.)[.。](?:\s+|$)(?![IVX]{1,4}[.])"
)
INITIALS = re.compile(
    r"(?:[^\W\d_][\w'’-]+,[ ](?:[^\W\d_]\.[ -]?)+"
    r"(?:,?[ ]?&[ ]|,[ ](?:(?:…|\.{3}|(?:\.[ ]){3})[ ]?)?|[ ])?)+(?:et al\.?)?"
)
_SURNAME = r"[^\W\d_a-z][\w'’-]{1,20}"
SURNAMES = re.compile(rf"{_SURNAME}(?:,?[ ](?:and|&)[ ]{_SURNAME}|,[ ]{_SURNAME}){{0,8}}(?:,?[ ]et[ ]al)?")
_ET_AL = re.compile(r"\bet\.?\s*al\b\.?")
_YEAR = r"(?:19|20)\d\d"
_KIND = (
    r"(?:[Ff]indings|[Ww]orkshops?|[Oo]ral|[Ss]potlight|[Pp]oster|[Pp]reprint|[Dd]emo|[Bb]est [Pp]aper|[Hh]ighlight)"
)
_SERIES = (
    r"(?:Proc\b|Proceedings|Advances in|Transactions|Journal|Annual|International Conference|Conference|Findings of)"
)
_PLACE = re.compile(
    r"(?:(?:[Ii]n|at|@|To appear (?:in|at)|[Aa]ccepted (?:to|at|by)|[Pp]ublished (?:in|at))[ ]+)?(?:"
    rf"(?:the )?{_SERIES}[^.]{{0,120}}"
    rf"|(?:(?:the )?(?:{VENUES})|(?P<any>[A-Z][\w&./’'-]*(?: [A-Z&][\w&./’'-]*){{0,4}}(?=[ ,'’(]+{_YEAR})))"
    rf"(?:[ ,/(-]*{_KIND})*)"
    rf"(?:[ ,.:'’(-]*(?:{_YEAR}|(?<=['’])\d\d|(?<=[A-Z]{{3}})\d\d|(?<=IPS)\d\d|{ARXIV_ID.pattern}))?"
    rf"(?:[ ,()/-]*{_KIND})*[\W]*"
)
_WHEN = re.compile(
    rf"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[., ]*)?{_YEAR}(?:[-./年]\d{{1,2}}月?)?[.)]?",
    re.IGNORECASE,
)
# Behind a colon more words with capitals are a title's own.
_WORDS_OF_A_NAME = 3
_CATEGORY = re.compile(rf"(?:{CATEGORY}(?:\.[A-Za-z-]+)?[\s,;]*)+")


def ends_title(rest: str, mark: str) -> bool:
    """Tell whether what stands behind a mark to the end belongs to the title no more."""
    bare = rest.strip("*_ ")
    if mark == ":":
        return bool(_ET_AL.search(bare)) and is_people(bare) and weight(bare.split(",")[0]) <= _WORDS_OF_A_NAME
    if mark == ",":
        # A capital word with a year may be of the title.
        place = _PLACE.fullmatch(bare)
        return bool(place and not place["any"]) or _is_when(bare) or (is_people(bare) and are_whole(bare))
    return is_aside(bare)


def is_aside(text: str) -> bool:
    """Tell whether a text is a place, a day, people, a mark, or a label."""
    bare = text.strip(" *_`.,;")
    if not bare or len(bare) > 300:
        return not bare
    if _is_place(bare) or _is_when(bare) or is_people(bare) or ("&" in bare and SURNAMES.fullmatch(bare)):
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


def are_whole(people: str) -> bool:
    """Tell whether all people are called by several words, or by initials; two with a comma may be half a title."""
    names = re.split(r",\s*(?:and\s)?|\sand\s|\s&\s", people.strip())
    several = len(names) > 2 or not re.search(r",\s(?!and\b)", people) or "." in people
    return several and all(" " in name or "." in name for name in names)


def is_citation(text: str) -> bool:
    """Tell whether a text is how sentences cite: `Vale et al., 2024`."""
    return len(text) < 80 and bool(re.search(rf"{_YEAR}[a-z]?\W*$", text)) and is_people(text)


def is_people(text: str) -> bool:
    if len(SENTENCE.split(text.strip(" ."))) > 1:
        return False
    bare = re.sub(rf"[\s,;]*[(\[]?{_YEAR}[a-z]?[)\]]?\W*$", "", text.strip(" *_()"))
    return is_names(bare) or bool(INITIALS.fullmatch(f"{bare}, "))


def is_by_people(by: re.Match[str]) -> bool:
    """Tell whether people follow `by`: one alone only behind a mark, as `Thinking by Writing Less` names none."""
    if len(SENTENCE.split(by["names"])) > 2:
        return False
    marked = by[0].startswith(",") or by.string[: by.start()].endswith((*'.,;:?!)"”*_',))
    return is_names(by["names"]) or (marked and is_person(by["names"]))


def begins_with_names(text: str) -> bool:
    """Tell whether a text is a list of people, or begins with one that ends in `et al.`"""
    more = _ET_AL.search(text)
    return is_names(text[: more.end()] if more else SENTENCE.split(text.strip())[0])
