"""A reader's week as a shell script, by the installed program, jq and coreutils."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("week.sh")


def test_a_readers_week(tmp_path: Path, home: Path) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    folder = tmp_path / "week"
    folder.mkdir()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", SCRIPT], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("a good week\n")
    assert run.stderr == ""
