"""Words of a text as the search index knows them, the same for papers and for what a person types.

A run of Hangul, Han or kana becomes its overlapping pairs of characters and the last character alone
(`강화 학습` gives 강화 화학 학습 습): any part of a run is then a phrase of pairs, spaces inside a run do
not count, and words of two syllables are found, which FTS5's own tokenizers miss. Everything else
becomes whole words, without case and accents, to be matched from their start.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Letters from Hangul upwards. As a set without its small lower part: compiling one that names the large
# upper part takes 4 ms, and there would be four of them. That part first, as most signs are told by it.
_RUN = r"[^\u0000-\u10ff\W]"
# From its first character on by itself: a pattern that opens with a set is looked for three times as fast.
_RUNS = re.compile(rf"({_RUN}{_RUN}*+(?: ++{_RUN}++)*+)")
# A plus or sharp behind a word belongs to it (C++, F#, STGG+), and one star does (A*) unless it marks emphasis.
# Words without such signs first, which nearly all are.
_WORD = (
    r"[^\W_]++(?![+#*])|"
    r"[^\W_](?:(?<!\*.)[^\W_]*+(?:\*(?![*\w])|[+#]++(?![^\W_]))?|[^\W_]*+(?:[+#]++(?![^\W_]))?)"
)
_WORDS = re.compile(_WORD)
_WORDS_IN_LINES = re.compile(rf"{_WORD}|[\r\n]")
_BLANKS = re.compile(r"\s")
# A character with the marks and Hangul vowels and finals behind it that Unicode composes into it.
_CLUSTER = re.compile("(?s:.)[\u0300-\u036f\u1160-\u11ff\u3099\u309a]*")
_ACCENT = re.compile("[\u0300-\u036f]")
# Without the clicks of African languages, one of which the index has between names.
_ACCENTED = re.compile("[\u00c0-\u01bf\u01c4-\u024f\u0300-\u036f\u0386-\u03ce\u0400-\u04ff\u1e00-\u1fff]")


def fold(text: str) -> str:
    """Return a text without case, accents and differences of Unicode form."""
    if text.isascii():
        return text.lower()
    # Accents are taken from these letters only: the marks of kana and other scripts make letters of their own.
    return _ACCENTED.sub(_without_accents, unicodedata.normalize("NFKC", text).casefold())


def _without_accents(letter: re.Match[str]) -> str:
    return _ACCENT.sub("", unicodedata.normalize("NFD", letter[0]))


def tokens(text: str) -> list[str]:
    """Return the index tokens of a text in order."""
    return tokenized([text])[0].split()


def tokenized(texts: Iterable[str]) -> list[str]:
    """Return the index tokens of each text in order, with blanks between them."""
    # All texts at once, a line each, and in them all runs at once: one by one it is a quarter of an import.
    parts = _RUNS.split("\n".join(map(_flat, texts)))
    parts[::2] = " ".join(_WORDS_IN_LINES.findall("\r".join(parts[::2]))).split("\r")
    parts[1::2] = _paired(parts[1::2])
    return [line.strip(" ") for line in "".join(parts).split("\n")]


def _flat(text: str) -> str:
    """Return a folded text in one line, with no other white space than blanks."""
    flat = fold(text).replace("\n", " ")
    return flat if flat.isprintable() else _BLANKS.sub(" ", flat)


def _paired(runs: list[str]) -> list[str]:
    """Return the pairs of each run and its last character, with blanks between them."""
    # As codes in memory: each character, the one behind it and a blank; a newline parts the runs, and leads each
    # with two signs.
    text = "\n".join(["", *runs, ""]).replace(" ", "")
    codes = memoryview(text.encode("utf-32-le")).cast("I")
    spread = memoryview(bytearray((" " * 3 * len(text)).encode("utf-32-le"))).cast("I")
    spread[::3] = codes
    spread[1:-3:3] = codes[1:]
    pairs = spread.tobytes().decode("utf-32-le").split("\n")
    return [each[2:] for each in pairs[1::2]][: len(runs)]


def _words(text: str) -> list[str]:
    """Return the words and runs of a text, folded, in order."""
    found: list[str] = []
    for number, part in enumerate(_RUNS.split(_flat(text))):
        found += [part.replace(" ", "")] if number % 2 else _WORDS.findall(part)
    return found


def is_run(token: str) -> bool:
    """Tell whether a token is of Hangul, Han or kana, which match anywhere, not only from the start."""
    return token >= "\u1100"


def pattern(text: str, whole: bool = False) -> re.Pattern[str] | None:
    """Return what finds words in a folded text where the index finds them; None where no letter is in them.

    The last word matches from its start unless it is to be whole; a plural of that still is the word.
    """
    source = ""
    words = _words(text)
    for number, word in enumerate(words):
        follows = number + 1 < len(words)
        if is_run(word):
            source += r"\s*".join(map(re.escape, word)) + (r"[\W_]*" if follows else "")
        else:
            source += f"(?:(?<![^\\W_])|(?<={_RUN})){re.escape(word)}"
            if follows:
                source += r"[\W_]*" if is_run(words[number + 1]) else r"[\W_]+"
            elif whole:
                source += f"s?(?:(?![^\\W_])|(?={_RUN}))"
    return re.compile(source) if words else None


def folded(text: str) -> tuple[str, list[int] | None]:
    """Return a folded text, and where each of its characters comes from; None where all have kept their places."""
    whole = fold(text)
    if len(whole) == len(text):
        return whole, None
    places: list[int] = []
    parts: list[str] = []
    for match in _CLUSTER.finditer(text):
        part = fold(match[0])
        parts.append(part)
        places += [match.start()] * len(part)
    return "".join(parts), [*places, len(text)]


def matches(text: str, found: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where a pattern matches a text as it stands, not folded."""
    plain, places = folded(text)
    spans = [match.span() for match in found.finditer(plain)]
    return spans if places is None else [(places[first], places[last]) for first, last in spans]


def apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sorted spans without those that overlap the one before."""
    end = 0
    for first, last in spans:
        if first >= end and last > first:
            yield first, last
            end = last


def finder(text: str) -> re.Pattern[str]:
    """Return what finds a text in a folded one: by its words, or where it has none by its very signs."""
    return pattern(text) or re.compile(re.escape(text.casefold()))
