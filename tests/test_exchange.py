"""Marks of two machines: of each the newest change wins, in whatever order they meet."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papercli.exchange import item_of, record
from papercli.formats import to_json
from papercli.marks import Item
from papercli.store import changes, state
from tests.conftest import Papers
from tests.digests import digest, entry

ONE, TWO = "2405.00001", "2405.00002"


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> Papers:
    (tmp_path / "a.md").write_text(digest(entry(ONE, "One"), entry(TWO, "Two")), "utf-8")
    papers("import", tmp_path / "a.md")
    papers("star", ONE, TWO)
    papers("unstar", TWO)
    papers("tag", ONE, "+nlp", "+강화")
    papers("note", ONE, "-m", "가\n\x1b[31m \u2028 'x'")
    return papers


def _moved(papers: Papers, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Sit down at another machine."""
    monkeypatch.setenv("PAPERS_HOME", str(home))


def test_a_round_trip(library: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "marks.jsonl"
    exported = library("marks", "export").out
    assert library("marks", "export", "-o", file).out == ""
    assert file.read_text("utf-8") == exported
    assert [json.loads(line)["mark"] for line in exported.splitlines()] == [
        "note",
        "starred",
        "tag:nlp",
        "tag:강화",
        "starred",
    ]
    before = library("list", "--json").json
    _moved(library, monkeypatch, tmp_path / "other")
    library("import", tmp_path / "a.md")
    assert library("marks", "import", file).err == "marks: 4 changed, 1 as before or older\n"
    assert library("list", "--json").json == before
    assert library("marks", "export").out == exported
    assert library("marks", "import", "-", stdin=exported.encode()).err.startswith("marks: 0 changed, 5 ")
    assert library("undo").err.splitlines()[-1] == "undone: marks import of 1 paper"
    assert library("list", "--starred").ids == []


def test_the_newest_change_of_each_mark_wins(library: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = library("marks", "export").out
    _moved(library, monkeypatch, tmp_path / "other")
    library("import", tmp_path / "a.md")
    library("marks", "import", "-", stdin=here.encode())
    library("unstar", ONE)
    library("note", ONE, "-m", "there")
    there = library("marks", "export").out
    monkeypatch.setenv("PAPERS_HOME", str(tmp_path / "home"))
    library("tag", ONE, "-nlp")
    assert library("marks", "import", "-", "--dry-run", stdin=there.encode()).err.startswith("marks: 2 would change")
    library("marks", "import", "-", stdin=there.encode())
    paper = library("show", ONE, "--json").json
    assert [paper["starred"], paper["tags"], paper["note"]] == [False, ["강화"], "there"]


def test_a_change_is_after_one_from_a_clock_that_is_ahead(library: Papers) -> None:
    line = {"id": TWO, "mark": "starred", "value": True, "changed": "2999-01-01T00:00:00+09:00", "new key": []}
    library("marks", "import", "-", stdin=json.dumps(line).encode())
    assert library("list", "--starred").ids == [ONE, TWO]
    library("unstar", TWO)
    library("marks", "import", "-", stdin=json.dumps(line).encode())
    assert library("list", "--starred").ids == [ONE]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"id": 7}, "its id is not an arXiv id: 7"),
        ({"id": "hello"}, 'its id is not an arXiv id: "hello"'),
        ({"mark": "loved"}, 'there is no mark "loved"'),
        ({"mark": None}, "there is no mark null"),
        ({"mark": "tag:a b"}, "'a b' cannot be a tag"),
        ({"value": "yes"}, 'its value is not one for starred: "yes"'),
        ({"value": 1}, "its value is not one for starred: 1"),
        ({"mark": "note", "value": True}, "its value is not one for note: true"),
        ({"mark": "note", "value": "\ud800"}, 'its value is not one for note: "\\ud800"'),
        ({"mark": "note", "value": " "}, 'its value is not one for note: " "'),
        ({"changed": "yesterday"}, 'its time is not one: "yesterday"'),
        ({"changed": "2024-02-30T00:00:00Z"}, 'its time is not one: "2024-02-30T00:00:00Z"'),
        ({"changed": "9999-12-31T23:59:59.999999Z"}, 'its time is not one: "9999-12-31T23:59:59.999999Z"'),
        ({"changed": "2024-01-01T00:00:00"}, 'its time is not one: "2024-01-01T00:00:00"'),
    ],
)
def test_a_damaged_value_is_told_and_skipped(library: Papers, change: dict[str, object], what: str) -> None:
    good = {"id": TWO, "mark": "starred", "value": True, "changed": "2999-01-01T00:00:00Z"}
    lines = "\n".join(json.dumps(each) for each in ({**good, **change}, good))
    run = library("marks", "import", "-", stdin=lines.encode())
    assert run.code == 1
    assert run.err.splitlines()[0] == f"papers: -:1: {what}; it is skipped"
    assert library("list", "--starred").ids == [ONE, TWO]


