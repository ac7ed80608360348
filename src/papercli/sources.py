"""What there is to read: the Markdown files of the files, folders and git repositories that a person names."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from papercli.errors import InputError
from papercli.intake import Source
from papercli.safe import without_login

# The digest that comes with the package; its source has no path, as that differs by installation.
SAMPLE = "sample:2024-08-30.md"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SUFFIXES = (".md", ".markdown")


class SourceFile(NamedTuple):
    """One file to read: its path, size and time in ns; `named` where it was named itself, not a folder around it."""

    path: Path
    named: bool
    size: int
    mtime: int

    @property
    def source(self) -> str:
        """What the library calls it: its path, as text."""
        return text_of(self.path)


class Finding(NamedTuple):
    """What there is to read in one place: the file or folder, its files, and what in it could not be looked into."""

    root: Path
    files: Sequence[SourceFile]
    problems: Mapping[str, str] = MappingProxyType({})


def text_of(path: Path) -> str:
    """Return a path as text; bytes of it that are no text are written out (`\\xff`)."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def source_of(place: str) -> Source:
    """Return what a person means by a path or URL, as a source without a name; its location holds no password."""
    from papercli import git

    # A file may be named like an address of ssh.
    if git.is_repository_url(place) and not os.path.lexists(place):
        return Source("", "git", git.without_password(place))
    if "::" in place or _URL.match(place):
        where = without_login(place)
        raise InputError(f"{where}: git repositories are read by https, ssh, git and file URLs only")
    if not place:
        raise InputError(": there is no such file or folder")
    try:
        # Asked first, as the system has better words for what is wrong than resolving has.
        Path(place).stat()
        path = Path(place).resolve(strict=True)
        return Source("", "folder" if path.is_dir() else "file", str(path))
    except (OSError, RuntimeError) as error:  # RuntimeError is what Python 3.11 makes of a loop of links
        raise InputError(f"{place}: {_reason(error)}") from None


def root_of(source: Source, clones: Path) -> Path:
    """Return the file or folder in which a source's digests lie; that of a repository is below `clones`."""
    if source.kind != "git":
        return Path(source.location)
    return clones / hashlib.blake2b(source.location.encode(), digest_size=8).hexdigest()


def is_open(source: Source, clones: Path) -> bool:
    """Tell whether a source that was just found by a URL with a password can be reached without it."""
    from papercli import git

    return git.answers(source.location, root_of(source, clones))


def find(
    source: Source,
    clones: Path,
    held: ExitStack,
    tell: Callable[[str], None] | None = None,
    url: str | None = None,
) -> Finding:
    """Return what there is to read at a source now; raise InputError where it cannot be reached.

    Until `held` is closed, no other process changes the files of a repository. While one is fetched, `tell` is told
    how far that is; it may be by another URL, with a password.
    """
    root = root_of(source, clones)
    if source.kind != "git":
        return markdown_files(root)
    # Imported here: most sources are folders.
    from papercli import git

    git.fetch(url or source.location, root, held=held, tell=tell)
    files = []
    for path in git.tracked_files(root):
        status = path.stat()
        files.append(SourceFile(path, False, status.st_size, status.st_mtime_ns))
    return Finding(root, files)


def sample() -> bytes:
    """Return the sample digest that comes with the package."""
    from importlib import resources

    return (resources.files("papercli") / "sample" / SAMPLE.partition(":")[2]).read_bytes()


def read_file(place: str) -> bytes:
    """Return the bytes of one file; raise InputError where it cannot be read."""
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise InputError(f"{place}: {_reason(error)}") from None


def is_folder(place: str) -> bool:
    """Tell whether a place is a folder here."""
    return Path(place).is_dir()


def stdin_source(data: bytes) -> str:
    """Return the source of a text from standard input: made from the text, so that another replaces nothing."""
    return f"stdin:{hashlib.blake2b(data, digest_size=6).hexdigest()}.md"


def markdown_files(path: Path) -> Finding:
    """Return the Markdown files that a path stands for, in order of their paths.

    A folder is searched to its bottom, but not into hidden folders, and not through links: what they lead to
    inside of it is found anyway, and what lies outside was not asked for.
    Raises InputError where there is nothing to read.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"{path}: {_reason(error)}") from None
    if stat.S_ISDIR(status.st_mode):
        found = _walk(path)
        if text_of(path) in found.problems:
            raise InputError(f"{path}: {found.problems[text_of(path)]}")
        if not found.files and not found.problems:
            raise InputError(f"{path}: there is no Markdown file in this folder")
        return found
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path}: it is not a file or folder", "to read from a pipe: papers import -")
    return Finding(path, [SourceFile(path, True, status.st_size, status.st_mtime_ns)])


def _walk(root: Path) -> Finding:
    files: list[SourceFile] = []
    problems: dict[str, str] = {}
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as items:
                for item in items:
                    if item.is_dir(follow_symlinks=False):
                        folders += [] if item.name.startswith(".") else [item.path]
                    elif item.name.lower().endswith(_SUFFIXES) and item.is_file(follow_symlinks=False):
                        status = item.stat()
                        files.append(SourceFile(Path(item.path), False, status.st_size, status.st_mtime_ns))
        except OSError as error:
            problems[text_of(Path(folder))] = _reason(error)
    return Finding(root, sorted(files, key=lambda file: file.path), problems)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return (isinstance(error, OSError) and error.strerror) or "Too many levels of symbolic links"
