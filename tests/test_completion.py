"""What TAB offers: the lines of the program, and bash, zsh and fish as a person types into them."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from papercli.cli.main import _MODULES
from papercli.cli.shells import SCRIPTS
from tests.conftest import Papers
from tests.digests import digest, entry

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

# What would run something, or end a word, in a shell that evaluates it.
HOSTILE = "a b'c\"d$(touch pwned)`touch pwned`;touch pwned:[e]*한글"
TITLE = '$(touch pwned) `touch pwned` \\`touch pwned\\` \'quote "both" [bold]한글[/bold]: a:b %s \\n \x1b[31m'

Offers = Callable[[str], list[str]]


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Path:
    """Two papers, in a source whose name is hostile."""
    folder = tmp_path / "digests" / HOSTILE
    folder.mkdir(parents=True)
    (folder / "d.md").write_text(digest(entry("2405.00001", TITLE, "1"), entry("2406.00002", "Second", "2")), "utf-8")
    assert papers("import", folder).code == 0
    return folder


@pytest.fixture
def offers(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> Offers:
    """The lines that the program writes for a line that is typed."""

    def complete(line: str) -> list[str]:
        # Set before, so that they are gone after the test.
        for name in ("COMP_WORDS", "COMP_CWORD"):
            monkeypatch.setenv(name, "")
        monkeypatch.setenv("_PAPERS_COMPLETE", "complete_bash")
        monkeypatch.setenv("_PAPERS_LINE", line)
        done = papers()
        assert done.err == ""
        return [each for each in done.out.split("\n") if each]

    return complete


def test_commands_with_their_help(offers: Offers) -> None:
    found = dict(line.split("\t") for line in offers("papers "))
    assert set(found) == set(_MODULES)
    assert found["list"] == "List papers, the newest digest first, within a digest by votes."
    assert [line.split("\t")[0] for line in offers("papers sou")] == ["sources"]
    assert [line.split("\t")[0] for line in offers("papers sources ")] == ["forget"]


def test_options_and_values(offers: Offers) -> None:
    assert offers("papers list --so") == ["--sort\tThe order of the rows."]
    assert offers("papers list --sort ") == ["date", "votes", "hot", "title", "id"]
    assert offers("papers list --sort v") == offers("papers list --sort=v") == ["votes"]
    assert "--version\tPrint the version and exit." in offers("papers --")


def test_ids_have_titles(library: Path, offers: Offers) -> None:
    second = "2406.00002\tSecond"
    assert [line.split("\t")[0] for line in offers("papers show ")] == ["2406.00002", "2405.00001"]
    assert offers("papers show 2406") == offers("papers show 2405.00001 2406") == [second]
    assert offers("papers note 2406") == offers("papers star 2406") == [second]
    assert offers("papers show '2406") == offers('papers show "2406') == offers("papers show \\2406") == [second]
    (first,) = offers("papers show 2405.0")
    assert "$(touch pwned)" in first
    assert "\x1b" not in first


def test_tags_and_watches(library: Path, papers: Papers, offers: Offers) -> None:
    papers("tag", "2405.00001", "2406.00002", "+nlp")
    papers("tag", "2405.00001", "+todo", "+gone")
    papers("tag", "2405.00001", "-gone")
    papers("watch", "add", "hot", "votes:>50", "-survey")
    assert offers("papers list --tag ") == ["nlp\t2 papers", "todo\t1 paper"]
    assert offers("papers search x --tag=t") == ["todo\t1 paper"]
    assert offers("papers tag 2406") == offers("papers tag +nlp 2406") == ["2406.00002\tSecond"]
    assert offers("papers tag 2406.00002 +") == ["+nlp\t2 papers", "+todo\t1 paper"]
    assert offers("papers tag 2406.00002 +x -t") == ["-todo\t1 paper"]
    assert "--dry-run\tOnly say what would change." in offers("papers tag 3 --")
    assert offers("papers watch run ") == offers("papers watch remove h") == ["hot\tvotes:>50 -survey"]
    assert offers("papers watch add ") == []


def test_fields_and_colours(offers: Offers) -> None:
    assert offers("papers list --fields ti") == ["title"]
    assert offers("papers list --fields id,ti") == ["id,title"]
    assert "id,id" not in offers("papers list --fields id,")
    assert offers("papers days --color ") == ["auto", "always", "never"]


@pytest.mark.parametrize("words", ["list -o /et", "show 1 --output /et", "marks export -o /et", "marks import /et"])
def test_files_are_left_to_the_shell(offers: Offers, words: str) -> None:
    assert offers(f"papers {words}") == ["/et\t\t"]


@pytest.mark.parametrize("command", ["show", "open", "star", "note", "related"])
def test_papers_are_offered_to_what_takes_them(library: Path, offers: Offers, command: str) -> None:
    assert offers(f"papers {command} 2406") == ["2406.00002\tSecond"]


def test_at_most_fifty_ids_the_newest_first(papers: Papers, offers: Offers, tmp_path: Path) -> None:
    file = tmp_path / "many.md"
    file.write_text(digest(*(entry(f"2405.{number:05}", f"Title {number}", "1") for number in range(200))), "utf-8")
    papers("import", file)
    assert [line.split("\t")[0] for line in offers("papers show 2405.000")][:2] == ["2405.00099", "2405.00098"]
    assert len(offers("papers show 2405")) == len(offers("papers show ")) == 50
    assert offers("papers show 2405.9") == []


def test_sources_and_files(library: Path, offers: Offers) -> None:
    assert offers("papers sources forget ") == [f"{HOSTILE}\t{library}"] == offers("papers sync a")
    assert offers("papers import /et") == ["/et\t\t"]


@pytest.mark.parametrize(
    "line",
    [
        *("", "papers show ", "papers sources forget ", "papers sync ", "papers nope --", 'papers "'),
        *("papers list --tag ", "papers tag 3 +", "papers watch run "),
    ],
)
def test_without_a_library_nothing_is_offered_or_made(offers: Offers, home: Path, line: str) -> None:
    found = offers(line)
    assert not found or "nope" in line or line in ("", 'papers "')
    assert not home.exists()


def test_what_is_broken_is_silent(library: Path, offers: Offers, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("nonsense")
    assert offers("papers show 2406") == ["2406.00002\tSecond"]
    for file in (home / "cache").glob("cache.db*"):
        file.write_bytes(b"not a database" * 1000)
    assert offers("papers show 2406") == []


def test_completing_loads_only_what_the_line_needs(library: Path) -> None:
    program = "import sys; from papercli.cli import main; main([]); print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "_PAPERS_COMPLETE": "complete_bash", "_PAPERS_LINE": "papers show 24"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert "2406.00002" in run.stdout
    assert not {"rich", "mistune", "papercli.cli.listing", "papercli.cli.searching"} & set(run.stderr.split())


# Real shells.


class Shell:
    """A shell in a pseudo-terminal, with the completion loaded."""

    def __init__(self, argv: list[str], environment: dict[str, str], folder: Path) -> None:
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.chdir(folder)
            # So wide that no line is broken.
            termios.tcsetwinsize(0, (50, 250))
            os.execvpe(argv[0], argv, environment)

    def type(self, text: str, until: str) -> str:
        """Type something, and return what came when the pattern is in it."""
        os.write(self._terminal, text.encode())
        sent = b""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if select.select([self._terminal], [], [], 0.05)[0]:
                try:
                    sent += os.read(self._terminal, 65536)
                except OSError:
                    break
            shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07", "", sent.decode(errors="replace"))
            if re.search(until, shown):
                return shown
        raise AssertionError(f"{until!r} is not in {sent!r}")

    def close(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)


_START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ". ./script; bind 'set bell-style none'"),
    "zsh": (["zsh", "-f", "-i"], "unsetopt beep; autoload -Uz compinit; compinit -u -D; . ./script"),
    "fish": (["fish", "--no-config", "-i"], "source ./script; function fish_prompt; echo '> '; end"),
}


@pytest.fixture(params=SCRIPTS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """Each shell that is installed here."""
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    program = tmp_path / "bin" / "papers"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m papercli "$@"\n')
    program.chmod(0o755)
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "script").write_text(SCRIPTS[name], "utf-8")
    environment = {
        **os.environ,
        "HOME": str(folder),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PS1": "> ",
        "COLUMNS": "250",
    }
    argv, start = _START[name]
    opened = Shell(argv, environment, folder)
    opened.type(f"{start}; echo rea''dy\n", "ready\r")
    yield opened
    opened.close()


def test_a_shell_completes_and_runs_what_it_completed(library: Path, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "here" / "somewhere.md").write_text(digest(entry("2407.00003", "Third", "3")), "utf-8")
    shell.type("papers show 2406\t", r"2406\.00002 ")
    shell.type("\n", "Second")
    shell.type("papers list --sort=vo\t", "--sort=votes")
    shell.type("\n", "Second")
    shell.type("papers import --once some\t", r"somewhere\.md")
    shell.type("\n", "1 new, 0 changed")
    shell.type("papers list -o some\t", r"somewhere\.md")
    shell.type("\ncat somewhere.md\n", "### .*Second")
    shell.type("papers tag 2406.00002 +nlp\n", r"\+nlp: 1 paper")
    shell.type("papers list --tag n\t", "--tag nlp")
    shell.type("\n", "Second")
    # A name that the shell writes so that it means itself, also where a quote is open.
    for quote in ("", "'", '"'):
        shell.type(f"papers sync {quote}a\t", "한글")
        shell.type("\n", "papers: 0 new, 0 changed, 2 unchanged")
    shown = shell.type("papers show 240\t\t", "(?s)Second.*touch|touch.*Second")
    assert "$(touch pwned)" in shown
    assert not (tmp_path / "here" / "pwned").exists()


# Installing.


@pytest.mark.parametrize(
    ("name", "script", "start"),
    [
        ("bash", ".local/share/bash-completion/completions/papers", ".bashrc"),
        ("zsh", ".zfunc/_papers", ".zshrc"),
        ("fish", ".config/fish/completions/papers.fish", None),
    ],
)
def test_installing_adds_one_line_once(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str, start: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(variable, raising=False)
    before = b"# mine \xff, without an end of line"
    if start:
        (tmp_path / start).write_bytes(before)
    for _ in range(2):
        done = papers("--install-completion", name)
        assert done.code == 0
        assert script in done.err
    assert (tmp_path / script).read_text("utf-8") == papers("--show-completion", name).out == SCRIPTS[name]
    if start:
        line = f"[ -r {tmp_path / script} ] && . {tmp_path / script}\n"
        assert (tmp_path / start).read_bytes() == before + b"\n" + line.encode()


def test_the_shell_that_runs_papers_is_found(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "papercli", "--show-completion"]
    # Something after it, so that bash does not become the program.
    run = subprocess.run(["bash", "-c", '"$@"; true', "bash", *command], capture_output=True, text=True, check=True)
    assert run.stdout == SCRIPTS["bash"]


def test_a_shell_that_nobody_knows(papers: Papers) -> None:
    assert papers("--show-completion", "bsh").err == "papers: there is no completion for 'bsh': did you mean bash?\n"
    assert papers("--install-completion", "tcsh").code == 2
    assert papers("--show-completion", "zsh", "more").code == 2
