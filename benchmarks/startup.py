"""How long a command takes that a person waits for, against the least that a Typer program takes."""

import json
from collections.abc import Iterator

from benchmarks.library import Bench
from benchmarks.measure import Row, Timed, in_pipe, medians, on_terminal, output, papers, python, ratio


def rows(bench: Bench) -> Iterator[Row]:
    """Measure the start-up of each command that reads."""
    home = bench.home
    (newest,) = json.loads(output(papers("list", "--json", "-n", "1"), home))
    aims: dict[tuple[str, ...], float] = {
        ("--version",): 1.25,
        ("list", "--json", "-n", "50"): 1.45,
        ("list", "-n", "50"): 1.9,
        ("show", newest["id"]): 2.1,
        ("search", "확산", "-n", "50"): 2.1,
    }
    contenders: dict[str, Timed] = {"bare": in_pipe(python("bare.py", "first"), home)}
    wanted: dict[str, float] = {}
    for arguments, aim in aims.items():
        name = " ".join(arguments)
        contenders[name] = in_pipe(papers(*arguments), home)
        wanted[name] = aim
        if arguments[0] in ("list", "show") and "--json" not in arguments:
            name = f"{name} (terminal)"
            contenders[name] = on_terminal(papers(*arguments), home)
            wanted[name] = aim
    for line, aim in {"papers ": 1.9, "papers show 2": 1.45, "papers list --so": 1.45}.items():
        name = f"TAB after {line!r}"
        said = ["_PAPERS_COMPLETE=complete_bash", f"_PAPERS_LINE={line}"]
        contenders[name] = in_pipe(["env", *said, *papers()], home)
        wanted[name] = aim
    took = medians(contenders, bench.runs)
    for name, aim in wanted.items():
        yield ratio(name, took[name], took["bare"], aim)
