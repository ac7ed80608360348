"""What can go wrong for a person: exit codes of every command, sentences, JSON, hints, and never a traceback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from papercli.cli.main import build_app
from papercli.errors import PapersError
from tests.conftest import Papers
from tests.digests import digest, entry

ID = "2408.16357"

# The command line of each command that ends with the exit code; None where the command knows no such end.
# 0 and 1 with the sample imported, 3 with a library that cannot be opened.
EXITS: dict[str, dict[int, list[str] | None]] = {
    "list": {0: [], 1: None, 2: ["--sort", "vote"], 3: []},
    "new": {0: [], 1: None, 2: ["--limit", "-1"], 3: []},
    "show": {0: [ID], 1: [ID, "9999.99999"], 2: [], 3: [ID]},
    "search": {0: ["nothing has this"], 1: None, 2: ["date:never"], 3: ["a"]},
    "glossary": {0: [], 1: None, 2: ["a", "b"], 3: []},
    "open": {0: [ID, "--print"], 1: ["9999.99999"], 2: [ID, "--pdf", "--hf"], 3: [ID]},
    "days": {0: [], 1: None, 2: ["--week", "2024"], 3: []},
    "next": {0: [], 1: None, 2: ["--date", "never"], 3: []},
    "star": {0: [ID], 1: ["9999.99999"], 2: [], 3: [ID]},
    "unstar": {0: [ID], 1: ["9999.99999"], 2: ["5-3"], 3: [ID]},
    "read": {0: [ID], 1: ["9999.99999"], 2: [], 3: [ID]},
    "unread": {0: [ID], 1: ["9999.99999"], 2: [], 3: [ID]},
    "tag": {0: [ID, "+nlp"], 1: ["9999.99999", "+nlp"], 2: [ID], 3: [ID, "+nlp"]},
    "note": {0: [ID, "-m", "x"], 1: ["9999.99999", "-m", "x"], 2: [], 3: [ID, "-m", "x"]},
    "undo": {0: [], 1: None, 2: ["extra"], 3: []},
    "marks": {0: None, 1: None, 2: [], 3: None},
    "marks export": {0: [], 1: ["-o", "/no/such/place"], 2: ["extra"], 3: []},
    "marks import": {0: None, 1: ["/no/such/place"], 2: [], 3: None},
    "watch": {0: [], 1: None, 2: ["--nope"], 3: []},
    "watch add": {0: ["x", "words"], 1: None, 2: ["x"], 3: ["x", "words"]},
    "watch remove": {0: None, 1: ["nobody"], 2: [], 3: ["nobody"]},
    "watch run": {0: None, 1: ["nobody"], 2: ["--nope"], 3: []},
    "cache": {0: None, 1: None, 2: [], 3: None},
    "cache path": {0: [], 1: None, 2: ["extra"], 3: None},
    "cache clear": {0: ["--yes"], 1: None, 2: ["extra"], 3: ["--yes"]},
    "import": {0: ["--sample"], 1: ["/no/such/place"], 2: [], 3: ["--sample"]},
    "sync": {0: [], 1: ["nobody"], 2: ["--since"], 3: []},
    "sources": {0: [], 1: None, 2: ["--nope"], 3: []},
    "sources forget": {0: None, 1: ["nobody"], 2: [], 3: ["nobody"]},
    "doctor": {0: [], 1: None, 2: ["extra"], 3: []},
    "stats": {0: [], 1: None, 2: ["--week", "2024"], 3: []},
    "trends": {0: [], 1: None, 2: ["--since", "never"], 3: []},
    "related": {0: [ID], 1: ["9999.99999"], 2: [], 3: [ID]},
    "authors": {0: [], 1: ["nobody"], 2: ["--limit", "-1"], 3: []},
    "schema": {0: [], 1: None, 2: ["extra"], 3: None},
    "config": {0: None, 1: None, 2: [], 3: None},
    "config path": {0: [], 1: None, 2: ["extra"], 3: None},
    "config show": {0: [], 1: None, 2: ["--jsno"], 3: None},
    "config edit": {0: None, 1: None, 2: ["extra"], 3: None},
}


def _commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    for word, each in getattr(command, "commands", {}).items():
        yield f"{name}{word}", each
        yield from _commands(each, f"{name}{word} ")


COMMANDS = dict(_commands(typer.main.get_command(build_app(None))))


def test_every_command_has_a_row() -> None:
    assert set(EXITS) == set(COMMANDS)


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name, row in EXITS.items() for code, words in row.items() if words is not None]
)
def test_exit_codes(papers: Papers, home: Path, name: str, code: int) -> None:
    words = EXITS[name][code]
    assert words is not None
    if code == 3:
        home.write_text("a file where a folder should be")
    else:
        assert papers("import", "--sample").code == 0
    argv = [*name.split(" "), *words]
    done = papers(*argv)
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    if not code:
        return
    assert "papers: " in done.err or "Usage: " in done.err
    if any("--json" in each.opts for each in COMMANDS[name].params):
        # Before what is wrong, as that may be an option without its value.
        told = papers(*name.split(" "), "--json", *words)
        assert told.code == code
        for line in told.err.split("\n"):
            if line.startswith("{"):
                error = json.loads(line)
                assert list(error) == ["error", "hint", "exit"]
                assert error["exit"] in (code, 1)
                assert error["error"] in done.err.replace("papers: ", "")
                break
        else:
            pytest.fail(f"no line of JSON in {told.err!r}")


@pytest.mark.parametrize(
    ("argv", "usage", "message", "hint"),
    [
        (["serach", "x"], "papers [OPTIONS] COMMAND [ARGS]...", "there is no command 'serach'", "did you mean search?"),
        (["zzz"], "papers [OPTIONS] COMMAND [ARGS]...", "there is no command 'zzz'", "papers --help says more"),
        (["sources", "forgt"], "papers sources", "there is no command 'forgt'", "did you mean forget?"),
        (["list", "--sotr", "id"], "papers list", "there is no option '--sotr'", "did you mean --sort?"),
        (["--versoin"], "papers [OPTIONS]", "there is no option '--versoin'", "did you mean --version?"),
        (["--jsn", "list"], "papers [OPTIONS]", "there is no option '--jsn'", "options come after the command: papers"),
        (["stats", "--sort"], "papers stats", "there is no option '--sort'", "papers stats --help says more"),
        (["list", "--format", "xml"], "papers list", "--format: there is no format 'xml'", "there are table, tsv"),
        (["list", "-Q"], "papers list", "there is no option '-Q'", "papers list --help says more"),
        (["list", "--sort", "vote"], "papers list", "--sort: there is no sort 'vote'", "did you mean votes?"),
        (["list", "-s", "'\\"], "papers list", "--sort: ", "there are date, votes, hot, title, id"),
        (["list", "-n", "x"], "papers list", "--limit: 'x' is not a whole number", "papers list --help says more"),
        (["list", "-n", "-1"], "papers list", "--limit: -1 is below 0", "papers list --help says more"),
        (["related", "1", "-n", "0"], "papers related", "--limit: 0 is below 1", "papers related --help says more"),
        (["list", "--min-votes", "1.5"], "papers list", "--min-votes: '1.5' is not a whole number", "says more"),
        (["show"], "papers show", "missing argument 'ID...'", "papers show --help says more"),
        (["list", "--sort"], "papers", "option '--sort' requires an argument", "--help says more"),
        (["list", "more"], "papers list", "got unexpected extra argument", "papers list --help says more"),
    ],
)
def test_what_was_probably_meant(papers: Papers, argv: list[str], usage: str, message: str, hint: str) -> None:
    done = papers(*argv)
    assert done.code == 2
    assert done.out == ""
    first, second, third, end = done.err.split("\n")
    assert first.startswith(f"Usage: {usage}")
    assert second.startswith(f"papers: {message}")
    assert third.startswith("        ")
    assert hint in third
    assert end == ""
    told = papers(*argv, "--json")
    assert json.loads(told.err)["error"].startswith(message) or argv[-1] == "--sort"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["search", "mulitmodal"], "no paper matches\nnothing has 'mulitmodal': did you mean multimodal?\n"),
        (["trends", "mulitmodal"], "nothing has 'mulitmodal': did you mean multimodal?\n"),
        (["list", "--tag", "npl"], "no paper matches\nno paper has the tag 'npl': did you mean nlp?\n"),
        (["list", "--tag", "nlp", "--date", "1999"], "no paper matches\n"),
        (["glossary", "모댈"], "no digest translates 모댈\n"),
        (["glossary", "vizual"], "no digest translates vizual: did you mean visual?\n"),
    ],
)
def test_what_was_probably_meant_by_words_that_nothing_has(papers: Papers, argv: list[str], told: str) -> None:
    papers("import", "--sample")
    papers("tag", ID, "+nlp")
    done = papers(*argv)
    assert (done.code, done.err) == (0, told)
    assert papers(*argv, "--json").err == told


@pytest.mark.parametrize(
    "said",
    ["--json", "--format json", "--format=jsonl", "-o x.json", "-ox.JSONL", "--output x.jsonl", "--output=x.json"],
)
def test_a_program_gets_errors_as_json(papers: Papers, said: str) -> None:
    done = papers("serach", *said.split(" "))
    assert json.loads(done.err) == {"error": "there is no command 'serach'", "hint": "did you mean search?", "exit": 2}
    assert done.err.count("\n") == 1
    assert papers("serach", "--", *said.split(" ")).err.startswith("Usage")


@pytest.mark.parametrize("said", ["", "--format csv -o x.json", "-o x.csv", "-o x.json.gz", "-o json", "x.json"])
def test_a_person_gets_errors_as_words(papers: Papers, said: str) -> None:
    assert papers("serach", *said.split(" ")).err.startswith("Usage")


def test_a_failed_import_is_json_too(papers: Papers, tmp_path: Path) -> None:
    done = papers("import", "--json", tmp_path / "nowhere.md")
    assert done.code == 1
    first = json.loads(done.err.split("\n")[0])
    assert first == {"error": f"{tmp_path / 'nowhere.md'}: there is no such file or folder", "hint": None, "exit": 1}


def test_without_a_command_the_help_comes_as_words(papers: Papers) -> None:
    for argv in ([], ["config"]):
        done = papers(*argv)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("Usage: papers")


def test_debug_shows_the_traceback(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    papers("import", "--sample")
    monkeypatch.setenv("PAPERS_DEBUG", "1")
    for argv in (["sync", "nobody"], ["list", "--sort", "vote"], ["list", "--min-votes", "9" * 30]):
        with pytest.raises(PapersError):
            papers(*argv)


@pytest.mark.parametrize(
    "argv",
    [["search"], ["show"], ["list", "--date"], ["list", "--author"], ["glossary"], ["import"], ["sync"], [], ["list"]],
)
def test_words_that_are_not_utf8(papers: Papers, argv: list[str]) -> None:
    papers("import", "--sample")
    done = papers(*argv, os.fsdecode(b"\xff\xfe"))
    assert done.code in (0, 1, 2)
    assert done.err


@pytest.mark.parametrize("option", ["--limit", "--min-votes"])
def test_numbers_without_end(papers: Papers, option: str) -> None:
    papers("import", "--sample")
    done = papers("list", option, "9" * 30)
    assert done.code == 2
    assert done.err == f"papers: {'9' * 30!r} is too large a number\n"


@pytest.mark.parametrize("place", ["cache/cache.db", "state/state.db", "cache/git"])
def test_a_folder_where_a_file_should_be_and_the_other_way_round(papers: Papers, home: Path, place: str) -> None:
    if place == "cache/git":
        (home / "cache").mkdir(parents=True)
        (home / place).write_text("")
    else:
        (home / place).mkdir(parents=True)
    for argv in (["list"], ["sources"], ["import", "--sample"], ["doctor"], ["import", "https://localhost:1/x.git"]):
        done = papers(*argv)
        assert done.code in (0, 1, 3)
        assert "Traceback" not in done.err


# As a process: the streams of a shell, and signals.


def _run(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of sh in which $papers is the program."""
    return subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "papers": f"{sys.executable} -m papercli", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def library(papers: Papers) -> None:
    assert papers("import", "--sample").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", ["list --json", f"show {ID}", "--help"])
