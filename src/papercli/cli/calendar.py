"""The command that shows the library as a calendar: days."""

from typing import TYPE_CHECKING

from papercli.cli import output
from papercli.cli.options import EMPTY, Json, open_library, periods, takes

if TYPE_CHECKING:
    from papercli.dates import Period


@takes(within=periods)
def show_days(within: "tuple[Period, ...]", as_json: Json = False) -> None:
    """Show a calendar of the library: the more papers, the darker.

    \b
    Examples:
      papers days
      papers days --since 2024-07
      papers days --month 2024-08 --json | jq -r '.[] | [.date, .papers] | @tsv'
    """
    from papercli import formats

    library = open_library()
    days = library.days(within)
    if as_json:
        output.write(formats.json_lines(day._asdict() for day in days))
    elif output.on_terminal() and days:
        from papercli.view.calendar import calendar

        output.render(calendar(days, output.width()))
    else:
        output.write(formats.tsv_lines(days))
    if not days:
        output.say(EMPTY if library.is_empty() else "there is no digest of these days")


COMMANDS = {"days": show_days}
