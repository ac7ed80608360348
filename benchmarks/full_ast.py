"""The baseline of an import: read all Markdown files of a folder, and let mistune parse each to its full AST."""

import sys
from pathlib import Path

import mistune


def main(folder: Path) -> None:
    parse = mistune.create_markdown(renderer=None)
    for path in sorted(folder.rglob("*.md")):
        parse(path.read_text("utf-8", errors="replace"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
