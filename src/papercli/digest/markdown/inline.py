"""The inline text of a heading: its words as a reader reads them, and its links, from mistune's tokens."""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from mistune.core import InlineState
from mistune.inline_parser import InlineParser

from papercli.latex import MATH

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# The usual heading is one link around a title without any mark in it.
_PLAIN_LINK = re.compile(r"\[([^\\\[\]`*_<>&$!~\n]+)\]\(([^\s()<>\\&]+)\)")
# Nothing else is more than text to Markdown.
_MARK = re.compile(r"[\\\[\]`*_<>&$!~\n]")
_WHOLE_LINK = re.compile(r"\[(?P<title>.*)\]\((?P<url>[^\s()]+)\)")


class Link(NamedTuple):
    """A link with its words and its address."""

    text: str
    url: str


def links(source: str) -> Iterator[Link]:
    """Yield the links of a heading's inline source, in order."""
    if plain := _PLAIN_LINK.fullmatch(source):
        yield Link(plain[1], plain[2])
        return
    whole = _WHOLE_LINK.fullmatch(source)
    if whole and "](" not in whole["title"]:
        # Brackets that do not pair up inside the title would make CommonMark see another link, or none.
        yield Link(plain_text(whole["title"]), whole["url"])
        return
    yield from _links(_tokens(source))


def plain_text(source: str) -> str:
    """Return inline source as a reader reads it: marks and escapes resolved, LaTeX and tags as written."""
    return _words(_tokens(source) if _MARK.search(source) else [{"type": "text", "raw": source}]).strip(" ")


def _links(tokens: list[dict[str, Any]]) -> Iterator[Link]:
    for token in tokens:
        if token["type"] == "link":
            yield Link(_words(token["children"]).strip(" "), token["attrs"]["url"])
        elif "children" in token:
            yield from _links(token["children"])


def _words(tokens: list[dict[str, Any]]) -> str:
    return "".join(map(_word, tokens))


def _word(token: dict[str, Any]) -> str:
    if "children" in token:
        return _words(token["children"])
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    raw: str = token.get("raw", "")
    return unescaped(raw) if token["type"] == "text" else raw


def unescaped(text: str) -> str:
    """Return a text with its HTML entities resolved."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _tokens(source: str) -> list[dict[str, Any]]:
    state = InlineState({"ref_links": {}})
    state.src = source
    return _PARSER.parse(state)


def parse_math(_: InlineParser, match: re.Match[str], state: InlineState) -> int:
    """Read LaTeX as one token of mistune's, so that no mark in it is one of Markdown."""
    state.append_token({"type": "math", "raw": match[0]})
    return match.end()


_PARSER = InlineParser()
_PARSER.register("math", MATH, parse_math, before="escape")
