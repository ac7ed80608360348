"""Which links to papers are only mentions: a paper that a text about another one refers to."""

import re
from collections.abc import Sequence
from functools import cached_property

from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.outline import Chapter
from papercli.digest.markdown.page import Page
from papercli.digest.naming import citing
from papercli.digest.naming.labelling import LEAD
from papercli.digest.words.labels import CJK, LEADING_ON, is_label, is_reference, weight
from papercli.digest.words.people import is_citation, is_names

# What leads from one paper to another in a sentence.
_CUE = re.compile(
    rf"(?:\b(?:{LEADING_ON}|building on|built on|extending|improves? (?:up)?on|"
    r"unlike|as in|than|proposed (?:in|by)|introduced (?:in|by)|"
    r"reminds (?:me )?of|e\.g\.,?|such as|from|with|and|or|of|the|a|an|their|by|in|to)|参考|参见|参照|基于|类似|不同于|"
    r"참고|참조|기반한|에서|与|和|と|および)\s*[\[(\"“]*$",
    re.IGNORECASE,
)
# A line that is nothing else: `See also [LoRA](…)`.
_SENT_ON = re.compile(rf"\W*(?:{LEADING_ON})[ :]+\[?", re.IGNORECASE)
# The same without spaces: a particle before the link.
_PARTICLE = re.compile(r"[はをのでにがもと的和与比于][ 「『《]*$")
_AFTER = re.compile(r"[ 」』》]*(?:[のはがをにでともへ]|[的是在]|より|から)[ ]?[\w「『《]")
# A name with the link to it in brackets, and the particle that makes it a word of the sentence: `DDPM([논문](…))은 `.
_PARTICLE_BEHIND = re.compile(
    r"[ ]?[)）\]](?:(?:은|는|이|가|을|를|의|와|과|로|으로|에|에서|에서는|도|처럼|보다)[ ,]|[はがをのにも]|では|から)"
)
# `**Why it matters:** …`, `**Title** ([paper](…)). …`: what stands behind it is read as if it began the line.
_BOLD_LEAD = re.compile(r"(?P<mark>\*\*|__)[^*_\n]{2,300}(?P=mark)[ ]?[:：]?\s*")
# A sentence goes on up to the link, and ends with it.
_GOES_ON = re.compile(r"[\w,，(（]\s*[\"“*_]*$")
_ENDS = re.compile(r"[*_\"”]*\s*[)）]?[.。,;!?！？](?:\s|$)|[*_\"”]*[)）]\s*$")
_STOP = re.compile(r"[.!?。！？][\"”)*_\s]*[\[(]?$")
_VERB = re.compile(r"[*_ ]*(?!(?:by|from|at|via|on|with|in|and)\b)[^\W\d_A-Z]")
_LABEL = re.compile(r"[*_]{0,3}(?P<label>[^*_:：\n]{2,30}?)[*_]{0,3}[ ]?[:：]")
_MARKUP = re.compile(r"\]\([^()\s]{0,600}\)|https?://\S{1,600}|</?[a-zA-Z][^<>]{0,600}>|:[a-z_0-9+-]{2,40}:")
_CITED = re.compile(r"[.,]\s+[*_]*[\"“][^\"“”\n]{4,400}[\"”]")
# The text of a link in prose that is shorter is what a paper is called for short.
_WORDS_IN_FULL = 4
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\([^()\s]{1,400}\)")
# What may stand between the links of a series: where it was published, people, and a comma.
_JOINT = re.compile(
    r"(?:[ ]?\([^()\n]{1,60}\))?(?:[ ]by [^\[\]()\n]{1,600})?[ ,;，、]{0,3}(?:(?:and|&|or|和|와|및)[ ]?)?"
)
# A series of titles with their people may be so long.
_NEAR_A_SERIES = 3_000
_UNMARKED = re.compile(r"[^\W\d]")
# So many papers are more than a remark.
_SEVERAL = 3
# So much of a line tells whether it is prose.
_NEAR = 400


