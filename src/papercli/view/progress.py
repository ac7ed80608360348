"""The bar that shows how far an import is."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text


class _Rate(ProgressColumn):
    """How many files a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.0f}/s", style="dim")


def bar(console: Console) -> Progress:
    """Return a bar with counts and rate, which leaves nothing behind when it ends.

    It has no thread of its own, as processes are forked beside it; whoever advances it refreshes it.
    """
    columns = (TextColumn("reading digests"), BarColumn(), MofNCompleteColumn(), _Rate())
    return Progress(*columns, console=console, transient=True, auto_refresh=False)
