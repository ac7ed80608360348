"""Lists of people, as they are told from titles."""

import re

from papercli.digest.words.labels import CJK, LONGEST_TITLE, MARKS

LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,300})\]\([^()\s]{0,500}(?:\s+\"[^\"\n]{0,200}\")?\)")
_NAME = re.compile(
    r"(?:(?:de|da|di|du|del|della|van|von|der|den|la|le|el|al|bin|ibn|ten|ter|dos|st)[ ]+)*"
    r"[^\W\d_a-z][\w.’'‐-]*(?:[ ]+(?:(?:de|da|di|du|del|della|van|von|der|den|la|le|el|al|bin|ibn|ten|ter|dos|y)[ ]+)*"
    r"[^\W\d_a-z][\w.’'‐-]*){0,4}"
)
_NAME_BREAK = re.compile(r"\s*(?:[,，、;；]|\band\b|&|·|와 |및 )\s*")
_ET_AL = re.compile(
    r"[,\s]*(?:et\.?\s*al\.?|等人?|외(?: \d+명)?|ほか|ら|and others|and more|\.\.\.|…)[.\s]*$", re.IGNORECASE
)
# Words of titles that no person is called.
_NO_NAMES = re.compile(
    r"\b(?:learn(?:s|ing)?|networks?|neural|models?|language|large|data(?:sets?)?|attention|transformers?|vision|"
    r"images?|videos?|generat\w+|reason\w+|train\w+|detect\w+|segment\w+|diffusion|agents?|systems?|benchmark\w*|"
    r"evaluat\w+|understand\w*|optimi\w+|efficient|towards?|beyond|with|for|via|from|using|without|through|"
    r"is|are|survey|robot\w*|speech|text|code|visual|multimodal|retrieval|inference|framework|approach\w*)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:univ\w*|institut\w*|colleges?|academ\w+|laborator\w+|labs?|research|inc|ltd|corp\w*|school|AI|google|meta|"
    r"microsoft|nvidia|openai|deepmind|MIT|ETH|CMU)\b|大学|学院|研究|公司|대학|연구",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\W*[^\W\d_a-z][^\d:.]{0,60}?(?:\bet al\b\.?|等)[\s,(]*(?:(?:19|20)\d\d[a-z]?)?\W*")


def is_citation(text: str) -> bool:
    """Tell whether a text says who wrote a paper, in place of what it is called: `Kaplan et al., 2020`."""
    return len(text) < 120 and bool(_CITATION.fullmatch(MARKS.sub("", text)))


def is_names(text: str, fewest: int = 0) -> bool:
    """Tell whether a text is a list of people: two names at least, or one with `et al.`

    Most of the names have several words; where people are expected, so many as are the fewest do.
    """
    bare = LINK.sub(lambda match: match["text"], text)
    bare = MARKS.sub("", bare[:LONGEST_TITLE].replace("\\*", "")).strip(" .()")
    if _NO_NAMES.search(bare):
        return False
    more = _ET_AL.search(bare)
    names = [name for name in _NAME_BREAK.split(bare[: more.start()] if more else bare) if name]
    whole = sum(" " in name or "." in name or bool(CJK.search(name)) for name in names)
    return (
        (len(names) > 1 or bool(more and names))
        and all(map(_is_name, names))
        and bool(more or whole * 2 > len(names) or (fewest and whole >= fewest))
    )


def _is_name(text: str) -> bool:
    if CJK.search(text):
        return len(text) <= 6 or (len(text) <= 12 and " " in text)
    return bool(_NAME.fullmatch(text)) and (" " in text or "." in text or len(text) < 14)


def is_place(text: str) -> bool:
    """Tell whether a list of names is one of universities and companies."""
    return bool(_PLACE.search(text))


def is_person(text: str) -> bool:
    """Tell whether a text may be the name of one person."""
    return 2 <= len(text.split()) <= 4 and is_names(f"{text}, {text}")
