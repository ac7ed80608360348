"""The page of one paper: a panel with its facts and every section."""

import re
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from papercli.latex import readable
from papercli.model import UNTITLED, Appearance, Paper
from papercli.plural import plural
from papercli.safe import one_line
from papercli.view.hanging import Hanging
from papercli.view.section import Finders, marked, section

# Longer lines of text are hard to follow with the eye; the panel has three cells more on each side.
_MEASURE = 90
_FIRST_AUTHORS = 10


def page(paper: Paper, find: Sequence[str] = (), all_authors: bool = False, *, signs: bool = False) -> RenderableType:
    """Return the panel of a paper, with words marked that a person looks for, with `signs` between signs."""
    finders = Finders(_patterns(find) if find else (), signs)
    title = readable(one_line(paper.title))
    heading = marked(title, finders, "heading") if title else Text(UNTITLED, style="note")
    parts: list[RenderableType] = [heading, _facts(paper)]
    parts += _links(paper)
    if paper.authors:
        parts += [Text(), marked(_authors(paper, all_authors), finders, "names")]
    for part in paper.sections:
        parts.append(Text())
        if part.label:
            parts.append(marked(readable(one_line(part.label)), finders, "label"))
        parts.append(Padding(section(part.text, finders), (0, 0, 0, 2 if part.label else 0)))
    if paper.marks.note:
        parts += [Text(), Text("Note", style="marks"), Padding(marked(paper.marks.note, finders), (0, 0, 0, 2))]
    return Constrain(Panel.fit(Group(*parts), padding=(1, 2)), _MEASURE + 6)


def _patterns(words: Sequence[str]) -> Sequence[re.Pattern[str]]:
    # Imported here: few pages are searched.
    from papercli.hits import finders

    return finders(words)


def _facts(paper: Paper) -> Text:
    marks = [name for name, is_so in (("starred", paper.marks.starred), ("read", paper.marks.read)) if is_so]
    marks += [f"#{one_line(tag)}" for tag in paper.marks.tags]
    votes = "" if paper.votes is None else f"{paper.votes} {plural('vote', paper.votes)}"
    facts = [(paper.id, "id")]
    if course := _course(paper.digests):
        facts += [(course, "votes")]
    else:
        facts += [(paper.date or "no date", ""), (votes, "votes")]
    facts += [(" ".join(marks), "marks")]
    return Text(" · ").join(Text(fact, style=style) for fact, style in facts if fact)


def _course(digests: tuple[Appearance, ...]) -> str:
    """Return how the votes of a paper changed from digest to digest; nothing where they did not."""
    counted: list[Appearance] = []
    for each in digests:
        if each.votes is not None and (not counted or counted[-1].votes != each.votes):
            counted.append(each)
    course = " → ".join(f"{each.date or 'no date'} {each.votes}" for each in counted)
    return f"{course} votes" if len(counted) > 1 else ""


def _links(paper: Paper) -> Iterator[RenderableType]:
    for name, url in (("", paper.url), ("Image", paper.image), ("Video", paper.video)):
        if url:
            text = Text(one_line(url), style="link", overflow="fold")
            # What is shown is what is opened: an address with controls in it is only shown.
            if url.startswith(("https://", "http://")) and text.plain == url:
                text.stylize(Style(link=url))
            yield Hanging(Text(name, style="link"), text) if name else text


def _authors(paper: Paper, all_of_them: bool) -> str:
    names = paper.authors if all_of_them else paper.authors[:_FIRST_AUTHORS]
    more = len(paper.authors) - len(names)
    rest = [f"+ {more:,} more"] if more else []
    said = one_line(", ".join([*names, *rest]))
    return f"{said}, and others" if paper.authors_truncated else said
