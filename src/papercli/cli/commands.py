"""The commands that read: each turns its options into a query, asks the library, and hands the answer to the output."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import output
from papercli.cli.options import EMPTY, Json, open_library, takes_query
from papercli.errors import ExitCode, NotFoundError, PapersError
from papercli.query import PaperQuery

if TYPE_CHECKING:
    from papercli.model import Paper

_ROWS_ON_TERMINAL = 50

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.", show_default=False)]
References = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="An arXiv id or URL, or a row of the last listing.", show_default=False),
]
Exact = Annotated[bool, typer.Option("--exact", "-e", help="Only the very words, without translations.")]
Term = Annotated[str | None, typer.Argument(metavar="[TERM]", help="Only pairs with this term.", show_default=False)]


def list_papers(query: PaperQuery, as_json: Json = False) -> None:
    """List papers, those of the newest digest first, and within a digest by votes.

    A DATE is 2024-08-30, 2024-08, 2024, 2024-W35, today, yesterday, 7d (the last seven days) or latest
    (the newest digest).

    \b
    Examples:
      papers list --sort votes --week 2024-W35
      papers list --date latest
      papers list --since 7d --min-votes 20 --json | jq -r '.[].title'
    """
    _answer(query, as_json)


def list_new(query: PaperQuery, as_json: Json = False) -> None:
    """List the papers that the last import or sync brought, like any listing.

    \b
    Examples:
      papers new
      papers new --sort votes --json | jq -r '.[].title'
    """
    _answer(replace(query, arrived=True), as_json)


def search_papers(
    words: Words,
    query: PaperQuery,
    exact: Exact = False,
    as_json: Json = False,
) -> None:
    """Find the papers that have all the words in title, authors or summary, in Korean or in English.

    A word is found from its start, Korean inside of words too, whatever its case, and whether the digest says
    it in Korean, in English or by an abbreviation; papers that have the very words come first.

    "a phrase", -word for papers without it, OR between words, and fields: title: author: id: date: since:
    until: votes:>50

    \b
    Examples:
      papers search diffusion
      papers search 강화학습 로봇 -시뮬레이션 --since 2024-08
      papers search 'title:agent votes:>20 OR "tool use"' --json | jq -r '.[].id'
    """
    from datetime import date

    from papercli.language import joined, search_of

    search = search_of(joined(words), date.today())
    if search is None:
        output.write(["[]\n"] if as_json else [])
        output.say("there is nothing to search for")
        return
    _answer(replace(query, search=search, exact=exact), as_json)


def list_glossary(term: Term = None, as_json: Json = False) -> None:
    """List the translations that the digests teach by `확산 모델(diffusion model)`, with how often they do.

    \b
    Examples:
      papers glossary
      papers glossary diffusion
      papers glossary LLM --json | jq -r '.[].translation'
    """
    from dataclasses import asdict, astuple

    from papercli import formats

    library = open_library()
    entries = library.glossary(term)
    if as_json:
        output.write(formats.json_lines(asdict(entry) for entry in entries))
    elif output.on_terminal() and entries:
        from papercli.view.rows import table

        columns = ("Term", "Translation", "Kind", "Count", "First")
        output.render(table(columns, (astuple(entry)[: len(columns)] for entry in entries)))
    else:
        output.write(formats.tsv_lines(map(astuple, entries)))
    if not entries:
        output.say(EMPTY if library.is_empty() else f"no digest translates {term or 'a term'}")


def show_papers(references: References, as_json: Json = False) -> None:
    """Show papers whole: title, date, votes, links, authors and every section of the summary.

    \b
    Examples:
      papers show 2408.16357
      papers show 3
      papers show https://arxiv.org/abs/2408.16357v2 --json | jq .votes
    """
    from papercli import formats

    library = open_library()
    found: list[Paper] = []
    missing: list[PapersError] = []
    for reference in references:
        try:
            found.append(library.paper(reference))
        except NotFoundError as error:
            missing.append(error)
    if as_json and len(references) == 1:
        output.write(f"{formats.to_json(formats.record(paper))}\n" for paper in found)
    elif as_json:
        output.write(formats.json_array(found))
    elif output.on_terminal():
        from papercli.view.page import page

        for paper in found:
            output.render(page(paper))
    else:
        output.write("\n".join(map(formats.page, found)))
    for each in missing:
        output.complain(each)
    if missing:
        raise typer.Exit(ExitCode.FAILED)


def _answer(query: PaperQuery, as_json: bool) -> None:
    """Write a listing in the format asked for, or the one that suits where stdout leads."""
    from papercli import formats

    library = open_library()
    query = library.widened(query)
    table = output.on_terminal() and not as_json
    limit = (query.limit if query.limit is not None else _ROWS_ON_TERMINAL if table else 0) or None
    # One more than wanted tells whether there is more, without counting.
    found = library.papers(replace(query, limit=limit + 1 if limit else None), explained=as_json or table)
    first = next(found, None)
    listed = library.listing.remember(islice(chain([first] if first else [], found), limit))
    if as_json:
        output.write(formats.json_array(listed))
    elif table and first:
        from papercli.view.listing import table as table_of

        output.render(table_of(list(listed), shutil.get_terminal_size().columns))
    else:
        output.write(formats.tsv(listed))
    if first is None:
        nothing = "nothing is new" if query.arrived else "no paper matches"
        output.say(EMPTY if library.is_empty() else nothing)
        for word, other in library.suggestions(query) if query.search else ():
            output.say(f"nothing has {word!r}: did you mean {other}?")
    elif limit and next(found, None):
        output.say(f"{limit:,} of {library.count(query):,} papers; --limit 0 shows all")


COMMANDS: dict[str, Callable[..., None]] = {
    "list": takes_query(list_papers),
    "new": takes_query(list_new),
    "show": show_papers,
    "search": takes_query(search_papers),
    "glossary": list_glossary,
}
