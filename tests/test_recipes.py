"""The recipes in docs/ run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Papers

RECIPES = Path(__file__).parents[1] / "docs" / "recipes.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", RECIPES.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_there_are_recipes() -> None:
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize("recipe", BLOCKS, ids=lambda block: block.split("\n")[0][:40])
def test_recipe(recipe: str, papers: Papers, tmp_path: Path) -> None:
    for program in ("jq", "fzf"):
        if f"{program} " in recipe and not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    assert papers("import", "--sample").code == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", recipe],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() or "-o " in recipe
