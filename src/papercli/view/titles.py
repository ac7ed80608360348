"""How a title is shown: in one line, its LaTeX as a reader sees it."""

from papercli.model import UNTITLED
from papercli.safe import one_line


def shown(title: str) -> str:
    """Return a title as a person sees it, with words in its place where there is none."""
    if "$" in title or "\\" in title:
        # Only here: its patterns take a while to compile, and few titles have any LaTeX.
        from papercli.latex import readable

        title = readable(title)
    return one_line(title) or UNTITLED
