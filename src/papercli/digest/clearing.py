"""What is left of a line of Markdown when things are taken out of it."""

import re

_BADGES = re.compile(
    r"\[?!\[[^\]\n]{0,200}\]\([^()\s]{0,300}(?:shields\.io|badge)[^()\s]{0,300}\)(?:\]\([^()\s]{0,300}\))?"
)
_EMPTY = re.compile(
    r"(?:\[\s*\]|\(\s*\)|（\s*）|(?<![\w.*])\*\*[\s|·•/,]*\*\*(?![\w*])|`\s*`|__\s*__|<br\s*/?>)", re.IGNORECASE
)
_EDGES = " \t|｜·•-–—:：,，;/>\\[("
_TAKEN = re.compile(r"\s*\*\*(?:[^*:：]{1,40}[:：]\*\*|[^*:：]{1,40}\*\*[:：])\s*[|｜]\s*")
_REPEATED = re.compile(r"(?:\s*[|｜]\s*){2,}")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=[-–—|:：]|$)")


def without_badges(text: str) -> str:
    """Return a line without its badges."""
    return _BADGES.sub(" ", text)


def cleared(text: str) -> str:
    """Return text without the empty brackets and marks that taking things out leaves."""
    before = None
    while before != text:
        before, text = text, _EMPTY.sub(" ", text)
    text = _TAKEN.sub("", text)
    text = _NUMBER.sub("", _REPEATED.sub(" | ", text).strip()).strip().lstrip(_EDGES[:-2]).rstrip(_EDGES).strip()
    return text if text.strip("*_`[]()# ") else ""
