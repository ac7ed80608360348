"""The front matter of a file: the flat part of YAML that digests use, read without trusting any of it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from papercli.digest.words.days import DayError, read_day
from papercli.ids import typed_id

_KEY = re.compile(r"(?P<key>[\w][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
# The properties of a page of Logseq, as those that Dataview reads: `url:: https://…`, `authors:: [[Ada Berg]]`.
_PROPERTY = re.compile(r"(?P<key>[\w][\w-]{0,60})::[ \t]+(?P<value>\S.*)")
_WIKI = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
# Only a note about one paper has them.
_NOTE_KEYS = (
    "citekey",
    "citation_key",
    "citationkey",
    "bibtex",
    "bibkey",
    "zotero",
    "zotero_link",
    "zotero_key",
    "doi",
)
_LONGEST = 400  # lines
_ID_KEYS = (
    "arxiv", "arxiv_id", "arxivid", "arxiv id", "id", "paper_id", "url", "link", "arxiv_url", "arxiv_link", "paper",
    "paper_url", "paper_link", "pdf", "pdf_url", "eprint", "source", "external_url", "doi", "hf_url", "abs", "paperurl",
    "links", "href", "canonical", "arxivurl", "pdf_link", "original_url",
)  # fmt: skip
_DAY_KEYS = (
    "date", "day", "digest_date", "created", "pubdate", "publishdate", "created_at", "published_at", "publish_date",
    "pubdatetime", "日期", "日付", "날짜", "创建时间", "创建日期", "建立日期", "发布时间", "发布日期", "作成日",
    "released_at", "updated", "updated_at", "lastmod",
)  # fmt: skip
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)", re.IGNORECASE)


class Front(NamedTuple):
    """What front matter says: the paper that the file is about, its title and people, the day, and its votes."""

    paper: str | None = None
    title: str | None = None
    day: str | None = None
    authors: tuple[str, ...] = ()
    votes: str | None = None
    is_note: bool = False  # whether it says that the file is a note about one paper


def split(lines: Sequence[str]) -> tuple[Front, int]:
    """Return what the front matter of a file says, and how many lines it takes: 0 where there is none."""
    mark = lines[0].rstrip() if lines else ""
    if "::" in mark and _PROPERTY.match(mark):
        return _properties(lines)
    if mark not in ("---", "+++"):
        return Front(), 0
    end = next((at for at, line in enumerate(lines[1 : _LONGEST + 1], 1) if line.rstrip() in (mark, "...")), None)
    if end is None:
        return Front(), 0
    values = _values(lines[1:end], "=" if mark == "+++" else ":")
    if not values:
        # Two rules and nothing between them that is of the form key: value.
        return Front(), 0
    return _front(values), end + 1


def _properties(lines: Sequence[str]) -> tuple[Front, int]:
    values: dict[str, list[str]] = {}
    for taken, line in enumerate(lines[:_LONGEST]):
        if not (match := _PROPERTY.fullmatch(line.strip())):
            return _front(values), taken
        values[match["key"].lower().replace("-", "_")] = [_WIKI.sub(lambda link: link[1], match["value"].strip())]
    return _front(values), min(len(lines), _LONGEST)


def _values(lines: Sequence[str], sign: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    key, folded = "", False
    for line in lines:
        if sign == "=":
            name, equals, value = line.partition("=")
            line = f"{name.strip()}: {value.strip()}" if equals else line
        if item := _ITEM.fullmatch(line):
            if not key:
                return {}
            values[key].append(_plain(item["value"]))
        elif not line.startswith((" ", "\t")) and (match := _KEY.fullmatch(line)):
            key = match["key"].strip().lower().replace("-", "_")
            value = (match["value"] or "").strip()
            folded = value in ("|", ">", "|-", ">-", "|+", ">+")
            values.setdefault(key, []).extend([] if folded or not value else _listed(value))
        elif line.strip() and not line.lstrip().startswith("#"):
            if not key:
                return {}
            nested = _KEY.fullmatch(line.strip())
            if nested and not folded and not values[key]:
                values.setdefault(nested["key"].lower(), []).extend(_listed(nested["value"] or ""))
            elif values[key]:
                values[key][-1] = f"{values[key][-1]} {_plain(line)}"
            else:
                values[key].append(_plain(line))
    return values


def _listed(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        pieces = re.findall(r"\"[^\"]*\"|'[^']*'|[^,]+", value[1:-1])
        return [plain for piece in pieces if (plain := _plain(piece))]
    return [_plain(value)]


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    return re.split(r"\s#", value)[0].strip()


def _front(values: dict[str, list[str]]) -> Front:
    paper = next((found for key in _ID_KEYS for value in values.get(key, ()) if (found := _paper(value))), None)
    title = next((values[key][0] for key in ("paper_title", "title", "name") if values.get(key)), None)
    day = None
    for key in (*_DAY_KEYS, "title"):
        for value in values.get(key, ()):
            day = day or _day(value)
    if day is None and paper is None and title:
        day = _day(title)
    people = values.get("authors") or []
    votes = next((values[key][0] for key in ("upvotes", "votes", "upvote", "vote") if values.get(key)), None)
    return Front(paper, title or None, day, tuple(people), votes, any(key in values for key in _NOTE_KEYS))


def _day(value: str) -> str | None:
    try:
        return read_day(value)
    except DayError:
        return None


def _paper(value: str) -> str | None:
    value = value.strip("<>[]() ")
    doi = _ARXIV_DOI.search(value)
    return typed_id(doi["id"] if doi else value)
