"""The title of a site: the texts around its link are tried in turn, and the first that gives one is named."""

from collections.abc import Iterator

from papercli.digest.markdown.blocks import Block, Lines
from papercli.digest.markdown.inline import plain_text
from papercli.digest.markdown.links import PaperLink
from papercli.digest.markdown.outline import Chapter, first_beside
from papercli.digest.markdown.page import Page
from papercli.digest.naming import asides, citing, titles
from papercli.digest.naming.columns import row_title, states_title
from papercli.digest.naming.decoration import is_title
from papercli.digest.naming.labelling import Labels
from papercli.digest.naming.translations import above_translation
from papercli.digest.walk.mentions import is_prose
from papercli.digest.walk.site import Named, Site, whole_title
from papercli.digest.words.labels import CJK, WORDS_OF_A_TITLE, is_description, weight
from papercli.digest.words.people import is_names, is_place

_MARKS = ("*", "_", '"', "“", "《", "「")


def name(site: Site, labels: Labels) -> Named | None:
    """Return the title that a site gives its paper."""
    if site.kind == "heading" and (title := whole_title(site)):
        return Named(title, "the link's text", 1)
    if stated := titles.labelled_title(lines_of(site)):
        # A line without a label above it is the title itself, and the label announces a translation.
        first = "" if site.kind in ("heading", "chapter", "row") else next(lines_of(site), "")
        first = (above_translation(lines_of(site)) or "") if site.kind == "chapter" else first
        begun = None if titles.labelled_title([first]) or not first else titles.line_title(first, labels)
        begun = begun if first.lstrip("-*+ ")[:1] != "#" else None  # the heading of an item
        return Named(begun or stated, "the words beside the link" if begun else "a label such as Title:", 0)
    if stated := titles.labelled_title(above.text for above in site.place.above if above.step == "the text above"):
        return Named(stated, "a label such as Title:", 0)
    if site.row and states_title(site, site.row) and (cell := row_title(site.row, labels)):
        return Named(cell[1], "the same row", 1)
    text = titles.link_title(site.links, labels)
    if text and not (site.kind == "chapter" and site.head and site.head.head and is_description(text)):
        return Named(_whole_of(text, site, labels), "the link's text", 1)
    if site.kind in ("line", "run", "item") and all(_is_cited(site.page, link) for link in site.links):
        return None
    for nth, (found, step) in enumerate(_around(site, labels), 2):
        if found:
            return Named(found, step, nth)
    return None


def _whole_of(text: str, site: Site, labels: Labels) -> str:
    """Return the title that the text of a link is, or begins: `[Moon](…): A Network of Moons`."""
    for link in site.links if weight(text) < WORDS_OF_A_TITLE else ():
        line, start = site.page.line_text(link.line), site.page.offsets[link.line - 1]
        behind = line[link.end - start :].lstrip("*_")
        if behind.startswith((":", "：")) and text in link.text:
            return titles.goes_on(text, behind, labels) or text
    return text


def _is_cited(page: Page, link: PaperLink) -> bool:
    """Tell whether a link is a citation in a sentence, which says nothing of what the paper is called."""
    return asides.is_citation(link.text or "") and is_prose(page, link)


def lines_of(site: Site) -> Iterator[str]:
    """Yield the lines of an extent that may say `Title: …`: not those of its longer texts."""
    for body in (site.body, *(inner.body for inner in _inside(site))):
        for each in body:
            if isinstance(each, Block):
                yield from (line for line in site.page.lines_of(each.lines)[:40] if len(line) < 600)
                yield ""


def _around(site: Site, labels: Labels) -> Iterator[tuple[str | None, str]]:
    if site.row:
        cell = row_title(site.row, labels)
        yield cell[1] if cell else None, "the same row"
    elif site.text:
        yield _last(site.text, labels), "the words before the link"
    if site.head is not None and site.head.head is not None:
        title = titles.heading_title(site.head.source, labels)
        if site.kind == "chapter" and title and weight(title) < WORDS_OF_A_TITLE and not _among_titles(site, labels):
            described = any(is_description(link.text) for link in site.links)
            # A word or two may be a subject, of which there is one paper.
            for inner in _inside(site):
                found = titles.heading_title(inner.source, labels)
                yield found if found and weight(found) >= WORDS_OF_A_TITLE else None, "the heading"
            yield _bold(site, labels), "a paragraph led by bold text"
            for found in _near(site, labels):
                good = found and weight(found) >= weight(title) and not (described or _is_sentence(found, site))
                yield found if good else None, "the words beside the link"
        cited = _cited(site, labels)
        yield cited or title, "the words beside the link" if cited else "the heading"
    elif site.kind == "chapter":
        for each in site.body[:3]:
            # Below the link stand the chapters of what is said of the paper.
            if isinstance(each, Chapter) and (not site.links or each.lines.start <= site.links[0].line):
                yield titles.heading_title(each.source, labels), "the heading"
    if site.lead is not None:
        yield _lead(site.page, site.lead, labels), "the text above the link"
    if site.kind != "heading":
        for title in _near(site, labels):
            yield title, "the words beside the link"
    for above in site.place.above:
        source = above.text
        title = titles.heading_title(source, labels) if "heading" in above.step else titles.line_title(source, labels)
        if title and (weight(title) >= WORDS_OF_A_TITLE or "heading" not in above.step):
            yield title, above.step
        if "heading" in above.step:
            # Those above the next heading are chapters.
            break
    if site.kind in ("heading", "chapter"):
        yield _bold(site, labels), "a paragraph led by bold text"


