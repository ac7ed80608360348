"""Opening papers elsewhere: in a browser, in an editor, or only printed."""

import shlex
from pathlib import Path
from typing import Protocol

import pytest

from papercli import opener
from papercli.opener import Page, browse, can_browse
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

ABSTRACT = "https://arxiv.org/abs/2405.00001"


class Program(Protocol):
    def __call__(self, name: str, script: str = ...) -> str: ...


@pytest.fixture
def folder(papers: Papers, tmp_path: Path) -> Path:
    """Two days of digests, in a folder with a blank in its name."""
    folder = tmp_path / "my digests"
    folder.mkdir()
    for day in (1, 2):
        heading = f"## Daily Papers (2024-05-0{day})\n" + "\n" * day
        (folder / f"{day}.md").write_text(
            digest(entry("2405.00001"), entry("hep-th/9901001"), heading=heading), "utf-8"
        )
    assert papers("import", folder).code == 0
    return folder


@pytest.fixture
def noting(tmp_path: Path) -> Program:
    """Return a function that makes a program of this name: it notes its arguments, and does what it is told to."""

    def made(name: str, script: str = "exit 0") -> str:
        file = tmp_path / name
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{tmp_path}/noted"\n{script}\n')
        file.chmod(0o755)
        return str(file)

    return made


@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        ((), ["https://arxiv.org/abs/2405.00001", "https://arxiv.org/abs/hep-th/9901001"]),
        (("--pdf",), ["https://arxiv.org/pdf/2405.00001", "https://arxiv.org/pdf/hep-th/9901001"]),
        (("--hf",), ["https://huggingface.co/papers/2405.00001", "https://huggingface.co/papers/hep-th/9901001"]),
        (("--print",), ["https://arxiv.org/abs/2405.00001", "https://arxiv.org/abs/hep-th/9901001"]),
    ],
)
def test_in_a_pipe_addresses_are_printed(
    folder: Path, papers: Papers, options: tuple[str, ...], addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "false")
    monkeypatch.setenv("FORCE_COLOR", "1")
    papers("list", "--sort", "id", "--json")
    opened = papers("open", "1", "arXiv:hep-th/9901001v2", *options)
    assert (opened.code, opened.out.splitlines(), opened.err) == (0, addresses, "")


def test_papers_are_named_by_ranges_and_on_standard_input_too(folder: Path, papers: Papers) -> None:
    listed = papers("list", "--sort", "id").out
    addresses = f"{ABSTRACT}\nhttps://arxiv.org/abs/hep-th/9901001\n"
    assert papers("open", "1-2").out == addresses
    assert papers("open", "-", stdin=listed.encode()).out == addresses


def test_what_is_missing_stops_nothing(folder: Path, papers: Papers) -> None:
    opened = papers("open", "2405.99999", "2405.00001", "no such")
    assert opened.code == 1
    assert opened.out == f"{ABSTRACT}\n"
    assert "there is no paper '2405.99999'" in opened.err
    assert "there is no paper 'no such'" in opened.err


def test_only_one_place_at_a_time(folder: Path, papers: Papers) -> None:
    opened = papers("open", "2405.00001", "--pdf", "--hf")
    assert (opened.code, opened.out) == (2, "")
    assert opened.err == "papers: --pdf, --hf and --digest exclude each other\n"


def test_a_browser_gets_the_address_and_the_terminal_nothing(folder: Path, noting: Program, tmp_path: Path) -> None:
    environment = {"BROWSER": noting("browser", "echo noise; echo noise >&2")}
    code, sent = run("open", "2405.00001", "2405.00001", "--pdf", columns=80, environment=environment)
    assert (code, sent) == (0, "opening https://arxiv.org/pdf/2405.00001\n")
    assert (tmp_path / "noted").read_text() == "https://arxiv.org/pdf/2405.00001\n"


def test_a_browser_that_does_not_return_is_left_alone(
    folder: Path, noting: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opener, "_PATIENCE", 0.05)
    monkeypatch.setenv("BROWSER", noting("browser", f'while [ ! -e "{tmp_path}/closed" ]; do sleep 0.05; done'))
    assert browse(ABSTRACT, {"BROWSER": "browser"})
    (tmp_path / "closed").touch()