class Mentions:
    """The mentions in a file, and those that were left out so far: id, line in the file and why."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.left_out: list[tuple[str, int, str]] = []
        self.owners: dict[str, Chapter] = {}  # the chapters that are about one paper, by their headings

    @cached_property
    def links(self) -> list[PaperLink]:
        """The links that were not left out from the first."""
        return self._page.links_in(Lines(1, len(self._page.lines) + 1))

    @cached_property
    def _weak(self) -> frozenset[str]:
        """The papers that stand nowhere but in prose."""
        if not any(not self._page.line_text(link.line).startswith("#") for link in self.links):
            return frozenset()
        strong = {link.id for link in self.links if not is_prose(self._page, link)}
        return frozenset(link.id for link in self.links) - strong

    @cached_property
    def _few(self) -> bool:
        """Whether papers in prose are the exception in this file."""
        count = len({link.id for link in self.links})
        short = all(is_short(link) for link in self.links if link.id in self._weak)
        return len(self._weak) * (2 if short else 3) <= count

    def strong(self, page: Page, lines: Lines, owner: str | None = None) -> list[str]:
        """Return the papers in a range of lines, without those only mentioned beside others or in the owner's text."""
        ids = page.ids_in(lines)
        if len(ids) < 2 and owner is None:
            return ids
        told = {link.id for link in page.links_in(lines) if link.id not in self._weak and not is_prose(page, link)}
        return [each for each in ids if each in told] or ([] if owner is not None else ids)

    def of_block(self, page: Page, block: Block, around: Sequence[Block]) -> list[str]:
        """Return the papers in a block; a paragraph has none that only mentions some beside blocks about others."""
        ids = page.ids_in(block.lines) if page.links else []
        if ids and page.native and set(ids) <= self._weak:
            self.drop_all(page, block.lines, None, "it is mentioned in a text beside other papers")
            return []
        if not ids or block.kind not in ("paragraph", "list", "block_quote"):
            return ids
        if self._is_elsewhere(page, block):
            self.drop_all(page, block.lines, None, "it is mentioned in a text beside sections about papers")
            return []
        passing = block.kind == "list" and self.is_passing(page.links_in(block.lines))
        if passing and self._is_beside(page, block, around):
            self.drop_all(page, block.lines, None, "it is mentioned in a text beside other papers")
            return []
        if block.kind == "list" or not self._few:
            return ids
        links = page.links_in(block.lines)
        titled = {link.id for link in links if not is_label(link.text or "") and not is_short(link)}
        strong = [each for each in ids if each not in self._weak or each in titled]
        if len(strong) == len(ids):
            return ids
        # What a paragraph begins with it is about, if there is nothing else.
        alone = not page.line_text(block.lines.start).startswith("[") and (
            self.is_passing(links) or self._is_above_all(page, block)
        )
        beside = alone or self._is_beside(page, block, around)
        if not strong and not beside:
            return ids
        for link in links:
            if link.id not in strong:
                self.drop(page, link, "it is mentioned in a text beside other papers")
        return strong

    def _is_beside(self, page: Page, block: Block, around: Sequence[Block]) -> bool:
        """Tell whether there are papers in the blocks around one that are more than mentioned."""
        return any(set(page.ids_in(each.lines)) - self._weak for each in around if each is not block)

    def _is_above_all(self, page: Page, block: Block) -> bool:
        """Tell whether a block stands above all papers that are more than mentioned."""
        first = page.number(block.lines.start)
        return all(self._page.number(link.line) > first for link in self._page.links if link.id not in self._weak)

    def _is_elsewhere(self, page: Page, block: Block) -> bool:
        """Tell whether a block names papers in sentences, for short or beside the chapters that are about them."""
        if not self.owners or not self.are_prose(page, block.lines):
            return False
        links = page.links_in(block.lines)
        others = [link for link in links if link.id not in self.owners]
        if len(others) == len(links) and len({link.id for link in others}) >= _SEVERAL:
            # News in brief, which tell of papers of their own.
            return False
        return all(link.id in self._weak and is_short(link) for link in others)

    def is_passing(self, links: Sequence[PaperLink]) -> bool:
        """Tell whether links name papers in passing: for short, and these stand nowhere but in prose."""
        return (
            self._few
            and bool(links)
            and all(link.id in self._weak and not is_label(link.text or "") and is_short(link) for link in links)
        )

    def are_prose(self, page: Page, lines: Lines) -> bool:
        """Tell whether all links in a range of lines stand within sentences."""
        return all(is_prose(page, link) for link in page.links_in(lines))

    def drop_all(self, page: Page, lines: Lines, but: str | None, why: str) -> None:
        """Leave out all links in a range of lines but those to one paper."""
        for link in page.links_in(lines):
            if link.id != but:
                self.drop(page, link, why)

    def drop(self, page: Page, link: PaperLink, why: str, *, everywhere: bool = False) -> None:
        """Leave out a link; everywhere: also in the pages of the items and quotes that it stands in."""
        page.dropped.add(link.start)
        if everywhere:
            page.away.add((page.number(link.line), link.id))
        self.left_out.append((link.id, page.number(link.line), why))


