"""Writing papers: in the format asked for, or the one that suits where they go."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from papercli.cli import output
from papercli.cli.options import EMPTY, open_library, settings
from papercli.form import Form, Format
from papercli.model import Paper
from papercli.query import PaperQuery
from papercli.safe import visible

if TYPE_CHECKING:
    from papercli.library import Library


def answer(query: PaperQuery, form: Form, wrap: bool = False) -> None:
    """Write the papers that a query finds, and tell where there are none, or more than are shown."""
    library = open_library()
    query = library.widened(query)
    looked_at = output.on_terminal() and form.file is None and _format(form) is Format.TABLE
    limit = (query.limit if query.limit is not None else settings().limit if looked_at else 0) or None
    # One more than wanted tells whether there is more, without counting.
    found = library.papers(replace(query, limit=limit + 1 if limit else None), explained=_is_explained(form))
    listed = library.listing.remember(islice(found, limit))
    written = write_papers(listed, form, searched=query.search is not None, wrap=wrap)
    if library.without_marks:
        output.complain(library.without_marks)
    if form.quiet:
        return
    if not written:
        nothing = "nothing is new" if query.arrived else "no paper matches"
        output.say(EMPTY if library.is_empty() else nothing)
        if query.search and (number := library.count_apart(query)):
            from papercli.plural import counted

            has = "has" if number == 1 else "have"
            output.say(f"{counted(number, 'paper')} {has} the words, but not as a phrase: leave out the quotes")
        suggest(library, query)
    elif limit and next(found, None):
        output.say(f"{limit:,} of {library.count(query):,} papers; --limit 0 shows all")


def suggest(library: "Library", query: PaperQuery) -> None:
    """Tell what was probably meant by the words and tags of a query that nothing has."""
    for word, other in library.suggestions(query) if query.search else ():
        output.say(f"nothing has {word!r}: did you mean {other}?")
    if query.marked:
        from papercli.marks import TAG
        from papercli.nearest import did_you_mean

        tags = [name for name, _ in library.known.tags()]
        asked = [mark.removeprefix(TAG) for mark in query.marked if mark.startswith(TAG)]
        for name in asked if tags else ():
            if name not in tags:
                output.say(f"no paper has the tag {name!r}: {did_you_mean(name, tags)}")


def write_papers(papers: Iterable[Paper], form: Form, *, searched: bool = False, wrap: bool = False) -> int:
    """Write papers in a form and return how many there were; `searched` tells that they say why they were found.

    Raises UsageError for fields that they have not, before anything is written.
    """
    from papercli import formats

    if form.fields:
        formats.check_fields(form.fields, searched=searched)
    chosen = _format(form)
    if chosen is Format.TABLE:
        from papercli.view.listing import listing

        rows = list(papers)
        wished = settings()
        if rows:
            shown = listing(
                rows,
                output.width(),
                wrap=wrap,
                highlight=wished.highlight,
                columns=wished.columns,
                signs=not output.is_coloured(form.file),
            )
            output.render(shown, file=form.file)
        else:
            output.write([], form.file)
        return len(rows)
    written = 0

    def counted() -> Iterator[Paper]:
        nonlocal written
        for paper in papers:
            written += 1
            yield paper

    pieces = formats.pieces(counted(), chosen, form.fields)
    if chosen is Format.MARKDOWN and output.is_terminal() and form.file is None:
        # An import has to find control characters as they were; no terminal may. All other formats have none.
        pieces = map(visible, pieces)
    output.write(pieces, form.file)
    return written


def _format(form: Form) -> Format:
    if form.format is None:
        return Format.TABLE if output.on_terminal() and form.file is None else Format.TSV
    return form.format


def _is_explained(form: Form) -> bool:
    """Tell whether an answer says why papers were found: that takes a look at every text."""
    if form.fields:
        from papercli.formats.record import HIT_FIELDS

        return any(name in form.fields for name, _ in HIT_FIELDS)
    return _format(form) in (Format.TABLE, Format.JSON, Format.JSONL)
