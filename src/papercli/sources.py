"""What there is to read: the Markdown files in files and folders that a person names."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from papercli.errors import InputError

# The digest that comes with the package; its source has no path, as that differs by installation.
SAMPLE = "sample:2024-08-30.md"
_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read; `named` where the person gave its own path, not that of a folder around it."""

    path: Path
    named: bool


def sample() -> bytes:
    """Return the sample digest that comes with the package."""
    return (resources.files("papercli") / "sample" / SAMPLE.partition(":")[2]).read_bytes()


def stdin_source(data: bytes) -> str:
    """Return the source of a text from standard input: made from the text, so that another replaces nothing."""
    return f"stdin:{hashlib.blake2b(data, digest_size=6).hexdigest()}.md"


def markdown_files(path: Path) -> list[SourceFile]:
    """Return the Markdown files that a path stands for, in order of their paths.

    A folder is searched to its bottom, but not into hidden folders or through links that leave it.
    Raises InputError where there is nothing to read.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"{path}: {_reason(error)}") from None
    if stat.S_ISDIR(mode):
        root = path.resolve()
        files = sorted(_walk(root, root))
        if not files:
            raise InputError(f"{path}: there is no Markdown file in this folder")
        return [SourceFile(file, named=False) for file in files]
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: it is not a file or folder", "to read from a pipe: papers import -")
    return [SourceFile(path.resolve(), named=True)]


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    try:
        items = list(os.scandir(folder))
    except OSError as error:
        raise InputError(f"{folder}: {_reason(error)}") from None
    for item in items:
        if item.is_dir(follow_symlinks=False):
            if not item.name.startswith("."):
                yield from _walk(Path(item.path), root)
        elif item.name.lower().endswith(_SUFFIXES) and item.is_file():
            file = Path(item.path)
            if not item.is_symlink() or file.resolve().is_relative_to(root):
                yield file


def _reason(error: OSError) -> str:
    return "there is no such file or folder" if isinstance(error, FileNotFoundError) else f"{error.strerror}"
