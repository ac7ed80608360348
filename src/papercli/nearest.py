"""The nearest of the names that exist, for one that does not."""

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name that a person most likely meant; None where none is that like, from 0 to 1."""
    # Imported here: only mistakes need it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(names), n=1, cutoff=likeness)), None)


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return the hint for a name that does not exist: the nearest, or all where none is near."""
    known = list(names)
    near = nearest(word, known)
    return f"did you mean {near}?" if near else f"there are {', '.join(known)}"
