"""mistune's block parser, made to stamp each block with its line, to lose no text, and to take linear time."""

import re
import string
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import BLOCK_TAGS

BLANK: dict[str, Any] = {"type": "blank_line"}


class State(BlockState):
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
        self.tokens.append(token)

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


class Parser(BlockParser):
    """mistune's block parser, made to lose nothing that CommonMark lets a block swallow."""

    MAX_INTERRUPTIONS = 29

    def __init__(self) -> None:
        super().__init__()
        # A definition leaves no token, so that its line would belong to no block.
        self.rules.remove("ref_link")
        # mistune's own goes to the end of the line one character after the other.
        self.specification["atx_heading"] = r"^ {0,3}(?P<atx_1>#{1,6})(?!#)(?P<atx_2>(?:[ \t][^\n]*)?)$"
        self.rules.remove("indent_code")
        self.register("indented", r"^(?: {4}| *\t)[^\n]", Parser.parse_indented, before=self.rules[0])

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        if rules is not None and rules[:2] == ["blank_line", "thematic_break"]:
            # These end a quote; that a heading does too is missing in mistune's list.
            rules = [*rules, "atx_heading"]
        return super().compile_sc(rules)

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        if state.parent is not None:
            return
        # A loop of its own: where no rule matches a line, mistune looks for one from each character on, and what
        # it does besides for each block costs a sixth of all that it does.
        match, text, methods = self.compile_sc().match, state.src, self._methods
        while state.cursor < state.cursor_max:
            # Half of all blocks are blank lines, and most others have a letter first, as only paragraphs do:
            # to try all rules on them takes six times as long.
            if blank := _BLANK.match(text, state.cursor):
                state.cursor = self.parse_blank_line(blank, state)
            elif plain := _PLAIN.match(text, state.cursor):
                state.add_paragraph("")
                state.cursor = plain.end()
            else:
                found = match(text, state.cursor)
                end = methods[found.lastgroup or ""](found, state) if found else None
                state.cursor = end or self._parse_line(state)

    def parse_blank_line(self, m: re.Match[str], state: BlockState) -> int:
        # They only keep paragraphs apart: half of all tokens need no line.
        state.tokens.append(BLANK)
        return m.end()

    def parse_indented(self, m: re.Match[str], state: BlockState) -> int:
        if end := state.append_paragraph():
            return end
        state.append_token({"type": "block_code"})
        lines = _INDENTED.match(state.src, state.cursor)
        return lines.end() if lines else m.end()

    def _parse_line(self, state: BlockState) -> int:
        state.add_paragraph("")
        return state.find_line_end()

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        if m.lastgroup not in ("list", "block_quote"):
            return super().parse_method(m, state)
        assert isinstance(state, State)
        if state.interruptions >= self.MAX_INTERRUPTIONS:
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
        assert isinstance(state, State)
        line = state.line_here()
        items = list(range(line, line + flat[0].count("\n")))
        state.tokens.append({"type": "list", "bullet": "-", "items": items, "line": line})
        return flat.end()

    def parse_block_quote(self, m: re.Match[str], state: BlockState) -> int:
        return self._container(m, state, "block_quote")

    def _container(self, m: re.Match[str], state: BlockState, kind: str) -> int:
        assert isinstance(state, State)
        before, line, outer = len(state.tokens), state.line_here(), state.items
        state.items = [line]
        parse = super().parse_list if kind == "list" else super().parse_block_quote
        end = parse(m, state)
        # Where nothing came of what ended it, mistune puts it before the block above.
        for token in state.tokens[max(0, before - 1) :]:
            if "line" not in token and token is not BLANK:
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
        assert isinstance(state, State)
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
        assert isinstance(state, State)
        if name not in state.never_closed:
            if re.compile(closing, re.MULTILINE | re.IGNORECASE).search(state.src, start):
                return True
            state.never_closed.add(name)
        return False


_BLANK = re.compile(r"\n(?:[ \t\v\f]*\n)*+")
# A letter, an image or a link: nothing else that these begin is a block, as definitions of links are none here.
_PLAIN = re.compile(r"(?:[^\W\d_]|!|\[)[^\n]*\n")
_INDENTED = re.compile(r"(?:(?: {4}| *\t)[^\n]+(?:\n|\Z)|[^\S\n]*\n)+")
# Bullets of one line each, up to a heading, the end, or blank lines that no list goes on behind.
_FLAT_LIST = re.compile(r"(?:- [^\s-][^\n]*\n)+(?=#|\n+(?![ \t]|-[ \t\n])[^\n]|\n*\Z)")
_CLOSING = {
    "<!--": "-->",
    "<?": r"\?>",
    "<![cdata[": r"\]\]>",
    **{f"<{tag}": f"</{tag}>" for tag in ("pre", "script", "style", "textarea")},
}
PARSER = Parser()
