"""Git repositories as sources, with real ones over file URLs: what is fetched, what is refused, what survives."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from papercli.errors import InputError
from papercli.git import fetch, is_repository_url, tracked_files, without_password
from papercli.git.program import _SETTINGS

GIT = shutil.which("git") or ""
pytestmark = pytest.mark.skipif(not GIT, reason="git is not installed")
Shim = Callable[[str], None]
Damage = Callable[[Path], object]


class Repository:
    """A repository on the other side: files in, commits out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, folder.as_uri()
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str | Path) -> None:
        settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
        subprocess.run([GIT, *settings, *words], cwd=self.folder, check=True, capture_output=True)

    def commit(self, *words: str, **files: str) -> None:
        for name, text in files.items():
            (self.folder / f"{name}.md").write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x", *words)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with two Markdown files."""
    (tmp_path / "gitconfig").touch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    repository = Repository(tmp_path / "there")
    repository.commit(a="one", b="one")
    return repository


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "here"


@pytest.fixture
def shim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shim:
    """Put a shell script before git; in it, "$GIT" is the real one."""

    def write(script: str) -> None:
        file = tmp_path / "bin" / "git"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\nGIT={GIT}\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{file.parent}{os.pathsep}{os.environ['PATH']}")

    return write


def texts(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in tracked_files(folder)}


def beside(folder: Path) -> set[str]:
    """What lies beside a clone: nothing but its lock, as a rule."""
    return {file.name for file in folder.parent.iterdir()} - {folder.name}


def in_child(url: str, folder: Path) -> subprocess.Popen[bytes]:
    program = (
        "import sys; from pathlib import Path; from papercli.git import fetch; fetch(sys.argv[1], Path(sys.argv[2]))"
    )
    return subprocess.Popen([sys.executable, "-c", program, url, str(folder)], stderr=subprocess.DEVNULL)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/papers.git",
        "https://me:secret@example.org:8443/a/b",
        "ssh://git@example.org:22/~me/papers",
        "ssh://git@[::1]/papers",
        "git://example.org/papers.git",
        "file:///srv/my papers",
        "git@example.org:me/papers.git",
        "me@example.org:/srv/papers",
    ],
)
def test_urls(url: str) -> None:
    assert is_repository_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.org/a",
        "HTTPS://example.org/a",
        "ftp://example.org/a",
        "ext::sh -c 'touch x'",
        "ext::https://example.org/a",
        "fd::17",
        "https::ssh://example.org/a",
        "git@host::a",
        "git@host://a",
        "--upload-pack=touch x",
        "-u@host:a",
        "ssh://-oProxyCommand=x/a",
        "ssh://-oProxyCommand=x@host/a",
        "ssh://git@-oProxyCommand=x/a",
        "ssh://%2doProxyCommand=x/a",
        "ssh://host/-a",
        "git@-host:a",
        "git@host:-a",
        "git@host:a/--b",
        "https://example.org",
        "https://example.org/",
        "https:///a",
        "https://example.org/a\nb",
        "https://example.org/a%0ab",
        "https://example.org/a\x1b[2J",
        "https://me@evil@example.org/a",
        "file://host/a",
        "file:///",
        "file:a",
        "host:a",
        "C:\\papers",
        "/srv/papers",
        "papers.md",
        " https://example.org/a",
    ],
)
def test_no_urls(url: str, here: Path) -> None:
    assert not is_repository_url(url)
    with pytest.raises(InputError, match="not a repository"):
        fetch(url, here)
    assert not here.parent.exists()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://me:secret@example.org:8443/a", "https://me@example.org:8443/a"),
        ("https://me:sec%40ret:x@example.org/a@b:c@d", "https://me@example.org/a@b:c@d"),
        ("https://token:@example.org/a", "https://example.org/a"),
        ("https://token:x-oauth-basic@example.org/a", "https://example.org/a"),
        ("https://:secret@example.org/a", "https://example.org/a"),
        ("https://me@example.org/a", "https://me@example.org/a"),
        ("https://example.org:8443/a:b@c", "https://example.org:8443/a:b@c"),
        ("ssh://git@example.org:22/a", "ssh://git@example.org:22/a"),
        ("git@example.org:me/a.git", "git@example.org:me/a.git"),
    ],
)
def test_without_password(url: str, kept: str) -> None:
    assert is_repository_url(url)
    assert without_password(url) == kept


