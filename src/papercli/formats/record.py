"""The record: what every machine format and every command says of a paper, key by key."""

import json
import re
from collections.abc import Callable, Sequence

from papercli.errors import UsageError
from papercli.model import Paper

# Keys are only ever added.
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
# What a search adds.
HIT_FIELDS: tuple[tuple[str, Callable[[Paper], object]], ...] = (
    ("score", lambda paper: paper.hit and paper.hit.score),
    ("snippet", lambda paper: paper.hit and paper.hit.snippet),
    ("matched", lambda paper: paper.hit and [match._asdict() for match in paper.hit.matched]),
)
_VALUES = dict(FIELDS + HIT_FIELDS)
# The columns of lines where none are chosen.
COLUMNS = ("id", "date", "votes", "title", "authors")

# JSON leaves these as they are, and a terminal obeys some of them; escaped they mean the same. None is printable.
_RAW = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069]"


def record(paper: Paper, names: Sequence[str] = ()) -> dict[str, object]:
    """Return a paper as a record, whole or with the fields of these names; one that was searched for says why."""
    if names:
        return {name: _VALUES[name](paper) for name in names}
    return {name: value(paper) for name, value in (FIELDS + HIT_FIELDS if paper.hit else FIELDS)}


def check_fields(names: Sequence[str], *, searched: bool) -> None:
    """Raise UsageError for a name that no record has, and for what only a search knows of one."""
    known = [name for name, _ in FIELDS]
    hits = [name for name, _ in HIT_FIELDS]
    for name in names:
        if name in hits and not searched:
            raise UsageError(f"only a search has the field {name!r}", "papers search WORDS finds papers")
        if name not in known + hits:
            # Imported here: `list --json` shall start quickly.
            from papercli.nearest import did_you_mean

            raise UsageError(f"there is no field {name!r}", did_you_mean(name, known + hits if searched else known))


def to_json(value: object, *, compact: bool = False) -> str:
    """Return a value as one line of JSON, in UTF-8 rather than escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":") if compact else None)
    # Nearly every text is printable, and so does not need the expression, which takes a while to compile.
    return text if text.isprintable() else re.sub(_RAW, lambda match: f"\\u{ord(match[0]):04x}", text)
