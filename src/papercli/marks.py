"""One mark of one paper with the time of its last change, and which of two changes counts."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from papercli.errors import UsageError

STARRED, READ, NOTE, TAG = "starred", "read", "note", "tag:"
# What a mark has for a value that says nothing but that it is there.
SET = ""

_TAG = re.compile(r"\w[\w.:/+#-]*")


class Item(NamedTuple):
    """One mark of one paper, and when it was last changed (UTC, ISO with microseconds).

    `mark` is starred, read, note or tag:NAME. `value` is the text of a note, SET for others, and None for a mark
    that was taken away, which is remembered, as another machine may still have it.
    """

    id: str
    mark: str
    value: str | None
    time: str

    def wins_over(self, other: "Item") -> bool:
        """Tell whether this wins over another change of the mark: the later, and of one time the greater value."""
        return self._rank() > other._rank()

    def _rank(self) -> tuple[str, bool, str]:
        return self.time, self.value is not None, self.value or ""


def now() -> str:
    """Return the time for a change that is made now."""
    return iso(datetime.now(UTC))


def iso(time: datetime) -> str:
    """Return a time so that times sort as their texts do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def after(time: str) -> str:
    """Return the earliest time after another."""
    return iso(datetime.fromisoformat(time) + timedelta(microseconds=1))


def tag_name(text: str) -> str:
    """Return a tag as it is kept, in lower case; raise UsageError for what cannot be one."""
    name = unicodedata.normalize("NFC", text).casefold()
    if not _TAG.fullmatch(name):
        raise UsageError(f"'{text}' cannot be a tag", "a tag is one word of letters, digits and . : / + # - _")
    return name
