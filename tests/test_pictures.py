"""The README's pictures, made anew."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

SCRIPT = Path(__file__).parents[1] / "docs" / "pictures.py"


def test_pictures(tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    for folder in (first, again):
        folder.mkdir()
        subprocess.run([sys.executable, SCRIPT, folder], check=True)
    for name, words in (
        ("listing", {"papers", "list", "2408.16357", "Law", "MLLMs"}),
        ("page", {"show", "2408.16357", "Representation", "Jianbo"}),
        ("search", {"search", "diffusion", "2408.16046"}),
    ):
        for shade in ("light", "dark"):
            source = (first / f"{name}-{shade}.svg").read_text("utf-8")
            picture = ElementTree.fromstring(source)
            assert picture.tag == "{http://www.w3.org/2000/svg}svg"
            assert words <= {text for each in picture.itertext() if (text := each.strip())}
            for loading in ("href", "url(", "@import", "<script", "<image"):
                assert loading not in source
    made = [{file.name: file.read_bytes() for file in folder.iterdir()} for folder in (first, again)]
    assert made[0] == made[1]
    assert len(made[0]) == 6
