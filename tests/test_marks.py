"""The reader's own marks: set, taken away, undone, kept whatever happens to the cache."""

import contextlib
import os
import random
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run as on_terminal

ONE, TWO, THREE, FOUR = (f"2405.0000{n}" for n in range(1, 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "digests"
    path.mkdir()
    entries = [entry(each, f"Title {n}", str(9 - n)) for n, each in enumerate((ONE, TWO, THREE, FOUR), 1)]
    (path / "a.md").write_text(digest(*entries), "utf-8")
    return path


@pytest.fixture
def library(papers: Papers, folder: Path) -> Papers:
    papers("import", folder)
    assert papers("list").ids == [ONE, TWO, THREE, FOUR]
    return papers


def marks(papers: Papers, paper_id: str) -> tuple[bool, bool, list[str], str | None]:
    paper = papers("show", paper_id, "--json").json
    return paper["starred"], paper["read"], paper["tags"], paper["note"]


def test_star_says_what_changed_and_is_idempotent(library: Papers) -> None:
    run = library("star", ONE)
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines() == [f"star: {ONE} Title 1", "starred 1 paper"]
    assert library("star", ONE, TWO, TWO).err.splitlines()[-1] == "starred 1 paper; 1 was starred already"
    assert library("star", ONE, TWO).err == "starred 0 papers; 2 were starred already\n"
    assert marks(library, ONE) == (True, False, [], None)
    assert library("unstar", ONE, THREE).err.splitlines()[-1] == "unstarred 1 paper; 1 was not starred"
    assert marks(library, ONE) == (False, False, [], None)


def test_read_and_unread(library: Papers) -> None:
    library("read", "1-3")
    library("unread", "2")
    assert [paper["read"] for paper in library("list", "--json").json] == [True, False, True, False]


@pytest.mark.parametrize(
    ("references", "ids"),
    [
        (["3"], [THREE]),
        (["1", "3-4"], [ONE, THREE, FOUR]),
        ([f"arXiv:{TWO}v3", f"https://arxiv.org/pdf/{ONE}"], [ONE, TWO]),
    ],
)
def test_papers_are_named_as_for_show(library: Papers, references: list[str], ids: list[str]) -> None:
    assert library("star", *references).code == 0
    assert library("list", "--starred").ids == ids
    library("list")
    shown = library("show", *references, "--json").json
    assert sorted(paper["id"] for paper in (shown if isinstance(shown, list) else [shown])) == ids


def test_ids_on_standard_input_are_first_cells_of_lines(library: Papers) -> None:
    lines = library("list", "-n", "2").out
    assert library("star", "-", FOUR, stdin=lines.encode()).code == 0
    assert library("list", "--starred").ids == [ONE, TWO, FOUR]
    assert library("unstar", "-", stdin=b"").err == "unstarred 0 papers\n"


def test_papers_on_standard_input_are_shown(library: Papers) -> None:
    # However many there are, it is an array: what a search finds today may be one paper.
    for ids in ([TWO, ONE], [ONE]):
        shown = library("show", "-", "--json", stdin="\n".join(ids).encode()).json
        assert [paper["id"] for paper in shown] == ids
    assert library("show", "-", "--json", stdin=b"").json == []


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("2405.00009", "there is no paper '2405.00009' in the library"),
        ("3-9", "there is no row 9: the last listing had 4"),
        ("0", "there is no row 0: the last listing had 4"),
        ("hello", "there is no paper 'hello' in the library"),
        (".", "there is no paper '.' in the library"),
        ("\udcff", "there is no paper '\\udcff' in the library"),
    ],
)
def test_what_is_not_there_is_told_and_the_others_are_marked(library: Papers, reference: str, message: str) -> None:
    run = library("star", reference, FOUR)
    assert run.code == 1
    assert f"papers: {message}" in run.err.splitlines()
    assert library("list", "--starred").ids == [FOUR]


def test_where_nothing_is_there_no_change_is_told(library: Papers) -> None:
    for command in (["star"], ["unread"], ["tag", "+nlp"]):
        run = library(*command, "2405.00009")
        assert (run.code, run.err.splitlines()[0]) == (1, "papers: there is no paper '2405.00009' in the library")


def test_a_file_of_mistakes_is_told_in_short(library: Papers) -> None:
    wrong = "\n".join(f"2401.{number:05}" for number in range(500))
    run = library("star", "-", stdin=wrong.encode())
    assert run.code == 1
    assert len(run.err.splitlines()) == 21
    assert run.err.splitlines()[-1] == "papers: and 480 more that are not there"


