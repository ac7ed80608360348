"""The commands that look at the field: stats, trends, related and authors."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papercli.cli import output
from papercli.cli.answer import suggest
from papercli.cli.naming import Reference
from papercli.cli.options import EMPTY, Json, open_library, paper_query, takes
from papercli.errors import UsageError
from papercli.query import PaperQuery

if TYPE_CHECKING:
    from papercli.field.people import Person
    from papercli.language import Node

Limit = Annotated[int, typer.Option("--limit", "-n", min=0, metavar="N", help="At most N rows, 0 for all.")]
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only this author.", show_default=False)]


def _without(maker: Callable[..., PaperQuery], *names: str) -> Callable[..., PaperQuery]:
    """Return a maker of queries without some of its options."""

    def chosen(**values: Any) -> PaperQuery:
        return maker(**values)

    kept = [each for name, each in inspect.signature(maker).parameters.items() if name not in names]
    chosen.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
    return chosen


# Counting the terms of so many papers takes longer than a breath.
_WORTH_A_WORD = 3_000
# Each line of a chart has a letter.
_MOST_LINES = 26
# What is counted has no order of papers, and needs all of them.
filters = _without(paper_query, "sort", "reverse", "limit")

Terms = Annotated[list[str] | None, typer.Argument(metavar="[TERMS...]", help="Draw these.", show_default=False)]
Nearest = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most N papers.")]


@takes(query=filters)
def show_stats(query: PaperQuery, as_json: Json = False) -> None:
    """Count papers by month, with their votes, authors and gaps.

    All papers count, or those that options choose. A paper counts in every month that carries it. A gap is five
    weekdays or more without a digest that carries a chosen paper. In a pipe each line begins with what it
    tells: papers, month, gap, top or author.

    \b
    Examples:
      papers stats
      papers stats --since 2024-08 --min-votes 20
      papers stats --author zhai --json | jq .votes.median
    """
    from papercli import formats, tables

    library = open_library()
    stats = library.field.stats(query)
    if as_json:
        output.write([f"{formats.to_json(tables.stats(stats))}\n"])
    elif output.on_terminal() and stats.papers:
        from papercli.view.stats import overview

        output.render(overview(stats, output.width()))
    else:
        output.write(formats.tsv_lines(tables.stats_rows(stats)))
    if not stats.papers:
        output.say(EMPTY if library.is_empty() else "no paper matches")


@takes(query=filters)
def list_authors(query: PaperQuery, name: Name = None, limit: Limit = 20, as_json: Json = False) -> None:
    """List who appears most, or all papers of one author.

    Either comes with votes, months and co-authors. Names count as digests spell them. Those that may be another
    spelling of a NAME, by order, accents or initials, are told beside it. A NAME that is nobody's whole name
    stands for all that have its words.

    \b
    Examples:
      papers authors --since 2024-08
      papers authors "Jianbo Yuan"
      papers authors yuan --json | jq -r '.[].works[].id'
    """
    from papercli import formats, tables

    library = open_library()
    if name is not None:
        _show_people(*library.field.people(query, name, limit or None), name, as_json)
        return
    authors, number = library.field.authors(query, limit or None)
    if as_json:
        from dataclasses import asdict

        output.write(formats.json_lines(map(asdict, authors)))
    elif output.on_terminal() and authors:
        from papercli.view.people import ranking

        output.render(ranking(authors, output.width()))
    else:
        output.write(formats.tsv_lines(map(tables.author_row, authors)))
    if not authors:
        output.say(EMPTY if library.is_empty() else "no paper with authors matches")
    _say_more(len(authors), number, "authors")


def _show_people(people: "list[Person]", number: int, name: str, as_json: bool) -> None:
    from papercli import formats, tables

    if as_json:
        output.write(formats.json_lines(map(tables.person, people)))
    elif not output.on_terminal():
        output.write(formats.tsv_lines(row for person in people for row in tables.person_rows(person)))
    elif number == 1:
        from papercli.view.people import page

        output.render(page(people[0], output.width()))
    else:
        from papercli.view.people import ranking

        output.render(ranking([person.author for person in people], output.width()))
        output.say(f"{number:,} names have {name!r}; a whole one shows its papers")
    _say_more(len(people), number, "authors")


def _say_more(shown: int, number: int, what: str) -> None:
    if shown < number:
        output.say(f"{shown:,} of {number:,} {what}; --limit 0 shows all")


def list_related(reference: Reference, limit: Nearest = 10, as_json: Json = False) -> None:
    """List the papers nearest to one, and what they share with it.

    That is terms, in either language, and authors. A term weighs the more the fewer papers have it, and twice
    if the title has it too; one of more than 1,000 papers does not count. The score is the share of the weight
    of all that the paper says: 1 is all of it.

    \b
    Examples:
      papers related 2408.16357
      papers related 3 -n 5
      papers related 2408.16357 --json | jq -r '.[] | [.id, .score, .terms[0]] | @tsv'
    """
    from papercli import formats, tables

    library = open_library()
    paper = library.paper(reference)
    relatives = library.field.related(paper, limit)
    if as_json:
        output.write(formats.json_lines(map(tables.relative, relatives)))
    elif output.on_terminal() and relatives:
        from papercli.view.related import table

        output.render(table(relatives, output.width()))
    else:
        output.write(formats.tsv_lines(map(tables.relative_row, relatives)))
    if not relatives:
        output.say("no other paper shares anything with it")


@takes(query=filters)
def show_trends(query: PaperQuery, terms: Terms = None, limit: Limit = 20, as_json: Json = False) -> None:
    """List the terms that rise and fade, or draw those you name.

    What rises and fades is their share of papers.

    A term counts in any words that the glossary has for it, in either language, and so in the papers that
    `papers search TERM --month M` finds. Its stretch is the months with most papers beyond an even spread:
    rising reaches the last month, fading begins with the first, passing lies between. Its p is how likely
    chance would put so many of its papers there (hypergeometric), times all stretches and all terms looked
    at (Bonferroni): only terms with p up to 0.05 and 5 papers or more are listed, the surest first.

    What is counted is kept until papers change, so that the first time takes a few seconds.

    \b
    Examples:
      papers trends
      papers trends --since 2024-08 -n 10
      papers trends diffusion GRPO mamba
      papers trends --json | jq -r '.[] | select(.trend == "rising") | .term'
    """
    from dataclasses import asdict, replace

    from papercli import formats, tables

    library = open_library()
    if terms and len(terms) > _MOST_LINES:
        raise UsageError(f"{len(terms)} terms are too many to draw", f"name {_MOST_LINES} at most")
    found = library.field.compared(query, [(term, _searched(term)) for term in terms]) if terms else None
    number = 0
    if found is None:
        if (papers := library.field.uncounted(query)) >= _WORTH_A_WORD:
            output.say_waiting(f"counting the terms of {papers:,} papers, once after they changed")
        found, number = library.field.trends(query, limit or None)
    width = output.width()
    if as_json:
        output.write(formats.json_lines(map(asdict, found)))
    elif not output.on_terminal() or not found:
        output.write(formats.tsv_lines(map(tables.trend_row, found)))
    elif terms:
        from papercli.view.trends import comparison

        output.render(comparison(found, width))
    else:
        from papercli.view.trends import table

        output.render(table(found, width))
    if not found:
        steady = "no term rises or fades more than chance would bring about"
        output.say(EMPTY if library.is_empty() else steady if library.count(query) else "no paper matches")
    for each in found if terms else ():
        if not each.papers:
            suggest(library, replace(query, search=_searched(each.term)))
    _say_more(len(found), number, "terms")


def _searched(term: str) -> "Node":
    """Return the search for a term; raise UsageError where it asks for nothing."""
    from datetime import date

    from papercli.language import joined, search_of

    search = search_of(joined([term]), date.today())
    if search is None:
        raise UsageError(f"there is nothing to search for in {term!r}")
    return search


COMMANDS = {"stats": show_stats, "trends": show_trends, "related": list_related, "authors": list_authors}
