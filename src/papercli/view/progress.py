"""What shows how far an import is: a bar for the digests read, a line for what is fetched."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

_TURNING = "-\\|/"
_TURN = 0.13  # seconds that each is seen


class _Rate(ProgressColumn):
    """How many files a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.0f}/s", style="dim")


class _Line(ProgressColumn):
    """What is done and how far it is, after a sign that turns; all of it in one column, to be cut at its end."""

    def render(self, task: Task) -> Text:
        sign = _TURNING[int(task.get_time() / _TURN) % len(_TURNING)]
        return Text.assemble(f"{sign} {task.description}  ", (task.fields["words"], "dim"))


def bar(console: Console) -> AbstractContextManager[Progress]:
    """Return a bar with counts and rate, which leaves nothing behind when it ends."""
    return _display(console, TextColumn("reading digests"), BarColumn(), MofNCompleteColumn(), _Rate())


def spinner(console: Console) -> AbstractContextManager[Progress]:
    """Return a line with a task's description and its field `words`, which leaves nothing behind when it ends."""
    return _display(console, _Line(Column(no_wrap=True, overflow="ellipsis")))


@contextmanager
def _display(console: Console, *columns: ProgressColumn) -> Iterator[Progress]:
    # Without a thread of its own, as processes are forked beside it: whoever changes it refreshes it.
    shown = Progress(
        *columns, console=console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
    )
    try:
        with shown:
            yield shown
    finally:
        # Where it is interrupted as it begins, rich leaves it hidden.
        console.show_cursor(True)
