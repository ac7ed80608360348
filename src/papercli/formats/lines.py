"""JSON, an array with a record a line or records alone, and lines with cells between tabs."""

from collections.abc import Iterable, Iterator, Sequence

from papercli.formats.record import COLUMNS, record, to_json
from papercli.model import Paper
from papercli.safe import one_line


def json_array(papers: Iterable[Paper], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield a bare JSON array of papers piece by piece, a paper a line."""
    return json_lines(record(paper, names) for paper in papers)


def json_lines(values: Iterable[object]) -> Iterator[str]:
    """Yield a bare JSON array of any values piece by piece, a value a line."""
    before = "["
    for value in values:
        yield f"{before}\n{to_json(value)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def jsonl(papers: Iterable[Paper], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield a record a line."""
    return (f"{to_json(record(paper, names))}\n" for paper in papers)


def ids(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an id a line."""
    return (f"{paper.id}\n" for paper in papers)


def tsv(papers: Iterable[Paper], names: Sequence[str] = ()) -> Iterator[str]:
    """Yield a line a paper with its columns between tabs; what is unknown is an empty cell."""
    return tsv_lines(cells(paper, names or COLUMNS) for paper in papers)


def tsv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a line a row with its cells between tabs; what is unknown is an empty cell."""
    for row in rows:
        yield "\t".join("" if value is None else one_line(str(value)) for value in row) + "\n"


def cells(paper: Paper, names: Sequence[str]) -> list[object]:
    """Return the columns of a paper: None, numbers and text."""
    values = record(paper, names)
    return [_cell(name, value) for name, value in values.items()]


def _cell(name: str, value: object) -> object:
    """Return a value as the content of one cell; a list becomes text that a digest or a program can read."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "sections" and isinstance(value, list):
        said = (f"{part['label']}: {part['text']}" if part["label"] else part["text"] for part in value)
        return "\n\n".join(text.rstrip(" ") for text in said)
    if isinstance(value, list):
        return to_json(value, compact=True)
    return ", ".join(value) if isinstance(value, tuple) else value
