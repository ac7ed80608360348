"""What is written about the program is true: the reference and the manual are its own help, the README's lines run."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry

ROOT = Path(__file__).parents[1]
# These need a network, an editor, a shell's own file, or are no command of this program.
_ELSEWHERE = re.compile(r"example\.org|config edit|^(?:pipx|uv) ")
LINES = [
    line
    for block in re.findall(r"^```console\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    for line in re.findall(r"^\$ (.*)$", block, re.M)
    if not _ELSEWHERE.search(line)
]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "reference.py"))


def test_the_reference_is_the_help(made: dict[str, Any]) -> None:
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == made["reference"](), "python docs/reference.py"


def test_the_manual_is_the_help(made: dict[str, Any]) -> None:
    assert (ROOT / "docs" / "papers.1").read_text("utf-8") == made["manual"](), "python docs/reference.py"


def test_the_manual_has_no_faults() -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-z", str(ROOT / "docs" / "papers.1")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stderr == ""


def test_the_lines_of_the_readme_run(papers: Papers, tmp_path: Path) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    folder = tmp_path / "digests"
    folder.mkdir()
    many = (entry(f"2409.{n:05}", f"Agent {n}", "99") for n in range(12))
    (folder / "today.md").write_text(digest(*many, heading="## Daily Papers (2024-09-01)\n\n"), "utf-8")
    shutil.copy(folder / "today.md", tmp_path)
    (tmp_path / "sync").mkdir()
    assert papers("import", "--sample", folder).code == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path)}
    assert len(LINES) > 40
    for line in LINES:
        # What rows are counted from.
        papers("list")
        run = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        # 4: a watch has found nothing new.
        assert run.returncode == (4 if line.endswith("watch run") else 0), f"{line}\n{run.stderr}"
