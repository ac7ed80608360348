"""Sources and sync: what is new comes in, what is gone stays until it is pruned, and what fails stops no other."""

import os
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from papercli.ingest import Outcome
from papercli.library import Library
from papercli.paths import places
from tests.conftest import Papers
from tests.digests import digest, entry


def _write(file: Path, *entries: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(digest(*entries), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "digests"
    _write(path / "a.md", entry("2405.00001", "One", "5"), entry("2405.00002", "Two", "6"))
    return path


def test_sync_brings_what_is_new_and_says_what_changed(papers: Papers, folder: Path) -> None:
    papers("import", folder)
    assert papers("new").ids == ["2405.00002", "2405.00001"]
    _write(folder / "a.md", entry("2405.00001", "One", "9"), entry("2405.00002", "Two", "6", points=["- other"]))
    _write(folder / "b.md", entry("2405.00003", "Three", "1"))
    run = papers("sync")
    assert run.code == 0
    assert run.err.splitlines() == [
        "new: 2405.00003 Three",
        "votes: 2405.00001 5 → 9 One",
        "text: 2405.00002 Two",
        "digests: 1 new, 1 changed, 0 unchanged",
        "papers: 1 new, 2 changed, 0 unchanged",
    ]
    assert papers("new").ids == ["2405.00003"]
    assert papers("new", "--min-votes", "5", "--json").json == []
    again = papers("sync", "--json")
    assert again.json["digests"] == {"new": 0, "changed": 0, "unchanged": 2, "removed": 0}
    assert again.json["papers"] == {"new": 0, "changed": 0, "unchanged": 3, "removed": 0}
    assert papers("new").out == ""
    assert papers("new").err == "nothing is new\n"


def test_the_report_as_json(papers: Papers, folder: Path) -> None:
    papers("import", folder)
    _write(folder / "a.md", entry("2405.00001", "One", None))
    report = papers("sync", "--json").json
    assert report["new"] == []
    assert report["votes"] == [{"id": "2405.00001", "title": "One", "from": 5, "to": None}]
    assert report["text"] == []
    assert report["removed"] == [{"id": "2405.00002", "title": "Two"}]
    assert report["papers"] == {"new": 0, "changed": 1, "unchanged": 0, "removed": 1}


def test_touched_and_moved_files_are_as_before(papers: Papers, folder: Path) -> None:
    papers("import", folder)
    os.utime(folder / "a.md", (1, 1))
    assert papers("sync", "--json").json["digests"]["unchanged"] == 1
    (folder / "a.md").rename(folder / "z.md")
    report = papers("sync", "--json").json
    assert report["digests"] == {"new": 0, "changed": 0, "unchanged": 1, "removed": 0}
    assert report["papers"]["unchanged"] == 2
    assert report["vanished"] == []
    assert papers("new").out == ""
    (where,) = papers("show", "2405.00001", "--json").json["digests"]
    assert where["source"] == str(folder / "z.md")


def test_the_same_digests_from_a_second_place_change_nothing(papers: Papers, folder: Path, tmp_path: Path) -> None:
    papers("import", folder)
    _write(tmp_path / "second" / "a.md", entry("2405.00001", "One", "5"), entry("2405.00002", "Two", "7"))
    report = papers("import", tmp_path / "second", "--json").json
    assert report["papers"] == {"new": 0, "changed": 1, "unchanged": 1, "removed": 0}
    assert [change["id"] for change in report["votes"]] == ["2405.00002"]


def test_what_a_person_keeps_is_nobody_elses(papers: Papers, folder: Path, home: Path) -> None:
    papers("import", folder)
    papers("star", "2405.00001")
    assert all(each.stat().st_mode & 0o077 == 0 for each in (home / "cache", home / "state"))


def test_a_file_that_is_gone_keeps_its_papers_until_pruned(papers: Papers, folder: Path) -> None:
    _write(folder / "b.md", entry("2405.00003", "Three"))
    papers("import", folder)
    (folder / "b.md").unlink()
    run = papers("sync")
    assert f"{folder / 'b.md'}: it is gone; its papers stay until papers sync --prune" in run.err
    assert run.code == 0
    assert "it is gone" not in papers("sync").err
    assert len(papers("list").ids) == 3
    pruning = papers("sync", "--prune", "--json")
    pruned = pruning.json
    assert f"{folder / 'b.md'}: it is gone; dropped\n" in pruning.err
    assert pruned["digests"] == {"new": 0, "changed": 0, "unchanged": 1, "removed": 1}
    assert [paper["id"] for paper in pruned["removed"]] == ["2405.00003"]
    assert len(papers("list").ids) == 2
    assert papers("search", "Three").ids == []


def test_a_file_that_comes_back_is_known_again(papers: Papers, folder: Path) -> None:
    _write(folder / "b.md", entry("2405.00003", "Three"))
    papers("import", folder)
    text = (folder / "b.md").read_bytes()
    (folder / "b.md").unlink()
    papers("sync")
    (folder / "b.md").write_bytes(text)
    assert papers("sync", "--json").json["digests"]["unchanged"] == 2
    (folder / "b.md").unlink()
    assert "it is gone" in papers("sync").err


def test_a_file_without_a_paper_may_get_one(papers: Papers, folder: Path) -> None:
    (folder / "README.md").write_text("# nothing\n", "utf-8")
    papers("import", folder)
    assert papers("sync", "--json").json["digests"]["unchanged"] == 1
    _write(folder / "README.md", entry("2405.00003"))
    assert papers("sync", "--json").json["digests"] == {"new": 1, "changed": 0, "unchanged": 1, "removed": 0}
    assert papers("import", folder / "README.md").code == 0


def test_sources(papers: Papers, folder: Path, tmp_path: Path) -> None:
    assert "no sources yet" in papers("sources").err
    other = tmp_path / "elsewhere" / "digests"
    _write(other / "x.md", entry("2405.00009"))
    papers("import", folder)
    papers("import", folder)
    papers("import", other)
    papers("import", "--once", other / "x.md")
    papers("import", "-", stdin=digest(entry("2405.00010")).encode())
    rows = papers("sources", "--json").json
    assert [(row["name"], row["kind"], row["location"]) for row in rows] == [
        ("digests", "folder", str(folder)),
        ("digests-2", "folder", str(other)),
    ]
    assert [(row["digests"], row["papers"], row["problem"]) for row in rows] == [(1, 2, None), (1, 1, None)]
    assert rows[0]["synced"].endswith("+00:00")
    assert papers("sources", "forget", "digest").code == 1
    assert papers("sources", "forget", "digests-2", "--prune").code == 0
    assert papers("show", "2405.00009").code == 1
    assert papers("sources", "forget", "digests").err == "digests is forgotten; its papers stay\n"
    assert papers("show", "2405.00001").code == 0
    assert papers("sources", "--json").json == []


def test_a_source_that_cannot_be_reached_keeps_its_papers_and_stops_no_other(
    papers: Papers, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    _write(other / "x.md", entry("2405.00009"))
    papers("import", folder, other)
    folder.rename(tmp_path / "away")
    _write(other / "y.md", entry("2405.00010"))
    run = papers("sync")
    assert run.code == 1
    assert "papers: digests: " in run.err
    assert papers("new").ids == ["2405.00010"]
    assert papers("show", "2405.00001").code == 0
    assert [row["problem"] is None for row in papers("sources", "--json").json] == [False, True]
    (tmp_path / "away").rename(folder)
    assert papers("sync", "digests").code == 0
    assert papers("sync", "digest").code == 1


def test_a_git_repository(papers: Papers, folder: Path, home: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", "a.md")
    git("commit", "-qm", "one")
    _write(folder / "untracked.md", entry("2405.00008"))
    url = folder.as_uri()
    assert papers("import", url).code == 0
    assert sorted(papers("list").ids) == ["2405.00001", "2405.00002"]
    (row,) = papers("sources", "--json").json
    assert (row["kind"], row["location"], row["papers"]) == ("git", url, 2)
    _write(folder / "2024" / "b.md", entry("2405.00003", "Three"))
    git("add", "2024/b.md")
    git("commit", "-qm", "two")
    assert "new: 2405.00003 Three" in papers("sync").err
    assert papers("new").ids == ["2405.00003"]
    folder.rename(folder.with_name("away"))
    run = papers("sync")
    assert run.code == 1
    assert len(papers("list").ids) == 3


def test_a_login_in_a_url_is_not_shown(papers: Papers) -> None:
    for url in ("https://us3r:s3cret@127.0.0.1:1/a", "https://t0ken@127.0.0.1:1/a", "ftp://us3r:s3cret@127.0.0.1/a"):
        run = papers("import", url)
        assert run.code == 1
        assert run.err.count(f": {url.partition(':')[0]}://127.0.0.1") == 1
        assert not any(secret in run.err for secret in ("us3r", "s3cret", "t0ken"))


@pytest.mark.parametrize("url", ["ext::sh -c true", "http://example.org/x", "--upload-pack=x", "ftp://example.org/x"])
def test_odd_transports_are_refused(papers: Papers, url: str) -> None:
    run = papers("import", "--", url)
    assert run.code == 1
    assert len(run.err.splitlines()) == 3


def test_the_state_is_backed_up_before_it_is_migrated(
    papers: Papers, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papercli.store import state

    papers("import", folder)
    before = papers("sources").out
    file = home / "state" / "state.db"

    present = len(state.STEPS)

    def later(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (arxiv TEXT)")

    monkeypatch.setattr(state, "STEPS", (*state.STEPS, later))
    assert papers("sources").out == before
    for path, version in ((file, present + 1), (file.with_name(f"state.db.version-{present}"), present)):
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert len(connection.execute("SELECT name FROM source").fetchall()) == 1
        connection.close()


def test_a_step_that_fails_changes_nothing(
    papers: Papers, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papercli.store import state

    papers("import", folder)

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE source")
        raise sqlite3.OperationalError("no")

    monkeypatch.setattr(state, "STEPS", (*state.STEPS, broken))
    with pytest.raises(sqlite3.OperationalError):
        papers("sources")
    monkeypatch.undo()
    monkeypatch.setenv("PAPERS_HOME", str(home))
    assert len(papers("sources", "--json").json) == 1


def test_a_state_of_a_newer_program_is_refused_and_left_alone(papers: Papers, folder: Path, home: Path) -> None:
    papers("import", folder)
    file = home / "state" / "state.db"
    with sqlite3.connect(file) as state:
        state.execute("PRAGMA user_version = 99")
    state.close()
    before = file.read_bytes()
    run = papers("sync")
    assert (run.code, run.out) == (3, "")
    assert "was written by a newer papers" in run.err
    assert file.read_bytes() == before
    assert papers("list").code == 0


def test_no_other_process_changes_a_repository_while_it_is_read(papers: Papers, tmp_path: Path, home: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    repository = tmp_path / "repository"
    _write(repository / "a.md")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qma"],
    ):
        subprocess.run(["git", "-C", repository, *words], check=True)
    locked = []

    def watch(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
        with next((home / "cache" / "git").glob("*.lock")).open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                locked.append(total)
        yield from outcomes

    Library(places()).sources.bring([repository.as_uri()], track=watch)
    assert locked == [1]
    assert papers("sync").code == 0


def test_forgetting_a_source_leaves_what_is_new(papers: Papers, tmp_path: Path) -> None:
    for name, paper in (("a", "2405.00001"), ("b", "2405.00002")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "d.md").write_text(digest(entry(paper)), "utf-8")
        assert papers("import", tmp_path / name).code == 0
    assert papers("sources", "forget", "a", "--prune").code == 0
    assert papers("new").ids == ["2405.00002"]
