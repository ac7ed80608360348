"""A label such as `标题：` that translates the title above it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from papercli.digest.naming.decoration import title_of
from papercli.digest.naming.titles import labelled_title
from papercli.digest.words.labels import CJK, WORDS_OF_A_TITLE, weight

_NUMBERED = re.compile(r"\W{0,4}\d{1,3}\W")


def is_translated(above: str, lines: Sequence[str]) -> bool:
    """Tell whether lines state in Chinese, Japanese or Korean the title that a line above them gives in letters."""
    if not above or CJK.search(above) or not CJK.search(labelled_title(lines) or ""):
        return False
    return weight(title_of(above)) >= WORDS_OF_A_TITLE or bool(_NUMBERED.match(above))


def above_translation(lines: Iterable[str]) -> str | None:
    """Return the first line right below which its translation is stated."""
    written = [line for line in lines if line.strip()]
    return next((above for above, line in pairwise(written) if is_translated(above, [line])), None)
