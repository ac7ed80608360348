"""The page of a paper as plain text, for a pipe."""

from papercli.model import UNTITLED, Paper
from papercli.plural import plural
from papercli.safe import one_line, visible


def page(paper: Paper) -> str:
    """Return a paper as plain text, each section on lines of its own, as long as they are."""
    votes = None if paper.votes is None else f"{paper.votes} {plural('vote', paper.votes)}"
    facts = [paper.id, paper.date, votes]
    more = ["and more"] if paper.authors_truncated else []
    links = [("", paper.url), ("Image: ", paper.image), ("Video: ", paper.video)]
    lines = [
        one_line(paper.title) or UNTITLED,
        " · ".join(fact for fact in facts if fact),
        *(f"{name}{one_line(url)}" for name, url in links if url),
        *([f"Authors: {one_line(', '.join([*paper.authors, *more]))}"] if paper.authors else []),
    ]
    signs = [name for name, is_so in (("starred", paper.marks.starred), ("read", paper.marks.read)) if is_so]
    if signs or paper.marks.tags:
        lines.append("Marks: " + " ".join([*signs, *(f"#{one_line(tag)}" for tag in paper.marks.tags)]))
    if paper.marks.note:
        lines += ["", "Note:", visible(paper.marks.note)]
    for section in paper.sections:
        label = [f"{one_line(section.label)}:"] if section.label else []
        lines += ["", *label, visible(section.text)]
    return "\n".join(lines) + "\n"
