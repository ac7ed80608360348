"""What the brackets of a text may say: terms and their translations, abbreviations and their expansions."""

import re
import unicodedata
from collections.abc import Sequence

from papercli.glossary.words import FUNCTION_WORDS, WORD

# What a bracket holds and what is read before it are bounded, so the time is linear in the text.
_BRACKET = re.compile(r"[(（]([^()（）\n]{2,100})[)）]")
LOOK_BACK = 80
_DECORATION = re.compile("[*_`'\"“”‘’「」『』《》<>]+")
_SEPARATOR = re.compile(r"\s*[,;:/=、]\s*|\s+(?:또는|혹은|or)\s+")
_KOREAN = re.compile("[가-힣]+(?:[ -][가-힣]+){0,5}")
_ENGLISH = re.compile("[A-Za-zÀ-ɏ0-9]+(?:[ -]+[A-Za-zÀ-ɏ0-9]+){0,6}")
# These read the text backwards: anchored at the bracket, they never try a second start.
_KOREAN_BEFORE = re.compile(r"\s?((?:[가-힣]++(?![A-Za-z0-9])[ -]?){1,6})")
_ENGLISH_BEFORE = re.compile(r"\s?((?:[A-Za-zÀ-ɏ0-9]+[ -]?){1,7})(?![A-Za-zÀ-ɏ0-9.])")


def candidates(text: str) -> list[tuple[str, str]]:
    """List what the brackets of a text may say: (Korean words, English) and (abbreviation, expansion).

    The Korean words are those that stand before the bracket; only `learn` can tell where the term begins.
    """
    found: list[tuple[str, str]] = []
    for bracket in _BRACKET.finditer(text):
        parts = [part for part in _SEPARATOR.split(_clean(bracket[1]).strip()) if part]
        korean = [part for part in parts if _KOREAN.fullmatch(part)]
        english = [part for part in parts if _ENGLISH.fullmatch(part)]
        if len(korean) + len(english) < len(parts):
            continue
        before = _clean(text[max(0, bracket.start() - LOOK_BACK) : bracket.start()])[::-1]
        if words := _KOREAN_BEFORE.match(before):
            korean.append(words[1][::-1].strip(" -"))
        elif words := _ENGLISH_BEFORE.match(before):
            english.append(words[1][::-1].strip(" -"))
        if len(english) == 2:
            short, long = sorted(english, key=len)
            expansion = _expansion(short, long)
            english = [expansion] if expansion else []
            found += [(short, expansion)] if expansion else []
        if len(korean) == len(english) == 1:
            found.append((korean[0], english[0]))
    return found


def _clean(text: str) -> str:
    # str.translate takes four times as long for Korean.
    return _DECORATION.sub("", unicodedata.normalize("NFC", text))


def _expansion(short: str, long: str) -> str | None:
    """Return the end of `long` that `short` abbreviates."""
    letters = short.removesuffix("s")
    if not 2 <= len(letters) <= 10 or sum(map(str.isupper, letters)) < 2:
        return None
    words = [(gap[-1:], word) for gap, word in WORD.findall(long)]
    for start in reversed(range(len(words) - 1)):
        if words[start][0] != "-" and _abbreviates(letters.casefold(), words[start:]):
            return "".join(gap + word for gap, word in words[start:]).strip()
    return None


def _abbreviates(letters: str, words: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the letters are the first of each word, some with more: VAE.

    Function words and what follows a hyphen may be left out.
    """
    if not words:
        return not letters
    (gap, word), rest = words[0], words[1:]
    word = word.casefold()
    return ((word in FUNCTION_WORDS or gap == "-") and _abbreviates(letters, rest)) or any(
        word[0] == letters[0] and _follow(letters[:taken], word) and _abbreviates(letters[taken:], rest)
        for taken in range(1, len(letters) + 1)
    )


def _follow(letters: str, word: str) -> bool:
    remaining = iter(word)
    return all(letter in remaining for letter in letters)
