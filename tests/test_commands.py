"""The commands as a person runs them: what they print, say and return."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import HEADING, digest, entry


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    """A library of two days, four papers, one of them on both days."""
    first = digest(
        entry(
            "2405.00001",
            "Beta <b>[/x]</b> Models",
            "5",
            "Ada Lovelace, +",
            ["- **New**: 확산 모델(diffusion)을 씁니다."],
        ),
        entry("2405.00002", "alpha", None, "Émile Borel", ["- 강화 학습(RL)과 LLM은 C++로"]),
        entry("2405.00003", "Gamma", "-", None, ["- 강화학습"]),
    )
    second = digest(
        entry("2405.00001", "Beta Models, Revised", "9", "Ada Lovelace, Alan Turing", ["- 모델을 고쳤습니다."]),
        entry("2405.00004", "Delta", "9", "Bo Li, Lee Bo", ["- diffused \x1b[31mred"]),
        heading="## Daily Papers (2024-05-02)\n\n",
    )
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / "a.md").write_text(first, "utf-8")
    (folder / "b.MD").write_text(second, "utf-8")
    (folder / "notes.markdown").write_text("# nothing here\n", "utf-8")
    assert papers("import", folder).code == 0
    return papers


def test_import_tells_what_it_did(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "2024-05-01.md"
    file.write_text(digest(entry(votes=None)), "utf-8")
    run = papers("import", file)
    assert run.code == 0
    assert run.out == ""
    assert run.err.splitlines() == [
        f"{file}:3: 2405.00001 has no votes",
        "new: 2405.00001 A Title",
        "digests: 1 new, 0 changed, 0 unchanged",
        "papers: 1 new, 0 changed, 0 unchanged",
    ]
    file.write_text(digest(entry(votes="3")), "utf-8")
    assert papers("import", file).err.splitlines() == [
        "votes: 2405.00001 - → 3 A Title",
        "digests: 0 new, 1 changed, 0 unchanged",
        "papers: 0 new, 1 changed, 0 unchanged",
    ]
    assert papers("show", "2405.00001", "--json").json["votes"] == 3


def test_import_of_what_is_no_digest(papers: Papers, tmp_path: Path) -> None:
    notes, binary, empty = tmp_path / "notes.md", tmp_path / "x.md", tmp_path / "empty"
    notes.write_text("# no paper\n", "utf-8")
    binary.write_bytes(b"\0\1\2")
    empty.mkdir()
    for path, what in [
        (notes, "no paper was found in it"),
        (binary, "it is binary, not Markdown"),
        (empty, "there is no Markdown file in this folder"),
        (tmp_path / "gone", "there is no such file or folder"),
        (Path("/dev/null"), "it is not a file or folder"),
    ]:
        run = papers("import", path)
        assert (run.code, run.err.splitlines()[0]) == (1, f"papers: {path}: {what}")
    good = tmp_path / "good.md"
    good.write_text(digest(), "utf-8")
    run = papers("import", tmp_path / "gone", good, "--json")
    assert run.code == 1
    assert run.json["papers"]["new"] == 1
    assert run.json["failures"] == [{"file": str(tmp_path / "gone"), "what": "there is no such file or folder"}]
    assert papers("import").code == 2


def test_import_from_standard_input_keeps_each_text(papers: Papers) -> None:
    assert papers("import", "-", stdin=digest().encode()).code == 0
    assert papers("import", "-", stdin=digest(entry("2405.00002")).encode()).code == 0
    assert (
        papers("import", "-", stdin=digest().encode()).err.splitlines()[0] == "digests: 0 new, 0 changed, 1 unchanged"
    )
    assert papers("list").ids == ["2405.00001", "2405.00002"]


def test_import_does_not_follow_links_out_of_a_folder(papers: Papers, tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out"
    (folder / ".hidden").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.md").write_text(digest(), "utf-8")
    (folder / ".hidden" / "x.md").write_text(digest(), "utf-8")
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "own.md").write_text(digest(entry("2405.00009")), "utf-8")
    papers("import", folder)
    assert papers("list").ids == ["2405.00009"]


def test_a_file_that_cannot_be_read_any_more_keeps_its_papers(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_text(digest(), "utf-8")
    papers("import", file)
    file.write_bytes(b"\0" * 100)
    assert papers("import", file).code == 1
    assert papers("list").ids == ["2405.00001"]


def test_list_orders(library: Papers) -> None:
    assert library("list").ids == ["2405.00001", "2405.00004", "2405.00002", "2405.00003"]
    assert library("list", "--sort", "votes").ids == ["2405.00001", "2405.00004", "2405.00002", "2405.00003"]
    assert library("list", "--sort", "title").ids == ["2405.00002", "2405.00001", "2405.00004", "2405.00003"]
    assert library("list", "--sort", "id", "--reverse").ids == ["2405.00004", "2405.00003", "2405.00002", "2405.00001"]
    # What has no votes is last in either direction.
    assert library("list", "--sort", "votes", "-r").ids == ["2405.00004", "2405.00001", "2405.00003", "2405.00002"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--date", "2024-05-01"], ["2405.00001", "2405.00002", "2405.00003"]),
        (["--date", "latest"], ["2405.00001", "2405.00004"]),
        (["--until", "2024-05-01"], ["2405.00001", "2405.00002", "2405.00003"]),
        (["--since", "2024-05-02"], ["2405.00001", "2405.00004"]),
        (["--month", "2024-05", "--week", "2024-W18", "-n", "1"], ["2405.00001"]),
        (["--month", "2024-06"], []),
        (["--since", "2024-05-03", "--until", "2024-05-01"], []),
        (["--min-votes", "0"], ["2405.00001", "2405.00004"]),
        (["--author", "LOVE"], ["2405.00001"]),
        (["--author", "emile b"], ["2405.00002"]),
        (["--author", "lee bo", "--author", "bo li"], ["2405.00004"]),
        (["--author", "li lee"], []),
        (["--author", "…"], []),
        (["--author", '"; DROP TABLE paper; --'], []),
        (["-n", "0"], ["2405.00001", "2405.00004", "2405.00002", "2405.00003"]),
    ],
)
def test_list_filters(library: Papers, options: list[str], ids: list[str]) -> None:
    assert library("list", *options).ids == ids
    assert [paper["id"] for paper in library("list", "--json", *options).json] == ids


def test_list_in_a_pipe_is_one_whole_line_a_paper(library: Papers) -> None:
    run = library("list", "--sort", "id")
    assert run.out.splitlines() == [
        "2405.00001\t2024-05-02\t9\tBeta Models, Revised\tAda Lovelace, Alan Turing",
        "2405.00002\t2024-05-01\t\talpha\tÉmile Borel",
        "2405.00003\t2024-05-01\t\tGamma\t",
        "2405.00004\t2024-05-02\t9\tDelta\tBo Li, Lee Bo",
    ]
    assert run.err == ""


def test_a_limit_that_cut_something_says_so(library: Papers) -> None:
    run = library("list", "-n", "3")
    assert len(run.ids) == 3
    assert run.err == "3 of 4 papers; --limit 0 shows all\n"
    assert library("list", "-n", "4").err == ""


def test_the_record(library: Papers, tmp_path: Path) -> None:
    paper = library("show", "2405.00001", "--json").json
    assert list(paper.items()) == [
        ("id", "2405.00001"),
        ("title", "Beta Models, Revised"),
        ("url", "https://arxiv.org/abs/2405.00001"),
        ("date", "2024-05-02"),
        ("votes", 9),
        ("authors", ["Ada Lovelace", "Alan Turing"]),
        ("authors_truncated", False),
        ("image", "https://example.org/2405.00001.png"),
        ("video", None),
        ("sections", [{"label": None, "text": "모델을 고쳤습니다."}]),
        (
            "digests",
            [
                {"date": "2024-05-01", "votes": 5, "source": str(tmp_path / "digests" / "a.md"), "line": 3},
                {"date": "2024-05-02", "votes": 9, "source": str(tmp_path / "digests" / "b.MD"), "line": 3},
            ],
        ),
        ("starred", False),
        ("read", False),
        ("tags", []),
        ("note", None),
    ]


def test_show_takes_what_people_have_at_hand(library: Papers) -> None:
    library("list", "--sort", "id")
    for reference in ("2405.00003", "2405.00003v2", "arXiv:2405.00003", "https://arxiv.org/pdf/2405.00003", "3"):
        run = library("show", reference)
        assert run.code == 0
        assert run.out == "Gamma\n2405.00003 · 2024-05-01\nhttps://arxiv.org/abs/2405.00003\n" + (
            "Image: https://example.org/2405.00003.png\n\n강화학습\n"
        )
    library("search", "diffused")
    assert library("show", "1", "--json").json["id"] == "2405.00004"
    several = library("show", "2405.00001", "2405.00004", "--json").json
    assert [paper["id"] for paper in several] == ["2405.00001", "2405.00004"]


@pytest.mark.parametrize(
    ("reference", "message", "hint"),
    [
        ("2405.00009", "there is no paper '2405.00009' in the library", "the nearest is 2405.00004"),
        ("2405.10205", "there is no paper '2405.10205' in the library", "papers search WORDS"),
        ("hello", "there is no paper 'hello' in the library", "papers search WORDS"),
        ("0", "there is no row 0: the last listing had 4", "papers list"),
        ("5", "there is no row 5: the last listing had 4", "papers list"),
    ],
)
def test_show_of_what_is_not_there(library: Papers, reference: str, message: str, hint: str) -> None:
    library("list", "--json")
    run = library("show", reference, "2405.00001")
    assert run.code == 1
    assert run.out.startswith("Beta Models")
    first, second = run.err.splitlines()
    assert first == f"papers: {message}"
    assert second.strip().startswith(hint)
    assert library("show", reference, "--json").out == ""


def test_an_empty_library_names_the_next_command(papers: Papers) -> None:
    for command in (["list"], ["search", "x"], ["list", "--date", "latest"]):
        run = papers(*command)
        assert (run.code, run.out) == (0, "")
        assert "papers import" in run.err
        assert papers(*command, "--json").out == "[]\n"
    run = papers("show", "2405.00001")
    assert run.code == 1
    assert "papers import" in run.err
    assert "nothing was listed yet" not in run.err


def test_nothing_matches(library: Papers) -> None:
    run = library("search", "nonexistent")
    assert (run.code, run.out, run.err) == (0, "", "no paper matches\n")
    assert library("search", "nonexistent", "--json").out == "[]\n"


def test_control_characters_are_data_in_json_and_signs_to_people(library: Papers) -> None:
    assert "\x1b" not in library("show", "2405.00004").out
    assert "diffused ␛[31mred" in library("show", "2405.00004").out
    out = library("show", "2405.00004", "--json").out
    assert "\x1b" not in out
    assert json.loads(out)["sections"][0]["text"] == "diffused \x1b[31mred"


@pytest.mark.parametrize("argv", [["--date", "soon"], ["--sort", "vote"], ["-n", "-1"], ["--month", "2024"], ["--bad"]])
def test_usage_errors(library: Papers, argv: list[str]) -> None:
    run = library("list", *argv)
    assert (run.code, run.out) == (2, "")
    assert run.err


def test_help_at_every_level_and_version(papers: Papers) -> None:
    assert papers("--version").out == "papers 0.1.0\n"
    for command in ([], ["import"], ["list"], ["show"], ["search"]):
        short, long = papers(*command, "-h"), papers(*command, "--help")
        assert short.code == 0
        assert short.out == long.out
        assert not command or "Examples:" in short.out
    assert papers("lst").code == 2


def test_a_cache_of_another_version_is_rebuilt_from_what_it_keeps(library: Papers, home: Path, tmp_path: Path) -> None:
    before = library("list", "--json").out
    with sqlite3.connect(home / "cache" / "cache.db") as cache:
        cache.execute("PRAGMA user_version = 999")
        cache.execute("DROP TABLE paper")
    cache.close()
    for file in (tmp_path / "digests").iterdir():
        file.unlink()
    assert library("list", "--json").out == before


@pytest.mark.parametrize(
    ("argv", "said", "then", "shown"),
    [
        (["star", "-"], b"2405.00002\n", ["list", "--starred", "-q"], "2405.00002\n"),
        (["note", "2405.00002"], b"mine", ["list", "--noted", "--fields", "note"], "mine\n"),
        (["import", "-"], digest(entry("2405.00077")).encode(), ["search", "2405.00077", "-q"], "2405.00077\n"),
    ],
)
def test_what_came_through_a_pipe_outlives_a_rebuild(
    library: Papers, home: Path, argv: list[str], said: bytes, then: list[str], shown: str
) -> None:
    with closing(sqlite3.connect(home / "cache" / "cache.db", isolation_level=None)) as cache:
        cache.execute("PRAGMA user_version = 1")
    run = library(*argv, stdin=said)
    assert "is made anew" in run.err
    assert run.code == 0
    assert library(*then).out == shown


def test_a_cache_that_cannot_be_used_is_one_sentence(papers: Papers, home: Path) -> None:
    home.write_text("in the way", "utf-8")
    run = papers("list")
    assert (run.code, run.out) == (3, "")
    assert "Traceback" not in run.err


def test_a_listing_that_cannot_be_remembered_is_still_a_listing(library: Papers, home: Path) -> None:
    in_the_way = home / "cache" / f"listing.{os.getpid()}"
    in_the_way.mkdir()
    run = library("list")
    assert (run.code, len(run.ids), run.err) == (0, 4, "")
    in_the_way.rmdir()


def test_two_digests_in_one_file_and_the_readme_around_one(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "both.md"
    file.write_text(f"# Hello\n\ntext\n\n{digest()}{HEADING.replace('01)', '02)')}{entry('2405.00002')}", "utf-8")
    papers("import", file)
    assert [(paper["id"], paper["date"]) for paper in papers("list", "--json").json] == [
        ("2405.00002", "2024-05-02"),
        ("2405.00001", "2024-05-01"),
    ]
