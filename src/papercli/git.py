"""A git repository as a folder of tracked Markdown files, by the real git program."""

import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from papercli.errors import InputError
from papercli.safe import one_line, without_login

try:
    import fcntl
except ImportError:  # Windows: there, two fetches at once are not kept apart
    fcntl = None  # type: ignore[assignment]

_HOST = r"(?:\w[\w.-]*|\[[0-9A-Fa-f:.]+\])"
_URL = re.compile(
    rf"(?:https|ssh|git)://(?:[^/@\\]+@)?{_HOST}(?::\d+)?/[^/].*|file:///[^/].*|[\w.+-]+@{_HOST}:/?[^/:].*"
)
_SUFFIXES = (b".md", b".markdown")
_TIP = "refs/papers/tip"  # what was fetched last: it moves in one step, the files follow
# They override the repository's own attributes: no filter (LFS and the like) runs, and bytes stay as they are.
_ATTRIBUTES = "* -filter -text -ident !eol !working-tree-encoding\n"
# The configuration of a person and of the system is read on purpose: private repositories need its credential helpers
# (Apple and Windows keep theirs in the system's), insteadOf and proxies. What in it could run something here or change
# the files is overridden by these and by _ATTRIBUTES.
_SETTINGS = (
    *(f"{name}={os.devnull}" for name in ("core.hooksPath", "core.attributesFile")),
    *(f"core.{name}=false" for name in ("fsmonitor", "symlinks", "autocrlf", "sparseCheckout", "logAllRefUpdates")),
    *("credential.interactive=false", "submodule.recurse=false", "gc.autoDetach=false", "maintenance.autoDetach=false"),
    *("gc.auto=500", "gc.pruneExpire=1.day.ago"),  # each fetch leaves the objects of the one before behind
    *("http.lowSpeedLimit=1", "http.lowSpeedTime=60"),  # after kill -9 of papers, its git ends by itself
)
# The other GIT_ variables belong to a git around this program (GIT_DIR and the like), or could weaken these rules.
_FOREIGN = re.compile("GIT_(?!CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$|EXEC_PATH$|PROXY_COMMAND$|SSH|SSL_)")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "https:ssh:git:file",  # protocol.allow=never would lose to a person's protocol.ext.allow
    **dict.fromkeys(("GIT_ASKPASS", "SSH_ASKPASS"), ""),
    **dict.fromkeys(("SSH_ASKPASS_REQUIRE", "GCM_INTERACTIVE"), "never"),
    **{"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
}
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=20"
# Seconds for a server to say what its newest commit is: one that accepts and says nothing would hold up other sources.
_ANSWER = 30.0
# The end of every failure of a remote, whatever the reason.
_EMPTY_WORDS = re.compile("fatal: Could not read from remote|Please make sure you have|and the repository exists")
# What git and ssh say where they would have asked somebody, and what helps.
_UNASKED = (
    (
        r"could not read (?:Username|Password) for",
        "it asks for a name and a password; a credential helper of git can give them",
    ),
    (
        r"(?s)\A(?!.*HAS CHANGED).*Host key verification failed",
        "ssh does not know the key of the host; connect to it once by ssh",
    ),
)


class _GitError(InputError):
    """git ran, and failed."""


def is_repository_url(text: str) -> bool:
    """Whether a text is an https, ssh, git or file URL, or `user@host:path`, that is safe to hand to git."""
    plain = unquote(text)
    return plain.isprintable() and not re.search(r"(?:^|[/:@])-", plain) and _URL.fullmatch(text) is not None


def fetch(url: str, folder: Path, timeout: float = 300.0, held: ExitStack | None = None) -> None:
    """Bring a folder to the newest state of a repository's default branch; a failure leaves it as it was.

    No other process fetches into it meanwhile, nor, with `held`, until that is closed.
    """
    git = _Git(folder.absolute(), url, time.monotonic() + timeout)
    if not is_repository_url(url):
        raise git.error("it is not a repository that can be fetched", "https, ssh, git and file URLs can be")
    try:
        git.folder.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as until_done:
            git = (held or until_done).enter_context(_locked(git))
            _tidy(git.folder)
            commit = None
            with suppress(_GitError, OSError):
                commit = _settle(git)
            asking = replace(git, deadline=min(git.deadline, time.monotonic() + _ANSWER))
            heads = re.findall(rb"^([0-9a-f]{40,64})\tHEAD$", asking.run("ls-remote", "--", url, "HEAD"), re.M)
            if not heads:
                raise git.error("its default branch has no commit")
            if commit and commit != heads[0]:
                commit = None
                with suppress(_GitError):
                    commit = _update(git)
            if not commit:
                _clone(git, "sha256" if len(heads[0]) == 64 else "sha1")
    except OSError as error:
        raise git.error(error.strerror or str(error)) from None


