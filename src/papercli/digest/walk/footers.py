"""The foot of a file, which to its headings is the end of the last paper's chapter."""

import re
from collections.abc import Sequence
from typing import cast

from papercli.digest.markdown.blocks import Block
from papercli.digest.markdown.outline import Chapter
from papercli.digest.markdown.page import Page
from papercli.digest.walk.site import Site

_ITALIC = re.compile(r"[ \t]*(?:\*(?!\*).*(?<!\*)\*|_(?!_).*(?<!_)_)[ \t]*", re.DOTALL)
# So many papers show how their chapters end.
_FEWEST = 3

Body = list[Block | Chapter]


def drop_footer(page: Page, sites: Sequence[Site]) -> None:
    """Take off the last paper what stands behind a rule, or in italics, where no other paper ends so."""
    headed = [site for site in sites if site.head is not None and site.page is page]
    if len(headed) < _FEWEST or headed[-1] is not max(sites, key=_line):
        return
    *before, body = [_end(cast(Body, site.body)) for site in headed]
    for starts in (_behind_rule, _italic):
        at = starts(page, body)
        if at is None or any(starts(page, each) is not None for each in before):
            continue
        if not any(page.has_links(each.lines) for each in body[at:]):
            del body[at:]


def _line(site: Site) -> int:
    return site.line


def _end(body: Body) -> Body:
    """Return the innermost body that an extent ends with."""
    while body and isinstance(inner := body[-1], Chapter):
        body = inner.body
    return body


def _behind_rule(page: Page, body: Body) -> int | None:
    """Return where the rule is that has something behind it."""
    rules = [at for at, each in enumerate(body) if isinstance(each, Block) and each.kind == "thematic_break"]
    return next((at for at in rules if at + 1 < len(body)), None)


def _italic(page: Page, body: Body) -> int | None:
    """Return where a last paragraph is all in italics, behind others."""
    last = body[-1] if len(body) > 1 else None
    if not isinstance(last, Block) or last.kind != "paragraph":
        return None
    return len(body) - 1 if _ITALIC.fullmatch("\n".join(page.lines_of(last.lines)).strip("\n")) else None
