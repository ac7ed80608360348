"""Measure groups of rows and print them as a table; nothing here passes or fails, people read the figures."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import field, glossary, importing, scale, startup
from benchmarks.library import Bench
from benchmarks.measure import Row, RunError

# A new group is one more line here: a function that yields rows.
GROUPS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "startup": startup.rows,
    "import": importing.rows,
    "glossary": glossary.rows,
    "scale": scale.rows,
    "field": field.rows,
}
# These take minutes, so they run only when asked for.
_SLOW = ("scale", "field")
_WIDTH = 62


def main() -> int:
    """Run what the command line asks for; 1 where something could not be run."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument(
        "rows",
        nargs="*",
        metavar="ROW",
        help=f"{', '.join(GROUPS)}, or all; without one, all but {' and '.join(_SLOW)}",
    )
    parser.add_argument(
        "--digests", type=Path, default=Path("../shared/digests"), metavar="FOLDER", help="default: %(default)s"
    )
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="runs of each; default: %(default)s")
    wanted = parser.parse_args()
    names = wanted.rows or [name for name in GROUPS if name not in _SLOW]
    if unknown := set(names) - {*GROUPS, "all"}:
        parser.error(f"there is no row {min(unknown)!r}; there are {', '.join(GROUPS)} and all")
    if not wanted.digests.is_dir():
        parser.error(f"{wanted.digests}: there is no such folder; --digests names another")
    print(f"{'':{_WIDTH}} {'measured':>10} {'aim':>6}       medians")
    with TemporaryDirectory(prefix="papers-benchmarks-") as temporary:
        bench = Bench(wanted.digests.resolve(), max(wanted.runs, 1), Path(temporary))
        try:
            for name in GROUPS if "all" in names else names:
                for row in GROUPS[name](bench):
                    print(_line(row), flush=True)
        except RunError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def _line(row: Row) -> str:
    measured = f"{row.measured:.2f}{row.unit}" if row.unit == "x" else f"{row.measured:.1f}{row.unit}"
    aim = f"{row.aim:g}" if row.aim is not None else ""
    verdict = "" if row.aim is None else _verdict(row.measured, row.aim, row.at_least)
    return f"{_padded(row.name)} {measured:>10} {aim:>6} {verdict:>4}  {row.details}".rstrip()


def _verdict(measured: float, aim: float, at_least: bool) -> str:
    if at_least:
        return "ok" if measured >= aim else "less"
    return "ok" if measured <= aim else "over"


def _padded(name: str) -> str:
    # A Hangul syllable is two columns wide.
    wide = sum("가" <= sign <= "힣" for sign in name)
    return name + " " * (_WIDTH - len(name) - wide)


if __name__ == "__main__":
    sys.exit(main())
