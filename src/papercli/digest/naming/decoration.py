"""What decorates a title in a list of papers, and whether what is left can be one."""

import re
import unicodedata
from functools import lru_cache

from papercli.digest.markdown.inline import plain_text
from papercli.digest.words.days import MONTH, has_day, without_day
from papercli.digest.words.labels import ARXIV_ID, CJK, IMAGE, LONGEST_TITLE, is_field, is_label, weight
from papercli.digest.words.venues import VENUES

# Tags of HTML; another word in angle brackets is a title's own: `Let's <think>`.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|ins|kbd|"
    r"li|mark|nobr|ol|p|pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|t[dhr]|tt|u|ul|var|video|wbr)"
    r"(?=[\s/>])[^<>\n]{0,500}>",
    re.IGNORECASE,
)
_ALL_BOLD = re.compile(r"\*\*(?P<text>[^*\s][^*\n]*\*[^*\n]*[^*\s])\*\*")
CATEGORY = (
    r"(?:cs|stat|math|eess|astro-ph|cond-mat|gr-qc|hep-[a-z]{2}|nlin|nucl-[a-z]{2}|physics|q-bio|q-fin|econ|quant-ph)"
)
# In any case, and magazines that are words as well.
_VENUES = f"{VENUES}|nature|science"
_NUMBER = re.compile(
    r"(?:\(\d{1,4}\)|（\d{1,4}）|\[\d{1,4}\]|【\d{1,4}】|"
    r"(?:paper|title|论文|논문|論文|标题|題目|题目|论文标题|タイトル|제목)[ ]?[:：]|"
    r"(?:论文|論文|논문)?[ ]?(?:(?:阅读|学习|读书)?笔记|阅读|精读|解读|分享|メモ|紹介|解説|리뷰|정리)[ ]?"
    r"(?:[:：]|[-–—|｜](?=\s))|"
    r"(?:no\.?|paper|week|day|session|lecture|talk|episode|论文|논문|論文)[ ]?#?\d{1,4}[ ]?[.:：、)|-]"
    r"|#\d{1,4}[.:：)]?(?=\s)|第[ ]?[\d一二三四五六七八九十]{1,4}[ ]?[篇位名][:：.、]?"
    r"|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,4}[篇位名위][ ]?[:：.、)]"
    r"|(?:paper|article)[ ](?:review|reading|notes?|summary)[ ]?[:：|]"
    r"|(?:paper|pick|read|article)[ ]of[ ]the[ ](?:day|week|month|year)[ ]?[:：|–—-]"
    r"|(?:top|rank)[ ]\d{1,4}[ ]?[.:：)|-]"
    r"|0\d[ ]+(?=[^\W\d])|\d{1,3}/(?:\d{1,3}[.:)]?)?[ ]"
    r"|\d{1,4}(?:[.)]{1,2}(?=\s|[^\x00-\x7f]|\*)|[、）．:：]|[ ](?:-|–|—|\|)[ ])|[①-⑳❶-❿])\s*",
    re.IGNORECASE,
)
_TAGS = re.compile(
    rf"(?:\[\s*(?:{ARXIV_ID.pattern}|{CATEGORY}(?:\.[A-Za-z-]+)?(?:\s*[,/]\s*{CATEGORY}(?:\.[A-Za-z-]+)?)*"
    rf"|new|hot|(?:paper|survey|review|oral|spotlight|highlight|poster|best paper)(?: reviews?| reading| notes?)?"
    r"|[^\[\]\n]{0,20}[^\u0000-\u303f\W][^\[\]\n]{0,20}"
    rf"|(?:{_VENUES})\b[^\[\]]{{0,20}}"
    r"|[^\[\]\n]{2,40}\bet\.? al\.?[^\[\]\n]{0,10}"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|(?:[A-Z][A-Za-z+&]*[ '’-]*)?(?:19|20)\d\d[^\[\]]{0,20}"
    r"|\d{1,2}[-./]\d{1,2})\s*\](?!\()"
    r"|(?:\?{3}\+?|!{3})(?:[ ][a-z-]{1,20}){1,3}[ ]+(?=\")"
    rf"|【[^】\n]{{1,30}}】|`{CATEGORY}(?:\.[A-Za-z-]+)?`\s*|`[^`\n]{{1,40}}`\s*[-–—|·]\s+(?=\S)|`[^`\n]{{1,30}}`\s+(?=[\"“])|{CATEGORY}\.[A-Z]{{2}}\s*[-–—|:：·]\s+|{ARXIV_ID.pattern}\s*[-–—|:：·]?\s+"
    r"|\((?:\s*\*?(?:[A-Z][A-Za-z+&]*[ '’-]*)?(?:19|20)\d\d[^()]{0,20}|\d{1,2}[-./]\d{1,2}|new)\*?\s*\)"
    r"|[(（][^\u0000-\u303f\W]{1,10}[)）](?=\s*[A-Za-z0-9])"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}\s*[-–—|:：·]?\s+|[-–—|:：·•>.,;]+\s+"
    rf"|(?:\d{{1,2}}[ ]{MONTH}|{MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?)(?:,?[ ](?:19|20)\d\d)?"
    r"(?:[ ]?[,:]|[ ][-–—|·])[ ]+)\s*",
    re.IGNORECASE,
)
# Where and when a paper appeared: `ICLR 2023`, `NeurIPS'22 Spotlight`, `In CVPR Workshops, 2024`.
_WHERE = re.compile(
    r"(?:[Ii]n |[Aa]t )?(?:(?:[^\W\d_a-z][\w.&/+-]*[ ,'’]+){1,3}(?:(?:19|20)\d\d|(?<=['’])\d\d)|"
    rf"(?i:{_VENUES})(?:['’]?\d\d)?)"
    r"(?i:[ ,()-]+(?:oral|spotlight|poster|workshops?|highlight|findings|best paper|preprint))*\W*"
)
_TAIL = re.compile(r"[\s:：,，、;|·•\-–—(（\[【<>/]+$")
# `cs.CL`, or several texts in marks of code.
_CODES = re.compile(rf"(?:[\s,|·]+`{CATEGORY}(?:\.[A-Za-z-]+)?`)+$|(?:[\s,|·]+`[^`\n]{{1,30}}`){{2,}}$")
_EMPTIED = re.compile(
    # `int8()` in a title is no bracket that lost what it held.
    r"(?!(?<=[A-Za-z0-9])\(\)\W*\s\w)\s*[(（\[](?:[^\w()（）\[\]]|(?<![^\W_])(?:arxiv|pdf|paper|link|links|html|abs|hf|论文|链接|논문|링크)(?![^\W_]))*[)）\]]",
    re.IGNORECASE,
)
# What a note says of itself behind the title in letters: `Attention Is All You Need 论文笔记`.
_NOTE = re.compile(
    r"(?:[\s|｜:：_–—-]+|(?<=[)）]))(?P<paper>论文|論文|논문)?[ の]?"
    r"(?:(?:阅读|学习|读书)?笔记|阅读|精读|解读|メモ|まとめ|紹介|解説|리뷰|정리|요약)$"
)
_NOTE_ENDS = ("记", "读", "モ", "め", "介", "説", "뷰", "리", "약")
_UNCLOSED = re.compile(r"\s*[(（\[]([^()（）\[\]]{0,60})$")
_VENUE = re.compile(
    r"\s*[(（\[](?:[^()（）\[\]]{0,40}\b(?:19|20)\d\d\b[^()（）\[\]]{0,20}|[^()（）\[\]]{0,20}\d{4}\.\d{4,5}[^()（）\[\]]{0,20}"
    r"|[^()（）\[\]]{1,60}\bet\.? al\.?[^()（）\[\]]{0,12}"
    r"|[^()（）\[\]]{0,12}\d+ ?(?:up)?votes?|[^\w()（）\[\]]{1,6}\d[\d,.k]{0,8}\W{0,3}|@[^()（）\[\]]{1,60}"
    r"|arxiv|pdf|link|paper)[)）\]]$",
    re.IGNORECASE,
)
# What a title in letters is in Chinese, Japanese or Korean: `Title（译名）`, `번역 / Title`, `Title | 译名`.
_GLOSS = re.compile(r"\s?(?:\((?P<round>[^()\n]{2,120})\)|（(?P<wide>[^（）\n]{2,120})）)(?P<end>$)?")
_BETWEEN_TITLES = re.compile(r"\s+[/|｜／–—-]\s+")
_WORDS_OF_A_NAME = 2
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
# People behind a title, as many as one is named, and where it appeared: `, Jane Doe+, EMNLP'23`.
_PEOPLE = re.compile(
    rf",\s+[^,\n]{{2,40}}?(?:\+|\s+et\.?\s+al\.?)(?:,[^\n]{{0,60}})?$|,\s+(?:{_VENUES})\s?['’]\d\d$", re.IGNORECASE
)
# Votes behind a title, which no title ends with.
_VOTES = re.compile(r"\s+[-–—|·•]\s*\d[\d,]{0,9}\s*(?:up)?votes?[\s*_]*$", re.IGNORECASE)
# `[[@vale2025]]` and `[@vale2025]` say which entry of a bibliography it is.
_CITEKEY = re.compile(r"\[{1,2}@[^\[\]\s]{1,60}\]{1,2}(?!\()[ ]*[:–—-]?")
# `[[Title]]` and `[[note|Title]]`, but not `[[arXiv](…)]`.
_WIKI = re.compile(r"\[\[(?:[^\[\]\n|]*\|)?([^\[\]\n|]+)\]\](?!\()")
_STRUCK = re.compile(r"(~~|==)(?=\S)([^\n]+?)(?<=\S)\1")
_PAIRS = {'"': '"', "“": "”", "「": "」", "『": "』", "《": "》", "«": "»", "‘": "’", "〈": "〉", "〝": "〞"}


def is_title(text: str) -> bool:
    """Tell whether a plain text can be a title: words, and neither label, day, hour, names nor number."""
    if not text or len(text) > 500 or is_label(text) or is_field(text) or (text[0] == "{" and text[-1] == "}"):
        return False
    if (len(text) < 60 and _WHERE.fullmatch(text)) or (_CLOCK.search(text) and has_day(text)):
        return False
    return not (weight(text) < 5 and has_day(text) and weight(without_day(text)) < 3)


def without_images(source: str) -> str:
    """Return Markdown without its pictures and badges."""
    return IMAGE.sub("", source)


@lru_cache(8192)
def title_of(source: str) -> str:
    """Return Markdown as the title it holds: as a reader reads it, without what decorates it."""
    source = _TAG.sub("", without_images(source[:LONGEST_TITLE])).replace("[ ] ", "").strip()
    source = _STRUCK.sub(r"\2", source) if "~~" in source or "==" in source else source
    source = _CITEKEY.sub("", source) if "[@" in source else source
    source = _WIKI.sub(r"\1", source) if "[[" in source else source
    if bold := _ALL_BOLD.fullmatch(source):
        # A single star in bold text is a name's: `**Paths of A* and Others**`.
        source = bold["text"]
    bare = undecorated(source)
    return undecorated(" ".join(plain_text(bare).split()))


def undecorated(text: str) -> str:
    """Return a title without leading numbers, tags and emoji, and without the quotes around all of it."""
    before = None
    while text != before:
        before = text
        text = _without_emoji(text.strip())
        opening = next((mark for mark in ("***", "**", "__", "*") if text.startswith(mark)), "")
        inner = text[len(opening) :]
        rest = _NUMBER.sub("", inner, count=1) if _NUMBER.match(inner) else inner
        if rest == inner and (tag := _TAGS.match(inner)):
            rest = inner[tag.end() :]
        # A tag may be all that a pair of marks holds.
        text = rest.removeprefix(opening).strip() if opening and rest.startswith(opening) else opening + rest
        text = _VOTES.sub("", text) if text[-1:] in "sSeE*_" else text
        text = _without_tags_behind(text)
        if (
            text[-1:] in _NOTE_ENDS
            and (note := _NOTE.search(text))
            and weight(text[: note.start()]) >= (1 if note["paper"] else 3)
        ):
            text = text if CJK.search(text[: note.start()]) else text[: note.start()]
        text = _PEOPLE.sub("", text) if "," in text else text
        text = _without_end(text) if len(text) > 3 else text
        text = _unquoted(text)
    return text


def _without_end(text: str) -> str:
    """Return a title without the signs, the place in brackets, and the empty brackets that it ends with."""
    # Asking for the last sign first costs a tenth of looking for the end from each character on.
    text = _TAIL.sub("", text) if _TAIL.match(text, len(text) - 1) else text
    text = _VENUE.sub("", text) if text.endswith((")", "）", "]")) else text
    text = _EMPTIED.sub("", text) if "(" in text or "（" in text or "[" in text else text
    return text if text.isascii() else _without_translation(text)


def _without_translation(text: str) -> str:
    """Return a title in letters without what it is called in Chinese, Japanese or Korean beside it."""
    gloss = next((each for each in _GLOSS.finditer(text) if each["end"] is not None), None)
    if gloss and _is_in_letters(text[: gloss.start()]) and not without_gloss(gloss[0]):
        return text[: gloss.start()]
    both = _BETWEEN_TITLES.split(text)
    if len(both) == 2:
        for title, other in (both, both[::-1]):
            if _is_in_letters(title) and _is_translation(other):
                return title
    return text


def without_gloss(behind: str) -> str:
    """Return what stands behind a title without the translation in brackets that it begins with."""
    gloss = _GLOSS.match(behind)
    return behind[gloss.end() :] if gloss and _is_translation(gloss["round"] or gloss["wide"]) else behind


def _is_in_letters(text: str) -> bool:
    return not CJK.search(text) and weight(text) >= _WORDS_OF_A_NAME


def _is_translation(text: str) -> bool:
    """Tell whether most of a text is Chinese, Japanese or Korean, though names of the title may stand in it."""
    cjk = len(CJK.findall(text))
    return cjk > 1 and cjk >= weight(text) - cjk / 2


def _without_tags_behind(text: str) -> str:
    """Return a title without the stars and categories that it is rated and filed by."""
    if text[-1:] > "\u2000" and unicodedata.category(text[-1]) in ("So", "Cf", "Mn") and text[-1] not in "°™®":
        return _without_tags_behind(text[:-1].rstrip()) or text
    codes = _CODES.search(text) if text[-1:] == "`" else None
    return text[: codes.start()] if codes and codes.start() else text


def _without_emoji(text: str) -> str:
    at = 0
    while at < len(text) and (
        unicodedata.category(text[at]) in ("So", "Mn", "Me", "Cf", "Co")
        or "\U0001f000" <= text[at] <= "\U0001faff"
        or (text[at] in " \t" and at)
        or text[at + 1 : at + 3] == "\ufe0f\u20e3"
        or text[at + 1 : at + 2] == "\u20e3"
    ):
        at += 1
    return text[at:]


def _unquoted(text: str) -> str:
    closing = _PAIRS.get(text[:1])
    if closing is None or len(text) < 3:
        return text
    inside = text[1:].rstrip(".,，。")
    if inside.endswith(closing) and not set(inside[:-1]) & {text[0], closing}:
        return inside[:-1].rstrip(".,").strip()
    return text


def closed(text: str) -> str:
    """Return text without the bracket at its end that opens a link's surroundings: `Title (Read more on`."""
    match = _UNCLOSED.search(text)
    return text[: match.start()] if match and weight(match[1]) <= 4 and match.start() > 3 else text
