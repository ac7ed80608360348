"""The JSON Schema (2020-12) of the record, so that a program can check what it reads."""

from collections.abc import Mapping

from papercli.formats.record import FIELDS, HIT_FIELDS

Schema = dict[str, object]


def _object(properties: Mapping[str, object]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: Schema, description: str) -> Schema:
    return {"description": description, "type": "array", "items": items}


_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MAYBE_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0}
_SECTION = _object({"label": _MAYBE_TEXT, "text": _TEXT})
_APPEARANCE = _object(
    {"date": _MAYBE_DAY, "votes": _MAYBE_COUNT, "source": _TEXT, "line": {"type": "integer", "minimum": 1}}
)
_MATCH = _object(
    {"word": _TEXT, "found": _TEXT, "why": {"enum": ["literal", "translation", "abbreviation", "synonym"]}}
)
_ID = r"^(\d{4}\.\d{4,5}|[a-z]+(-[a-z]+)*(\.[A-Z]{2})?/\d{7})$"

PROPERTIES: dict[str, Schema] = {
    "id": {"description": "arXiv id without version", "type": "string", "pattern": _ID},
    "title": {"description": "Markdown marks resolved, LaTeX as written", **_MAYBE_TEXT},
    "url": {"description": "The page of the abstract", "type": "string", "format": "uri"},
    "date": {"description": "The newest digest that carries the paper", **_MAYBE_DAY},
    "votes": {"description": "The count in the newest digest that states one", **_MAYBE_COUNT},
    "authors": _array(_TEXT, "Names in order"),
    "authors_truncated": {"description": "The digest says that there are more authors", "type": "boolean"},
    "image": {"description": "URL of a picture", **_MAYBE_TEXT},
    "video": {"description": "URL of a video", **_MAYBE_TEXT},
    "sections": _array(_SECTION, "The points of the summary, in Markdown"),
    "digests": {**_array(_APPEARANCE, "Every digest that carries the paper, the oldest first"), "minItems": 1},
    "starred": {"description": "The reader's star", "type": "boolean"},
    "read": {"description": "The reader has read it", "type": "boolean"},
    "tags": _array(_TEXT, "The reader's tags"),
    "note": {"description": "The reader's note", **_MAYBE_TEXT},
    "score": {"description": "How well the paper matches: the greater the better", "type": "number"},
    "snippet": {"description": "The passage of the summary that matches best", "type": "string"},
    "matched": _array(_MATCH, "The words of the search that the paper has: as asked for, as found, and why"),
}


def schema(*, searched: bool = False) -> Schema:
    """Return the schema of one record, of a search with `searched`; it allows more keys, as some may be added."""
    names = [name for name, _ in (FIELDS + HIT_FIELDS if searched else FIELDS)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "paper",
        "description": "A paper as the commands of papers print it; --json prints an array of them.",
        **_object({name: PROPERTIES[name] for name in names}),
    }
