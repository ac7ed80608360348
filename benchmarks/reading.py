"""Read all digests of a folder in one process and keep nothing: what the parser alone takes."""

import sys
from pathlib import Path

from papercli.digest import read


def main(folder: Path) -> None:
    for path in sorted(folder.rglob("*.md")):
        read(str(path), path.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
