"""Papers as the Markdown of a native digest, which `papers import` reads back."""

import re
from collections.abc import Iterable, Iterator

from papercli.latex import MATH
from papercli.model import Paper, Section

_SPECIAL = re.compile(rf"(?P<math>{MATH})|[\\`*_\[\]<&]")
_SEPARATOR = re.compile("[,，、]")


def markdown(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the text of a digest paper by paper, each below a heading with its day."""
    before = ""
    for paper in papers:
        yield f"{before}{_entry(paper)}"
        before = "\n"


def _entry(paper: Paper) -> str:
    head = [
        f"## Daily Papers ({paper.date})" if paper.date else "",
        f"### [{_escaped(paper.title)}]({paper.url})",
        f"![]({paper.image})" if paper.image else "",
        f"[Watch Video]({paper.video})" if paper.video else "",
        f"Vote: {'-' if paper.votes is None else paper.votes}",
        f"Authors: {_authors(paper)}" if paper.authors else "",
    ]
    return "\n\n".join([*filter(None, head), "\n".join(map(_point, paper.sections))]) + "\n"


def _authors(paper: Paper) -> str:
    names = [*paper.authors, *(["+"] if paper.authors_truncated else [])]
    return repr(names) if any(map(_SEPARATOR.search, names)) else ", ".join(names)


def _point(section: Section) -> str:
    return f"- {section.text}" if section.label is None else f"- **{section.label}**: {section.text}".rstrip(" ")


def _escaped(title: str) -> str:
    """Return a title as the words of a link, whose own marks Markdown does not take for its own."""
    # Imported here, as it loads mistune: most titles have no such sign.
    if not _SPECIAL.search(title):
        return title
    from papercli.digest.inline import plain_text

    if plain_text(title) == title and "](" not in title:
        return title
    return _SPECIAL.sub(lambda match: match[0] if match["math"] else f"\\{match[0]}", title)
