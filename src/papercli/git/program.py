"""The git program: run so that it asks nobody, runs nothing that a repository brings, and ends in time."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from papercli.errors import InputError
from papercli.safe import one_line, without_login

# The configuration of a person and of the system is read on purpose: private repositories need its credential helpers
# (Apple and Windows keep theirs in the system's), insteadOf and proxies. What in it could run something here or change
# the files is overridden by these, and by the attributes that each clone gets.
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
# Seconds between two looks at what git says, and without a word of it until a server is given up. While a server packed
# three similar texts of 70 MB its git told nothing for 13 seconds, and on a slow line a packet of 64 KB comes as one.
_TICK = 0.1
_SILENCE = 60.0
_LINE = 500  # bytes in which the last line of its progress is found
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=20 -oServerAliveInterval=20"
_PROGRESS = r"(?:remote: )?[A-Z][a-z]+ [a-z]+: +\d"
# What comes before a failure, and the end of every failure of a remote, whatever the reason.
_EMPTY_WORDS = re.compile(
    rf"^{_PROGRESS}|fatal: Could not read from remote|Please make sure you have|and the repository exists"
)
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


class GitError(InputError):
    """git ran, and failed."""


@dataclass(frozen=True, slots=True)
class Git:
    """git at work for one repository: the folder it is in, its URL, and when all must be done (monotonic time).

    `lock` is a file that is kept open as long as git writes there; `tell` is told what git says of its progress.
    """

    folder: Path
    url: str
    deadline: float
    lock: int | None = None
    tell: Callable[[str], None] | None = None

    def run(self, *words: str) -> bytes:
        """Return what git wrote; raises where it fails or takes too long, or a server falls silent in a fetch.

        A fetch has to tell its progress, as that is how its server is heard.
        """
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
                code = self._wait(process, words[0], err.fileno())
            finally:
                if process.returncode is None:
                    with suppress(OSError):
                        # Windows has no groups of processes.
                        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
                    process.wait()
            out.seek(0)
            err.seek(0)
            if code:
                raise GitError(self.error(_reason(err.read().decode(errors="replace"))).message)
            return out.read()

    def _wait(self, process: subprocess.Popen[bytes], what: str, words: int) -> int:
        # Returns the exit code. The words of git are watched in their file: it writes some as long as anything comes.
        said, heard = 0, time.monotonic()
        while True:
            now = time.monotonic()
            with suppress(subprocess.TimeoutExpired):
                return process.wait(min(_TICK, max(0.0, self.deadline - now)))
            if now >= self.deadline:
                slow = "its server did not answer in time" if what == "ls-remote" else "git did not finish in time"
                raise self.error(slow)
            if said != (said := os.fstat(words).st_size):
                heard = now
            if what == "fetch" and now > heard + _SILENCE:
                raise self.error(f"its server sent nothing for {_SILENCE:.0f} seconds")
            if self.tell:
                self.tell(_progress(words, said))

    def _ssh_command(self) -> bytes:
        with suppress(GitError):
            return self.run("config", "--get", "core.sshCommand").strip()
        return b""

    def error(self, reason: str, hint: str | None = None) -> InputError:
        """Return an error about this repository, as one line that holds no password."""
        text = f"{self.url}: {reason}"
        if user := re.match(r"\w+://[^/]*?:([^/]+)@", self.url):
            text = text.replace(user[1], "").replace(unquote(user[1]), "")
        return InputError(one_line(without_login(text))[:500], hint)


def _progress(words: int, size: int) -> str:
    """Return what git said last of its progress, in a file of so many bytes; nothing is an empty text."""
    if not hasattr(os, "pread"):  # Windows: git writes where a file was read last
        return ""
    tail = os.pread(words, _LINE, max(0, size - _LINE)).decode(errors="replace")
    told = re.findall(rf"{_PROGRESS}[^\r\n]*(?=[\r\n])", tail)
    text = " ".join(told[-1].removeprefix("remote: ").split()) if told else ""
    return text[:1].lower() + text[1:]


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