def test_a_range_that_goes_down_is_a_usage_error(library: Papers) -> None:
    run = library("star", "4-2")
    assert run.code == 2
    assert library("list", "--starred").ids == []


def test_a_dry_run_changes_nothing(library: Papers, home: Path) -> None:
    library("star", ONE)
    run = library("star", ONE, TWO, "--dry-run")
    assert run.err.splitlines() == [f"star: {TWO} Title 2", "would star 1 paper; 1 was starred already"]
    library("tag", ONE, "+nlp", "--dry-run")
    library("note", ONE, "-m", "words", "--dry-run")
    assert library("undo", "--dry-run").err.splitlines()[-1] == "would undo: star of 1 paper"
    assert marks(library, ONE) == (True, False, [], None)
    assert marks(library, TWO) == (False, False, [], None)


def test_tags(library: Papers) -> None:
    run = library("tag", ONE, TWO, "+NLP", "+강화", "-todo", "-x")
    assert run.code == 0
    assert "+nlp: 2 papers" in run.err
    assert "-todo: 0 papers; 2 were not tagged so" in run.err
    assert marks(library, ONE)[2] == ["nlp", "강화"]
    library("tag", "-nlp", ONE)
    assert marks(library, ONE)[2] == ["강화"]
    assert library("list", "--tag", "NLP").ids == [TWO]
    assert library("list", "--tag", "nlp", "--tag", "강화").ids == [TWO]
    for wrong in ([ONE, "+a", "-a"], [ONE, "+"], [ONE, "+a b"], [ONE, "+a,b"], [ONE], ["+a"]):
        assert library("tag", *wrong).code == 2, wrong
    assert marks(library, ONE)[2] == ["강화"]


def test_notes(library: Papers) -> None:
    assert library("note", ONE, "-m", "가나\n둘째 줄").err == f"noted {ONE} Title 1\n"
    assert library("note", ONE, "-m", "가나\r\n둘째 줄\n").err == "the note is as it was\n"
    assert library("note", TWO, stdin=b"from a pipe\n").code == 0
    assert library("note", TWO, stdin=b"\n").code == 2
    assert [paper["note"] for paper in library("list", "--noted", "--json").json] == ["가나\n둘째 줄", "from a pipe"]
    assert "removed the note" in library("note", ONE, "-m", "").err
    assert library("note", ONE, "-m", "").err == "there is no note\n"
    assert library("note", THREE, "-m", "\udcff").code == 0
    assert library("list", "--noted").ids == [TWO, THREE]
    assert library("note", "2405.00009", "-m", "x").code == 1


