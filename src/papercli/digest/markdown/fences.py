"""Which lines lie in fenced code."""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)")


def fenced(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it lies in fenced code; a fence that is never closed opens none."""
    inside = [False] * len(lines)
    # Few lines have such a mark, and to look for it takes less time than the pattern.
    marked = ((number, line) for number, line in enumerate(lines) if "```" in line or "~~~" in line)
    fences = [(number, match) for number, line in marked if (match := _FENCE.match(line))]
    # How long a closing fence is still to come, from the end backwards, for each kind.
    coming: dict[str, list[int]] = {"`": [0] * (len(fences) + 1), "~": [0] * (len(fences) + 1)}
    for at in range(len(fences) - 1, -1, -1):
        match = fences[at][1]
        for kind, lengths in coming.items():
            mine = len(match["fence"]) if match["fence"][0] == kind and not match["rest"].strip() else 0
            lengths[at] = max(lengths[at + 1], mine)
    opened: tuple[int, str] | None = None
    for at, (number, match) in enumerate(fences):
        fence = match["fence"]
        if opened is None:
            if not ("`" in match["rest"] and fence[0] == "`") and coming[fence[0]][at + 1] >= len(fence):
                opened = (number, fence)
        elif fence.startswith(opened[1]) and not match["rest"].strip():
            inside[opened[0] : number + 1] = [True] * (number + 1 - opened[0])
            opened = None
    return inside