def tracked_files(folder: Path) -> list[Path]:
    """Return the Markdown files that the repository in a folder tracks, without links and submodules."""
    git = _Git(folder.absolute(), f"{folder}", time.monotonic() + 60)
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


def _settle(git: "_Git") -> bytes:
    # Brings the files to what was fetched last, also where a kill or a hand left them half-way; returns the commit.
    inside = git.folder / ".git"
    for left in inside.rglob("*.lock"):
        left.unlink(missing_ok=True)
    (inside / "info").mkdir(exist_ok=True)
    (inside / "info" / "attributes").write_text(_ATTRIBUTES, "ascii")
    git.run("reset", "--hard", "--quiet", _TIP)
    return git.run("rev-parse", _TIP).strip()


def _update(git: "_Git") -> bytes:
    options = ("--depth=1", "--update-shallow", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
    git.run("fetch", "--quiet", *options, "--", git.url, f"+HEAD:{_TIP}")
    return _settle(git)


def _clone(git: "_Git", hashes: str) -> None:
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
def _locked(git: "_Git") -> Iterator["_Git"]:
    with git.folder.with_name(f"{git.folder.name}.lock").open("ab") as file:
        while fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > git.deadline:
                    raise git.error("another process is fetching it just now") from None
                time.sleep(0.05)
        yield replace(git, lock=file.fileno() if fcntl else None)


@dataclass(frozen=True, slots=True)
class _Git:
    folder: Path
    url: str
    deadline: float
    lock: int | None = None

    def run(self, *words: str) -> bytes:
        """Return what git wrote; raises where it fails or takes too long."""
        # The repository is always named: one that the cache folder may lie in, with its settings, is not looked for.
        inside = os.devnull if words[0] in ("ls-remote", "config") else f"{self.folder / '.git'}"
        where = [] if words[0] == "init" else [f"--git-dir={inside}", f"--work-tree={self.folder}"]
        environment = {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)} | _ENVIRONMENT
        remote = words[0] in ("ls-remote", "fetch")
        if remote and not (environment.get("GIT_SSH_COMMAND") or environment.get("GIT_SSH") or self._ssh_command()):
            environment["GIT_SSH_COMMAND"] = _SSH
        command = ["git", *(word for setting in _SETTINGS for word in ("-c", setting)), *where, *words]
        # Files, not pipes, as what ssh leaves in the background would keep a pipe open. A session of its own, to have
        # no terminal to ask on and one group to kill. The lock outlives a killed papers until its local git ended.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            try:
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=self.folder.parent, env=environment,
                    start_new_session=True, pass_fds=() if remote or self.lock is None else (self.lock,),
                )  # fmt: skip
            except FileNotFoundError:
                raise self.error("git is not installed, or its folder is gone") from None
            try:
                code = process.wait(max(0.0, self.deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                slow = "its server did not answer in time" if words[0] == "ls-remote" else "git did not finish in time"
                raise self.error(slow) from None
            finally:
                if process.returncode is None:
                    with suppress(OSError):
                        # Windows has no groups of processes.
                        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
                    process.wait()
            out.seek(0)
            err.seek(0)
            if code:
                raise _GitError(self.error(_reason(err.read().decode(errors="replace"))).message)
            return out.read()

    def _ssh_command(self) -> bytes:
        with suppress(_GitError):
            return self.run("config", "--get", "core.sshCommand").strip()
        return b""

    def error(self, reason: str, hint: str | None = None) -> InputError:
        """Return an error about this repository, as one line that holds no password."""
        text = f"{self.url}: {reason}"
        if user := re.match(r"\w+://[^/]*?:([^/]+)@", self.url):
            text = text.replace(user[1], "").replace(unquote(user[1]), "")
        return InputError(one_line(without_login(text))[:500], hint)


def _reason(text: str) -> str:
    """Return why git failed, from all that it and ssh wrote, in one line."""
    for pattern, what in _UNASKED:
        if re.search(pattern, text):
            return what
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _EMPTY_WORDS.search(line)]
    if not lines:
        return "git failed and gave no reason"
    last = max((at for at, line in enumerate(lines) if re.match("fatal:|error:", line)), default=len(lines) - 1)
    # Some lines end where the reason begins.
    reason = " ".join(lines[last : last + (2 if lines[last].endswith(":") else 1)])
    return re.sub(r"^(?:fatal|error): (?:unable to access '[^']*': )?", "", reason)
