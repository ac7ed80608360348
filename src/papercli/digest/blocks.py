"""The top-level blocks of a Markdown text, each with the lines it covers, from mistune's block parser.

Only the block structure is parsed: inline text would double the cost of an import, and what lies
inside a list item or a quote is read from its lines.
"""

import re
import string
from collections.abc import Iterator
from typing import Any, NamedTuple

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import BLOCK_TAGS


class Lines(NamedTuple):
    """A range of lines, counted from 1, the end excluded."""

    start: int
    end: int


class Block(NamedTuple):
    """One top-level block: its kind (mistune's token type), its lines, and what headings and lists add.

    A heading written with an underline has the kind `setext`. `text` is a heading's inline source,
    `bullet` a list's marker (`-`, `.` for ordered lists), `items` the lines of each of its items.
    `apart` tells whether blank lines keep it apart from the next one, and are no part of it.
    """

    kind: str
    lines: Lines
    level: int = 0
    text: str = ""
    bullet: str = ""
    items: tuple[Lines, ...] = ()
    apart: bool = False


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in order, each with the blank lines below it; no other line lies in none."""
    state = _State()
    state.process(text if text.endswith("\n") else text + "\n")
    _PARSER.parse(state)
    # Where one container ends at another, mistune may append the later one first.
    tokens: list[dict[str, Any]] = []
    for token in state.tokens:
        if token is not _BLANK:
            tokens.append(token)
        elif tokens:
            tokens[-1]["apart"] = True
    tokens.sort(key=_line)
    ends = [*map(_line, tokens[1:]), state.src.count("\n") + 1]
    # Not strictly: a text of blank lines only has an end, and no block.
    for token, end in zip(tokens, ends, strict=False):
        yield _block(token, Lines(token["line"], end))


def _line(token: dict[str, Any]) -> int:
    line: int = token["line"]
    return line


def _block(token: dict[str, Any], lines: Lines) -> Block:
    if token["type"] == "heading":
        kind = "setext" if token["style"] == "setext" else "heading"
        return Block(kind, lines, level=token["attrs"]["level"], text=token["text"], apart="apart" in token)
    if token["type"] == "list":
        items = map(Lines, token["items"], [*token["items"][1:], lines.end])
        kept = tuple(item for item in items if item.start < item.end)
        return Block("list", lines, bullet=token["bullet"], items=kept, apart="apart" in token)
    return Block(token["type"], lines, apart="apart" in token)


_BLANK: dict[str, Any] = {"type": "blank_line"}


class _State(BlockState):
    """A block state that stamps each token with its first line, as mistune's tokens carry no position."""

    # How deep blocks that end other blocks may be nested: `- a` and `> b` in turn recurse per line.
    interruptions = 0

    def __init__(self, parent: BlockState | None = None) -> None:
        super().__init__(parent)
        self.items: list[int] = []
        self.never_closed: set[str] = set()
        self._offset, self._line = 0, 1

    def line_here(self) -> int:
        """Return the line of the cursor, counted on from the last call: all calls together cost one pass."""
        self._line += self.src.count("\n", self._offset, self.cursor)
        self._offset = self.cursor
        return self._line

    def append_token(self, token: dict[str, Any]) -> None:
        if token["type"] not in ("list", "block_quote"):  # those are known only when the cursor is past them
            token["line"] = self.line_here()
        super().append_token(token)

    def add_paragraph(self, text: str) -> None:
        # The text is read from the lines: adding up line by line as mistune does is quadratic.
        if not self.append_paragraph():
            self.append_token({"type": "paragraph", "text": ""})

    def append_paragraph(self) -> int | None:
        last = self.last_token()
        return self.find_line_end() if last and last["type"] == "paragraph" else None

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> BlockState:
        # Called once per list item, when the cursor is behind the first line of the next one.
        self.items.append(self.line_here() - 1)
        return super().child_state(src, lazy_line_starts)


