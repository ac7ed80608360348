"""A damaged cache is made anew by itself, from the texts in it and from the sources; what a person did stays."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Papers
from tests.digests import digest, entry


@pytest.fixture
def library(papers: Papers, tmp_path: Path, home: Path) -> Papers:
    folder = tmp_path / "digests"
    folder.mkdir()
    for number in range(20):
        text = digest(*(entry(f"24{number:02}.{n:05}", f"Title {n}", str(n), points=["- 글 " * 50]) for n in range(10)))
        (folder / f"2024-01-{number + 1:02}.md").write_text(text.replace("## Daily Papers (2024-05-01)", ""), "utf-8")
    assert papers("import", folder).code == 0
    return papers


def _settle(home: Path) -> Path:
    """Bring all of the cache into its one file, as when nobody uses it."""
    cache = home / "cache" / "cache.db"
    with sqlite3.connect(cache) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return cache


@pytest.mark.parametrize("seed", range(9))
def test_a_damaged_cache_is_made_anew(library: Papers, home: Path, seed: int) -> None:
    chance = random.Random(seed)
    before = library("list", "--json").out
    cache = _settle(home)
    data = bytearray(cache.read_bytes())
    if seed % 3 == 0:
        data = data[: chance.randrange(len(data))]
    elif seed % 3 == 1:
        start = chance.randrange(len(data))
        data[start : start + 20_000] = chance.randbytes(min(20_000, len(data) - start))
    else:
        data[: chance.randrange(16, 200_000)] = b"garbage!" * 3
    for suffix in ("-wal", "-shm"):
        cache.with_name(cache.name + suffix).unlink(missing_ok=True)
    cache.write_bytes(data)
    sources = library("sources", "--json").json
    for command in (["list", "--json"], ["search", "글", "--json"], ["sync"], ["doctor"], ["list", "--json"]):
        run = library(*command)
        assert "Traceback" not in run.err
        assert run.code in (0, 1, 3)
    assert library("sync").code == 0
    assert library("list", "--json").out == before
    assert library("search", "글", "--json").code == 0
    if "made anew" in run.err:
        assert list(cache.parent.glob("cache.db.damaged-*"))
    assert [each["location"] for each in library("sources", "--json").json] == [each["location"] for each in sources]


def test_texts_of_no_source_are_saved_from_the_damaged_cache(papers: Papers, home: Path) -> None:
    papers("import", "-", stdin=digest(entry("2405.00001", "Kept")).encode())
    for number in range(30):
        papers("import", "-", stdin=digest(entry(f"2404.{number:05}", points=["- 글 " * 400])).encode())
    cache = _settle(home)
    with sqlite3.connect(cache) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'paper'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = bytearray(cache.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    cache.write_bytes(data)
    run = papers("list")
    assert run.code == 0
    assert "the cache was damaged and is made anew" in run.err
    assert len(run.ids) == 31


def test_half_of_a_cache_is_completed(library: Papers, home: Path) -> None:
    before = library("list", "--json").out
    with sqlite3.connect(home / "cache" / "cache.db") as cache:
        cache.execute("DROP TABLE paper")
        cache.execute("DROP TABLE entry")
    cache.close()
    assert library("list", "--json").out == before


@pytest.mark.parametrize("version", [1, 999])
def test_a_cache_of_another_version_is_made_anew(library: Papers, home: Path, version: int) -> None:
    library("import", "-", stdin=digest(entry("2405.00001", "From a pipe")).encode())
    before = library("list", "--json").out
    cache = _settle(home)
    with sqlite3.connect(cache) as connection:
        connection.execute("ALTER TABLE entry RENAME TO said")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    run = library("list", "--json")
    assert (run.code, run.out) == (0, before)
    aside = cache.with_name(f"cache.db.version-{version}")
    assert run.err == f"papers: the cache was of another version and is made anew; the old one is {aside}\n"
    with sqlite3.connect(aside) as connection:
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (201,)
    connection.close()
    again = library("list", "--json")
    assert (again.out, again.err) == (before, "")


def test_doctor(library: Papers, home: Path, tmp_path: Path) -> None:
    run = library("doctor")
    assert run.code == 0
    assert "cache.db (" in run.out
    assert ": whole" in run.out
    found = library("doctor", "--json").json
    assert list(found) == ["diagnostics", "repeats", "files", "problems"]
    assert [file["problems"] for file in found["files"]] == [[], []]
    assert found["problems"] == []
    shutil.rmtree(tmp_path / "digests")
    assert library("sync").code == 1
    run = library("doctor")
    assert run.code == 1
    assert "digests: " in run.err


def test_doctor_tells_what_is_odd(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(digest(entry("2405.00001", votes="3", points=["- a \x08enchmark"])), "utf-8")
    later = digest(entry("2405.00001", votes="8"), entry("2405.00002", votes=None), heading="## (2024-05-02)\n\n")
    (tmp_path / "b.md").write_text(later, "utf-8")
    papers("import", tmp_path / "a.md", tmp_path / "b.md")
    run = papers("doctor")
    assert run.out.splitlines()[:3] == [
        f"{tmp_path / 'a.md'}:11: control character U+0008 before 'enchmark'",
        f"{tmp_path / 'b.md'}:13: 2405.00002 has no votes",
        "2405.00001 has other votes in other digests: 2024-05-01 3, 2024-05-02 8",
    ]


def test_doctor_tells_a_day_that_is_in_several_files_once(papers: Papers, tmp_path: Path) -> None:
    bare = "- [A Paper of Words](https://arxiv.org/abs/2405.00001)\n"
    (tmp_path / "bare.md").write_text(bare, "utf-8")
    for name, votes in (("a", "3"), ("b", "3"), ("c", "8")):
        (tmp_path / f"{name}.md").write_text(digest(entry(votes=votes)), "utf-8")
    papers("import", tmp_path)
    told = [line for line in papers("doctor").out.splitlines() if "other votes" in line]
    assert told == ["2405.00001 has other votes in other digests: no date -, 2024-05-01 3, 2024-05-01 8"]


def test_a_damaged_state_is_left_alone(library: Papers, home: Path) -> None:
    state = home / "state" / "state.db"
    # Another file in its place: a connection that this process has not let go of yet would mend the same one.
    (home / "garbage").write_bytes(b"no database " * 500)
    (home / "garbage").replace(state)
    for suffix in ("-wal", "-shm"):
        state.with_name(state.name + suffix).unlink(missing_ok=True)
    run = library("sync")
    assert (run.code, run.out) == (3, "")
    assert state.read_bytes() == b"no database " * 500
    run = library("list")
    assert (run.code, len(run.ids)) == (0, 200)
    assert run.err.startswith(f"papers: {state} cannot be read")
    assert not list(home.rglob("*.damaged-*"))
