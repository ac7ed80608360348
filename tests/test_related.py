"""`papers related`: the nearest papers and why, in both languages, whatever the order of files."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.test_bilingual import TEACHING


def _point(text: str) -> list[str]:
    return [f"- **What's New**: {text}"]


TEACHERS = [entry(f"2404.{n:05}", f"Teacher {n}", "1", f"Teacher N{n}", [say]) for n, say in enumerate(TEACHING)]
OTHERS = [
    entry("2401.00001", "Quokka Planning with GRPO", "5", "Ada Lovelace, Alan Turing", _point("GRPO를 로봇에 씁니다.")),
    entry("2401.00002", "Law of Wombats", "9", "Grace Hopper", _point("GRPO를 제안하고 꽃사슴을 봅니다.")),
    entry("2401.00003", "Something Else", "90", "Alan Turing", _point("수학 문제를 풉니다.")),
    entry("2401.00004", "Unlike Any", "99", "Nobody Known", _point("아무것도 없음.")),
    entry("2401.00005", "Korean Only", "1", "K. Kim", _point("확산을 가속하며 꽃사슴과 다룹니다.")),
    entry("2401.00006", "English Only", "1", "E. Lee", _point("a faster diffusion for images")),
]


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(digest(*OTHERS, *TEACHERS), "utf-8")
    assert papers("import", tmp_path).code == 0


def _near(papers: Papers, paper: str) -> dict[str, Any]:
    return {each["id"]: each for each in papers("related", paper, "-n", "50", "--json").json}


def test_why(library: None, papers: Papers) -> None:
    near = _near(papers, "2401.00001")
    assert near["2401.00002"]["terms"] == ["GRPO"]
    assert near["2401.00002"]["shared_authors"] == []
    assert near["2401.00003"]["shared_authors"] == ["Alan Turing"]
    assert "2401.00001" not in near
    assert "2401.00004" not in near
    assert all(0 < each["score"] < 1 for each in near.values())
    assert list(near) == sorted(near, key=lambda each: -near[each]["score"])


def test_both_languages_are_one_term(library: None, papers: Papers) -> None:
    assert "diffusion" in _near(papers, "2401.00006")["2401.00005"]["terms"]
    assert "확산" in _near(papers, "2401.00005")["2401.00006"]["terms"]
    # A Korean noun that no bracket explains counts whatever particle follows it.
    assert "꽃사슴" in _near(papers, "2401.00005")["2401.00002"]["terms"]


def test_a_near_duplicate_comes_first_whatever_the_order_of_files(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = entry(
        "2402.00009", "Quokka Planning by GRPO", "0", "Ada Lovelace", _point("GRPO를 로봇에 쓰는 다른 방법입니다.")
    )
    answers = []
    for number, order in enumerate(([*OTHERS, twin], [twin, *reversed(OTHERS)])):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.setenv("PAPERS_HOME", str(folder / "home"))
        for place, each in enumerate(order):
            (folder / f"{place}.md").write_text(digest(each), "utf-8")
            assert papers("import", folder / f"{place}.md").code == 0
        answers.append([(each["id"], each["score"], each["terms"]) for each in _near(papers, "2401.00001").values()])
    assert answers[0] == answers[1]
    assert answers[0][0][0] == "2402.00009"


def test_lines_in_a_pipe_and_bad_ids(library: None, papers: Papers) -> None:
    lines = papers("related", "2401.00003").out.splitlines()
    assert lines[0].split("\t")[:4] == ["2401.00001", "2024-05-01", "5", "Quokka Planning with GRPO"]
    assert lines[0].split("\t")[6] == "Alan Turing"
    run = papers("related", "2401.00004")
    assert (run.code, run.out, run.err) == (0, "", "no other paper shares anything with it\n")
    assert papers("related", "2401.99999").code == 1
    assert papers("related", "2401.00001", "-n", "0").code == 2
    papers("list", "--sort", "id")
    assert papers("related", "1").out == papers("related", "2401.00001").out
    run = papers("related", "1-2")
    assert (run.code, run.err) == (2, "papers: 1-2 are 2 papers\n        name one\n")


def test_a_library_of_one_paper(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(digest(), "utf-8")
    papers("import", tmp_path)
    assert papers("related", "2405.00001", "--json").out == "[]\n"


def test_the_real_digests(real: Papers) -> None:
    first = real("related", "2502.14669", "--json")
    assert first.out == real("related", "2502.14669", "--json").out
    # Two of the few that use GRPO; AlphaMaze itself is not there.
    ids = [each["id"] for each in first.json]
    assert {"2502.19634", "2502.14905"} <= set(ids[:5])
    assert "2502.14669" not in ids
    assert all("GRPO" in each["terms"] for each in first.json if each["id"] in ("2502.19634", "2502.14905"))
