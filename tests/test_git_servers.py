"""Git repositories as sources, over real servers on this machine: what a person sees of them, in good and bad days."""

import getpass
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from papercli import git
from papercli.git import program
from tests import terminal
from tests.conftest import Papers
from tests.servers import LOGIN, Mute, Slow, Spawning, Web, certificate, serving
from tests.test_git import Repository, Shim, shim

SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
needs_sshd = pytest.mark.skipif(
    not SSHD or (os.getuid() == 0 and not Path("/run/sshd").is_dir()), reason="sshd is not installed, or not prepared"
)
SSH_CONFIG = """
UserKnownHostsFile {folder}/known
GlobalKnownHostsFile none
HostKeyAlias papers
IdentityFile {folder}/key
IdentitiesOnly yes
"""

__all__ = ["shim"]  # a fixture


def digest(votes: int) -> str:
    return f"## 2024-05-01\n\n### [A Paper](https://arxiv.org/abs/2405.00001)\n\nVote: {votes}\n\n- **Idea**: it.\n"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with one digest, in the folder that the servers serve."""
    (tmp_path / "gitconfig").touch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    proxies = [name for name in os.environ if name.lower() in ("http_proxy", "https_proxy", "all_proxy")]
    for name in ("GIT_SSL_CAINFO", "GIT_SSH", "GIT_SSH_COMMAND", *proxies):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "served").mkdir()
    repository = Repository(tmp_path / "served" / "digests")
    repository.commit(a=digest(1))
    return repository


@pytest.fixture
def https(there: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server that serves it by https, with a certificate that git trusts."""
    file = certificate(tmp_path, "localhost")
    monkeypatch.setenv("GIT_SSL_CAINFO", str(file))
    server = Web(there.folder.parent, file)
    with serving(server):
        yield server