def test_clone_and_fetch(there: Repository, here: Path) -> None:
    fetch(there.url, here)
    assert texts(here) == {"a.md": "one", "b.md": "one"}
    before = (here / "b.md").stat()
    (there.folder / "b.md").rename(there.folder / "c.md")
    there.commit(a="two")
    fetch(there.url, here)
    assert texts(here) == {"a.md": "two", "c.md": "one"}
    there.commit(a="three", b="one")
    kept = (here / "c.md").stat().st_mtime_ns
    fetch(there.url, here)
    fetch(there.url, here)
    assert texts(here) == {"a.md": "three", "b.md": "one", "c.md": "one"}
    assert (here / "c.md").stat().st_mtime_ns == kept, "an unchanged file is not touched"
    assert before.st_size == 3
    assert beside(here) == {"here.lock"}


def test_the_clone_is_shallow(there: Repository, here: Path) -> None:
    there.git("tag", "v1")
    there.commit(a="two")
    there.git("branch", "other", "HEAD~1")
    fetch(there.url, here)
    for words, lines in ((("rev-list", "--all"), 1), (("tag",), 0), (("for-each-ref", "refs/heads"), 1)):
        run = subprocess.run([GIT, *words], cwd=here, capture_output=True, text=True, check=True)
        assert len(run.stdout.splitlines()) == lines, words


