"""Tables of plain rows on terminals of any width: no word is broken while a column can be left out for it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run

PLAIN = {"NO_COLOR": "1"}
POINTS = (
    "- 확산 변환기(diffusion transformer, DiT)를 씁니다.",
    "- 확산 변환기(diffusion transformer)를 다시 봅니다.",
)


@pytest.fixture
def folder(papers: Papers, tmp_path: Path) -> Path:
    folder = tmp_path / "a" / "digests"
    folder.mkdir(parents=True)
    entries = [entry(f"2405.0000{number}", points=POINTS) for number in range(4)]
    (folder / "1.md").write_text(digest(*entries), "utf-8")
    papers("import", folder)
    return folder


@pytest.mark.parametrize("columns", [20, 40, 60, 100])
@pytest.mark.parametrize("command", ["glossary", "sources"])
def test_no_line_is_longer_than_the_terminal(folder: Path, command: str, columns: int) -> None:
    code, sent = run(command, columns=columns, environment=PLAIN)
    assert code == 0
    assert max(map(cell_len, sent.split("\n"))) <= columns


@pytest.mark.parametrize(("columns", "shown"), [(36, False), (100, True)])
def test_words_stay_whole_and_the_last_columns_make_room(folder: Path, columns: int, shown: bool) -> None:
    _, sent = run("glossary", columns=columns, environment=PLAIN)
    assert "transformer" in sent
    assert ("First" in sent, "2024-05-01" in sent) == (shown, shown)


def test_what_is_wrong_with_a_source_stands_below_its_place(papers: Papers, folder: Path) -> None:
    (folder / "1.md").unlink()
    folder.rmdir()
    papers("sync")
    for columns in (60, 80, 100):
        lines = run("sources", columns=columns, environment=PLAIN)[1].split("\n")
        heading = next(line.split() for line in lines if "Name" in line)
        assert heading[-2:] == ["Synced", "Location"]
        assert ("Papers" in heading, "Kind" in heading) == (columns >= 80, columns >= 100)
        assert f"{folder}thereisnosuchfileorfolder" in "".join("".join(lines).split())


def test_the_time_of_a_sync_is_that_of_the_clock_on_the_wall(papers: Papers, folder: Path) -> None:
    synced = papers("sources", "--json").json[0]["synced"]
    assert synced.endswith("+00:00")
    _, sent = run("sources", columns=100, environment={"TZ": "Pacific/Kiritimati"})
    # Fourteen hours ahead.
    there = datetime.fromisoformat(synced) + timedelta(hours=14)
    assert there.strftime("%Y-%m-%d %H:%M") in sent
