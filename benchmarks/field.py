"""What a look at the field costs against a plain search in the same library, on generated digests."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import write_digests
from benchmarks.library import Bench
from benchmarks.measure import Row, in_pipe, medians, output, papers, ratio

# What each may cost at most, in plain searches; at the larger size only that of relatives is bounded.
_SIZES: dict[int, dict[str, float]] = {
    5_000: dict.fromkeys(("stats", "trends", "trends of terms", "related", "authors", "author", "list hot"), 3.0),
    100_000: {"related": 2.0},
}


def rows(bench: Bench) -> Iterator[Row]:
    """Measure each command at both sizes; what is counted or learnt once after an import is not in it."""
    for number, aims in _SIZES.items():
        home, folder = bench.fresh(), bench.fresh()
        write_digests(folder, number)
        output(papers("import", "--once", str(folder)), home)
        search = papers("search", "wombat", "-n", "20", "--json")
        commands = _commands(home, search)
        took = medians({name: in_pipe(command, home) for name, command in commands.items()}, bench.runs)
        for name, seconds in took.items():
            if name != "search":
                yield ratio(f"{name} / search, {number:,} papers", seconds, took["search"], aims.get(name))


def _commands(home: Path, search: list[str]) -> dict[str, list[str]]:
    paper = json.loads(output(search, home))[0]
    return {
        "search": search,
        "stats": papers("stats", "--json"),
        "trends": papers("trends", "--json"),
        "trends of terms": papers("trends", "diffusion", "wombat", "옹달샘", "--json"),
        "related": papers("related", paper["id"], "--json"),
        "authors": papers("authors", "--json"),
        "author": papers("authors", paper["authors"][0], "--json"),
        "list hot": papers("list", "--sort", "hot", "-n", "20", "--json"),
    }
