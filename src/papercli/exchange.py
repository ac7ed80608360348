"""Marks as lines of JSON, one an item, for exchange between machines."""

import json
import re
from datetime import datetime
from typing import cast

from papercli.errors import UsageError
from papercli.ids import typed_id
from papercli.marks import NOTE, READ, SET, STARRED, TAG, Item, iso, tag_name

_KEYS = ("id", "mark", "value", "changed")
# Times of other years come from damage, and could not be counted on from.
_YEARS = range(1970, 9999)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def record(item: Item) -> dict[str, object]:
    """Return an item as it is exchanged: the value is a note's text, else true, and null for what was taken away."""
    value = True if item.value is not None and item.mark != NOTE else item.value
    return dict(zip(_KEYS, (item.id, item.mark, value, item.time), strict=True))


def item_of(line: bytes) -> Item:
    """Return the item that a line has; raise ValueError with what is wrong with it. Unknown keys are ignored."""
    try:
        said = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(said, dict):
        raise ValueError("it is not an object")
    for key in _KEYS:
        if key not in said:
            raise ValueError(f"it has no {key}")
    return Item(_id(said["id"]), *_mark(said["mark"], said["value"]), _time(said["changed"]))


def _id(said: object) -> str:
    found = typed_id(said) if isinstance(said, str) else None
    if found is None:
        raise ValueError(f"its id is not an arXiv id: {_short(said)}")
    return found


def _mark(said: object, value: object) -> tuple[str, str | None]:
    """Return a mark and its value."""
    name = said if isinstance(said, str) else ""
    if name.startswith(TAG):
        try:
            name = TAG + tag_name(name.removeprefix(TAG))
        except UsageError as error:
            raise ValueError(error.message) from None
    elif name not in (STARRED, READ, NOTE):
        raise ValueError(f"there is no mark {_short(said)}")
    if value is None or (name != NOTE and value is False):
        return name, None
    if name != NOTE and value is True:
        return name, SET
    if name == NOTE and isinstance(value, str) and _is_text(value):
        return name, value
    raise ValueError(f"its value is not one for {name}: {_short(value)}")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return bool(value.strip())


def _time(said: object) -> str:
    if isinstance(said, str) and _TIME.fullmatch(said):
        try:
            time = datetime.fromisoformat(said)
            if time.year in _YEARS:
                return iso(time)
        except (ValueError, OverflowError):
            pass
    raise ValueError(f"its time is not one: {_short(said)}")


def _short(said: object) -> str:
    text = json.dumps(cast("str", said))
    return text if len(text) < 60 else text[:57] + "…"