def test_many_fetches_stay_small(there: Repository, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sooner = ("gc.autoPackLimit=2", "gc.pruneExpire=now", "fetch.unpackLimit=1")
    monkeypatch.setattr("papercli.git.program._SETTINGS", (*_SETTINGS, *sooner))
    for number in range(20):
        there.commit(a=f"{number}")
        fetch(there.url, here)
    assert texts(here)["a.md"] == "19"
    assert sum(file.is_file() for file in (here / ".git" / "objects").rglob("*")) < 20


def test_packing_may_take_its_time_and_fail(
    shim: Shim, there: Repository, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papercli.git.program._SILENCE", 1.0)
    shim(f'case "$*" in *" gc "*) touch {tmp_path}/packed; sleep 1.5; exit 1;; *) exec $GIT "$@";; esac')
    fetch(there.url, here)
    assert (tmp_path / "packed").exists()
    assert texts(here) == {"a.md": "one", "b.md": "one"}


def test_force_push(there: Repository, here: Path) -> None:
    there.commit(c="to go")
    fetch(there.url, here)
    there.git("reset", "--quiet", "--hard", "HEAD~1")
    there.commit("--amend", a="anew")
    fetch(there.url, here)
    assert texts(here) == {"a.md": "anew", "b.md": "one"}


def test_another_default_branch(there: Repository, here: Path) -> None:
    fetch(there.url, here)
    there.git("branch", "--move", "main", "trunk")
    there.commit(a="on trunk")
    fetch(there.url, here)
    assert texts(here)["a.md"] == "on trunk"
    there.git("checkout", "--quiet", "-b", "feature/x")
    there.commit(a="on feature")
    fetch(there.url, here)
    assert texts(here)["a.md"] == "on feature"


def test_another_repository_in_the_same_folder(there: Repository, here: Path, tmp_path: Path) -> None:
    fetch(there.url, here)
    other = Repository(tmp_path / "other")
    other.commit(z="z")
    fetch(other.url, here)
    assert texts(here) == {"z.md": "z"}


def test_sha256(here: Path, there: Repository) -> None:
    shutil.rmtree(there.folder / ".git")
    there.git("init", "--object-format=sha256")
    there.commit(a="long")
    fetch(there.url, here)
    assert texts(here) == {"a.md": "long", "b.md": "one"}


def test_a_shallow_remote(there: Repository, here: Path, tmp_path: Path) -> None:
    there.commit(a="two")
    there.git("clone", "--quiet", "--depth=1", there.url, tmp_path / "shallow")
    fetch((tmp_path / "shallow").as_uri(), here)
    assert texts(here)["a.md"] == "two"


def test_an_empty_repository(here: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        fetch(Repository(tmp_path / "there").url, here)
    assert caught.value.message.endswith("/there: its default branch has no commit")
    assert not here.exists()


def test_unreachable(there: Repository, here: Path) -> None:
    fetch(there.url, here)
    there.folder.rename(there.folder.with_name("away"))
    with pytest.raises(InputError) as caught:
        fetch(there.url, here)
    assert caught.value.message == f"{there.url}: '{there.folder}' does not appear to be a git repository"
    assert texts(here) == {"a.md": "one", "b.md": "one"}
    assert beside(here) == {"here.lock"}


def test_an_error_holds_no_credentials(shim: Shim, here: Path) -> None:
    told = "fatal: no \\033[1mhttps://me:s3cret@x/ or s3cr%%65t or s3cret"
    shim(f"printf 'a\\n{told}\\n\\nPlease make sure you have\\n' >&2; exit 9")
    with pytest.raises(InputError) as caught:
        fetch("https://me:s3cr%65t@example.org/a", here)
    message = caught.value.message
    assert message == "https://example.org/a: no ␛[1mhttps://x/ or  or "
    with pytest.raises(InputError) as caught:
        fetch("https://token@example.org/-a", here)
    assert "token" not in caught.value.message
    with pytest.raises(InputError) as caught:
        fetch("ssh://me:s3cret@example.org/-a", here)
    assert caught.value.message.startswith("ssh://me@example.org/-a: ")


@pytest.mark.parametrize("url", ["https://example.org/a", "git@example.org:a"])
def test_nothing_asks(shim: Shim, here: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_TRACE"):
        monkeypatch.setenv(name, "x")
    monkeypatch.delenv("GIT_SSH", raising=False)
    monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
    shim(f'case "$*" in *core.sshCommand*) exit 1;; esac; env > {tmp_path}/env; cat; exit 1')
    with pytest.raises(InputError, match="git failed and gave no reason"):
        fetch(url, here, timeout=20)
    environment = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines() if "=" in line)
    assert not {"GIT_DIR", "GIT_INDEX_FILE", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_TRACE"} & set(
        environment
    )
    assert environment["GIT_TERMINAL_PROMPT"] == "0"
    assert environment["GIT_ASKPASS"] == environment["SSH_ASKPASS"] == ""
    assert "BatchMode=yes" in environment["GIT_SSH_COMMAND"]


def test_an_own_ssh_command_stays(there: Repository, here: Path, tmp_path: Path) -> None:
    assert there
    own = tmp_path / "own-ssh"
    own.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/ran; echo no luck >&2; exit 255\n')
    own.chmod(0o755)
    (tmp_path / "gitconfig").write_text(f"[core]\nsshCommand = {own}\n")
    with pytest.raises(InputError, match="no luck"):
        fetch("me@example.invalid:a", here)
    assert "me@example.invalid" in (tmp_path / "ran").read_text()


def test_no_odd_transport_by_way_of_the_settings(there: Repository, here: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text(
        f'[protocol]\nallow = always\n[protocol "ext"]\nallow = always\n[url "ext::touch {tmp_path}/bad "]\n'
        f'insteadOf = {there.url}\n'
    )  # fmt: skip
    with pytest.raises(InputError, match="'ext' not allowed"):
        fetch(there.url, here)
    assert not (tmp_path / "bad").exists()


def test_insteadof_works(there: Repository, here: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text(f'[url "{there.url}"]\ninsteadOf = https://example.invalid/papers\n')
    fetch("https://example.invalid/papers", here)
    assert len(texts(here)) == 2


def test_git_is_missing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(InputError, match="git is not installed"):
        fetch("https://example.org/a", here)


def test_a_time_limit_ends_the_whole_group(shim: Shim, there: Repository, here: Path, tmp_path: Path) -> None:
    fetch(there.url, here)
    there.commit(a="two")
    shim(f'case "$*" in *" fetch "*) sleep 300 & echo $! > {tmp_path}/pid; wait;; *) exec $GIT "$@";; esac')
    begun = time.monotonic()
    with pytest.raises(InputError, match="did not finish in time"):
        fetch(there.url, here, timeout=1)
    assert time.monotonic() - begun < 10
    assert texts(here)["a.md"] == "one"
    for _ in range(100):
        status = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/stat")
        if not status.exists() or status.read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        pytest.fail("what git started still runs")


def test_a_background_process_does_not_hold_it_up(shim: Shim, there: Repository, here: Path, tmp_path: Path) -> None:
    shim(f'sleep 20 & echo $! >> {tmp_path}/pids; exec $GIT "$@"')
    begun = time.monotonic()
    fetch(there.url, here)
    assert time.monotonic() - begun < 15
    for pid in (tmp_path / "pids").read_text().split():
        os.kill(int(pid), signal.SIGKILL)


@pytest.mark.parametrize(
    "damage",
    [
        lambda git: (git / "HEAD").write_bytes(b"\0garbage"),
        lambda git: (git / "config").write_text("[core\n"),
        lambda git: (git / "index").write_bytes(b"DIRC garbage"),
        lambda git: (git / "objects").rename(git / "gone"),
        lambda git: (git / "refs" / "papers" / "tip").write_text("f" * 40),
        lambda git: (git / "refs" / "papers" / "tip").write_text("garbage"),
        lambda git: [file.unlink() for file in (git / "objects").rglob("*") if file.is_file()],
        lambda git: git.rename(git.with_name("gone")),
        lambda git: (git.rename(git.with_name("gone")), git.write_text("gitdir: /nowhere")),
        lambda git: (git / "index.lock").touch(),
        lambda git: (git / "shallow.lock").touch(),
        lambda git: (git / "shallow").write_text("garbage\n"),
        lambda git: (git.parent / "a.md").write_text("by hand"),
        lambda git: (git.parent / "a.md").rename(git.parent / "gone.md") and (git.parent / "a.md").mkdir(),
        lambda git: (git.parent.rename(f"{git.parent}-gone"), git.parent.write_text("a file")),
        lambda git: (git.parent.rename(f"{git.parent}-gone"), git.parent.mkdir()),
    ],
)
@pytest.mark.parametrize("news", [False, True])
def test_a_damaged_clone_is_made_anew(there: Repository, here: Path, damage: Damage, news: bool) -> None:
    fetch(there.url, here)
    damage(here / ".git")
    if news:
        there.commit(a="two")
    fetch(there.url, here)
    assert texts(here) == {"a.md": "two" if news else "one", "b.md": "one"}


def test_no_hook_runs(there: Repository, here: Path, tmp_path: Path) -> None:
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/bad\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "gitconfig").write_text(
        f"[init]\ntemplateDir = {hooks.parent}\n[core]\nhooksPath = {hooks}\nfsmonitor = {hooks}/fsmonitor-watchman\n"
    )
    fetch(there.url, here)
    shutil.copytree(hooks, here / ".git" / "hooks", dirs_exist_ok=True)
    there.commit(a="two")
    (tmp_path / "bad").unlink(missing_ok=True)
    fetch(there.url, here)
    assert texts(here)["a.md"] == "two"
    assert not (tmp_path / "bad").exists()


def test_no_filter_runs_and_bytes_stay(there: Repository, here: Path, tmp_path: Path) -> None:
    (there.folder / ".gitattributes").write_text(
        "[attr]odd filter=lfs\n*.md odd ident text eol=crlf\nu.md working-tree-encoding=UTF-16\n"
    )
    (there.folder / "u.md").write_bytes("u".encode("utf-16"))
    there.commit(a="$Id$\nx\n")
    for key in ("smudge", "process"):
        (tmp_path / "gitconfig").write_text(
            f'[filter "lfs"]\n{key} = touch {tmp_path}/bad\nrequired = true\n[core]\nautocrlf = true\n'
        )
        fetch(there.url, here)
        assert texts(here) == {"a.md": "$Id$\nx\n", "b.md": "one", "u.md": "u"}
        shutil.rmtree(here)
    assert not (tmp_path / "bad").exists()


def test_no_submodule_is_fetched(there: Repository, here: Path, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit(z="z")
    there.git("submodule", "add", "--quiet", other.url, "sub.md")
    there.commit()
    (tmp_path / "gitconfig").write_text("[submodule]\nrecurse = true\n[fetch]\nrecurseSubmodules = true\n")
    fetch(there.url, here)
    other.commit(z="y")
    there.git("-C", "sub.md", "pull", "--quiet", other.url)
    there.commit()
    fetch(there.url, here)
    assert texts(here) == {"a.md": "one", "b.md": "one"}
    assert not (here / ".git" / "modules").exists()


def test_links_are_left_out(there: Repository, here: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (there.folder / "out.md").symlink_to(tmp_path / "secret.md")
    (there.folder / "in.md").symlink_to("a.md")
    (there.folder / "folder").symlink_to(tmp_path)
    there.commit()
    fetch(there.url, here)
    assert not (here / "out.md").is_symlink()
    assert not (here / "folder").is_symlink()
    assert texts(here) == {"a.md": "one", "b.md": "one"}
    (here / "a.md").unlink()
    (here / "a.md").symlink_to(tmp_path / "secret.md")
    assert texts(here) == {"b.md": "one"}


def test_only_tracked_markdown(there: Repository, here: Path) -> None:
    (there.folder / "x.txt").touch()
    (there.folder / "deep" / ".hidden").mkdir(parents=True)
    (there.folder / "deep" / ".hidden" / "C.MARKDOWN").touch()
    there.commit()
    fetch(there.url, here)
    (here / "untracked.md").touch()
    assert list(texts(here)) == ["a.md", "b.md", "deep/.hidden/C.MARKDOWN"]


def test_odd_names(there: Repository, here: Path) -> None:
    names = ["a\nb.md", "-rf.md", " .md", "q\"'\\.md", "\t.md", "한글.md", "$(x).md", "x\x1b.md"]
    for name in names:
        (there.folder / name).touch()
    Path(os.fsdecode(os.fsencode(there.folder) + b"/\xff.md")).touch()
    there.commit()
    fetch(there.url, here)
    assert set(texts(here)) == {"a.md", "b.md", *names}


def test_an_odd_folder(there: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "-c [x]* 한\n글" / "-here"
    for text in ("two", "three"):
        there.commit(a=text)
        fetch(there.url, folder)
        assert texts(folder)["a.md"] == text


def test_a_cache_inside_another_repository(there: Repository, tmp_path: Path) -> None:
    around = Repository(tmp_path / "around")
    around.git("config", f"url.{tmp_path}/nowhere.insteadOf", there.url)
    fetch(there.url, around.folder / "cache" / "here")
    assert len(texts(around.folder / "cache" / "here")) == 2


def test_no_clone_has_no_files(tmp_path: Path, there: Repository) -> None:
    assert there
    for folder in (tmp_path / "no" / "where", tmp_path / "nothing"):
        with pytest.raises(InputError):
            tracked_files(folder)


def test_a_read_only_cache(there: Repository, here: Path) -> None:
    if os.geteuid() == 0:
        here.parent.parent.joinpath("cache").touch()
    else:
        here.parent.mkdir(mode=0o500)
    with pytest.raises(InputError, match=r"exists|denied"):
        fetch(there.url, here)


def test_two_at_once(there: Repository, here: Path) -> None:
    for text in ("two", "three"):
        there.commit(a=text)
        assert [child.wait() for child in [in_child(there.url, here) for _ in range(4)]] == [0] * 4
        assert texts(here)["a.md"] == text
    there.commit(a="four")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fetch(there.url, here), range(8)))
    assert texts(here)["a.md"] == "four"
    assert beside(here) == {"here.lock"}


def test_another_one_is_named_when_it_takes_too_long(shim: Shim, there: Repository, here: Path, tmp_path: Path) -> None:
    shim(f'touch {tmp_path}/begun; for _ in $(seq 200); do [ -e {tmp_path}/begun ] && sleep 0.05; done; exec $GIT "$@"')
    first = threading.Thread(target=fetch, args=(there.url, here))
    first.start()
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    with pytest.raises(InputError, match="another process is fetching"):
        fetch(there.url, here, timeout=0.2)
    shim('exec $GIT "$@"')
    while first.is_alive():
        (tmp_path / "begun").unlink(missing_ok=True)
        time.sleep(0.05)
    assert len(texts(here)) == 2


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("known", [False, True])
def test_killed_at_every_step(
    shim: Shim, there: Repository, here: Path, tmp_path: Path, moment: str, known: bool
) -> None:
    count = tmp_path / "count"
    for step in range(1, 20):
        shim('exec $GIT "$@"')
        shutil.rmtree(here.parent, ignore_errors=True)
        if known:
            there.commit(a="old", b="old")
            fetch(there.url, here)
        there.commit(a=f"{step}", b=f"{step}")
        count.write_text("")
        shim(f"""echo x >> {count}; n=$(wc -l < {count})
            [ $n -eq {step} ] && [ {moment} = before ] && kill -9 $PPID && exit 1
            "$GIT" "$@"; code=$?
            [ $n -eq {step} ] && kill -9 $PPID
            exit $code""")
        code = in_child(there.url, here).wait()
        shim('exec $GIT "$@"')
        away = there.folder.rename(tmp_path / "away")
        with pytest.raises(InputError, match="does not appear"):
            fetch(there.url, here)
        away.rename(there.folder)
        if here.exists():
            assert texts(here) in ({"a.md": text, "b.md": text} for text in ("old", f"{step}"))
        else:
            assert not known
        assert beside(here) == {"here.lock"}
        fetch(there.url, here)
        assert texts(here) == {"a.md": f"{step}", "b.md": f"{step}"}
        if code == 0:
            break
    assert code == 0
    assert step > 4


def test_killed_at_random_moments(there: Repository, here: Path, tmp_path: Path) -> None:
    many = [f"f{number}" for number in range(200)]
    for number in range(15):
        there.commit(**dict.fromkeys(many, f"{number}"))
        child = in_child(there.url, here)
        time.sleep(random.uniform(0.05, 0.35))
        child.kill()
        child.wait()
        away = there.folder.rename(tmp_path / "away")
        with pytest.raises(InputError):
            fetch(there.url, here)
        if here.exists():
            assert len({text for name, text in texts(here).items() if name[0] == "f"}) == 1
        away.rename(there.folder)
        if number % 3 == 0:
            fetch(there.url, here)
            assert texts(here)["f0.md"] == f"{number}"


def test_killed_in_the_swap(there: Repository, here: Path) -> None:
    fetch(there.url, here)
    here.rename(f"{here}.old")
    shutil.copytree(f"{here}.old", f"{here}.new-x")
    there.folder.rename(there.folder.with_name("away"))
    with pytest.raises(InputError):
        fetch(there.url, here)
    assert len(texts(here)) == 2
    assert beside(here) == {"here.lock"}


def test_killed_while_files_are_written(there: Repository, here: Path) -> None:
    fetch(there.url, here)
    (here / "a.md").write_text("o")
    (here / "b.md").unlink()
    (here / ".git" / "index.lock").touch()
    there.folder.rename(there.folder.with_name("away"))
    with pytest.raises(InputError):
        fetch(there.url, here)
    assert texts(here) == {"a.md": "one", "b.md": "one"}
