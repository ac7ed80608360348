"""Reading digests: the bytes of a Markdown file in, its papers and what was odd out. The only user of mistune."""

from papercli.digest.entries import read_entries
from papercli.digest.text import NotTextError, decode
from papercli.intake import Digest, Explanation

__all__ = ["NotTextError", "decode", "explain", "parse", "read"]


def read(source: str, data: bytes) -> Digest:
    """Read the bytes of one digest file; raise NotTextError where they are not text."""
    text, invalid = decode(source, data)
    digest = parse(source, text)
    return Digest(source, text, digest.entries, (*invalid, *digest.diagnostics))


def parse(source: str, text: str) -> Digest:
    """Parse the text of one digest; no text makes it raise."""
    reading = read_entries(source, text)
    return Digest(source, text, tuple(reading.entries), tuple(reading.diagnostics))


def explain(source: str, text: str) -> list[Explanation]:
    """Return how each paper of a digest was read, and what was left out and why, by line."""
    reading = read_entries(source, text)
    told = [
        Explanation(entry.line, entry.id, entry.title or None, step)
        for entry, step in zip(reading.entries, reading.steps, strict=True)
    ]
    told += [Explanation(line, paper, None, f"left out: {why}") for paper, line, why in reading.left_out]
    return sorted(told, key=lambda each: each.line)