class _Parser(BlockParser):
    """mistune's block parser, made to lose nothing that CommonMark lets a block swallow."""

    MAX_INTERRUPTIONS = 30

    def __init__(self) -> None:
        super().__init__()
        # A definition leaves no token, so that its line would belong to no block.
        self.rules.remove("ref_link")
        # Half of all blocks are blank lines, and mistune looks at each block for an indent before anything else:
        # as rules of their own, in this order, both cost a tenth less of an import.
        self.rules.remove("indent_code")
        self.register("indented", r"^(?: {4}| *\t)[^\n]", _Parser.parse_indented, before=self.rules[0])
        self.register("empty", r"^\n(?:[ \t\v\f]*\n)*+", _Parser.parse_blank_line, before="indented")
        # Where no rule matches a line, mistune looks for one from each character on; here the line is a paragraph's.
        self.register("line", r"^[^\n]+\n?", _Parser.parse_line)

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        if rules is not None and rules[:2] == ["blank_line", "thematic_break"]:
            # These end a quote; that a heading does too is missing in mistune's list.
            rules = [*rules, "atx_heading"]
        return super().compile_sc(rules)

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        if state.parent is None:
            super().parse(state, rules)

    def parse_blank_line(self, m: re.Match[str], state: BlockState) -> int:
        # They only keep paragraphs apart: half of all tokens need no line.
        state.tokens.append(_BLANK)
        return m.end()

    def parse_indented(self, m: re.Match[str], state: BlockState) -> int:
        if end := state.append_paragraph():
            return end
        state.append_token({"type": "block_code"})
        lines = _INDENTED.match(state.src, state.cursor)
        return lines.end() if lines else m.end()

    def parse_line(self, m: re.Match[str], state: BlockState) -> int:
        state.add_paragraph("")
        return m.end()

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        assert isinstance(state, _State)
        if state.interruptions >= self.MAX_INTERRUPTIONS and m.lastgroup in ("list", "block_quote"):
            return None
        state.interruptions += 1
        try:
            return super().parse_method(m, state)
        finally:
            state.interruptions -= 1

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        # Nearly every list is flat, and mistune takes half its time for what makes others difficult.
        if not (flat := _FLAT_LIST.match(state.src, state.cursor)):
            return self._container(m, state, "list")
        assert isinstance(state, _State)
        line = state.line_here()
        items = list(range(line, line + flat[0].count("\n")))
        state.tokens.append({"type": "list", "bullet": "-", "items": items, "line": line})
        return flat.end()

    def parse_block_quote(self, m: re.Match[str], state: BlockState) -> int:
        return self._container(m, state, "block_quote")

    def _container(self, m: re.Match[str], state: BlockState, kind: str) -> int:
        assert isinstance(state, _State)
        before, line, outer = len(state.tokens), state.line_here(), state.items
        state.items = [line]
        parse = super().parse_list if kind == "list" else super().parse_block_quote
        end = parse(m, state)
        # Where nothing came of what ended it, mistune puts it before the block above.
        for token in state.tokens[max(0, before - 1) :]:
            if "line" not in token and token is not _BLANK:
                token["line"] = line
                token["items"] = state.items[: len(token["children"])]
        state.items = outer
        return end

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        # By hand: mistune's own pattern for the marks at the end takes time with the square of the blanks.
        text = m["atx_2"].strip(string.whitespace)
        bare = text.rstrip("#")
        if bare != text and (not bare or bare[-1] in " \t"):
            text = bare.rstrip()
        state.append_token({"type": "heading", "text": text, "attrs": {"level": len(m["atx_1"])}, "style": "atx"})
        return m.end() + 1

    def parse_fenced_code(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse a fence that is closed; one that is not would take every paper below with it."""
        fence = m["fenced_2"]
        assert isinstance(state, _State)
        if any(fence.startswith(shorter) for shorter in state.never_closed):
            return None
        if self._is_closed(state, fence, rf"\n {{0,3}}{fence}{fence[0]}*[ \t]*$", m.end()):
            return super().parse_fenced_code(m, state)
        return None

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse a tag with the tagged lines below it, but not the plain ones, up to which CommonMark goes on.

        `<div><video></div>` on one line and `Vote: 3` on the next are two blocks here.
        """
        opening = m[0].strip().lower()
        if closing := _CLOSING.get(opening, ">" if opening.startswith("<!") else None):
            closed = self._is_closed(state, closing, closing, m.end())
            return super().parse_raw_html(m, state) if closed else None
        if opening.strip("</") not in BLOCK_TAGS:
            return state.append_paragraph()
        end, unclosed = state.cursor, 0
        while line := state.get_line(end):
            plain = not line.startswith(("<", " ", "\t"))
            if line.isspace() or line.startswith("#") or (plain and end > state.cursor and unclosed <= 0):
                break
            unclosed += line.count("<") - line.count(">")
            end += len(line)
        state.append_token({"type": "block_html"})
        return end

    def _is_closed(self, state: BlockState, name: str, closing: str, start: int) -> bool:
        """Tell whether a pattern follows; the answer no is kept, as asking per line would be quadratic."""
        assert isinstance(state, _State)
        if name not in state.never_closed:
            if re.compile(closing, re.MULTILINE | re.IGNORECASE).search(state.src, start):
                return True
            state.never_closed.add(name)
        return False


_INDENTED = re.compile(r"(?:(?: {4}| *\t)[^\n]+(?:\n|\Z)|[^\S\n]*\n)+")
# Bullets of one line each, up to a heading, the end, or blank lines that no list goes on behind.
_FLAT_LIST = re.compile(r"(?:- [^\s-][^\n]*\n)+(?=#|\n+(?![ \t]|-[ \t\n])[^\n]|\n*\Z)")
_CLOSING = {
    "<!--": "-->",
    "<?": r"\?>",
    "<![cdata[": r"\]\]>",
    **{f"<{tag}": f"</{tag}>" for tag in ("pre", "script", "style", "textarea")},
}
_PARSER = _Parser()
