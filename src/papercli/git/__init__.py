"""A git repository as a folder of tracked Markdown files, by the real git program."""

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from papercli.errors import InputError
from papercli.git.program import Git, GitError

try:
    import fcntl
except ImportError:  # Windows: there, two fetches at once are not kept apart
    fcntl = None  # type: ignore[assignment]

_HOST = r"(?:\w[\w.-]*|\[[0-9A-Fa-f:.]+\])"
_URL = re.compile(
    rf"(?:https|ssh|git)://(?:[^/@\\]+@)?{_HOST}(?::\d+)?/[^/].*|file:///[^/].*|[\w.+-]+@{_HOST}:/?[^/:].*"
)
_LOGIN = re.compile("https://([^/@:]*):([^/@]*)@")
# With one of these for a password it is the user who is secret, a token.
_NO_PASSWORDS = ("", "x-oauth-basic")
_SUFFIXES = (b".md", b".markdown")
_TIP = "refs/papers/tip"  # what was fetched last: it moves in one step, the files follow
# They override the repository's own attributes: no filter (LFS and the like) runs, and bytes stay as they are.
_ATTRIBUTES = "* -filter -text -ident !eol !working-tree-encoding\n"
# Seconds for a server to say what its newest commit is: one that accepts and says nothing would hold up other sources.
_ANSWER = 30.0
# Seconds for all of a fetch. A server that falls silent is given up long before, so that this is for slow lines.
_LIMIT = 1800.0


def is_repository_url(text: str) -> bool:
    """Whether a text is an https, ssh, git or file URL, or `user@host:path`, that is safe to hand to git."""
    plain = unquote(text)
    return plain.isprintable() and not re.search(r"(?:^|[/:@])-", plain) and _URL.fullmatch(text) is not None


def without_password(url: str) -> str:
    """Return a URL as it may be kept: with the user at most, and not with one that is a token."""
    login = _LOGIN.match(url)
    if login is None:
        return url
    user = "" if login[2] in _NO_PASSWORDS else login[1]
    return f"https://{user}{'@' if user else ''}{url[login.end() :]}"


def answers(url: str, folder: Path) -> bool:
    """Tell whether git gets an answer about a repository, whose clone is in this folder, by this URL."""
    try:
        return bool(Git(folder.absolute(), url, time.monotonic() + _ANSWER).run("ls-remote", "--", url, "HEAD"))
    except (InputError, OSError):
        return False


def fetch(
    url: str,
    folder: Path,
    timeout: float = _LIMIT,
    held: ExitStack | None = None,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Bring a folder to the newest state of a repository's default branch; a failure leaves it as it was.

    No other process fetches into it meanwhile, nor, with `held`, until that is closed. `tell` is called ten times a
    second, with what git says of its progress or an empty text.
    """
    git = Git(folder.absolute(), url, time.monotonic() + timeout, tell=tell)
    if not is_repository_url(url):
        raise git.error("it is not a repository that can be fetched", "https, ssh, git and file URLs can be")
    try:
        git.folder.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as until_done:
            git = (held or until_done).enter_context(_locked(git))
            _tidy(git.folder)
            commit = None
            with suppress(GitError, OSError):
                commit = _settle(git)
            asking = replace(git, deadline=min(git.deadline, time.monotonic() + _ANSWER))
            heads = re.findall(rb"^([0-9a-f]{40,64})\tHEAD$", asking.run("ls-remote", "--", url, "HEAD"), re.M)
            if not heads:
                raise git.error("its default branch has no commit")
            if commit and commit != heads[0]:
                commit = None
                with suppress(GitError):
                    commit = _update(git)
            if not commit:
                _clone(git, "sha256" if len(heads[0]) == 64 else "sha1")
    except OSError as error:
        raise git.error(error.strerror or str(error)) from None


def tracked_files(folder: Path) -> list[Path]:
    """Return the Markdown files that the repository in a folder tracks, without links and submodules."""
    git = Git(folder.absolute(), f"{folder}", time.monotonic() + 60)
    try:
        entries = git.run("ls-files", "--stage", "-z").split(b"\0")
    except OSError as error:
        raise git.error(error.strerror or str(error)) from None
    files = []
    for entry in entries:
        mode, _, name = entry.partition(b"\t")
        # A name that is not UTF-8 is skipped: not every place that keeps or shows a path could hold it.
        with suppress(UnicodeDecodeError, OSError):
            file = git.folder / name.decode("utf-8")
            if mode.startswith(b"100") and name.lower().endswith(_SUFFIXES) and stat.S_ISREG(file.lstat().st_mode):
                files.append(file)
    return sorted(files)


def _settle(git: Git) -> bytes:
    # Brings the files to what was fetched last, also where a kill or a hand left them half-way; returns the commit.
    inside = git.folder / ".git"
    for left in inside.rglob("*.lock"):
        left.unlink(missing_ok=True)
    (inside / "info").mkdir(exist_ok=True)
    (inside / "info" / "attributes").write_text(_ATTRIBUTES, "ascii")
    git.run("reset", "--hard", "--quiet", _TIP)
    return git.run("rev-parse", _TIP).strip()


def _update(git: Git) -> bytes:
    options = ("--depth=1", "--update-shallow", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
    git.run("fetch", "--progress", "--no-auto-maintenance", *options, "--", git.url, f"+HEAD:{_TIP}")
    commit = _settle(git)
    # Not within the fetch, as it tells no progress: it would seem to be a silent server.
    with suppress(InputError):
        git.run("gc", "--auto", "--quiet")
    return commit


def _clone(git: Git, hashes: str) -> None:
    # Not by `git clone`: that checks out before _ATTRIBUTES are there, and keeps the URL with its password in a file.
    folder = git.folder
    new = replace(git, folder=Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent)))
    try:
        options = ("--quiet", "--template=", f"--object-format={hashes}", "--initial-branch=papers")
        new.run("init", *options, "--", f"{new.folder}")
        _update(new)
        if os.path.lexists(folder):
            folder.rename(f"{folder}.old")
        new.folder.rename(folder)
    finally:
        _tidy(folder)


def _tidy(folder: Path) -> None:
    # A kill between the two renames of _clone left the old state aside: it comes back.
    old = folder.with_name(f"{folder.name}.old")
    if os.path.lexists(old) and not os.path.lexists(folder):
        old.rename(folder)
    for item in list(folder.parent.iterdir()):
        if item == old or item.name.startswith(f"{folder.name}.new-"):
            shutil.rmtree(item, ignore_errors=True)


@contextmanager
def _locked(git: Git) -> Iterator[Git]:
    with git.folder.with_name(f"{git.folder.name}.lock").open("ab") as file:
        while fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > git.deadline:
                    raise git.error("another process is fetching it just now") from None
                if git.tell:
                    git.tell("another process is fetching it")
                time.sleep(0.05)
        yield replace(git, lock=file.fileno() if fcntl else None)
