"""What goes to a terminal: colours, the pager, plain symbols, safe text and safe links."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style
from rich.text import Text
from typer.main import get_command

from papercli.cli import looks, pager
from papercli.cli.main import build_app
from papercli.errors import UsageError
from papercli.lookalikes import SYMBOLS, in_ascii
from papercli.safe import link_target
from papercli.view import theme
from papercli.view.drawing import drawn
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

_CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SHOW = ("show", "2408.16357")

Environment = Mapping[str, str]
Program = Callable[[str], str]


@pytest.fixture
def sample(papers: Papers) -> Papers:
    assert papers("import", "--sample").code == 0
    return papers


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    ("asked", "environment", "coloured"),
    [
        (None, {}, None),
        ("auto", {}, None),
        ("always", {"NO_COLOR": "1", "TERM": "dumb", "PAPERS_COLOR": "never"}, True),
        ("never", {"FORCE_COLOR": "1", "PAPERS_COLOR": "always"}, False),
        (None, {"PAPERS_COLOR": "always", "NO_COLOR": "1"}, True),
        (None, {"PAPERS_COLOR": "never", "FORCE_COLOR": "1"}, False),
        (None, {"PAPERS_COLOR": ""}, None),
        ("auto", {"PAPERS_COLOR": "always"}, None),
        (None, {"NO_COLOR": "0"}, False),
        (None, {"NO_COLOR": ""}, None),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (None, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (None, {"FORCE_COLOR": ""}, None),
        (None, {"TERM": "dumb"}, False),
        (None, {"TERM": "unknown"}, False),
    ],
)
def test_who_decides_about_colour(
    asked: str | None, environment: Environment, coloured: bool | None, terminal: bool
) -> None:
    assert looks.is_coloured(asked, environment, terminal) is (terminal if coloured is None else coloured)


@pytest.mark.parametrize(
    ("argv", "environment"),
    [
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        ((), {"PAPERS_COLOR": "never"}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
    ],
)
def test_without_colour_there_is_no_escape_code_and_nothing_is_lost(
    sample: Papers, argv: tuple[str, ...], environment: Environment
) -> None:
    _, coloured = run(*_SHOW, columns=80)
    code, plain = run(*_SHOW, *argv, columns=80, environment=environment)
    assert code == 0
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert plain == _CODES.sub("", coloured)


def test_an_import_without_colour_counts_without_escape_codes(papers: Papers, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.md").write_text(digest(entry(f"2405.{number:05}")), "utf-8")
    coloured, plain, dumb = (
        run("import", str(tmp_path), columns=80, environment={"PAPERS_HOME": str(tmp_path / home), **environment})[1]
        for home, environment in (("a", {}), ("b", {"NO_COLOR": "1"}), ("c", {"TERM": "dumb"}))
    )
    assert "\x1b[" in coloured
    assert "\rreading digests 50/50" in plain
    assert "\x1b" not in plain
    assert "reading digests" not in dumb
    assert "digests: 50 new" in dumb


@pytest.mark.parametrize("command", [("list",), ("sources", "--no-pager")])
def test_colour_always_gives_a_pipe_what_a_terminal_gets(
    papers: Papers, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "d.md"
    file.write_text(digest(), "utf-8")
    papers("import", file)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    shown = papers(*command, "--color", "always").out
    assert "\x1b[" in shown
    assert run(*command, columns=100)[1] == papers("--color", "always", *command).out == shown
    # Set for all programs, it must not change what a script reads.
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("PAPERS_COLOR", "always")
    assert "\t" in papers(*command).out
    assert "\x1b" not in papers(*command).out


def test_machine_formats_never_have_a_code(sample: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sample("list", "--json").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert sample("list", "--json", "--color", "always").out == plain
    assert run("list", "--json", columns=80, lines=5, environment={"PAPERS_PAGER": "false"})[1] == plain


@pytest.mark.parametrize("command", [("list", "--color", "red"), ("sources", "--color", "red"), ("list",)])
def test_a_word_that_says_nothing_about_colour(
    papers: Papers, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "--color" not in command:
        monkeypatch.setenv("PAPERS_COLOR", "red")
    told = papers(*command)
    assert told.code == 2
    assert told.out == ""
    assert told.err == (
        "papers: 'red' says nothing about colour\n        --color and PAPERS_COLOR are auto, always or never\n"
    )


def test_how_many_colours() -> None:
    assert looks.depth({"TERM": "xterm-256color", "COLORTERM": "truecolor"}) == "truecolor"
    assert looks.depth({"TERM": "xterm-256color"}) == "256"
    assert looks.depth({}) == "standard"


def test_every_command_takes_the_options_of_the_terminal() -> None:
    def commands(command: Any) -> Iterator[Any]:
        for each in getattr(command, "commands", {}).values():
            yield each
            yield from commands(each)

    found = list(commands(get_command(build_app(None))))
    assert {"list", "sources", "forget"} <= {each.name for each in found}
    for each in found:
        assert {"--color", "--no-pager"} <= {word for parameter in each.params for word in parameter.opts}


# Red, green, yellow, blue, magenta and cyan of xterm.
_XTERM = {1: (205, 0, 0), 2: (0, 205, 0), 3: (205, 205, 0), 4: (0, 0, 238), 5: (205, 0, 205), 6: (0, 205, 205)}


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("background", [0.0, 1.0])
@pytest.mark.parametrize("name", theme.STYLES)
def test_the_default_theme_can_be_read_on_black_and_on_white(name: str, background: float) -> None:
    style = theme.theme("default").styles[name]
    if style.color is None or style.color.is_default:
        return
    assert style.color.type is ColorType.STANDARD, "the terminal's own palette"
    assert style.color.number is not None
    ink = _luminance(_XTERM[style.color.number % 8])
    assert (max(ink, background) + 0.05) / (min(ink, background) + 0.05) >= 3


def test_themes() -> None:
    for name in ("default", "dark", "light", "plain"):
        assert set(theme.STYLES) <= set(theme.theme(name).styles)
    assert not any(theme.theme("plain").styles[name].color for name in theme.STYLES)
    with pytest.raises(UsageError, match="no theme 'red'"):
        theme.theme("red")


@pytest.fixture
def noting(tmp_path: Path) -> Program:
    """Return a function that makes a pager: a script that keeps what it gets, its arguments and LESS, and runs more."""

    def made(script: str) -> str:
        file = tmp_path / "a pager"
        file.write_text(f'#!/bin/sh\ncd "{tmp_path}"\nprintf "%s|" "$LESS" "$@" > said\n{script}\n')
        file.chmod(0o755)
        return f"'{file}'"

    return made


def test_what_is_taller_than_the_terminal_goes_to_the_pager(sample: Papers, noting: Program, tmp_path: Path) -> None:
    _, whole = run("list", columns=80)
    height = whole.count("\n")
    environment = {"PAPERS_PAGER": noting("cat > got") + " -x '$HOME; exit'"}
    code, sent = run("list", columns=80, lines=height, environment=environment)
    assert (code, sent) == (0, "")
    assert (tmp_path / "got").read_text("utf-8") == whole
    assert (tmp_path / "said").read_text("utf-8") == "FRX|-x|$HOME; exit|"
    (tmp_path / "got").unlink()
    assert run("list", columns=80, lines=height + 1, environment=environment) == (0, whole)
    assert run("list", "--no-pager", columns=80, lines=5, environment=environment) == (0, whole)
    assert sample("list", "--color", "always", "--no-pager").code == 0
    assert not (tmp_path / "got").exists()


def test_several_pages_are_one_text_in_the_pager(sample: Papers, noting: Program, tmp_path: Path) -> None:
    show = ("show", "2408.16357", "2408.16500")
    _, whole = run(*show, columns=80)
    run(*show, columns=80, lines=30, environment={"PAPERS_PAGER": noting("cat >> got")})
    assert (tmp_path / "got").read_text("utf-8") == whole


@pytest.mark.parametrize("script", ["exit 0", "head -c 5 > /dev/null", "kill -9 $$"])
def test_a_pager_that_is_left_early_is_no_failure(sample: Papers, noting: Program, script: str) -> None:
    assert run("list", columns=80, lines=5, environment={"PAPERS_PAGER": noting(script)}) == (0, "")


@pytest.mark.parametrize("missing", ["/no/such/pager", "", "cat", "'open quote"])
def test_without_a_pager_the_terminal_gets_it_all(sample: Papers, missing: str) -> None:
    _, whole = run("list", columns=80)
    assert run("list", columns=80, lines=5, environment={"PAPERS_PAGER": missing}) == (0, whole)


def test_an_interrupt_is_the_affair_of_the_pager(sample: Papers, noting: Program, tmp_path: Path) -> None:
    script = "trap 'touch interrupted; exit 0' INT\ncat > got\necho ready\nwhile :; do sleep 0.05; done"
    code, sent = run("list", columns=80, lines=5, environment={"PAPERS_PAGER": noting(script)}, keys="\x03")
    assert (code, sent) == (0, "ready\n^C")
    assert (tmp_path / "interrupted").exists()


@pytest.mark.skipif(not shutil.which("less"), reason="there is no less")
@pytest.mark.parametrize(
    "environment", [{"PAPERS_PAGER": "less"}, {"PAPERS_PAGER": "less", "LESS": "-S", "LC_ALL": "C"}]
)
def test_less_shows_colours_and_symbols(sample: Papers, environment: Environment) -> None:
    code, sent = run("list", columns=80, lines=8, environment=environment, keys="q")
    assert code == 0
    assert "\x1b[1m2024-08-30\x1b" in sent
    assert "ESC[" not in sent
    assert "<E2>" not in sent


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, ["less"]),
        ({"PAGER": "more -s"}, ["more", "-s"]),
        ({"PAGER": "more", "PAPERS_PAGER": "most"}, ["most"]),
        ({"PAGER": "more", "PAPERS_PAGER": ""}, []),
        ({"PAGER": "cat"}, []),
        ({"TERM": "dumb"}, []),
        ({"LESS": "-i"}, ["less", "-R"]),
        ({"LESS": ""}, ["less"]),
    ],
)
def test_which_pager(environment: Environment, words: list[str]) -> None:
    assert pager.command(None, environment) == words
    assert pager.command("", environment) == []
    assert pager.command("most -s", {**environment, "TERM": "xterm"}) == ["most", "-s"]


@pytest.mark.parametrize(
    ("encoding", "command"),
    [("ascii", _SHOW), ("ascii", ("search", "확산")), ("ascii", ("show", "확산")), ("latin-1", ("list",))],
)
def test_an_encoding_without_the_symbols(sample: Papers, command: tuple[str, ...], encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding}
    code, sent = run(*command, columns=80, environment=environment, encoding=encoding)
    wanted, whole = run(*command, columns=80)
    assert code == wanted
    assert [cell_len(_CODES.sub("", line)) for line in sent.split("\n")] == [
        cell_len(_CODES.sub("", line)) for line in whole.split("\n")
    ]


def test_in_the_plainest_locale_symbols_are_ascii_and_hangul_stays(sample: Papers) -> None:
    code, sent = run(*_SHOW, columns=80, environment={"LC_ALL": "C"})
    assert code == 0
    assert "모델" in sent
    assert not set(sent) & set("│─╭·…")
    assert "--+" in sent


def test_each_symbol_has_a_sign_as_wide() -> None:
    for code, sign in SYMBOLS.items():
        assert (len(sign), sign.isascii(), cell_len(chr(code))) == (1, True, 1), chr(code)


@given(
    st.text(
        st.sampled_from([*map(chr, SYMBOLS), *"aé é·모델確ﬁ,ー"]) | st.characters(max_codepoint=0x24F, categories=["L"])
    )
)
def test_ascii_is_as_wide_as_any_text(text: str) -> None:
    assert in_ascii(text).isascii()
    assert cell_len(in_ascii(text)) == cell_len(text)


HOSTILE = "\x1b[31m\x1b]52;c;eA==\x07\x9b2J\x08\u202eevil\u2066 \x7f\u061c"


def test_hostile_text_never_reaches_the_terminal(papers: Papers, tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b]0;title\x07folder"
    folder.mkdir()
    points = [
        f"- **{HOSTILE}**: 확산{HOSTILE} 모델(diffusion{HOSTILE} model)과 확산 모델(diffusion model)을 diffusion",
        f"- [{HOSTILE}](javascript:alert(1)) <https://example.org/{HOSTILE}> ![x](file:///etc/passwd)",
    ]
    text = digest(entry("2405.00001", f"Title {HOSTILE}", f"7{HOSTILE}", f"Ada {HOSTILE}, Bo", points))
    text = text.replace("https://example.org/2405.00001.png", f"javascript:{HOSTILE}")
    text += f'<video src="file:///etc/{HOSTILE}"></video>\n\n### {HOSTILE}\n'
    (folder / "b\x9b2Jd.md").write_text(text, "utf-8")
    for command in (
        ("import", str(folder)),
        ("list",),
        ("show", "2405.00001"),
        ("search", "diffusion"),
        ("search", HOSTILE[4:]),
        ("glossary",),
        ("sources",),
        ("doctor",),
        ("open", "2405.00001", "--digest", "--print"),
        ("show", HOSTILE),
        ("import", f"/no/{HOSTILE}"),
    ):
        _, sent = run(*command, columns=100)
        for target in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b", sent):
            assert not target or re.match("https?://[!-~]+$", target)
        assert not _STEERING.search(_CODES.sub("", sent)), command


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://arxiv.org/abs/2405.00001", "https://arxiv.org/abs/2405.00001"),
        ("HTTP://example.org/?a=b#c", "HTTP://example.org/?a=b#c"),
        ("https://example.org/한\u202e", "https://example.org/%ED%95%9C%E2%80%AE"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        (" https://example.org", None),
        ("https://", None),
        ("https://example.org/\x1b\\\x1b]52;c;eA==\x07", None),
        ("https://example.org/\x9c", None),
        ("https://example.org/a b", None),
        ("https://example.org/\n", None),
        ("https://example.org/" + "a" * 2100, None),
    ],
)
def test_only_pages_of_the_web_are_links(url: str, target: str | None) -> None:
    assert link_target(url) == target
    text = drawn([Text("here", Style(link=url, bold=True))], columns=20, colours="256", theme_name="default")
    coded = "\x1b[1mhere\x1b[0m"
    assert text == (f"\x1b]8;id=papers;{target}\x1b\\{coded}\x1b]8;;\x1b\\\n" if target else f"{coded}\n")
    assert drawn([Text("here", Style(link=url))], columns=20, colours=None, theme_name="default") == "here\n"
