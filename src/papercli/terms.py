"""Words of a text as the search index knows them, the same for papers and for what a person types.

A run of Hangul, Han or kana becomes its overlapping pairs of characters and the last character alone
(`강화 학습` gives 강화 화학 학습 습): any part of a run is then a phrase of pairs, spaces inside a run do
not count, and words of two syllables are found, which FTS5's own tokenizers miss. Everything else
becomes whole words, without case and accents, to be matched from their start.
"""

import re
import unicodedata
from operator import add

_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A plus or sharp behind a word belongs to it (C++, F#, STGG+), and one star does (A*) unless it marks emphasis.
_TOKEN = re.compile(
    rf"[{_CJK}]+"
    rf"|(?<!\*)[^\W_{_CJK}]+\*(?![*\w])"
    rf"|[^\W_{_CJK}]+(?:[+#]+(?![^\W_]))?"
)
_SPACE_IN_RUN = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_RUN = re.compile(f"[{_CJK}]")
_FIRST_CJK = "\u1100"
_ACCENT = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u0386-\u03ce\u0400-\u045f\u1e00-\u1fff]")


def fold(text: str) -> str:
    """Return a text without case, accents and differences of Unicode form."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if _ACCENTED.search(text):
        # NFD only where it is needed, and only these marks: those of kana and other scripts are letters.
        text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
    return text


def tokens(text: str) -> list[str]:
    """Return the index tokens of a text in order, one per character in runs of Hangul, Han and kana."""
    found: list[str] = []
    for word in _TOKEN.findall(_SPACE_IN_RUN.sub("", fold(text))):
        if is_run(word):
            found += map(add, word, word[1:])
            found.append(word[-1])
        else:
            found.append(word)
    return found


def is_run(word: str) -> bool:
    """Tell whether a word or token is of Hangul, Han or kana, which match anywhere, not only from the start."""
    return word >= _FIRST_CJK and _RUN.match(word) is not None
