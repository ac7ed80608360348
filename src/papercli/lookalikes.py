"""ASCII in the place of symbols, as wide as they are, for terminals whose encoding does not have them."""

import unicodedata

_ALIKE = {
    "·": "-",
    "•": "*",
    "…": "~",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "×": "x",
    "✓": "v",
    "✗": "x",
    "★": "*",
    "☆": "o",
    "●": "*",
    "○": "o",
    "■": "#",
    "□": "-",
    "▸": ">",
    "›": ">",
    "‹": "<",
    "»": ">",
    "«": "<",
    "◦": "o",
    "▪": "*",
    "‣": ">",
    "◆": "*",
    "◇": "o",
    "✔": "v",
    "✘": "x",
    "≈": "~",
    "≤": "<",
    "≥": ">",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "␡": "^",
    "░": ".",
    "▒": ":",
    "▓": "#",
    "█": "#",
}
_ALIKE |= {chr(code): "^" for code in range(0x2400, 0x2420)}  # pictures of control characters
_ALIKE |= dict.fromkeys("▉▊▋▌", "#") | dict.fromkeys("▍▎▏▐▕", "|") | dict.fromkeys("▔▀", "_")
_ALIKE |= dict(zip("▁▂▃▄▅▆▇", "_.-=+*#", strict=True))  # the heights of a sparkline stay apart
_ALIKE |= {chr(code): "." for code in range(0x2801, 0x2900)} | {chr(0x2800): " "}  # braille draws lines
_BOX = {chr(code): "+" for code in range(0x2500, 0x2580)}
_BOX |= dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾", "-") | dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿", "|")

SYMBOLS = str.maketrans(_ALIKE | _BOX)
"""What draws and marks, for `str.translate`; letters are left as they are."""


def in_ascii(text: str) -> str:
    """Return a text in ASCII and as wide in cells: symbols by lookalikes, accents dropped, other letters as `?`."""
    return "".join(char if char.isascii() else _plain(char) for char in text.translate(SYMBOLS))


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    cells = _cells(char)
    return base if len(base) == cells else "?" * cells


def _cells(char: str) -> int:
    # The later parts of a decomposed Hangul syllable stand in the cells of its first.
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
