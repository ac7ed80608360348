"""Titles that look like something else: each stands in each shape, and is read as it is written."""

from collections.abc import Callable

import pytest

from papercli.digest import parse

# With words of days and venues, with what looks like people, places, labels, numbers and sentences.
TITLES = (
    "X-DETR: A Versatile Architecture for Instance-wise Vision-Language Tasks",
    "Chatbot Arena: An Open Platform for Evaluating LLMs by Human Preference",
    "GaLore: Memory-Efficient LLM Training by Gradient Low-Rank Projection",
    "Large Language Models and Mathematical Reasoning Failures",
    "Talk Structurally, Act Hierarchically: A Collaborative Framework for LLM Multi-Agent Systems",
    "I Think, Therefore I Diffuse: Enabling Multimodal In-Context Reasoning in Diffusion Models",
    "Planck 2018 results. VI. Cosmological parameters",
    "MathCoder2: Better Math Reasoning from Continued Pretraining on Model-translated Mathematical Code",
    "DPLM-2: A Multimodal Diffusion Protein Language Model",
    "Mask-Enhanced Autoregressive Prediction: Pay Less Attention to Learn More",
    "Janus: Decoupling Visual Encoding for Unified Multimodal Understanding and Generation",
    "DeCoRe: Decoding by Contrasting Retrieval Heads to Mitigate Hallucinations",
    "sDPO: Don't Use Your Data All at Once",
    "Scaling Laws of Synthetic Images for Model Training ... for Now",
    "2.5D Visual Sound",
    "3D-LLM: Injecting the 3D World into Large Language Models",
    "\"Do Anything Now\": Characterizing and Evaluating In-The-Wild Jailbreak Prompts on Large Language Models",
    "Qwen2.5-VL Technical Report",
    "LLM Pruning and Distillation in Practice: The Minitron Approach",
    "ReLiK: Retrieve and LinK, Fast and Accurate Entity Linking and Relation Extraction on an Academic Budget",
    "How Well Does GPT-4V(ision) Adapt to Distribution Shifts? A Preliminary Investigation",
    "LiveXiv -- A Multi-Modal Live Benchmark Based on Arxiv Papers Content",
)  # fmt: skip
PEOPLE = ("Ada Vale, Bo Wood and Cy Hill", "A. Vale, B. Wood, et al.", "Dora Moss, Eli Reed")
SHAPES: dict[str, Callable[[str, str, int], str]] = {
    "link": lambda title, url, nth: f"- [{title}]({url})\n",
    "bold": lambda title, url, nth: f"- **{title}** [[pdf]({url})] [[code](https://github.com/a/b{nth})]\n",
    "lead": lambda title, url, nth: f"- {title} [[paper]({url})]\n",
    "day before": lambda title, url, nth: f"- 2024-05-{nth:02} {title} [[paper]({url})]\n",
    "id before": lambda title, url, nth: f"- [{url[-10:]}]({url}): {title}\n",
    "address behind": lambda title, url, nth: f"- {title}: {url}\n",
    "people behind a dash": lambda title, url, nth: f"- {title} - {PEOPLE[nth % 3]} [[pdf]({url})]\n",
    "people below": lambda title, url, nth: f"- {title}<br>*{PEOPLE[nth % 3]}*<br>[arXiv]({url})\n",
    "people before": lambda title, url, nth: f"- {PEOPLE[nth % 3]} (2024). {title}. [arXiv]({url})\n",
    "nested": lambda title, url, nth: f"- {title}\n  - Link: {url}\n  - Authors: {PEOPLE[nth % 3]}\n",
    "heading": lambda title, url, nth: f"### {nth}. {title}\n\n{PEOPLE[nth % 3]}\n\n[PDF]({url})\n\n",
    "address in heading": lambda title, url, nth: f"### {title} ({url})\n\nWords.\n\n",
    "paragraphs": lambda title, url, nth: f"{title}\n\n{url}\n\n",
    "labels": lambda title, url, nth: f"Title: {title}\nAuthors: {PEOPLE[nth % 3]}\nLink: {url}\n\n",
    "label in bold": lambda title, url, nth: f"**【{nth}】标题：{title}**\n\n链接：{url}\n\n",
    "summary": lambda title, url, nth: f"<details><summary>{title}</summary>\n\n[paper]({url})\n\n</details>\n\n",
    "row": lambda title, url, nth: f"|2024-05-{nth:02}|{title}|{PEOPLE[nth % 3]}|[{url[-10:]}]({url})|\n",
}
TABLE = "|Date|Title|Authors|PDF|\n|---|---|---|---|\n"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_title_is_the_same_in_every_shape(shape: str) -> None:
    text = "# Papers of the week\n\n" + (TABLE if shape == "row" else "")
    for nth, title in enumerate(TITLES, 1):
        text += SHAPES[shape](title, f"https://arxiv.org/abs/2405.{nth:05}", nth)
    assert [entry.title for entry in parse("week.md", text).entries] == list(TITLES)
