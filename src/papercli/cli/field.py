"""The commands that look at the field: stats."""

import inspect
import shutil
from collections.abc import Callable
from typing import Any

from papercli.cli import output
from papercli.cli.options import EMPTY, Json, open_library, paper_query, takes
from papercli.query import PaperQuery


def _without(maker: Callable[..., PaperQuery], *names: str) -> Callable[..., PaperQuery]:
    """Return a maker of queries without some of its options."""

    def chosen(**values: Any) -> PaperQuery:
        return maker(**values)

    kept = [each for name, each in inspect.signature(maker).parameters.items() if name not in names]
    chosen.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
    return chosen


# What is counted has no order of papers, and needs all of them.
filters = _without(paper_query, "sort", "reverse", "limit")


@takes(query=filters)
def show_stats(query: PaperQuery, as_json: Json = False) -> None:
    """Show what the library holds: papers by month, votes, authors and gaps, of all papers or of chosen ones.

    A paper counts in every month that carries it. A gap is five weekdays or more without a digest that carries
    a chosen paper. In a pipe each line begins with what it tells: papers, month, gap, top or author.

    \b
    Examples:
      papers stats
      papers stats --since 2024-08 --min-votes 20
      papers stats --author zhai --json | jq .votes.median
    """
    from papercli import formats

    library = open_library()
    stats = library.stats(query)
    if as_json:
        output.write([f"{formats.to_json(formats.stats(stats))}\n"])
    elif output.on_terminal() and stats.papers:
        from papercli.view.stats import overview

        output.render(overview(stats, shutil.get_terminal_size().columns))
    else:
        output.write(formats.tsv_lines(formats.stats_rows(stats)))
    if not stats.papers:
        output.say(EMPTY if library.is_empty() else "no paper matches")


COMMANDS = {"stats": show_stats}
