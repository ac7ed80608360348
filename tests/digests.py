"""Digests that the tests write themselves."""

from collections.abc import Sequence

HEADING = "## Daily Papers (2024-05-01)\n\n"


def entry(
    paper_id: str = "2405.00001",
    title: str = "A Title",
    votes: str | None = "7",
    authors: str | None = "Ada Lovelace, Alan Turing",
    points: Sequence[str] = ("- **What's New**: 새로운 모델(model)을 제안합니다.",),
) -> str:
    """Return one entry in the native format; None leaves a line out."""
    lines = [f"### [{title}](https://arxiv.org/abs/{paper_id})", ""]
    lines += [f"![](https://example.org/{paper_id}.png)", ""]
    lines += [f"Vote: {votes}", ""] if votes is not None else []
    lines += [f"Authors: {authors}", ""] if authors is not None else []
    return "\n".join([*lines, *points, "", ""])


def digest(*entries: str, heading: str = HEADING) -> str:
    """Return a digest of entries."""
    return heading + "".join(entries or (entry(),))
