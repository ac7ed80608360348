"""Writing a listing: in the format asked for, or the one that suits where stdout leads."""

from dataclasses import replace
from itertools import chain, islice

from papercli.cli import output
from papercli.cli.options import EMPTY, open_library
from papercli.query import PaperQuery

_ROWS_ON_TERMINAL = 50


def answer(query: PaperQuery, as_json: bool, wrap: bool = False) -> None:
    """Write the papers that a query finds, and tell where there are none, or more than are shown."""
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
        from papercli.view.listing import listing

        output.render(listing(list(listed), output.width(), wrap=wrap))
    else:
        output.write(formats.tsv(listed))
    if first is None:
        nothing = "nothing is new" if query.arrived else "no paper matches"
        output.say(EMPTY if library.is_empty() else nothing)
        for word, other in library.suggestions(query) if query.search else ():
            output.say(f"nothing has {word!r}: did you mean {other}?")
    elif limit and next(found, None):
        output.say(f"{limit:,} of {library.count(query):,} papers; --limit 0 shows all")
    if library.without_marks:
        output.complain(library.without_marks)
