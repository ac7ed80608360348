"""What moves on a terminal while an import takes its time: how many digests are read, and what is being fetched."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from papercli.cli import output
from papercli.safe import one_line

T = TypeVar("T")

# Fewer files than these are read before a bar could be looked at, and what is fetched in so many seconds is no wait.
_WORTH_A_BAR = 40
_WORTH_A_LINE = 0.5


def reading(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield items while a bar on stderr shows how many are through; on a terminal only, and not for a few."""
    if total < _WORTH_A_BAR or not output.is_watched():
        yield from items
    elif console := output.live_console():
        # Imported here, and below: most runs show neither.
        from papercli.view.progress import bar

        with bar(console) as shown:
            task = shown.add_task("", total=total)
            for item in items:
                yield item
                shown.update(task, advance=1, refresh=True)
    else:
        yield from _counted(items, total)


def _counted(items: Iterable[T], total: int) -> Iterator[T]:
    told = ""
    for number, item in enumerate(items, 1):
        yield item
        told = f"reading digests {number:,}/{total:,}"
        output.write_over(told)
    output.write_over(" " * len(told))
    output.write_over("")


@contextmanager
def fetching(name: str) -> Iterator[Callable[[str], None]]:
    """Show that something is fetched, from when that takes a while; on a terminal only.

    What it yields takes how far that is, in words, and is to be called often.
    """
    begun = time.monotonic()
    show: Callable[[str], None] | None = None
    with ExitStack() as until_done:

        def tell(words: str) -> None:
            nonlocal show
            if show is None and time.monotonic() - begun > _WORTH_A_LINE:
                show = _line(f"fetching {one_line(name)}", until_done)
            if show:
                show(one_line(words))

        yield tell


def _line(text: str, until_done: ExitStack) -> Callable[[str], None]:
    """Return what shows words behind a text, until all is done; where nothing can move, the text is told once."""
    if (console := output.live_console()) is None:
        output.say_waiting(text)
        return lambda words: None
    from papercli.view.progress import spinner

    shown = until_done.enter_context(spinner(console))
    task = shown.add_task(text, words="")
    return lambda words: shown.update(task, words=words, refresh=True)
