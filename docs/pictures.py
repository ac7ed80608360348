"""Make the README's pictures from real runs on the bundled sample: `python docs/pictures.py`."""

import io
import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from tests.terminal import run  # noqa: E402  (the tests' terminal is the one that is shown)

COLUMNS = 120

# rich's own template loads a font from the network; a picture in a README must not.
TEMPLATE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; white-space: pre }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def picture(name: str, *argv: str) -> None:
    """Run a command on a terminal and write what it shows to docs/NAME.svg."""
    code, sent = run(*argv, columns=COLUMNS)
    if code:
        raise SystemExit(f"papers {' '.join(argv)} failed: {sent}")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ papers {' '.join(argv)}\n{sent.rstrip()}"))
    svg = console.export_svg(title="", code_format=TEMPLATE, theme=DEFAULT_TERMINAL_THEME, unique_id=name)
    (DOCS / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["PAPERS_HOME"] = home
        run("import", "--sample", columns=COLUMNS)
        picture("listing", "list", "--sort", "votes")
