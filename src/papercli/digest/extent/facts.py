"""The fields of an entry in the spellings of other digests: votes and people by their labels, in any line or column."""

import re

from papercli.digest.extent.fields import read_authors, read_count
from papercli.digest.lines.tags import BREAK
from papercli.digest.words.people import LINK

# The labels in other spellings and languages, behind an emoji or a bullet; likes, stars and downloads are no votes.
_AROUND = r"[^\w\[(]{0,8}"
_MARK = r"(?:\*{1,3}|__|`)?"
_COLON = r"(?:::|[:：]|】[:：]?)"
_UPVOTES = (
    r"(?:up)?votes?(?:[ ]count)?|投票数?|票数|得票数?|アップボート数?|"
    r"(?:点赞|點讚|赞同|讚|赞)[数數]?|"
    r"투표[ ]?수?|추천[ ]?수|업보트[ ]?수?"
)
_VOTES = re.compile(
    rf"{_AROUND}(?:(?:hf|hugging ?face)[ ])?(?:{_UPVOTES})"
    rf"{_MARK}[ \t]*{_COLON}[ \t]*{_MARK}[ \t]*(?P<count>[\d,]{{1,20}}|-)\W*",
    re.IGNORECASE,
)
_KOREAN = re.compile(rf"{_AROUND}(?:추천|투표|업보트)[ ]?수?[ ]+(?P<count>[\d,]{{1,20}})\W*")
_SHORTCODE = re.compile(r":[a-z_0-9+-]{2,40}:")
_AMONG = re.compile(r"(?:^|[\s(（\[|·—–*_])(?P<count>\d[\d,]{0,19})[ ]*(?:up)?votes?\b", re.IGNORECASE)
_COUNTED = re.compile(rf"{_AROUND}(?P<count>[\d,]{{1,20}}){_MARK}[ ]*(?:up)?votes?\W*", re.IGNORECASE)
_PEOPLE = re.compile(
    rf"{_AROUND}(?:authors?|author\(s\)|論文著者|论文作者|主要作者|作者列表|作者|著者|저자|글쓴이)"
    rf"{_MARK}[ \t]*{_COLON}[ \t]*{_MARK}[ \t]*(?P<value>\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(r"[*_]{0,3}(?:by|By)[ :]+(?P<value>\S.*)")
_ITALIC = re.compile(r"(?P<mark>\*|_)(?![*_\s])(?P<value>(?:\\\*|[^*\n]){3,2000}?)(?P=mark)\s*")
_COLUMN_VOTES = re.compile(rf"\W*(?:{_UPVOTES})\W*", re.IGNORECASE)
_COLUMN_PEOPLE = re.compile(
    r"\W*(?:authors?|author\(s\)|论文作者|作者|著者|저자)\W*(?P<more>[/&(（与與和、・·].{1,30})?", re.IGNORECASE
)
_BOLD_LABEL = re.compile(r"[^\w\s*]{0,3}\s*\*\*[^*\n]{1,40}(?:[:：][ ]?\*\*|\*\*[ ]?[:：])")
_PARTS = re.compile(r"\s+[|·•‧]\s+|\s*｜\s*|\s*<br\s*/?>\s*|\s[|]|[ ]{3,}", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]|\n]{1,200})\]\]")
_BRACKETED = re.compile(r"\([^()]{0,200}\)|（[^（）]{0,200}）")
_AND = re.compile(r"\s*[;；&·]\s*|\s*\band\b\s+|\s+및\s+", re.IGNORECASE)
# `Ada Berg1`; the name that somebody has on a site is one word, and may end with a number.
_FOOTNOTE = re.compile(r"((?:^|,)\s*[^\W\d_][\w.'’-]*(?:[ ][\w.'’-]*[^\W\d_.])+)\d{1,2}(?=,|$)")
_ET_AL = re.compile(
    r"[,，、\s]*(?:\bet\.?\s*al\b\.?|等\s*\d*\s*[人位名]?|(?:외|ほか|(?<![^\W_])他)(?:\s*\d+\s*[명名人])?"
    r"|\+\s*\d+(?:\s+(?:more|others|authors))?|(?:and|&)\s+(?:\d+\s+)?others|\.\.\.|…)\W*$",
    re.IGNORECASE,
)


def names_in(value: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a list of people as any digest writes it: also with links, `and`, `;` and `et al.`"""
    value = _WIKI.sub(r"\1", value)
    value = re.sub(r"\\?[*`]|<[^<>]{0,200}>", "", LINK.sub(lambda match: match["text"], value)).strip(" _|.:")
    if value.startswith("["):
        return read_authors(value)
    value = _BRACKETED.sub(lambda match: match[0] if _ET_AL.search(match[0]) else "", value).strip()
    more = _ET_AL.search(value)
    value = ", ".join(_AND.split(value[: more.start()] if more else value))
    value = _FOOTNOTE.sub(r"\1", value)
    names, truncated = read_authors(
        re.sub(r"\([^()]{0,200}\)|（[^（）]{0,200}）|\s*[†‡*¹²³⁴⁵⁶⁷⁸⁹]+|\s+\d+(?=,|$)", "", value)
    )
    return names, truncated or bool(more)


def parts(line: str) -> list[str]:
    """Return what stands between the bars, dots and breaks of a line."""
    return [part for part in _PARTS.split(line) if part.strip()]


def labelled_parts(line: str) -> list[str]:
    """Return the fields that stand in one line with bars between: `**Venue:** A | **Score:** 9`; else the line."""
    found = parts(line) if line.count("**") > 3 else []
    return found if len(found) > 1 and all(map(_BOLD_LABEL.match, found)) else [line]


def votes_in(part: str) -> int | None:
    """Return the votes that a part of a line states, by a label before or behind the number."""
    part = _SHORTCODE.sub("", part).strip()
    match = _VOTES.fullmatch(part) or _COUNTED.fullmatch(part) or _KOREAN.fullmatch(part)
    return read_count(match["count"]) if match else None


def votes_among(words: str) -> tuple[int, str] | None:
    """Return the votes in a few words beside a title, and what is left of the words: `— 42 upvotes`."""
    match = _AMONG.search(words)
    count = read_count(match["count"]) if match else None
    return (count, words[: match.start()] + words[match.end() :]) if match and count is not None else None


def people_in(part: str) -> str | None:
    """Return the list of people that a label announces in a part of a line."""
    match = _PEOPLE.fullmatch(part.strip()) or _BY.fullmatch(part.strip())
    # Some write the label twice: `**Authors:** Authors: Ada Vale`.
    again = _PEOPLE.fullmatch(match["value"].strip()) if match else None
    return again["value"] if again else match["value"] if match else None


def italic(line: str) -> tuple[str, str] | None:
    """Return the italic text that a line begins with, and the rest of the line."""
    match = _ITALIC.match(line.strip())
    return (match["value"], line.strip()[match.end() :]) if match else None


def column(name: str) -> str | None:
    """Return the field that a column of a table is called for: votes or authors."""
    return "votes" if _COLUMN_VOTES.fullmatch(name) else "authors" if _COLUMN_PEOPLE.fullmatch(name) else None


def people_of_cell(name: str, cell: str) -> tuple[str, str]:
    """Return the people in a cell of a column of that name, and what stands below them: their institutes."""
    match = _COLUMN_PEOPLE.fullmatch(name)
    if not match or not match["more"]:
        return cell, ""
    names, *rest = BREAK.split(cell, maxsplit=1)
    return names, BREAK.sub("\n", "".join(rest))
