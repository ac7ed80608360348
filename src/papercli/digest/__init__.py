"""Reading digests: the bytes of a Markdown file in, its papers and what was odd out. The only user of mistune.

A file is read in stages, which `entries` calls in this order:

1. `text` decodes it. `opening` makes its page: `lines/` takes the front matter off, puts broken lines together
   (`wrapping`, `indenting`) and rewrites HTML as Markdown (`rewriting`), each line with its number in the file.
2. `markdown/` reads the page: its `blocks`, the `links` in it that lead to papers, its `native` entries, and the
   `outline` of its headings: a heading with all below it is a chapter, as a section is what a paper's summary has.
3. `walk/` goes over the outline and finds the `site` of each paper: where it stands, and the extent of what is said of
   it. `notes` tells whether the file is about one paper, `levels` which headings are papers; `sharing` looks into
   lists, tables (`rows`) and neighbours (`runs`); `references`, `mentions` and `footers` leave out what is only
   mentioned.
4. `naming/` gives each site a title: `steps` tries the texts around the link one after the other, `titles` finds the
   title in a line, `citing` in a citation, `columns` in a row; `decoration` takes off what is no part of it, `affixes`
   what the titles of the file have in common.
5. `extent/` reads what is said: a `Draft` as native entries write it, a `ForeignDraft` as others do, which finds
   `ForeignFields` anywhere in a line. What is no field of the paper is a section.
6. `dating` gives each its day, `merging` makes one entry of the sites of a paper, `diagnostics` tells what was odd.

`words/` holds what several stages ask of a text: whether it is a label, a list of people, a day. A native digest needs
only a part of it, so that what only other shapes need is imported where one is met. Apart from all this, `markup/`
turns the Markdown of one section into what a page shows.
"""

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
