"""What people and links write for a paper, turned into its key: the arXiv id without version."""

import re

_ID = r"(?P<id>\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_BARE = re.compile(rf"(?:arxiv:\s*)?{_ID}", re.ASCII | re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)|(?:www\.)?(?:huggingface\.co|hf\.co)/papers)"
    rf"/{_ID}(?:\.pdf)?/?(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)


def linked_id(url: str) -> str | None:
    """Return the id of the paper that a URL leads to (arXiv abs, pdf, html; Hugging Face papers)."""
    match = _LINK.fullmatch(url.strip())
    return match["id"] if match else None


def typed_id(text: str) -> str | None:
    """Return the id in what a person typed: `2408.16357`, `arXiv:2408.16357v2`, or any URL of the paper."""
    match = _BARE.fullmatch(text.strip())
    return match["id"] if match else linked_id(text)