@pytest.fixture
def ssh(there: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of the repository by ssh, of a host whose key is known."""
    folder = tmp_path / "ssh"
    folder.mkdir()
    for name in ("key", "host"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "known").write_text(f"papers {(folder / 'host.pub').read_text()}")
    (folder / "config").write_text(SSH_CONFIG.format(folder=folder))
    # Not by GIT_SSH_COMMAND, which would replace what papers makes of ssh.
    own = folder / "bin" / "ssh"
    own.parent.mkdir()
    own.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {folder}/config "$@"\n')
    own.chmod(0o755)
    monkeypatch.setenv("PATH", f"{own.parent}{os.pathsep}{os.environ['PATH']}")
    (folder / "server").write_text(
        f"HostKey {folder}/host\nAuthorizedKeysFile {folder}/key.pub\nStrictModes no\nUsePAM no\n"
    )
    assert SSHD
    with serving(Spawning(SSHD, "-i", "-f", folder / "server")) as port:
        yield f"ssh://{getpass.getuser()}@127.0.0.1:{port}{there.folder}"


@pytest.fixture
def url(request: pytest.FixtureRequest, there: Repository) -> Iterator[str]:
    if request.param == "https":
        yield f"{request.getfixturevalue('https').url}/digests/.git"
    elif request.param == "ssh":
        yield request.getfixturevalue("ssh")
    else:
        daemon = Spawning("git", "daemon", "--inetd", "--export-all", f"--base-path={there.folder.parent}")
        with serving(daemon) as port:
            yield f"git://127.0.0.1:{port}/digests/.git"


@pytest.mark.parametrize(
    "url", [pytest.param("https", marks=needs_openssl), pytest.param("ssh", marks=needs_sshd), "git"], indirect=True
)
def test_a_repository_of_a_server(papers: Papers, there: Repository, url: str) -> None:
    assert papers("import", url).code == 0
    assert papers("list").ids == ["2405.00001"]
    # The newest commit is written anew, with the file renamed.
    there.git("mv", "a.md", "b.md")
    there.commit("--amend", b=digest(2))
    assert "votes: 2405.00001 1 → 2 A Paper" in papers("sync").err
    there.git("symbolic-ref", "HEAD", "refs/heads/gone")
    run = papers("sync")
    assert run.code == 1
    assert f"{url}: its default branch has no commit\n" in run.err
    assert papers("list").ids == ["2405.00001"]


@pytest.fixture
def helper(there: Repository, tmp_path: Path) -> None:
    """A credential helper of git, as a person may have it: this one keeps passwords in a file."""
    (tmp_path / "gitconfig").write_text(f"[credential]\nhelper = store --file={tmp_path}/passwords\n")


@needs_openssl
def test_a_login_is_not_asked_for_and_not_shown(papers: Papers, https: Web, helper: None) -> None:
    url = f"{https.url}/private/digests/.git"
    run = papers("import", url)
    assert run.code == 1
    assert run.err.startswith(f"papers: {url}: it asks for a name and a password; ")
    wrong = papers("import", url.replace("://", "://us3r:wr0ng@"))
    assert wrong.err.startswith(f"papers: {url}: Authentication failed")
    assert papers("import", url.replace("://", f"://{LOGIN}@")).code == 0
    https.folder = https.folder / "away"
    sync = papers("sync", "--json")
    assert sync.code == 1
    runs = [wrong, sync, papers("sources"), papers("sources", "--json"), papers("doctor")]
    assert not any(secret in run.out + run.err for run in runs for secret in ("s3cret", "wr0ng", "us3r"))
    assert runs[3].json[0]["location"] == url


@needs_openssl
@pytest.mark.parametrize("user", ["us3r@", ""])
def test_a_password_is_left_to_git(
    papers: Papers, https: Web, helper: None, there: Repository, home: Path, tmp_path: Path, user: str
) -> None:
    if not user:
        https.login = "t0ken:x-oauth-basic"
    url = f"{https.url}/private/digests/.git"
    assert papers("import", url.replace("://", f"://{https.login}@")).code == 0
    there.commit(a=digest(2))
    sync = papers("sync")
    assert sync.code == 0
    assert "votes: 2405.00001 1 → 2 A Paper" in sync.err
    # The same source, named without the password.
    assert papers("import", url.replace("://", f"://{user}")).code == 0
    assert len(papers("sources", "--json").json) == 1
    files = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    assert files
    assert not any(secret in text for text in files for secret in (b"s3cret", b"t0ken"))
    (tmp_path / "passwords").unlink()
    lost = papers("sync")
    assert lost.code == 1
    assert "it asks for a name and a password; a credential helper of git can give them\n" in lost.err
    assert papers("list").ids == ["2405.00001"]


@needs_openssl
def test_a_password_that_nobody_keeps(papers: Papers, https: Web) -> None:
    url = f"{https.url}/private/digests/.git"
    given = url.replace("://", f"://{LOGIN}@")
    run = papers("import", given)
    assert run.code == 1
    assert f"papers: {url}: it is read, but not remembered: papers keeps no password; " in run.err
    assert papers("list").ids == ["2405.00001"]
    assert papers("sources", "--json").json == []
    assert papers("import", "--once", given).code == 0
    # Where the server asks for none, none is needed.
    assert papers("import", f"{https.url}/digests/.git".replace("://", f"://{LOGIN}@")).code == 0
    (source,) = papers("sources", "--json").json
    assert source["location"] == f"{https.url}/digests/.git"


def test_a_repository_that_is_named_twice(papers: Papers, there: Repository) -> None:
    run = papers("import", there.url, there.url)
    assert run.code == 0
    assert "digests: 1 new" in run.err


@needs_openssl
def test_a_certificate_that_nobody_trusts(papers: Papers, https: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_SSL_CAINFO")
    url = f"{https.url}/digests/.git"
    run = papers("import", url)
    assert run.code == 1
    assert run.err.startswith(f"papers: {url}: ")
    assert "certificate" in run.err
    assert https.asked == []


@needs_openssl
def test_no_redirect_leaves_https(papers: Papers, https: Web) -> None:
    plain = Web(https.folder)
    with serving(plain):
        https.elsewhere = plain.url
        run = papers("import", f"{https.url}/elsewhere/digests/.git")
    assert run.code == 1
    assert https.asked != []
    assert plain.asked == []
    assert papers("list").ids == []


@needs_sshd
def test_a_host_that_ssh_does_not_know(papers: Papers, ssh: str, tmp_path: Path) -> None:
    known = tmp_path / "ssh" / "known"
    known.write_text("")
    run = papers("import", ssh)
    assert run.code == 1
    assert f"papers: {ssh}: ssh does not know the key of the host; connect to it once by ssh\n" in run.err
    assert known.read_text() == ""
    # Another key than the known one may be somebody in between: to connect by hand is no remedy.
    known.write_text(f"papers {(tmp_path / 'ssh' / 'key.pub').read_text()}")
    assert f"papers: {ssh}: Host key verification failed.\n" in papers("import", ssh).err


def test_a_server_that_never_answers(papers: Papers, there: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_ANSWER", 0.5)
    papers("import", there.url)
    there.commit(a=digest(2))
    with ExitStack() as held:
        ports = [held.enter_context(serving(Mute())) for _ in range(2)]
        urls = [f"git://127.0.0.1:{ports[0]}/a", f"https://127.0.0.1:{ports[1]}/a"]
        start = time.monotonic()
        run = papers("import", *urls, there.url)
        assert time.monotonic() - start < 10
    assert run.code == 1
    for url in urls:
        assert f"papers: {url}: its server did not answer in time\n" in run.err
    assert "votes: 2405.00001 1 → 2 A Paper" in run.err


@pytest.fixture
def large(there: Repository) -> Repository:
    """A repository that is fetched in many pieces: what is random cannot be packed."""
    for number in range(200):
        (there.folder / f"{number}.bin").write_bytes(os.urandom(8000))
    there.commit(a=digest(2))
    return there


def test_a_server_that_falls_silent(papers: Papers, large: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_SILENCE", 1.0)
    start = time.monotonic()
    with serving(Slow(large.folder.parent, most=500_000)) as port:
        url = f"git://127.0.0.1:{port}/digests/.git"
        run = papers("import", url, large.url)
    assert time.monotonic() - start < 15
    assert run.code == 1
    assert f"papers: {url}: its server sent nothing for 1 seconds\n" in run.err
    assert papers("list").ids == ["2405.00001"]


def test_a_slow_server_is_waited_for(papers: Papers, large: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_SILENCE", 1.5)
    start = time.monotonic()
    with serving(Slow(large.folder.parent, pause=0.02)) as port:
        run = papers("import", f"git://127.0.0.1:{port}/digests/.git")
    assert run.code == 0
    assert "fetching" not in run.err, "a pipe is told no progress"
    assert time.monotonic() - start > 1.5
    assert papers("list").ids == ["2405.00001"]


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["colours", "none", "dumb"])
def test_a_terminal_shows_what_is_fetched(large: Repository, environment: dict[str, str]) -> None:
    with serving(Slow(large.folder.parent, pause=0.007 if environment else 0.02)) as port:
        url = f"git://127.0.0.1:{port}/digests/.git"
        code, shown = terminal.run("import", "--json", url, columns=120, environment=environment)
    assert code == 0
    if environment:
        assert shown.startswith(f"fetching {url}\n{{")
        assert "\x1b" not in shown
    else:
        assert re.search(rf"[-\\|/] fetching {re.escape(url)}  \x1b\[2mreceiving objects: \d+% \(\d+/\d+\)", shown)
    (data,) = re.findall(r"\{.*", shown)
    assert [paper["id"] for paper in json.loads(data)["new"]] == ["2405.00001"]


def test_a_server_cannot_steer_the_terminal(shim: Shim, tmp_path: Path, there: Repository) -> None:
    told = r"remote: Counting objects: 1\033]52;c;eA==\007[bold]:smile:\r"
    shim(f'case "$*" in *" fetch "*) printf "{told}" >&2; sleep 1;; esac; exec $GIT "$@"')
    code, shown = terminal.run("import", there.url, columns=200)
    assert code == 0
    assert "counting objects: 1␛]52;c;eA==␇[bold]:smile:" in shown
    assert "\x1b]52" not in shown


def test_an_interrupted_fetch_leaves_a_clean_terminal(large: Repository, tmp_path: Path) -> None:
    with serving(Slow(large.folder.parent, most=500_000)) as port:
        url = f"git://127.0.0.1:{port}/digests/.git"
        code, shown = terminal.run("import", url, columns=120, keys="\x03")
    assert code == 130
    assert "fetching" not in shown.rpartition("\x1b[2K")[2]
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")
    assert not list((tmp_path / "home" / "cache" / "git").glob("*.new-*"))


def test_a_server_that_is_down(papers: Papers, there: Repository) -> None:
    with serving(Mute()) as port:
        pass
    run = papers("import", f"git://127.0.0.1:{port}/a", there.url)
    assert run.code == 1
    assert f"papers: git://127.0.0.1:{port}/a: unable to connect to 127.0.0.1: " in run.err
    assert "refused" in run.err
    assert papers("list").ids == ["2405.00001"]
