"""What a large library costs more than a small one, on generated digests."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.generate import MARKERS, write_digests
from benchmarks.library import Bench, cache_bytes, markdown_bytes, mebibytes
from benchmarks.measure import Row, RunError, in_pipe, medians, output, papers, peak_memory, ratio

_SMALL, _LARGE = 5_000, 100_000
_HITS = 20
# BibTeX has to remember all its keys, csv and markdown have modules of their own.
_STREAMED = ("json", "csv", "bibtex", "markdown")
_SEARCH_AIMS = {1: 1.5, 15: 3.0}


def rows(bench: Bench) -> Iterator[Row]:
    """Measure the import of the large library, then the same commands in both."""
    small, large = bench.fresh(), bench.fresh()
    folder = _digests(bench, _SMALL)
    output(papers("import", str(folder)), small)
    start = perf_counter()
    folder = _digests(bench, _LARGE)
    yield Row(f"{_LARGE:,} papers: generation", perf_counter() - start, unit=" s")
    memory, took = peak_memory(papers("import", str(folder)), large)
    yield Row(f"{_LARGE:,} papers: import", took, unit=" s")
    yield Row(f"{_LARGE:,} papers: import, memory of the largest process", memory, 150, unit=" MiB")
    cache, digests = cache_bytes(large), markdown_bytes(folder)
    yield Row(f"{_LARGE:,} papers: cache / digests, bytes", cache / digests, 4.0, mebibytes(cache, digests))
    shutil.rmtree(folder)

    arguments = ("-n", str(_HITS), "--json")
    for marker in MARKERS:
        command = papers("search", marker.word, *arguments)
        for home in (small, large):
            if len(json.loads(output(command, home))) != _HITS:
                raise RunError(f"{' '.join(command)}: it should find {_HITS} papers")
        name = f"search {marker.word} ({marker.percent} %)"
        yield _compared(bench, name, command, small, large, _SEARCH_AIMS[marker.percent])
    yield _compared(bench, "list -n 50 --json", papers("list", "-n", "50", "--json"), small, large, 1.1)
    for each in _STREAMED:
        memory, _ = peak_memory(papers("list", "--format", each), large)
        yield Row(f"{_LARGE:,} papers: list --format {each}, memory", memory, 60, unit=" MiB")
    yield _compared(bench, "--version", papers("--version"), small, large, 1.1)


def _compared(bench: Bench, name: str, command: list[str], small: Path, large: Path, aim: float) -> Row:
    took = medians({"small": in_pipe(command, small), "large": in_pipe(command, large)}, bench.runs)
    return ratio(f"{name}, {_LARGE:,} / {_SMALL:,} papers", took["large"], took["small"], aim)


def _digests(bench: Bench, number: int) -> Path:
    folder = bench.fresh()
    write_digests(folder, number)
    return folder
