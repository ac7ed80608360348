"""Make the README's pictures from real runs on the bundled sample: `python docs/pictures.py [FOLDER]`."""

import io
import re
import sys
import tempfile
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from tests.terminal import run  # noqa: E402  (the tests' terminal is the one that is shown)

COLUMNS = 100
PICTURES = {
    "listing": ("list", "--sort", "votes"),
    "page": ("show", "2408.16357"),
    "search": ("search", "diffusion"),
}


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour as numbers."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def theme_of(background: str, foreground: str, normal: str, bright: str) -> TerminalTheme:
    """Return the colours of a terminal, the eight of either kind from black to white."""
    return TerminalTheme(
        rgb(background), rgb(foreground), [rgb(each) for each in normal.split()], [rgb(each) for each in bright.split()]
    )


THEMES = {
    "light": theme_of(
        "ffffff",
        "1f2328",
        "24292f cf222e 116329 7d4e00 0969da 8250df 1b7c83 6e7781",
        "57606a a40e26 1a7f37 633c01 218bff a475f9 3192aa 8c959f",
    ),
    "dark": theme_of(
        "0d1117",
        "e6edf3",
        "484f58 ff7b72 3fb950 d29922 58a6ff bc8cff 39c5cf b1bac4",
        "6e7681 ffa198 56d364 e3b341 79c0ff d2a8ff 56d4dd ffffff",
    ),
}

CELL, LINE, FONT = 8.4, 17.0, 14
MARGIN = 16
# Only fonts that are on the reader's computer: a picture in a README must not load any.
FAMILY = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def picture(name: str, argv: tuple[str, ...], folder: Path, home: str) -> None:
    """Run a command on a terminal and write what it shows to NAME-light.svg and NAME-dark.svg."""
    code, sent = run(*argv, columns=COLUMNS, environment={"PAPERS_HOME": home})
    if code:
        raise SystemExit(f"papers {' '.join(argv)} failed: {sent}")
    shown = Text.from_ansi(f"$ papers {' '.join(argv)}\n{sent.rstrip()}")
    for shade, theme in THEMES.items():
        (folder / f"{name}-{shade}.svg").write_text(svg(shown, theme), "utf-8")


def svg(shown: Text, theme: TerminalTheme) -> str:
    """Return a picture of a text with its styles.

    Each word is put where its cells are, as fonts differ in how wide Hangul is.
    """
    console = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True, width=COLUMNS)
    lines = shown.split("\n")
    words = []
    for row, line in enumerate(lines):
        cells = 0
        for text, style, _ in line.render(console):
            for word in re.finditer(r"\S+", text):
                words.append(drawn(word[0], cells + cell_len(text[: word.start()]), row, style, theme))
            cells += cell_len(text)
    width, height = 2 * MARGIN + COLUMNS * CELL, 2 * MARGIN + len(lines) * LINE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-size="{FONT}"'
            f' font-family="{FAMILY}" fill="{theme.foreground_color.hex}">',
            f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{theme.background_color.hex}"/>',
            *words,
            "</svg>\n",
        )
    )


def drawn(word: str, cell: int, row: int, style: Style | None, theme: TerminalTheme) -> str:
    """Return the SVG of a word that begins in a cell of a row."""
    style = style or Style()
    x, y = MARGIN + cell * CELL, MARGIN + row * LINE
    width = cell_len(word) * CELL
    ink, paper = (
        each and each.get_truecolor(theme, first).hex for each, first in ((style.color, True), (style.bgcolor, False))
    )
    if style.reverse:
        ink, paper = paper or theme.background_color.hex, ink or theme.foreground_color.hex
    looks = [f'fill="{ink}"'] if ink else []
    looks += ['font-weight="bold"'] if style.bold else []
    looks += ['font-style="italic"'] if style.italic else []
    looks += ['text-decoration="underline"'] if style.underline else []
    looks += ['fill-opacity="0.65"'] if style.dim else []
    behind = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{LINE:g}" fill="{paper}"/>' if paper else ""
    place = f'x="{x:.1f}" y="{y + FONT:.1f}" textLength="{width:.1f}"'
    return f"{behind}<text {' '.join((place, *looks))}>{escape(word)}</text>"


def main(folder: Path = DOCS) -> None:
    """Make all pictures, from a library of their own."""
    with tempfile.TemporaryDirectory() as home:
        run("import", "--sample", columns=COLUMNS, environment={"PAPERS_HOME": home})
        for name, argv in PICTURES.items():
            picture(name, argv, folder, home)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
