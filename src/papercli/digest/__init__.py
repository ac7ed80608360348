"""Reading digests: the bytes of a Markdown file in, its papers and what was odd out. The only user of mistune."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papercli.intake import Digest

__all__ = ["NotTextError", "parse", "read"]


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

    entries, diagnostics = read_entries(source, text)
    return Digest(source, text, tuple(entries), tuple(diagnostics))
