"""Text of digests made safe to look at: what would steer a terminal becomes a visible sign."""

import re
from collections.abc import Iterable

# C0 and C1 controls, and the marks that change the direction of the text around them. None is printable.
_STEERING = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
# A joiner that joins no emoji: what stands around it would be measured as one sign, but is shown as two.
_LONE_JOINER = "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
_UNSEEN = f"{_STEERING}|{_LONE_JOINER}"

# Terminals drop a link that is longer, or show it as text.
_WEB = re.compile(r"https?://[^\x00-\x20\x7f-\x9f]{1,2000}", re.IGNORECASE)

# What a text in UTF-16 begins with, little or big end first.
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def is_binary(head: bytes) -> bool:
    """Tell from the first bytes of a file whether it is no text: a binary file has NUL bytes early on.

    A stray one further down is data, like other control characters.
    """
    return b"\0" in head and not head.startswith(UTF16_MARKS)


def visible(text: str) -> str:
    """Return a text with its control characters as symbols (`␛`, `<U+202E>`); line ends stay."""
    # Most texts are printable, and so do not need the expressions, which take a while to compile.
    return text if text.isprintable() else re.sub(_UNSEEN, _symbol, text)


def one_line(text: str) -> str:
    """Return a text as one line without control characters, for a cell or a sentence."""
    return visible(" ".join(text.split("\n")))


def without_login(text: str) -> str:
    """Return a text whose URLs hold no password, and no user either, who may be a token, but for those of ssh."""
    text = re.sub(r"(?<=://)(?<!\bssh://)[^/\s]*@", "", text)
    return re.sub(r"(?<=\bssh://)([^/\s:@]*):[^/\s]*(?=@)", r"\1", text)


def link_target(url: str) -> str | None:
    """Return a URL as a terminal may have it as a link, in ASCII; None for one that is not of the web, or no URL."""
    if not _WEB.fullmatch(url):
        return None
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode(errors="replace")) for c in url)


def visible_spans(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return a text made visible, and where spans of the original are in it."""
    return visible(text), [(len(visible(text[:start])), len(visible(text[:end]))) for start, end in spans]


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
