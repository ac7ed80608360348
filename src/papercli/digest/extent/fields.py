"""The fields of an entry, recognised in its lines: votes, authors, picture, video and section labels."""

import ast
import re

from papercli.model import Section

VOTES = re.compile(r"(?:\*\*|__)?(?:up)?votes?(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?[ \t]*(?P<value>.*)", re.IGNORECASE)
AUTHORS = re.compile(r"(?:\*\*|__)?authors?(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?[ \t]*(?P<value>.*)", re.IGNORECASE)
BADGE = re.compile(r"shields\.io|badge", re.IGNORECASE)
IMAGE = re.compile(r"!\[[^\]\n]*+\]\(\s*+<?+(?P<url>[^\s()<>]*+)>?+[^)]*+\)\s*+")
# The bracket around the address is missing now and then: `[Watch Video]https://…`, with or without the last.
VIDEO = re.compile(r"\[watch video\](?P<bracket>\(?)\s*(?P<url>[^\s()]+)\)?\s*", re.IGNORECASE)
_VIDEO_TAG = re.compile(r"""<(?:video|source)\b[^<>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_TAGS_ONLY = re.compile(r"\s*(?:</?[a-zA-Z][^<>]*>\s*|<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)

_COUNT = re.compile(r"[+]?(\d{1,3}(?:,\d{3})+|\d+)")
# What this and the label below look ahead for are the characters that they go on with: it saves to try each way on.
_MORE = re.compile(
    r"(?=[+\dea.…])(?:\+.*|et\.? al\.?|(?:and )?\d+ (?:more|others)|and (?:more|others)|\.\.\.|…)", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:\*{1,3}|__)(?P<label>[^*\n]{1,120}?)(?=[:： *_])(?P<inner>[:：]?)[ ]*(?:\*{1,3}|__)"
    r"(?P<outer>[ ]*[:：])?[ ]*(?P<break>\n?)"
)


class FieldError(ValueError):
    """A field is there, but what it says cannot be understood."""


def read_votes(value: str) -> int | None:
    """Return the count of a `Vote:` line; `-` and nothing are None, which is not zero."""
    value = value.strip()
    if value in ("", "-", "–", "—"):
        return None
    match = _COUNT.fullmatch(value)
    if not match or len(match[1]) > 15:
        raise FieldError(f"votes are not a number: {value[:40]!r}")
    return int(match[1].replace(",", ""))


def read_authors(value: str) -> tuple[tuple[str, ...], bool]:
    """Return the names of an `Authors:` line in order, each once, and whether the line says there are more."""
    names = [name.strip() for name in _names(value.strip())]
    more = set(filter(_MORE.fullmatch, names))
    known = dict.fromkeys(names)
    for other in ("", "-", *more):
        known.pop(other, None)
    return tuple(known), bool(more)


def _names(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        try:
            listed = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            listed = None
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            return [name.strip(" '\"") for name in value[1:-1].split(",")]
        # An escape such as '\\ud800' makes half a character, which is no text.
        return [name.encode("utf-8", "replace").decode() for name in listed]
    return value.replace("，", ",").replace("、", ",").split(",")


def read_count(value: str) -> int | None:
    """Return a number with its commas, or None where it is none."""
    match = _COUNT.fullmatch(value.strip(" *_`"))
    return int(match[1].replace(",", "")) if match and len(match[1]) <= 15 else None


def read_video_tag(line: str) -> str | None:
    """Return the address of a `<video src=…>` in a line."""
    match = _VIDEO_TAG.search(line)
    return next(filter(None, match.groups()), None) if match else None


def is_markup(line: str) -> bool:
    """Tell whether a line has tags and nothing between them."""
    return bool(_TAGS_ONLY.fullmatch(line))


def read_section(text: str) -> Section:
    """Split a point of a summary into its bold label and the rest; blanks around both go, other controls stay."""
    text = text.strip(" \n")
    match = _LABEL.match(text)
    if match and (match["inner"] or match["outer"] or (match["break"] and match.end() < len(text))):
        return Section(match["label"].strip(), text[match.end() :].strip(" \n"))
    return Section(None, text)