def _editor(path: Path, program: str) -> str:
    path.write_text(f"#!{sys.executable}\nimport sys\nfile = sys.argv[-1]\n{program}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_note_in_an_editor(library: Papers, tmp_path: Path) -> None:
    def note(program: str, editor: str = "VISUAL", options: str = "") -> tuple[int, str]:
        path = _editor(tmp_path / "editor", program) if program else str(tmp_path / "absent")
        return on_terminal("note", ONE, columns=200, environment={"TMPDIR": str(tmp_path), editor: f"{path}{options}"})

    append = "open(file, 'a').write('줄\\n')"
    assert note(append, "EDITOR", " --wait") == (0, f"noted {ONE} Title 1\n")
    assert note(append) == (0, f"changed the note on {ONE} Title 1\n")
    assert marks(library, ONE)[3] == "줄\n줄"
    assert note("pass") == (0, "the note is as it was\n")
    assert not list(tmp_path.glob("papers-*"))
    code, told = note("open(file, 'w').write('precious'); sys.exit(3)")
    assert code == 1
    assert "ended with exit code 3" in told
    assert marks(library, ONE)[3] == "줄\n줄"
    (draft,) = tmp_path.glob("papers-*/*")
    assert str(draft) in told
    assert draft.read_text("utf-8") == "precious"
    assert note("")[0] == 1
    assert note("pass", options=" '")[0] == 1
    assert note("open(file, 'w').close()") == (0, f"removed the note on {ONE} Title 1\n")


def test_undo_goes_back_command_by_command(library: Papers) -> None:
    assert library("undo").err == "there is nothing to undo\n"
    library("star", "1-3")
    library("tag", "1-2", "+a", "+b")
    library("tag", "1", "-a", "+c")
    library("note", ONE, "-m", "first")
    library("note", ONE, "-m", "second")
    assert library("undo").err.splitlines() == [f"undo: {ONE} Title 1", "undone: note of 1 paper"]
    assert marks(library, ONE) == (True, False, ["b", "c"], "first")
    library("undo")
    assert marks(library, ONE)[3] is None
    library("undo")
    assert marks(library, ONE)[2] == ["a", "b"]
    library("star", ONE)
    assert library("undo").err.splitlines()[-1] == "undone: tag +a +b of 2 papers"
    assert library("undo").err.splitlines()[-1] == "undone: star of 3 papers"
    assert library("list", "--starred").ids == []
    assert library("undo").code == 0


def test_marks_outlive_the_cache_and_the_papers(library: Papers, folder: Path, home: Path) -> None:
    library("star", ONE)
    library("note", ONE, "-m", "why")
    text = (folder / "a.md").read_text("utf-8")
    shutil.rmtree(home / "cache")
    library("sync")
    assert marks(library, ONE) == (True, False, [], "why")
    (folder / "a.md").write_text(digest(entry(TWO)), "utf-8")
    library("sync")
    run = library("show", ONE)
    assert (run.code, run.out) == (1, "")
    assert "it has left; its marks stay" in run.err
    assert library("tag", ONE, "+gone").err.splitlines() == [f"tag +gone: {ONE}", "+gone: 1 paper"]
    assert library("list", "--starred").ids == []
    (folder / "a.md").write_text(text, "utf-8")
    library("sync")
    assert marks(library, ONE) == (True, False, ["gone"], "why")
    with sqlite3.connect(home / "cache" / "cache.db") as cache:
        cache.execute("PRAGMA user_version = 1")
    cache.close()
    assert marks(library, ONE) == (True, False, ["gone"], "why")


def test_the_version_that_listings_expect_is_that_of_the_last_step() -> None:
    from papercli.store import marks, state

    assert len(state.STEPS) == marks.VERSION


def test_a_listing_brings_an_old_state_to_this_version(
    library: Papers, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papercli.store import state

    shutil.rmtree(home / "state")
    with monkeypatch.context() as patch:
        patch.setattr(state, "STEPS", state.STEPS[:1])
        state.connect(home / "state" / "state.db").close()
    assert len(library("list").ids) == 4
    assert (home / "state" / "state.db.version-1").exists()
    assert library("star", ONE).code == 0


def test_a_state_of_a_newer_program_is_not_touched(library: Papers, home: Path) -> None:
    library("star", ONE)
    file = home / "state" / "state.db"
    with sqlite3.connect(file) as state:
        state.execute("PRAGMA user_version = 99")
    state.close()
    before = file.read_bytes()
    run = library("list")
    assert (run.code, len(run.ids)) == (0, 4)
    assert run.err.splitlines()[0] == f"papers: {file} was written by a newer papers"
    for command in (["star", TWO], ["undo"], ["list", "--starred"], ["search", "is:read"]):
        run = library(*command)
        assert (run.code, run.out) == (3, ""), command
        assert "newer papers" in run.err
    assert file.read_bytes() == before


def test_without_a_state_nothing_is_marked_and_none_is_made(papers: Papers, home: Path) -> None:
    papers("import", "--sample")
    assert papers("list", "--starred").out == ""
    assert len(papers("list", "--unread").ids) == 11
    assert not (home / "state").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root here")
def test_marks_in_a_folder_that_cannot_be_written_are_read(
    library: Papers, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library("star", ONE)
    if os.geteuid() == 0:
        # Root may write everywhere: what the program asks is answered for it.
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    else:
        (home / "state").chmod(0o500)
    try:
        assert library("list", "--starred").ids == [ONE]
    finally:
        (home / "state").chmod(0o700)


def test_a_page_has_marks_and_note(library: Papers) -> None:
    library("star", ONE)
    library("tag", ONE, "+nlp", "+강화")
    library("note", ONE, "-m", "why\x1b[2J")
    lines = library("show", ONE).out.split("\n")
    assert "Marks: starred #nlp #강화" in lines
    assert lines[lines.index("Note:") + 1] == "why␛[2J"


@pytest.fixture
def marked(library: Papers) -> Papers:
    library("star", ONE, TWO)
    library("read", TWO)
    library("tag", TWO, THREE, "+nlp")
    library("note", THREE, "-m", "우리 강화 학습 baseline, see 🤖")
    return library


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["is:starred"], [ONE, TWO]),
        (["-is:starred"], [THREE, FOUR]),
        (["is:unread"], [ONE, THREE, FOUR]),
        (["is:read"], [TWO]),
        (["-is:unread"], [TWO]),
        (["is:noted"], [THREE]),
        (["tag:NLP"], [TWO, THREE]),
        (["-tag:nlp"], [ONE, FOUR]),
        (["tag:other"], []),
        (["is:starred", "-tag:nlp"], [ONE]),
        (["is:starred OR is:noted"], [ONE, TWO, THREE]),
        (["title:1 OR tag:nlp"], [ONE, TWO, THREE]),
        (["Title", "is:starred", "votes:>7"], [ONE]),
        (["강화학습"], [THREE]),
        (["baseli"], [THREE]),
        (["aseline"], []),
        (["title", "강화"], [THREE]),
        (['"title 강화"'], []),
        (["title", "-강화"], [ONE, TWO, FOUR]),
        (["-baseline"], [ONE, TWO, FOUR]),
        (["baseline OR title:4"], [THREE, FOUR]),
        (["title:baseline"], []),
        (["note:baseline"], [THREE]),
        (["note:강화"], [THREE]),
        (["-note:baseline"], [ONE, TWO, FOUR]),
        (["note:title"], []),
        (["🤖"], [THREE]),
        (["note:🤖"], [THREE]),
        (["\u1100\u1161\u11bc\u1112\u116a", "is:unread"], [THREE]),
    ],
)
def test_marks_in_the_search_language(marked: Papers, words: list[str], ids: list[str]) -> None:
    for options in ([], ["--exact"]):
        assert sorted(marked("search", *words, *options).ids) == ids
    found = marked("search", *words, "-n", "1")
    assert ("of" in found.err) == (len(ids) > 1)
    if len(ids) > 1:
        assert found.err.startswith(f"1 of {len(ids)} papers")


