"""Words of a text as the search index knows them, the same for papers and for what a person types.

A run of Hangul, Han or kana becomes its overlapping pairs of characters and the last character alone
(`강화 학습` gives 강화 화학 학습 습): any part of a run is then a phrase of pairs, spaces inside a run do
not count, and words of two syllables are found, which FTS5's own tokenizers miss. Everything else
becomes whole words, without case and accents, to be matched from their start.
"""

import re
import unicodedata
from operator import add

# Letters from Hangul upwards. As a set without its small lower part: compiling one that names the large
# upper part takes 4 ms, and there would be four of them.
_RUN = r"[^\W\u0000-\u10ff]"
_RUNS = re.compile(f"({_RUN}+)")
# A plus or sharp behind a word belongs to it (C++, F#, STGG+), and one star does (A*) unless it marks emphasis.
_WORD = re.compile(r"(?<!\*)[^\W_]+\*(?![*\w])|[^\W_]+(?:[+#]+(?![^\W_]))?")
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
    run = ""
    for number, part in enumerate(_RUNS.split(fold(text))):
        if number % 2:
            run += part
        elif not part.isspace():
            found += map(add, run, run[1:])
            found += run[-1:]
            run = ""
            found += _WORD.findall(part)
    return found


def is_run(token: str) -> bool:
    """Tell whether a token is of Hangul, Han or kana, which match anywhere, not only from the start."""
    return token >= "\u1100"