def test_damaged_lines_are_told_with_their_numbers(library: Papers, tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonl"
    good = library("marks", "export").out.encode()
    file.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n<<<<<<< HEAD\n[]\n\xff\n{}\n" + b"[" * 5000 + b"\n")
    run = library("marks", "import", file)
    assert run.code == 1
    assert [line.removeprefix(f"papers: {file}:") for line in run.err.splitlines()[:-1]] == [
        "7: it is not JSON; it is skipped",
        "8: it is not an object; it is skipped",
        "9: it is not in UTF-8; it is skipped",
        "10: it has no id; it is skipped",
        "11: it is not JSON; it is skipped",
    ]
    assert library("marks", "import", tmp_path / "absent").code == 1
    assert library("marks", "export", "-o", tmp_path / "absent" / "x").code == 1


_ITEMS = st.builds(
    lambda paper, mark, value, second: Item(
        paper, mark, value if mark == "note" else value and "", f"2024-01-01T00:00:0{second}.000000+00:00"
    ),
    st.sampled_from([ONE, TWO]),
    st.sampled_from(["starred", "note", "tag:a"]),
    st.sampled_from([None, "x", "가"]),
    st.integers(0, 3),
)
_HISTORIES = st.lists(_ITEMS, max_size=6)


@given(_ITEMS)
def test_a_line_says_what_its_item_was(item: Item) -> None:
    assert item_of(to_json(record(item)).encode()) == item


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_HISTORIES, _HISTORIES, _HISTORIES)
def test_histories_merge_to_the_same_in_any_order(
    tmp_path: Path, one: list[Item], two: list[Item], three: list[Item]
) -> None:
    found = []
    for order in ((one, two, three), (three, two, one), (two, two, one, three, one), ([*three, *one, *two],)):
        connection = state.connect(tmp_path / "state.db")
        connection.execute("DELETE FROM mark")
        for history in order:
            changes.merge(connection, history, "marks import")
        found.append(list(changes.items(connection)))
        connection.close()
    assert found[0] == found[1] == found[2] == found[3]


def test_two_machines_share_a_file_in_a_synced_folder(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, digests = tmp_path / "marks.jsonl", tmp_path / "a.md"
    digests.write_text(digest(entry(ONE, "One"), entry(TWO, "Two")), "utf-8")
    wanted = ("starred", "read", "tags", "note")

    def sit_at(machine: str) -> None:
        _moved(papers, monkeypatch, tmp_path / machine)

    def meet() -> None:
        """Take over what the other one wrote, then write all to the same file."""
        if shared.exists():
            assert papers("marks", "import", shared).code == 0
        assert papers("marks", "export", "-o", shared).code == 0

    def seen() -> list[list[object]]:
        return [[paper[name] for name in wanted] for paper in papers("list", "--sort", "id", "--json").json]

    for machine in ("desk", "train"):
        sit_at(machine)
        papers("import", digests)
    sit_at("desk")
    papers("star", ONE, TWO)
    papers("tag", ONE, "+nlp", "+todo")
    papers("note", TWO, "-m", "desk")
    meet()
    sit_at("train")
    papers("read", TWO)
    meet()
    # Both go on apart: what one takes away is not what the other changes, but for the note.
    papers("unstar", ONE)
    papers("tag", ONE, "-todo")
    papers("note", TWO, "-m", "train")
    sit_at("desk")
    papers("unread", TWO)
    papers("read", TWO)
    papers("note", TWO, "-m", "")
    papers("tag", TWO, "+later")
    meet()
    sit_at("train")
    papers("unread", TWO)
    papers("undo")
    meet()
    sit_at("desk")
    meet()
    expected = [[False, False, ["nlp"], None], [True, True, ["later"], None]]
    assert seen() == expected
    at_desk = shared.read_bytes()
    sit_at("train")
    assert papers("marks", "import", shared).err.startswith("marks: 0 changed")
    assert seen() == expected
    meet()
    assert shared.read_bytes() == at_desk
    # What was taken away long ago does not come back from the file, nor does it on a third machine.
    sit_at("new")
    papers("import", digests)
    assert papers("marks", "import", shared, "--dry-run").err.startswith("marks: 4 would change")
    meet()
    assert seen() == expected
    assert shared.read_bytes() == at_desk