def test_a_full_disk_is_one_sentence(library: None, words: str) -> None:
    done = _run(f"$papers {words} > /dev/full")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", ["list", "--help"])
def test_a_closed_stdout_is_one_sentence(library: None, words: str) -> None:
    done = _run(f"$papers {words} >&-")
    assert done.returncode == 1
    assert "Bad file descriptor" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", "<&-"])
def test_streams_that_are_not_needed(library: None, closed: str) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    assert _run(f"$papers list {closed}").stdout.startswith("24")
    assert _run(f"$papers import - {closed}").returncode == 1


@pytest.mark.parametrize("words", ["list", "--help", "show 99.99 2>&1", "list --sotr 2>&1"])
def test_a_closed_pipe_is_silent_and_no_failure(library: None, words: str) -> None:
    done = _run(f"{{ sleep 0.3; $papers {words}; echo code $? >&3; }} 3>&2 | true")
    assert done.stderr in ("code 0\n", "code 1\n", "code 2\n")
    assert done.stderr == "code 0\n" or "2>&1" in words


@pytest.mark.parametrize("to_group", [True, False])
def test_an_interrupted_import_is_silent(tmp_path: Path, home: Path, to_group: bool) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    text = digest(*(entry(f"2405.{number:05}", f"Title {number}", "1") for number in range(150)))
    for number in range(60):
        (folder / f"{number}.md").write_text(text, "utf-8")
    # In a session of its own, as in a terminal a group is interrupted, all its processes at once.
    process = subprocess.Popen(
        [sys.executable, "-m", "papercli", "import", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A job in the background of a shell ignores interruptions, and so would what the tests start there.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    end = time.monotonic() + 30
    while not (home / "cache" / "cache.db").exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.2)
    (os.killpg if to_group else os.kill)(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert out == b""
    # Python itself may say that it ignored an interruption, where nothing can catch one.
    assert b"papercli" not in err
    assert process.returncode in (130, -signal.SIGINT)


def test_an_interrupted_start_is_silent() -> None:
    program = """
import sys
class Interrupt:
    def find_spec(self, name, path, target=None):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
import papercli.cli
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
