"""Reading digests: the bytes of a Markdown file in, its papers and what was odd out. The only user of mistune."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papercli.intake import Digest, Explanation

__all__ = ["NotTextError", "explain", "parse", "read"]


class NotTextError(ValueError):
    """The bytes are not text."""


def read(source: str, data: bytes) -> "Digest":
    """Read the bytes of one digest file; raise NotTextError where they are not text."""
    from papercli.digest.text import decode
    from papercli.intake import Digest

    text, invalid = decode(source, data)
    digest = parse(source, text)
    return Digest(source, text, digest.entries, (*invalid, *digest.diagnostics))


def parse(source: str, text: str) -> "Digest":
    """Parse the text of one digest; no text makes it raise."""
    # Imported here: a page reads the Markdown of a section, and needs no digest around it.
    from papercli.digest.entries import read_entries
    from papercli.intake import Digest

    reading = read_entries(source, text)
    return Digest(source, text, tuple(reading.entries), tuple(reading.diagnostics))


def explain(source: str, text: str) -> "list[Explanation]":
    """Return how each paper of a digest was read, and what was left out and why, by line."""
    from papercli.digest.entries import read_entries
    from papercli.intake import Explanation

    reading = read_entries(source, text)
    told = [
        Explanation(entry.line, entry.id, entry.title or None, step)
        for entry, step in zip(reading.entries, reading.steps, strict=True)
    ]
    told += [Explanation(line, paper, None, f"left out: {why}") for paper, line, why in reading.left_out]
    return sorted(told, key=lambda each: each.line)
