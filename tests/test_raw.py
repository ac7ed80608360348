"""Papers as Markdown again: `papers show --raw` is a digest that `papers import` reads back."""

from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    points = ["- **What's [b]**: 새로운 **모델**은 $O(n^2)$", "- 점:\n  1. 하나\n  3. 셋\n\n  \x1b[31m빨강"]
    title = r"LLM$\times$Map[n] \*별\* \[a\](b) \_c\_ &amp;amp;"
    text = entry("2405.00001", title, "3", "['A, Jr.', 'B', '+']", points)
    (tmp_path / "d.md").write_text(digest(text, entry("2405.00002", "C++ <b> 5 * 3", "-", None, ["- plain"])), "utf-8")
    assert papers("import", tmp_path / "d.md").code == 0
    return papers


def test_raw_is_a_digest_that_import_reads_back(
    library: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library("show", "2405.00001", "2405.00002", "--json").json
    raw = library("show", "2405.00001", "2405.00002", "--raw")
    assert raw.code == 0
    assert "- 점:\n  1. 하나" in raw.out
    file = tmp_path / "raw.md"
    file.write_text(raw.out, "utf-8")
    monkeypatch.setenv("PAPERS_HOME", str(tmp_path / "other"))
    assert library("import", file).err.count("odd") == 0
    after = library("show", "2405.00001", "2405.00002", "--json").json
    for paper in before + after:
        del paper["digests"]
    assert after == before
    assert "\x1b[31m" not in run("show", "2405.00001", "--raw", columns=80)[1]


def test_raw_of_real_papers_reads_back(real: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = real("list", "-n", "300", "--sort", "title").ids
    before = real("show", *ids, "--json").json
    file = tmp_path / "raw.md"
    file.write_text(real("show", *ids, "--raw").out, "utf-8")
    monkeypatch.setenv("PAPERS_HOME", str(tmp_path / "other"))
    assert real("import", file).code == 0
    after = real("show", *ids, "--json").json
    for paper in before + after:
        del paper["digests"]
    assert after == before


def test_raw_and_json_exclude_each_other(library: Papers) -> None:
    told = library("show", "2405.00001", "--raw", "--json")
    assert (told.code, told.out) == (2, "")
