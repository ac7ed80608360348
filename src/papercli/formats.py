"""The formats for machines and pipes: one record, written as JSON or as lines."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from papercli.model import Paper
from papercli.safe import one_line, visible

if TYPE_CHECKING:
    from papercli.intake import ImportReport

# The record, key by key. Keys are only ever added.
FIELDS: tuple[tuple[str, Callable[[Paper], object]], ...] = (
    ("id", lambda paper: paper.id),
    ("title", lambda paper: paper.title or None),
    ("url", lambda paper: paper.url),
    ("date", lambda paper: paper.date),
    ("votes", lambda paper: paper.votes),
    ("authors", lambda paper: paper.authors),
    ("authors_truncated", lambda paper: paper.authors_truncated),
    ("image", lambda paper: paper.image),
    ("video", lambda paper: paper.video),
    ("sections", lambda paper: [{"label": part.label, "text": part.text} for part in paper.sections]),
    ("digests", lambda paper: [appearance._asdict() for appearance in paper.digests]),
    ("starred", lambda paper: paper.marks.starred),
    ("read", lambda paper: paper.marks.read),
    ("tags", lambda paper: paper.marks.tags),
    ("note", lambda paper: paper.marks.note),
)
COLUMNS = ("id", "date", "votes", "title", "authors")

# JSON leaves these as they are, and a terminal obeys some of them; escaped they mean the same.
_RAW = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def record(paper: Paper) -> dict[str, object]:
    """Return a paper as the record that every machine format shares; a paper that was searched for says why."""
    values = {name: value(paper) for name, value in FIELDS}
    if paper.hit:
        matched = [match._asdict() for match in paper.hit.matched]
        values |= {"score": paper.hit.score, "snippet": paper.hit.snippet, "matched": matched}
    return values


def to_json(value: object) -> str:
    """Return a value as one line of JSON, in UTF-8 rather than escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def json_array(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a bare JSON array of papers piece by piece, a paper a line."""
    return json_lines(map(record, papers))


def json_lines(values: Iterable[object]) -> Iterator[str]:
    """Yield a bare JSON array of any values piece by piece, a value a line."""
    before = "["
    for value in values:
        yield f"{before}\n{to_json(value)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def tsv(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line a paper with the COLUMNS between tabs; what is unknown is an empty cell."""
    values = [dict(FIELDS)[name] for name in COLUMNS]
    return tsv_lines([value(paper) for value in values] for paper in papers)


def tsv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a line a row with its cells between tabs; what is unknown is an empty cell."""
    for row in rows:
        yield "\t".join(map(_cell, row)) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return one_line(", ".join(value) if isinstance(value, tuple) else str(value))


def page(paper: Paper) -> str:
    """Return a paper as plain text, each section on lines of its own, as long as they are."""
    facts = [paper.id, paper.date, None if paper.votes is None else f"{paper.votes} votes"]
    more = ["and more"] if paper.authors_truncated else []
    links = [("", paper.url), ("Image: ", paper.image), ("Video: ", paper.video)]
    lines = [
        one_line(paper.title),
        " · ".join(fact for fact in facts if fact),
        *(f"{name}{one_line(url)}" for name, url in links if url),
        *([f"Authors: {one_line(', '.join([*paper.authors, *more]))}"] if paper.authors else []),
    ]
    for section in paper.sections:
        label = [f"{one_line(section.label)}:"] if section.label else []
        lines += ["", *label, visible(section.text)]
    return "\n".join(lines) + "\n"


def import_report(report: "ImportReport") -> dict[str, object]:
    """Return what an import did, for `--json`."""
    from dataclasses import asdict

    from papercli.intake import Change

    def told(change: Change) -> list[dict[str, object]]:
        return [{"id": each.id, "title": each.title} for each in report.changes if each.change is change]

    changed = [each for each in report.changes if each.change is Change.CHANGED]
    return {
        "digests": asdict(report.digests),
        "papers": asdict(report.papers),
        "new": told(Change.NEW),
        "votes": [
            {"id": each.id, "title": each.title, "from": each.before, "to": each.after}
            for each in changed
            if each.before != each.after
        ],
        "text": [{"id": each.id, "title": each.title} for each in changed if each.text],
        "removed": told(Change.REMOVED),
        "diagnostics": [asdict(odd) for odd in report.diagnostics],
        "vanished": list(report.vanished),
        "failures": [{"file": file, "what": what} for file, what in report.failures.items()],
    }
