"""The shape of the code: who may import what, and what a start loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import papercli
from tests.conftest import Papers

PACKAGE = Path(papercli.__file__).parent
ONLY = {
    "mistune": "digest",
    "sqlite3": "store",
    "rich": "view",
    "plotext": "view",
    "typer": "cli",
    "pylatexenc": "latex",
}
# Arrows run downwards: a module may import what stands in a later row than its own.
ROWS = (
    ("__main__",),
    ("cli",),
    ("tables",),
    ("view", "formats", "library", "opener"),
    ("syncing", "mending", "translating", "clearing", "marking", "reading", "references", "watching", "known"),
    ("databases",),
    ("field",),
    ("importer", "learner", "hits", "expansion", "listing"),
    ("ingest",),
    ("digest", "store", "sources", "config", "paths"),
    ("git",),
    ("query", "form"),
    ("glossary", "language"),
    ("dates",),
    ("exchange", "plural"),
    ("safe", "lookalikes", "foreground", "latex", "terms", "ids", "intake", "marks", "nearest", "model", "errors"),
)


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "papercli":
                yield from (f"papercli.{alias.name}" for alias in node.names)
            else:
                yield node.module


def _modules() -> list[tuple[Path, str]]:
    files = sorted(PACKAGE.rglob("*.py"))
    return [(file, file.relative_to(PACKAGE).parts[0].removesuffix(".py")) for file in files]


@pytest.mark.parametrize("library", ONLY)
def test_each_library_has_one_user(library: str) -> None:
    users = {name for file, name in _modules() if library in {each.split(".")[0] for each in _imports(file)}}
    # output.py makes rich's console, as it alone writes.
    assert users - ({"cli"} if library == "rich" else set()) == {ONLY[library]}


def test_only_output_touches_the_streams() -> None:
    for file, _ in _modules():
        text = file.read_text("utf-8")
        if file.name != "output.py":
            assert "sys.stdout" not in text, file
            assert "sys.stderr" not in text, file
            assert "print(" not in text, file


def test_arrows_run_downwards() -> None:
    row = {name: number for number, names in enumerate(ROWS) for name in names}
    for file, name in _modules():
        for each in _imports(file):
            parts = each.split(".")
            if parts[0] != "papercli" or len(parts) == 1 or parts[1] == "__version__" or parts[1] == name:
                continue
            assert row[parts[1]] > row[name] or (row[parts[1]] == row[name] == len(ROWS) - 1), f"{file}: {each}"


@pytest.mark.parametrize(
    ("argv", "absent"),
    [
        (["--version"], ["rich", "mistune", "platformdirs", "importlib.metadata", "sqlite3", "papercli.library"]),
        (["list", "--json"], ["rich", "mistune", "importlib.metadata", "multiprocessing", "papercli.store.search"]),
        (["list"], ["rich", "mistune", "importlib.metadata", "pylatexenc"]),
        (["search", "모델"], ["rich", "mistune", "importlib.metadata", "pylatexenc"]),
        (["show", "2408.16357"], ["rich", "mistune", "importlib.metadata", "pylatexenc"]),
    ],
)
def test_a_start_loads_no_more_than_it_needs(papers: Papers, argv: list[str], absent: list[str]) -> None:
    papers("import", "--sample")
    program = (
        f"import sys; from papercli.cli import main; code = main({argv!r});"
        "sys.stderr.write(' '.join(sys.modules)); sys.exit(code)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = run.stderr.split()
    assert not [name for name in absent if name in loaded]
    assert "pydantic" not in loaded
    assert "click" not in loaded


def test_rich_tables_load_no_markdown(papers: Papers) -> None:
    papers("import", "--sample")
    program = "import sys, papercli.view.listing, papercli.view.page; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "rich.markdown" not in run.stdout.split()


def test_a_closed_pipe_is_silent(papers: Papers) -> None:
    papers("import", "--sample")
    program = "import sys; from papercli.cli import main; sys.exit(main(['list', '--json']))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
