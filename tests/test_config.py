"""Settings: from the file and the environment, what is wrong told in one sentence, and the commands about them."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli import config
from papercli.config import checks
from papercli.config.toml import key_line
from tests import terminal
from tests.conftest import Papers
from tests.digests import digest, entry

Write = Callable[[str | bytes], Path]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*config.VARIABLES.values(), "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def write(home: Path) -> Write:
    """Write the file of settings."""

    def to(text: str | bytes) -> Path:
        file = home / "config" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    return to


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    """Three papers whose orders by date, by votes and by title differ."""
    for day, paper in (
        ("2024-05-01", entry("2405.00001", "B", "9")),
        ("2024-05-02", entry("2405.00002", "A", "1")),
        ("2024-05-03", entry("2405.00003", "C", "5")),
    ):
        file = tmp_path / f"{day}.md"
        file.write_text(digest(paper, heading=f"## Daily Papers ({day})\n\n"), "utf-8")
        papers("import", file)


def test_an_option_goes_before_the_environment_and_that_before_the_file(
    library: None, papers: Papers, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert papers("list").ids == ["2405.00003", "2405.00002", "2405.00001"]
    write('sort = "votes"')
    assert papers("list").ids == ["2405.00001", "2405.00003", "2405.00002"]
    monkeypatch.setenv("PAPERS_SORT", "title")
    assert papers("list").ids == ["2405.00002", "2405.00001", "2405.00003"]
    assert papers("list", "--sort", "date").ids == ["2405.00003", "2405.00002", "2405.00001"]


def test_a_search_stays_in_order_of_relevance(papers: Papers, write: Write, tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_text(
        digest(entry("2405.00001", "A robot among others", "9"), entry("2405.00002", "Robot", "1")), "utf-8"
    )
    papers("import", file)
    found = papers("search", "robot").ids
    write('sort = "id"\n')
    assert papers("search", "robot").ids == found == ["2405.00002", "2405.00001"]


def test_the_limit_is_for_a_terminal(library: None, papers: Papers, write: Write) -> None:
    write("limit = 2")
    assert len(papers("list").ids) == 3
    assert "2 of 3 papers" in terminal.run("list", columns=100)[1]
    assert "1 of 3 papers" in terminal.run("list", "-n", "1", columns=100)[1]


def test_what_a_person_looks_at_follows_the_settings(library: None, write: Write) -> None:
    write('columns = ["title", "id"]\nhighlight = ["A"]')
    shown = terminal.run("list", columns=100)[1]
    assert "Title" in shown
    assert "Votes" not in shown
    assert "Date" not in shown
    coloured = [line for line in shown.split("\n") if "2405.00002" in line]
    write('columns = ["title", "id"]')
    plain = [line for line in terminal.run("list", columns=100)[1].split("\n") if "2405.00002" in line]
    assert coloured != plain
    write('color = "never"')
    assert "\x1b[" not in terminal.run("list", columns=100)[1]
    assert "\x1b[" in terminal.run("list", "--color", "always", columns=100)[1]
    write('theme = "light"')
    assert terminal.run("list", columns=100)[1] != shown
    write('pager = "grep -c 2405"\ncolor = "always"')
    assert terminal.run("list", columns=100, lines=3, environment={"PAPERS_PAGER": None})[1] == "3\n"
    assert "Votes" in terminal.run("list", "--no-pager", columns=100, lines=3)[1]


def test_the_names_are_those_of_the_view() -> None:
    from papercli.view import listing, theme

    assert set(config.COLUMNS) == listing._KINDS.keys() - {"number"}
    for name in config.THEMES:
        theme.theme(name)
    assert set(config.THEMES) == set(theme._THEMES)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('# mine\n\nsorts = "votes"', 3, "there is no setting 'sorts': did you mean sort?"),
        ("[limit]\nx = 1", 1, "limit: it is a number from 0 to 999999999, not {'x': 1}"),
        ('theme = "plain"\n[colour]\nx = 1', 2, "there is no setting 'colour': did you mean color?"),
        ('sort = "vote"', 1, "there is no sort 'vote': did you mean votes?"),
        ("sort = 3", 1, "there is no sort 3: there are date, votes, hot, title, id"),
        ('columns = [\n  "id", # a ]\n  "tilte",\n]\n', 1, "there is no column 'tilte': did you mean title?"),
        ('pager = """\nsort = 1\n"""\nlimit = -1', 4, "limit: it is a number from 0 to 999999999, not -1"),
        ("limit = true", 1, "limit: it is a number from 0 to 999999999, not True"),
        ("limit = 99999999999999999999", 1, "limit: it is a number from 0 to 999999999, not 99999999999999999999"),
        ('highlight = "a"', 1, "highlight: it is a list of texts, such as [\"a\"], not 'a'"),
        ("pager = 1", 1, "pager: it is a text, not 1"),
        ('show_marks_read = "no"', 1, "show_marks_read: it is true or false, not 'no'"),
        ('"l\\u0069mit" = "x"', 1, "limit: it is a number from 0 to 999999999, not 'x'"),
        ("\nsort votes", 2, "expected '=' after a key in a key/value pair"),
        ('sort = "votes"\nsort = "id"', 2, "cannot overwrite a value"),
        ('a\r\nsort = "id"\r\n', 1, "expected '=' after a key in a key/value pair"),
        ('sort = "votes', 1, "unterminated string"),
        ('columns = ["id"', 1, "unclosed array"),
        (b'sort = "votes"\nlimit = \xff', 2, "it is not UTF-8"),
        ('sort = "id"'.encode("utf-16"), 1, "it is not UTF-8"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_file_and_line(
    papers: Papers, write: Write, text: str | bytes, line: int, said: str
) -> None:
    file = write(text)
    for command in (["list"], ["config", "show"]):
        done = papers(*command)
        assert done.code == 2
        assert done.out == ""
        assert done.err.startswith(f"papers: {file}:{line}: ")
        assert said in done.err
        assert done.err.count("\n") == 1
    for command in (["config", "path"], ["--help"], ["--version"], ["list", "--help"]):
        assert papers(*command).code == 0


def test_a_file_that_cannot_be_read_is_one_sentence(papers: Papers, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.mkdir(parents=True)
    assert papers("list").err == f"papers: {file}: it is no file\n"
    file.rmdir()
    file.symlink_to(file)
    assert papers("list").err.startswith(f"papers: {file}: it cannot be read: ")
    file.unlink()
    os.mkfifo(file)
    assert papers("list").err == f"papers: {file}: it is no file\n"


def test_a_byte_order_mark_is_no_fault(papers: Papers, write: Write) -> None:
    write('\ufefflimit = 3\r\nsort = "id"\r\n')
    assert "limit = 3" in papers("config", "show").out


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("sort", "votes", "votes"),
        ("limit", "7", 7),
        ("columns", "id, title", ["id", "title"]),
        ("color", "never", "never"),
        ("pager", "", ""),
        ("pager", "less -R", "less -R"),
        ("highlight", "확산, video", ["확산", "video"]),
        ("theme", "plain", "plain"),
        ("show_marks_read", "1", True),
        ("limit", "", 50),
    ],
)
def test_every_setting_has_a_variable(
    papers: Papers, monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(f"PAPERS_{name.upper()}", text)
    (row,) = [row for row in papers("config", "show", "--json").json if row["name"] == name]
    where = f"PAPERS_{name.upper()}" if text or name == "pager" else "default"
    assert row == {"name": name, "value": value, "from": where}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("PAPERS_SORT", "vote", "there is no sort 'vote': did you mean votes?"),
        ("PAPERS_LIMIT", "many", "it is a number from 0 to 999999999, not 'many'"),
        ("PAPERS_LIMIT", "9" * 5000, "it is a number from 0 to"),
        ("PAPERS_COLUMNS", "id,titel", "there is no column 'titel': did you mean title?"),
        ("PAPERS_SHOW_MARKS_READ", "perhaps", "it is true or false, not 'perhaps'"),
    ],
)
def test_a_wrong_variable_is_named(
    papers: Papers, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str
) -> None:
    monkeypatch.setenv(name, text)
    done = papers("list")
    assert done.code == 2
    assert done.err.startswith(f"papers: {name}: {said}")


def test_show_prints_toml_with_where_each_comes_from(
    papers: Papers, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write('highlight = ["a \\"b\\" \\u007f \\\\", "한"]')
    monkeypatch.setenv("PAPERS_LIMIT", "5")
    shown = papers("config", "show").out
    assert "limit = 5  # PAPERS_LIMIT\n" in shown
    assert 'sort = "date"  # default\n' in shown
    assert f"  # {file}\n" in shown
    said = tomllib.loads(shown)
    assert said["highlight"] == ['a "b" \x7f \\', "한"]
    assert set(said) == set(checks.KINDS) - {"pager"}


def _editor(tmp_path: Path, program: str) -> str:
    script = tmp_path / "an editor.py"
    script.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n{program}\n")
    return f'"{sys.executable}" "{script}"'


def test_edit_makes_the_file_from_a_template_that_says_the_defaults(
    papers: Papers, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", _editor(tmp_path, "assert '# limit = 50' in file.read_text('utf-8')"))
    done = papers("config", "edit")
    file = home / "config" / "config.toml"
    assert (done.code, done.err) == (0, f"the settings in {file} are right\n")
    assert papers("config", "path").out == f"{file}\n"
    template = file.read_text("utf-8")
    assert checks.check(file) == {}
    # Its settings without the marks are all there are, and but for two examples those that hold anyway.
    lines = [line[2:] for line in template.split("\n") if line.startswith("# ") and " = " in line]
    file.write_text("\n".join(lines), "utf-8")
    assert set(checks.check(file)) == set(checks.KINDS)
    said = config.Settings(**checks.check(file))
    assert said._replace(pager=None, highlight=()) == config.Settings()


def test_edit_says_what_is_wrong_and_keeps_it(
    papers: Papers, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("nonsense")
    monkeypatch.setenv("EDITOR", "nobody")
    monkeypatch.setenv("VISUAL", _editor(tmp_path, "file.write_text('limit = 1\\nsorts = 2')"))
    done = papers("config", "edit")
    assert (done.code, done.err) == (2, f"papers: {file}:2: there is no setting 'sorts': did you mean sort?\n")
    assert file.read_text() == "limit = 1\nsorts = 2"


@pytest.mark.parametrize(
    ("editor", "code", "said"),
    [
        (None, 2, "there is no editor: set VISUAL or EDITOR, or edit {file}"),
        ("no-such-editor --wait", 1, "the editor 'no-such-editor --wait' cannot be started"),
        ("'open quote", 1, 'the editor "\'open quote" cannot be started'),
        (f"{sys.executable} -c 'raise SystemExit(3)'", 1, "ended with exit code 3"),
    ],
)
def test_an_editor_that_does_not_work(
    papers: Papers, home: Path, monkeypatch: pytest.MonkeyPatch, editor: str | None, code: int, said: str
) -> None:
    if editor:
        monkeypatch.setenv("EDITOR", editor)
    done = papers("config", "edit")
    assert done.code == code
    assert said.format(file=home / "config" / "config.toml") in done.err


def test_without_a_file_a_listing_loads_no_toml(papers: Papers) -> None:
    papers("import", "--sample")
    program = (
        "import sys; from papercli.cli import main; main(['list', '--json']); print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"tomllib", "papercli.config.checks"} & set(run.stderr.split())


_VALUES = st.one_of(
    st.sampled_from(["1", "true", '"a = 1"', "'''\nb = 2\n'''", '"""\n\n[c]\n"""', "[\n1, # a\n\n2]", "{ x = 1 }"])
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "\n", "# d = 4\n", "\n# x\n\n"]), _VALUES, st.sampled_from(["", "  # e = 5"])),
        min_size=1,
        max_size=8,
    )
)
def test_the_line_of_a_key_is_where_its_statement_starts(parts: list[tuple[str, str, str]]) -> None:
    text = ""
    lines = {}
    for number, (before, value, after) in enumerate(parts):
        text += before
        lines[f"key{number}"] = text.count("\n") + 1
        text += f"key{number} = {value}{after}\n"
    assert {key: key_line(text, key) for key in lines} == lines
    assert json.dumps(list(tomllib.loads(text))) == json.dumps(list(lines))
