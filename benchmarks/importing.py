"""How long an import takes, against mistune's own parsing of the same files, and how large the cache becomes."""

from collections.abc import Iterator

from benchmarks.library import Bench, cache_bytes, markdown_bytes, mebibytes
from benchmarks.measure import Row, in_pipe, medians, papers, python, ratio

# What the parser of native digests alone took, before one walk read all shapes, was 0.37 of mistune's AST: it may
# take 1.15 times that.
_READING = 0.43


def rows(bench: Bench) -> Iterator[Row]:
    """Measure a first import, the parser alone, an import where nothing changed, and the cache."""
    folder = str(bench.digests)
    first = medians(
        {
            "AST": in_pipe(python("full_ast.py", folder), bench.temporary),
            "reading": in_pipe(python("reading.py", folder), bench.temporary),
            "import": lambda: in_pipe(papers("import", folder), bench.fresh())(),
        },
        max(5, bench.runs // 3),
    )
    yield ratio("first import / mistune's AST", first["import"], first["AST"], 0.6)
    yield ratio("reading native digests / mistune's AST", first["reading"], first["AST"], _READING)
    again = medians(
        {
            "list": in_pipe(papers("list", "--json", "-n", "1"), bench.home),
            "import": in_pipe(papers("import", folder), bench.home),
        },
        bench.runs,
    )
    yield ratio("import, nothing changed / list --json -n 1", again["import"], again["list"])
    nothing = medians(
        {
            "list": in_pipe(papers("list", "--json", "-n", "1"), bench.home),
            "sync": in_pipe(papers("sync"), bench.home),
        },
        bench.runs,
    )
    yield ratio("sync, nothing changed / list --json -n 1", nothing["sync"], nothing["list"], 1.5)
    cache, digests = cache_bytes(bench.home), markdown_bytes(bench.digests)
    yield Row("cache / digests, bytes", cache / digests, 4.0, mebibytes(cache, digests))
