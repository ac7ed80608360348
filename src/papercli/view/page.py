"""The page of one paper: a panel with its facts and every section."""

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from papercli.model import Paper
from papercli.safe import one_line, visible

# Longer lines are hard to follow with the eye.
_WIDEST = 100


def page(paper: Paper) -> RenderableType:
    """Return the panel of a paper."""
    votes = "" if paper.votes is None else f"{paper.votes} votes"
    facts = Text(" · ").join(
        Text(fact, style=style)
        for fact, style in ((paper.id, "id"), (paper.date or "no date", ""), (votes, "votes"))
        if fact
    )
    parts: list[RenderableType] = [Text(one_line(paper.title), style="heading"), facts]
    for name, url in (("", paper.url), ("Image ", paper.image), ("Video ", paper.video)):
        if url:
            parts.append(Text(f"{name}{one_line(url)}", style="link", overflow="fold"))
    if paper.authors:
        more = ", and more" if paper.authors_truncated else ""
        parts += [Text(), Text(one_line(", ".join(paper.authors)) + more)]
    for section in paper.sections:
        parts.append(Text())
        if section.label:
            parts.append(Text(one_line(section.label), style="label"))
        text = Text(visible(section.text), overflow="fold")
        parts.append(Padding(text, (0, 0, 0, 2 if section.label else 0)))
    return Constrain(Panel(Group(*parts), padding=(1, 2)), _WIDEST)
