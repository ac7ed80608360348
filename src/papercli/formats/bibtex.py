"""BibTeX: an @misc entry a paper, as arXiv gives them, in text that LaTeX can set."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_lowercase

from papercli.formats.titles import MATH
from papercli.model import Paper

_SPECIAL = {sign: f"\\{sign}" for sign in "&%$#_"} | {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
# TeX takes none of them: controls, and the marks that change the direction of the text around them.
_UNSET = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\\s]+")
# In math these need a backslash as everywhere; with one they are fine.
_UNSAFE_IN_MATH = re.compile(r"(?<!\\)(?:\\\\)*[%#&]")
# Styles set titles in small letters, all but what is in braces.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NAMED = re.compile(r"[^\W_][A-Z]|[A-Z]-?\d")
# BibTeX would read these as more than one name, or as a name in other parts.
_SEPARATES = re.compile(r",|\band\b", re.IGNORECASE)
_LATIN = re.compile(r"[a-z0-9]+")
_IDLE = re.compile(
    "an|and|are|as|at|be|by|can|do|does|for|from|how|in|into|is|its?|of|on|or|the|this|to|towards?|via|we|what|when"
    "|where|which|why|with|without"
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Letters that fold to no ASCII by decomposition.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def entries(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an entry a paper, with a blank line between two; the keys are unique among them."""
    keys: set[str] = set()
    for paper in papers:
        between = "\n" if keys else ""
        key = _unique(_key(paper), keys)
        keys.add(key)
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper))
        yield f"{between}@misc{{{key},\n{fields}}}\n"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", _title(paper.title)
    if names := list(filter(None, map(_name, paper.authors))):
        yield "author", " and ".join([*names, *(["others"] if paper.authors_truncated else [])])
    yield "year", _year(paper.id)
    yield "eprint", paper.id
    yield "archivePrefix", "arXiv"
    if "/" in paper.id:
        yield "primaryClass", paper.id.partition("/")[0]
    yield "url", paper.url


def _title(title: str) -> str:
    """Return a title with its math as it is, all else escaped, and words such as LLaMA, 3D and GPT-4 in braces."""
    parts = MATH.split(_UNSET.sub(" ", title))
    return "".join(part if number % 2 and _is_sound(part) else _prose(part) for number, part in enumerate(parts))


def _prose(text: str) -> str:
    said, end = [], 0
    for word in _WORD.finditer(text):
        if _NAMED.search(word[0]):
            said += [text[end : word.start()].translate(_ESCAPES), f"{{{word[0]}}}"]
            end = word.end()
    return "".join([*said, text[end:].translate(_ESCAPES)])


def _is_sound(math: str) -> bool:
    """Tell whether math can stand in a field: its braces pair up, and no sign in it ends or breaks the line."""
    depth = 0
    for sign in math:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0 and not _UNSAFE_IN_MATH.search(math)


def _name(name: str) -> str:
    text = _UNSET.sub(" ", name).strip()
    escaped = text.translate(_ESCAPES)
    return f"{{{escaped}}}" if _SEPARATES.search(text) or set(text) & {"{", "}"} or text == "others" else escaped


def _year(arxiv: str) -> str:
    """Return the year that an id begins with, behind the archive of an old one: arXiv is from 1991."""
    number = arxiv.rpartition("/")[2][:2]
    return f"{19 if number >= '91' else 20}{number}"


def _key(paper: Paper) -> str:
    """Return `yuan2024law`: family name, year and first telling word; `arxiv2408.16357` where Latin has none."""
    family = _family(paper.authors[0]) if paper.authors else ""
    words = _LATIN.findall(_folded(MATH.sub(" ", paper.title)))
    word = next((word for word in words if len(word) > 1 and word[0].isalpha() and not _IDLE.fullmatch(word)), "")
    if not family or not word:
        return f"arxiv{paper.id.replace('/', '-')}"
    return f"{family}{_year(paper.id)}{word}"


def _family(name: str) -> str:
    """Return the family name in small Latin letters: the last word, or what stands before a comma; no `Jr.`."""
    before, _, after = name.partition(",")
    words = [word for part in before.split() if (word := "".join(_LATIN.findall(_folded(part))))]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    is_reversed = after.strip() and _folded(after).strip(" .") not in _SUFFIXES
    return "".join(words if is_reversed else words[-1:])


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _unique(key: str, taken: set[str]) -> str:
    """Return a key that is not taken: the key itself, or with a, b, c, … behind it."""
    if key not in taken:
        return key
    letters = ("".join(each) for length in range(1, 6) for each in product(ascii_lowercase, repeat=length))
    return next(f"{key}{each}" for each in letters if f"{key}{each}" not in taken)