def test_filters_compose(marked: Papers) -> None:
    assert marked("list", "--starred", "--unread").ids == [ONE]
    assert marked("list", "--tag", "nlp", "--noted").ids == [THREE]
    assert marked("new", "--starred", "--sort", "votes", "-r").ids == [TWO, ONE]
    assert marked("search", "title", "--unread", "--min-votes", "7").ids == [ONE]
    assert marked("list", "--starred", "--date", "2024-06").ids == []
    assert marked("list", "--tag", "a b").code == 2


def test_notes_are_searched_as_exactly_as_summaries(papers: Papers, tmp_path: Path) -> None:
    text = "새로운 강화 학습(RL) 에이전트를 GPT-4o와 비교, C++ 코드의 ÉCOLE 모델; see state-of-the-art"
    (tmp_path / "a.md").write_text(digest(entry(ONE, "x", points=[f"- {text}"]), entry(TWO, "y", points=["- z"])))
    papers("import", tmp_path / "a.md")
    papers("note", TWO, "-m", text)
    chance = random.Random(3)
    for _ in range(60):
        start = chance.randrange(len(text))
        part = text[start : start + chance.randint(1, 9)].strip()
        found = set(papers("search", "--exact", "--", f'"{part}"').ids)
        assert found in (set(), {ONE, TWO}), part
        words = [chance.choice(text.split()), chance.choice(text.split())[:3]]
        assert set(papers("search", "--exact", "--", *words).ids) in (set(), {ONE, TWO}), words


def test_a_hit_in_a_note_says_so(marked: Papers) -> None:
    (paper,) = marked("search", "강화학습", "title", "--json").json
    assert paper["snippet"] == "우리 강화 학습 baseline, see 🤖"
    assert [match["word"] for match in paper["matched"]] == ["강화학습", "title"]
    assert marked("search", "basline").err.splitlines() == ["no paper matches"]
    assert marked("search", "baseline", "title").err == ""


def test_what_has_a_word_in_its_text_comes_before_what_has_it_in_a_note(marked: Papers) -> None:
    marked("note", FOUR, "-m", "mannequin")
    assert marked("search", "title").ids[:3] == [ONE, TWO, THREE]
    marked("note", ONE, "-m", "Title 4")
    assert marked("search", '"title 4"').ids == [FOUR, ONE]


def test_unknown_states_and_tags_are_usage_errors(marked: Papers) -> None:
    run = marked("search", "is:stared")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines() == ["papers: no paper is 'stared'", "        did you mean is:starred ?"]
    assert marked("search", "is:x").code == 2
    assert marked("search", "tag:!").code == 2
    assert marked("search", "tags:nlp").code == 2


def test_a_search_for_marks_alone_learns_no_glossary(library: Papers, home: Path) -> None:
    library("star", TWO)
    learnt = "SELECT changed, learnt FROM glossary"
    with contextlib.closing(sqlite3.connect(home / "cache" / "cache.db")) as cache:
        before = cache.execute(learnt).fetchone()
        assert library("search", "is:starred", "date:2024-05").ids == [TWO]
        assert cache.execute(learnt).fetchone() == before
        library("search", "model")
        assert cache.execute(learnt).fetchone() != before