def is_short(link: PaperLink) -> bool:
    """Tell whether the text of a link is what a paper is called for short."""
    return weight(link.text or "") < _WORDS_IN_FULL


def _is_listed(line: str, before: str, after: str, link: PaperLink, inside: bool) -> bool:
    """Tell whether a link is one of a series: `Also new: [A](…), [B](…) and [C](…).`, or titles that begin a line.

    `inside` says that the line is that of an item, which may begin with names for short, too.
    """
    if is_citation(link.text or ""):
        return False
    if before.rstrip().endswith((":", "：")):
        return True
    end = len(line)
    for other in reversed(list(_LINK.finditer(line))):
        if not _JOINT.fullmatch(line, other.end(), end):
            break
        end = other.start()
    lead = line[:end].rstrip()
    if end == len(line):
        return False
    if lead.endswith((":", "：")):
        return True
    if not _UNMARKED.search(lead):
        return inside or not is_short(link) or not _AFTER.match(after)
    return not is_short(link) and lead.endswith((" -", "–", "—"))


def is_prose(page: Page, link: PaperLink) -> bool:
    """Tell whether a link stands within a sentence, or behind a label such as `Related work:`."""
    if link not in page.prose:
        page.prose[link] = _is_prose(page, link)
    return page.prose[link]


def _is_prose(page: Page, link: PaperLink) -> bool:
    line = page.line_text(link.line)
    start = page.offsets[link.line - 1]
    before = line[: max(0, link.start - start)]
    if line.startswith("#") or line.lstrip(" >").startswith("|"):
        return False
    head = LEAD.match(before)
    item = page.depth > 0 or bool(head and head[0].strip(" >"))
    before = before[head.end() if head else 0 :]
    if (label := _LABEL.match(before[:100])) and is_reference(label["label"]):
        return True
    labelled = 0.0
    if lead := _BOLD_LEAD.match(before):
        before = before[lead.end() :]
        labelled = weight(lead[0]) if ":" in lead[0][-4:] else 0
    before, after = before[-_NEAR:], line[max(0, link.end - start) :][:_NEAR]
    if before.startswith(("**", "__", "<b>", "<strong>", '"', "“")):
        return False
    if link.text and not before.strip() and not (head and head[0].strip()) and weight(link.text) < _WORDS_IN_FULL:
        # `[BERT](…) の欠点は…`: the name for short begins a sentence.
        return bool(_AFTER.match(after)) and not is_label(link.text)
    if _is_listed(line[: max(0, link.start - start)][-_NEAR_A_SERIES:], before, after, link, item):
        return False
    if is_label(link.text or "") and (_CITED.search(before) or citing.marked(before.rstrip("[( "))):
        # `Vaswani, Ashish, et al. "Title." [pdf](…)`
        return False
    words, rest = weight(_MARKUP.sub(" ", before)), weight(_MARKUP.sub(" ", after))
    if words >= 1 and rest >= 2 and _PARTICLE_BEHIND.match(after):
        return True
    if link.text and not is_label(link.text):
        if words >= 1 and is_citation(link.text):
            return True
        if (rest >= 2 or (words >= 2 and CJK.match(after.lstrip()))) and (words >= 2 or _PARTICLE.search(before)):
            return True
        if words >= (1 if _GOES_ON.search(before) else 3) and rest and _VERB.match(after):
            return True
        if words >= 3 and _GOES_ON.search(before) and _ENDS.match(after) and not is_names(before):
            return True
    if _SENT_ON.fullmatch(before) and is_short(link):
        return True
    if words >= 2 and _CUE.search(before) and (words >= 4 or rest >= 2 or _ENDS.match(after)):
        return True
    # `A text. [PDF](…)`: a label of its own.
    return words + labelled >= 5 and words >= 2 and rest >= 4 and not _STOP.search(before)
