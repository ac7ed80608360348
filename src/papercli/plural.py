"""Nouns behind numbers: `1 vote`, `2 votes`."""


def plural(noun: str, count: int) -> str:
    """Return a regular noun as it stands behind a number."""
    return noun if count == 1 else f"{noun}s"
