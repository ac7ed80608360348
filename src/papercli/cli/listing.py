"""The commands that list papers: list and new."""

from dataclasses import replace

from papercli.cli.answer import answer
from papercli.cli.options import Json, Wrap, paper_query, takes
from papercli.query import PaperQuery


@takes(query=paper_query)
def list_papers(query: PaperQuery, wrap: Wrap = False, as_json: Json = False) -> None:
    """List papers, those of the newest digest first, and within a digest by votes.

    A DATE is 2024-08-30, 2024-08, 2024, 2024-W35, today, yesterday, 7d (the last seven days) or latest
    (the newest digest).

    `--sort hot` compares months that vote differently: by the percentile of a paper's votes among all papers
    with votes of the month of its newest digest, which is the part of them that has fewer, and half of the
    part that has as many.

    \b
    Examples:
      papers list --sort votes --week 2024-W35
      papers list --sort hot --since 2024
      papers list --date latest
      papers list --since 7d --min-votes 20 --json | jq -r '.[].title'
    """
    answer(query, as_json, wrap)


@takes(query=paper_query)
def list_new(query: PaperQuery, wrap: Wrap = False, as_json: Json = False) -> None:
    """List the papers that the last import or sync brought, like any listing.

    \b
    Examples:
      papers new
      papers new --sort votes --json | jq -r '.[].title'
    """
    answer(replace(query, arrived=True), as_json, wrap)


COMMANDS = {"list": list_papers, "new": list_new}
