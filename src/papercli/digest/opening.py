"""The page of a file: its lines below the front matter, with broken lines made whole and HTML rewritten as Markdown."""

import re
from collections.abc import Sequence

from papercli.digest.lines.front import Front, split
from papercli.digest.markdown.page import Page

# What may hide a heading.
_HIDING = re.compile(r"<details|<!--")


def open_page(written: Sequence[str]) -> tuple[Front, Page]:
    """Return the front matter of a file's lines, and the rest of them as the page that the walk reads."""
    found, taken = split(written)
    lines: Sequence[str] = written[taken:]
    numbers: Sequence[int] = range(taken + 1, len(written) + 1)
    page = Page(lines, numbers)
    if "\\\n" in page.text and not page.native:
        from papercli.digest.lines.wrapping import unbroken

        lines = unbroken(lines)
        page = Page(lines, numbers)
    if not page.is_plain and not page.native:
        from papercli.digest.lines.wrapping import unwrapped

        whole, first = unwrapped(lines)
        if len(whole) < len(lines):
            lines, numbers = whole, [numbers[number - 1] for number in first]
            page = Page(lines, numbers)
        from papercli.digest.lines.indenting import has_short, indented

        if has_short(page.text):
            lines = indented(lines)
            page = Page(lines, numbers)
    # Native digests need none of what follows, and it takes as long to load as they to read.
    has_tags = "<" in page.text and not (page.is_plain and (page.native or not _HIDING.search(page.text)))
    has_upright = "|" in page.text and not (page.is_plain and page.native)
    if not has_tags and not has_upright:
        return found, page
    from papercli.digest.lines.rewriting import rewriter

    rewrite = rewriter(page.text)
    if rewrite is None:
        return found, page
    plain: list[str] = []
    inner: list[int] = []
    for part, is_native in page.parts():
        # What stands in a native entry is its text, whatever it looks like.
        texts: Sequence[str] = lines[part.start - 1 : part.end - 1]
        at: Sequence[int] = range(1, len(texts) + 1)
        if not is_native:
            texts, at = rewrite(texts)
        plain += texts
        inner += [numbers[part.start + number - 2] for number in at]
    return found, Page(plain, inner)
