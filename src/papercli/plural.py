"""Nouns behind numbers: `1 vote`, `2 votes`, `1,931 papers`."""


def plural(noun: str, count: int) -> str:
    """Return a regular noun as it stands behind a number."""
    return noun if count == 1 else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """Return a number with a regular noun behind it."""
    return f"{number:,} {plural(noun, number)}"
