"""Reading digests: the bytes of a Markdown file in, its papers and what was odd out. The only user of mistune."""

from papercli.digest.entries import read_entries
from papercli.digest.text import NotTextError, decode
from papercli.intake import Digest

__all__ = ["NotTextError", "parse", "read"]


def read(source: str, data: bytes) -> Digest:
    """Read the bytes of one digest file; raise NotTextError where they are not text."""
    text, invalid = decode(source, data)
    digest = parse(source, text)
    return Digest(source, text, digest.entries, (*invalid, *digest.diagnostics))


def parse(source: str, text: str) -> Digest:
    """Parse the text of one digest; no text makes it raise."""
    entries, diagnostics = read_entries(source, text)
    return Digest(source, text, tuple(entries), tuple(diagnostics))
