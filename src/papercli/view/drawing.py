"""Drawing: what is shown becomes the very text that a terminal gets."""

import io
from collections.abc import Iterable
from typing import Literal

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, RenderableType
from rich.segment import Segment

from papercli.safe import link_target
from papercli.view.theme import theme


def drawn(
    renderables: Iterable[RenderableType],
    *,
    columns: int,
    colours: Literal["truecolor", "256", "standard"] | None,
    theme_name: str,
) -> str:
    """Return renderables as lines of at most so many cells; without colours there is no escape code in them at all.

    Nothing depends on the environment, nor on chance: the same things are drawn as the same text.
    Raises UsageError for a theme that does not exist.
    """
    console = Console(
        # Not what is written to: it says only that any character can be drawn.
        file=io.StringIO(),
        width=columns,
        color_system=colours,
        no_color=False,
        force_terminal=colours is not None,
        force_jupyter=False,
        legacy_windows=False,
        theme=theme(theme_name),
        highlight=False,
        markup=False,
        emoji=False,
    )
    lines = [line for each in renderables for line in console.render_lines(each, pad=False)]
    if colours is None:
        return "".join("".join(segment.text for segment in line) + "\n" for line in lines)
    system = COLOR_SYSTEMS[colours]
    return "".join("".join(_coded(segment, system) for segment in line) + "\n" for line in lines)


def _coded(segment: Segment, system: ColorSystem) -> str:
    text, style, _ = segment
    if style is None:
        return text
    # Links are written here: rich's carry an id of chance, and any target.
    target = style.link and link_target(style.link)
    coded = (style.update_link(None) if style.link else style).render(text, color_system=system)
    # The id makes a link that is wrapped one link in all its lines.
    return f"\x1b]8;id=papers;{target}\x1b\\{coded}\x1b]8;;\x1b\\" if target else coded
