"""The commands that list papers: list and new."""

from dataclasses import replace

from papercli.cli.answer import answer
from papercli.cli.options import Wrap, output_form, paper_query, settings, takes
from papercli.form import Form
from papercli.query import PaperQuery


@takes(query=paper_query, form=output_form)
def list_papers(query: PaperQuery, form: Form, wrap: Wrap = False) -> None:
    """List papers, the newest digest first, within a digest by votes.

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
      papers list --week 2024-W35 -o week.bib
      papers list --fields id,votes,title --format csv
    """
    answer(replace(query, sort=query.sort or settings().sort), form, wrap)


@takes(query=paper_query, form=output_form)
def list_new(query: PaperQuery, form: Form, wrap: Wrap = False) -> None:
    """List the papers that the last import or sync brought.

    \b
    Examples:
      papers new
      papers new --sort votes --json | jq -r '.[].title'
      papers new --format markdown -o new.md
    """
    answer(replace(query, arrived=True, sort=query.sort or settings().sort), form, wrap)


COMMANDS = {"list": list_papers, "new": list_new}
