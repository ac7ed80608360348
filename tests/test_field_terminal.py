"""What a person sees of the field: golden files from a real pseudo-terminal, and every width, with Hangul and ASCII."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from papercli.field.trends import MonthShare, Trend
from papercli.view.chart import Chart
from papercli.view.drawing import drawn
from papercli.view.plots import squeezed
from papercli.view.trends import comparison, table
from tests import golden
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.terminal import run
from tests.test_bilingual import TEACHING

MONTHS = ["2024-01", "2024-02", "2024-03", "2024-05", "2024-06", "2024-07"]
COMMANDS = {
    "stats": ["stats"],
    "trends": ["trends"],
    "chart": ["trends", "diffusion", "로봇", "nothing"],
    "related": ["related", "2401.00003"],
    "authors": ["authors", "-n", "4"],
    "author": ["authors", "Ada Lovelace"],
}


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    """A digest a month: diffusion fades in both languages, robots rise, and titles are long, Korean or nasty."""
    for place, month in enumerate(MONTHS):
        entries = []
        for n in range(12):
            said = "확산 모형을 씁니다." if n < 8 - 2 * place else "quiet diffusion" if n == 11 and not place else ""
            said += " 로봇 Robotics을 다룹니다." if n < 2 * place else ""
            title = f"[bold]Paper[/bold] {n} 한국어 제목이 아주 길어서 끝까지 다 보일 수는 없는 논문"
            people = "Ada Lovelace, 김 민준" if n % 3 else "A. Lovelace, Given[/] Name" if n else "Ada Lovelace"
            votes = None if n == 5 else str((7 * n + place) % 40)
            entries.append(entry(f"{month[2:4]}{month[5:]}.{n:05}", title, votes, people, [f"- {said or '없음'}"]))
        (tmp_path / f"{month}.md").write_text(digest(*entries, heading=f"## Daily Papers ({month}-08)\n\n"), "utf-8")
    teachers = [entry(f"2404.1{n:04}", "Teacher", "1", "A B", [say]) for n, say in enumerate(TEACHING)]
    (tmp_path / "teachers.md").write_text(digest(*teachers, heading=""), "utf-8")
    assert papers("import", tmp_path).code == 0


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_golden(library: None, columns: int) -> None:
    for name, command in COMMANDS.items():
        code, sent = run(*command, columns=columns)
        assert code == 0
        golden.check(name, sent, columns)


def test_a_terminal_that_shows_only_ascii(library: None) -> None:
    shown = {}
    for name, command in COMMANDS.items():
        code, sent = run(*command, columns=70, environment={"PYTHONIOENCODING": "ascii"})
        assert code == 0
        assert sent.isascii()
        shown[name] = golden.plain(sent)
    assert "###" in shown["stats"]
    assert "#*= .__" in shown["trends"]
    chart = shown["chart"]
    assert "|A" in chart
    assert ".." in chart
    assert "+---" in chart


def test_json_is_the_same_on_a_terminal(library: None, papers: Papers) -> None:
    for command in (["stats"], ["trends"], ["trends", "diffusion"], ["related", "2401.00003"], ["authors", "ada"]):
        assert run(*command, "--json", columns=60)[1] == papers(*command, "--json").out


def _trend(term: str, shares: list[float]) -> Trend:
    months = tuple(MonthShare(f"2024-{n:02}", int(share * 50), 50, share) for n, share in enumerate(shares, 1))
    return Trend(
        term, ("아주 긴 다른 이름 " * 5,), 9, 0.1, "rising", "2024-02", "2024-03", 0.2, 0.1, 0.1, 0.001, months
    )


def _drawn(width: int, *renderables: RenderableType) -> str:
    return drawn(renderables, columns=width, colours=None, theme_name="default")


@pytest.mark.parametrize("months", [1, 2, 12])
def test_plots_fit_every_width(months: int) -> None:
    trends = [
        _trend(term, [(n * step % 7) / 10 for n in range(months)])
        for step, term in ((1, "확산 모델 " * 20), (3, "b"), (0, "c"))
    ]
    for width in (20, 21, 40, 57, 80, 140, 200, 300):
        shown = _drawn(width, table(trends, width), comparison(trends, width))
        assert max(map(cell_len, shown.split("\n"))) <= width


def test_lines_are_told_apart_by_letters_and_carry_their_scale() -> None:
    shown = _drawn(60, Chart(["2024-01", "2024-02"], [[10, 20], [40, None]]))
    assert shown.count("A") == 2
    assert shown.count("B") == 1
    assert "40┤B" in shown
    assert "2024-01" in shown


def test_a_squeezed_row_keeps_its_mean_and_its_holes() -> None:
    assert squeezed([1, 2, 3], 3) == [1, 2, 3]
    assert squeezed([1, 3, 5, 7], 2) == [2, 6]
    assert squeezed([1, None, None, None], 2) == [1, None]
