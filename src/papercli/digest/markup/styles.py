"""The inline Markdown of a text as spans with styles, from mistune's tokens.

Emphasis is paired here. CommonMark's rule takes a mark beside Hangul for none where punctuation stands on its
other side (`**모델(Model)**은`), and takes the sign in `2*3*4` for one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from mistune.core import InlineState
from mistune.inline_parser import InlineParser
from mistune.util import escape_url

from papercli.digest.markdown.inline import parse_math, unescaped
from papercli.digest.markup import CODE, EMPHASIS, MATHS, STRIKE, STRONG, URL, Span, address
from papercli.latex import MATH, is_formula

_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_MARKS = r"\*+|_+|~~(?!~)"


def read_spans(source: str) -> tuple[Span, ...]:
    """Return inline Markdown as spans; a soft line break is a blank, a hard one `\\n`."""
    state = InlineState({"ref_links": {}})
    state.src = source
    found = _spans(_PARSER.parse(state), frozenset(), None)
    alike = groupby((span for span in found if span.text), lambda span: (span.styles, span.url))
    return tuple(Span("".join(span.text for span in run), *look) for look, run in alike)


def _spans(tokens: list[dict[str, Any]], around: frozenset[str], url: str | None) -> Iterator[Span]:
    for token, styles in zip(tokens, _emphasis(tokens), strict=True):
        styles |= around
        match token["type"]:
            case "link" | "image":
                yield from _link(token, styles, url)
            case "softbreak":
                yield Span(" ", styles, url)
            case "linebreak":
                yield Span("\n", styles, url)
            case "url":
                yield Span(token["raw"], styles, url or token["raw"])
            case "codespan":
                yield Span(token["raw"], styles | {CODE}, url)
            case "math":
                yield Span(token["raw"], styles | {MATHS}, url)
            case "mark":
                yield Span(token["raw"][: token["left"]], styles, url)
            case "text":
                yield Span(unescaped(token["raw"]), styles, url)
            case _:
                yield Span(token.get("raw", ""), styles, url)


def _link(token: dict[str, Any], styles: frozenset[str], outer: str | None) -> Iterator[Span]:
    """Yield the words of a link and, where they are not its address, that too; only http and https are links."""
    address = token["attrs"]["url"]
    url = outer or (address if _WEB.fullmatch(address) else None)
    words = list(_spans(token["children"], styles, url))
    yield from words
    said = "".join(word.text for word in words)
    # An autolink's address is its words, escaped.
    if address not in (said, f"mailto:{said}", escape_url(said)):
        yield Span(f" ({address})" if said else address, styles, url)


def _emphasis(tokens: list[dict[str, Any]]) -> list[frozenset[str]]:
    """Return the styles of each token, by pairing the marks among them; what is left of a mark is its text.

    One pass with a stack for each sign: a mark closes the last one that is open.
    """
    starts: list[list[str]] = [[] for _ in tokens]
    ends: list[list[str]] = [[] for _ in tokens]
    stacks: dict[str, list[int]] = {"*": [], "_": [], "~": []}
    for number, token in enumerate(tokens):
        if token["type"] != "mark":
            continue
        stack = stacks[token["raw"][0]]
        while token["closes"] and token["left"] and stack and _pairs(tokens[stack[-1]], token):
            opener = tokens[stack[-1]]
            width = 2 if min(opener["left"], token["left"]) > 1 else 1
            style = STRIKE if token["raw"][0] == "~" else STRONG if width == 2 else EMPHASIS
            starts[stack[-1]].append(style)
            ends[number].append(style)
            for other in stacks.values():
                # What was opened in between stays open for nothing: pairs do not cross.
                while other and other[-1] > stack[-1]:
                    other.pop()
            opener["left"] -= width
            token["left"] -= width
            if not opener["left"]:
                stack.pop()
        if token["opens"] and token["left"]:
            stack.append(number)
    return list(_within(starts, ends))


def _pairs(opener: dict[str, Any], closer: dict[str, Any]) -> bool:
    """Tell whether two marks may be a pair: CommonMark's rule of three, where one could be both."""
    if not opener["closes"] and not closer["opens"]:
        return True
    first, second = len(opener["raw"]), len(closer["raw"])
    return (first + second) % 3 != 0 or first % 3 == second % 3 == 0


def _within(starts: list[list[str]], ends: list[list[str]]) -> Iterator[frozenset[str]]:
    """Yield the styles that are on at each token: between the marks, not at them."""
    on: Counter[str] = Counter()
    for opened, closed in zip(starts, ends, strict=True):
        on.subtract(closed)
        yield frozenset(style for style, times in on.items() if times)
        on.update(opened)


def _parse_mark(_: InlineParser, match: re.Match[str], state: InlineState) -> int:
    raw = match[0]
    before = match.string[match.start() - 1] if match.start() else " "
    after = match.string[match.end()] if match.end() < len(match.string) else " "
    opens, closes = _leads(before, after), _leads(after, before)
    if before.isdigit() and after.isdigit():
        opens = closes = False
    elif raw[0] == "_" or raw == "*":
        # A star behind a Latin letter is a name's (A*), or multiplies.
        opens = opens and not (before.isalnum() if raw[0] == "_" else _is_latin(before))
        closes = closes and not _is_latin(after)
    state.append_token({"type": "mark", "raw": raw, "left": len(raw), "opens": opens, "closes": closes})
    return match.end()


def _leads(outside: str, inside: str) -> bool:
    """Tell whether a mark between two characters can belong to the inner one: CommonMark's flanking.

    But beside Hangul, Han and kana, which no blank sets apart from what belongs to them, punctuation counts as any
    other character.
    """
    if inside.isspace():
        return False
    return inside.isalnum() or not outside.isalnum() or outside >= "\u1100"


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u1100"


def _parse_url(_: InlineParser, match: re.Match[str], state: InlineState) -> int:
    url = address(match[0])
    state.append_token({"type": "url", "raw": url})
    return match.start() + len(url)


def _parse_formula(parser: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    return parse_math(parser, match, state) if is_formula(match) else None


_PARSER = InlineParser()
_PARSER.rules.remove("emphasis")
_PARSER.register("mark", _MARKS, _parse_mark)
_PARSER.register("url", URL, _parse_url, before="escape")
_PARSER.register("math", MATH, _parse_formula, before="escape")