def test_a_browser_of_the_terminal_gets_the_terminal(folder: Path, noting: Program) -> None:
    environment = {"BROWSER": noting("w3m", "[ -t 0 ] && [ -t 1 ] && echo a page")}
    assert run("open", "2405.00001", columns=80, environment=environment) == (0, f"opening {ABSTRACT}\na page\n")


def test_a_browser_that_fails(folder: Path, noting: Program) -> None:
    code, sent = run("open", "2405.00001", columns=80, environment={"BROWSER": noting("browser", "exit 3")})
    assert code == 1
    assert sent.startswith(f"opening {ABSTRACT}\npapers: no browser could be started\n")


def test_without_a_display_the_address_is_printed(folder: Path) -> None:
    assert run("open", "2405.00001", columns=80) == (0, f"{ABSTRACT}\n")
    environment = {"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    assert run("open", "2405.00001", columns=80, environment=environment) == (0, f"{ABSTRACT}\n")


def test_where_a_browser_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert not can_browse({})
    assert can_browse({"DISPLAY": ":0"})
    assert can_browse({"WAYLAND_DISPLAY": "wayland-0"})
    assert not can_browse({"DISPLAY": ":0", "SSH_CONNECTION": "x"})
    assert can_browse({"SSH_CONNECTION": "x", "BROWSER": "w3m"})
    monkeypatch.setattr("sys.platform", "darwin")
    assert can_browse({})


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "--help", "https://example.org/\x1b", ""])
def test_nothing_but_pages_of_the_web_is_opened(
    url: str, noting: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", noting("browser"))
    assert not browse(url, {"BROWSER": "browser"})
    assert not (tmp_path / "noted").exists()
    assert all(page.startswith("https://") for page in Page)


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["+4", "FILE"]),
        ("nvim -R", ["-R", "+4", "FILE"]),
        ("nano", ["+4", "FILE"]),
        ("emacsclient -t", ["-t", "+4", "FILE"]),
        ("code --wait", ["--wait", "--goto", "FILE:4"]),
        ("hx", ["FILE:4"]),
        ("unknown '$HOME; ls'", ["$HOME; ls", "FILE"]),
    ],
)
def test_the_editor_opens_the_newest_digest_at_its_line(
    folder: Path, noting: Program, tmp_path: Path, editor: str, words: list[str]
) -> None:
    name, _, rest = editor.partition(" ")
    environment = {"VISUAL": f"{shlex.quote(noting(name))} {rest}", "EDITOR": "false"}
    assert run("open", "2405.00001", "--digest", columns=80, environment=environment) == (0, "")
    assert (tmp_path / "noted").read_text().splitlines() == [
        word.replace("FILE", str(folder / "2.md")) for word in words
    ]


def test_the_digest_in_a_pipe_is_its_place(folder: Path, papers: Papers) -> None:
    assert papers("open", "2405.00001", "--digest").out == f"{folder / '2.md'}:4\n"
    (folder / "2.md").unlink()
    assert papers("open", "2405.00001", "--digest").out == f"{folder / '1.md'}:3\n"
    assert (folder / "1.md").read_text().split("\n")[2].startswith("### ")


def test_a_digest_that_is_no_file(folder: Path, papers: Papers) -> None:
    papers("import", "--sample")
    opened = papers("open", "2408.16357", "2405.00001", "--digest")
    assert opened.code == 1
    assert opened.out == f"{folder / '2.md'}:4\n"
    assert opened.err == (
        "papers: 2408.16357: none of its digests is a file that is there\n        papers show 2408.16357 has its text\n"
    )


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("/no/such", "papers: the editor '/no/such' cannot be started\n"),
        ("'open", 'papers: the editor "\'open" cannot be started\n'),
        ("false", "papers: the editor 'false' ended with exit code 1\n"),
    ],
)
def test_an_editor_that_fails(folder: Path, editor: str, told: str) -> None:
    code, sent = run("open", "2405.00001", "--digest", columns=80, environment={"EDITOR": editor})
    assert code == 1
    assert sent.startswith(told)
