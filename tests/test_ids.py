"""What people type for a paper."""

import pytest

from papercli.ids import addresses, linked_id, typed_id


@pytest.mark.parametrize(
    "typed",
    [
        "2408.16357",
        " 2408.16357v2 ",
        "arXiv:2408.16357",
        "arxiv: 2408.16357v11",
        "https://arxiv.org/abs/2408.16357",
        "http://www.arxiv.org/abs/2408.16357v3",
        "arxiv.org/pdf/2408.16357",
        "https://arxiv.org/pdf/2408.16357v1.pdf",
        "https://export.arxiv.org/html/2408.16357/",
        "https://huggingface.co/papers/2408.16357",
        "https://arxiv.org/abs/2408.16357?context=cs#top",
        "10.48550/arXiv.2408.16357",
        "doi:10.48550/arXiv.2408.16357",
        "https://doi.org/10.48550/ARXIV.2408.16357",
    ],
)
def test_every_way_to_name_a_paper(typed: str) -> None:
    assert typed_id(typed) == "2408.16357"


@pytest.mark.parametrize("old", ["hep-th/9901001", "math.GT/0309136", "quant-ph/0512125"])
def test_old_ids(old: str) -> None:
    assert typed_id(f"https://arxiv.org/abs/{old}v2") == typed_id(old) == old


@pytest.mark.parametrize(
    "other",
    [
        "",
        "diffusion",
        "2408",
        "2408.163",
        "24081.6357",
        "https://example.org/abs/2408.16357",
        "https://arxiv.org/list/cs.CL",
        "https://notarxiv.org/abs/2408.16357",
        "https://huggingface.co/models/2408.16357",
        "10.48551/arXiv.2408.16357",
        "https://example.org/10.48550/arXiv.2408.16357",
        "２４０８.16357",
    ],
)
def test_what_is_no_paper(other: str) -> None:
    assert typed_id(other) is None
    assert linked_id(other) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://arxiv.org/abs/2408.16357v2.", ["2408.16357"]),
        ("下载https://arXiv.org/pdf/hep-th/9901001.pdf。", ["hep-th/9901001"]),
        (
            "<https://www.arxiv.org/html/2408.16357v1/> [x](http://export.arxiv.org/abs/math.GT/0309136)",
            ["2408.16357", "math.GT/0309136"],
        ),
        ("arxiv.org/abs/2408.16357, huggingface.co/papers/2408.16358", ["2408.16357", "2408.16358"]),
        ("https://arxiv.org/html/2408.16357v1/x1.png", []),
        ("https://x.com/share?url=https://arxiv.org/abs/2408.16357", []),
        ("https://web.archive.org/https://arxiv.org/abs/2408.16357", []),
        ("https://notarxiv.org/abs/2408.16357 https://arxiv.org/list/cs.CL", []),
    ],
)
def test_addresses_in_a_text(text: str, found: list[str]) -> None:
    assert [paper for _, _, paper in addresses(text)] == found
    assert all(linked_id(text[start:end]) == paper for start, end, paper in addresses(text))
