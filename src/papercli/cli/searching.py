"""The commands about words: search and glossary."""

from dataclasses import replace
from typing import Annotated

import typer

from papercli.cli import output
from papercli.cli.answer import answer, write_papers
from papercli.cli.options import EMPTY, Exact, Json, Wrap, open_library, output_form, paper_query, takes
from papercli.form import Form
from papercli.query import PaperQuery

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.", show_default=False)]
Term = Annotated[str | None, typer.Argument(metavar="[TERM]", help="Only pairs with this term.", show_default=False)]


@takes(query=paper_query, form=output_form)
def search_papers(
    words: Words,
    query: PaperQuery,
    form: Form,
    exact: Exact = False,
    wrap: Wrap = False,
) -> None:
    """Find papers by their words, in Korean and in English at once.

    All words have to be in title, authors, summary or your note. A word is found from its start, Korean inside
    of words too, whatever its case, and whether the digest says it in Korean, in English or by an abbreviation;
    papers that have the very words come first.

    "a phrase" (also an argument of several words), -word for papers without it, OR between words, and fields:
    title: author: note: id: date: since: until: votes:>50 is:starred is:unread is:read is:noted tag:nlp

    \b
    Examples:
      papers search diffusion
      papers search 강화학습 로봇 -시뮬레이션 --since 2024-08
      papers search 'title:agent votes:>20 OR "tool use"' --json | jq -r '.[].id'
      papers search diffusion --fields score,id,title
    """
    from datetime import date

    from papercli.language import joined, search_of

    search = search_of(joined(words), date.today())
    if search is None:
        write_papers((), form, searched=True)
        if not form.quiet:
            output.say("there is nothing to search for")
        return
    answer(replace(query, search=search, exact=exact), form, wrap)


def list_glossary(term: Term = None, as_json: Json = False) -> None:
    """List the translations that the digests teach.

    They do so by `확산 모델(diffusion model)`; the listing says how often, and since when.

    \b
    Examples:
      papers glossary
      papers glossary diffusion
      papers glossary LLM --json | jq -r '.[].translation'
    """
    from dataclasses import asdict, astuple

    from papercli import formats

    library = open_library()
    entries = library.translations.entries(term)
    if as_json:
        output.write(formats.json_lines(asdict(entry) for entry in entries))
    elif output.on_terminal() and entries:
        from papercli.view.rows import table

        columns = ("Term", "Translation", "Kind", "Count", "First")
        output.render(table(columns, (astuple(entry)[: len(columns)] for entry in entries), output.width()))
    else:
        output.write(formats.tsv_lines(map(astuple, entries)))
    if not entries:
        near = library.translations.nearest(term) if term else None
        guess = f": did you mean {near}?" if near else ""
        output.say(EMPTY if library.is_empty() else f"no digest translates {term or 'a term'}{guess}")


COMMANDS = {"search": search_papers, "glossary": list_glossary}