def _is_sentence(words: str, site: Site) -> bool:
    """Tell whether words beside a link are of a sentence: they go on from it, or stand below a title with a number."""
    if words[0].islower():
        return True
    numbered = site.head is not None and site.head.source[:1].isdecimal()
    return numbered and any(f"{words}{stop}" in line for line in lines_of(site) for stop in ".。")


def _among_titles(site: Site, labels: Labels) -> bool:
    """Tell whether most headings beside one have the words of a title and one paper: a short one is a title as well."""
    beside = [each for each in first_beside(site.head) if each is not site.head] if site.head else []
    alike = [
        each
        for each in beside
        if len(site.page.ids_in(each.below)) == 1
        and weight(titles.heading_title(each.source, labels) or "") >= WORDS_OF_A_TITLE
    ]
    return len(alike) > 1 and len(alike) * 2 > len(beside)


def _inside(site: Site) -> list[Chapter]:
    """Return the chapters in an extent around its first link, the outermost first."""
    found: list[Chapter] = []
    body = site.body
    while inner := next((each for each in body if isinstance(each, Chapter) and _holds(each, site)), None):
        found.append(inner)
        body = inner.body
    return found


def _holds(chapter: Chapter, site: Site) -> bool:
    return bool(site.links) and chapter.lines.start <= site.links[0].line < chapter.lines.end


def _bold(site: Site, labels: Labels) -> str | None:
    """Return what a paragraph that begins in bold gives, if one stands at the top of a chapter."""
    for each in site.body[:3]:
        if isinstance(each, Block) and each.kind == "paragraph":
            line = site.page.line_text(each.lines.start)
            if title := titles.bold_title(line, labels):
                return title
    return None


def _cited(site: Site, labels: Labels) -> str | None:
    """Return the title that stands in italics or quotes before names, below a heading with words of its own."""
    for line in lines_of(site):
        if title := citing.before_names(line):
            return title if is_title(title) and title not in labels else None
    return _translated(site, labels) if site.head and CJK.search(site.head.source) else None


def _translated(site: Site, labels: Labels) -> str | None:
    """Return the title in letters right above the first link, below a heading that tells of it in another language."""
    block = _block_of(site, site.links[0].line) if site.links else None
    if block is None or site.links[0].line == block.lines.start:
        return None
    above = site.page.line_text(site.links[0].line - 1)
    bare = above.lstrip("> \t").rstrip()
    if CJK.search(bare) or bare.endswith(".") or "](" in bare or is_names(bare) or is_place(bare):
        return None
    title = titles.line_title(bare, labels)
    return title if title and weight(title) >= WORDS_OF_A_TITLE and weight(bare) <= weight(title) + 1 else None


def _last(text: str, labels: Labels) -> str | None:
    return titles.line_title(plain_text(text[-2000:]) if "[" not in text else text[-2000:], labels)


def _lead(page: Page, lines: Lines, labels: Labels) -> str | None:
    for line in page.lines_of(lines)[:6]:
        if title := titles.line_title(line, labels):
            return title
    return None


def _near(site: Site, labels: Labels) -> Iterator[str | None]:
    """Yield what the lines around the first links give, from the start of their block."""
    page = site.page
    for link in site.links[:3]:
        block = _block_of(site, link.line)
        if block is None:
            continue
        first = block.lines.start
        if block.kind == "list":
            first = max((item.start for item in block.items if item.start <= link.line), default=first)
        written = range(max(first, link.line - 8), link.line + 1)
        # To Markdown such a point is no item.
        point = next((number for number in reversed(written) if page.line_text(number).lstrip().startswith("•")), 0)
        point = max(point, written.start)
        for number in (*range(point, written.stop), *range(written.start, point)):
            yield titles.line_title(page.line_text(number), labels)
        if site.kind == "run" and not site.head and (below := _below(site, link.line)):
            yield titles.line_title(below, labels)


def _below(site: Site, number: int) -> str | None:
    """Return the line below one with a link, if it looks like a title: with marks around it, or capitals in it."""
    page = site.page
    end = max((each.lines.end for each in site.body), default=0)
    below = page.lines_of(Lines(number + 1, max(number + 1, min(number + 3, end))))
    line = next((line for line in below if line.strip()), "")
    touches = bool(below) and bool(below[0].strip())
    return line if line.lstrip().startswith(_MARKS) or (touches and titles.is_capital(line)) else None


def _block_of(site: Site, line: int) -> Block | None:
    stack = list(site.body)
    while stack:
        each = stack.pop()
        if isinstance(each, Block):
            if each.lines.start <= line < each.lines.end:
                return each
        elif each.lines.start <= line < each.lines.end:
            stack += each.body
    return None
