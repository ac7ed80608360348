"""LaTeX in titles and text as people read it: `LLM$\\times$MapReduce` as LLM×MapReduce, `M$^2$` as M².

pylatexenc parses it and knows the symbols. A piece with anything in it that is broken or unknown stays exactly
as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

# A dollar sign opens LaTeX where no blank follows, and closes it where none precedes and no digit
# follows (pandoc's rule), so that `$200k to $1 Million` is money; no price begins as `$\sim$5` does.
# Longer is no formula that a line could show.
_CONTENT = r"(?:\\[^\n]|[^$\\\n]){0,500}?(?<!\s)"
MATH = rf"\$\$[^$]{{1,500}}\$\$|\$(?=[\\^_]){_CONTENT}\$|\$(?![\s$]){_CONTENT}\$(?!\d)"
# A command with its arguments, but not in a path such as C:\beta, nor behind a backslash; `{\sc Name}`; `\%`.
_ARGUMENT = r"\{(?:[^{}\n]|\{[^{}\n]*\}){0,500}\}"
_COMMAND = rf"(?<![\\:/.])(?:(?<!\w)|(?=\\\w+\{{))\\[a-zA-Z]{{2,}}(?:{_ARGUMENT})*"
_SWITCH = r"\{\\(?:bf|em|it|rm|sc|sf|tt)\s[^{}\\\n]*\}"
# As text: most starts see no LaTeX, and compiling takes 2 ms.
_PIECE = rf"(?a:(?P<math>{MATH})|{_COMMAND}|{_SWITCH}|(?<!\\)\\[%&$#_])"
_MARK = r"[\\^_{}]"
_TEXT = rf"(?a:\\\w+{_ARGUMENT})"

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ'*∘†⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿ'*°†ᵀ",
        strict=True,
    )
)
_SUBSCRIPTS = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨ", strict=True))
# Of the letters for sets those that terminals have; other fonts of a formula are letters like any.
_SETS = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_TEXT_FONTS = ("rm", "bf", "it", "sc", "sl", "sf", "tt", "up", "md", "normal")
_MATH_FONTS = ("bb", "bf", "cal", "frak", "it", "rm", "scr", "sf", "tt")
_FONTS = {
    *(f"text{font}" for font in _TEXT_FONTS),
    *(f"math{font}" for font in _MATH_FONTS),
    *("emph", "text", "mbox", "ensuremath", "operatorname", "boldsymbol", "bm", "overline", "underline"),
}
_SILENT = {"bf", "em", "it", "rm", "sc", "sf", "tt", "left", "right", "limits", "displaystyle", "textstyle", "!"}
_OPENING = "⟨⌈⌊‖|({["
_SIGNS = {sign: sign for sign in "%&$#_{}"} | dict.fromkeys([",", ";", ":", " ", "quad", "qquad"], " ")
_ACCENTS = {
    **{"acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "breve": "\u0306"},
    **{"dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "vec": "\u20d7", "widehat": "\u0302"},
    **{"widetilde": "\u0303"},
}


def readable(text: str) -> str:
    """Return a text with its LaTeX as Unicode; no text makes it raise, and no word of it goes."""
    if "$" not in text and "\\" not in text:
        return text
    return re.sub(_PIECE, _converted, text)


def readable_spans(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return a text made readable, and where spans of the original are in it: one in a formula becomes all of that."""
    if "$" not in text and "\\" not in text:
        return text, list(spans)
    changes = [
        (*match.span(), len(shown)) for match in re.finditer(_PIECE, text) if (shown := _converted(match)) != match[0]
    ]

    def moved(place: int, is_end: bool) -> int:
        shift = 0
        for start, end, length in changes:
            if place <= start:
                break
            if place < end:
                return start + shift + (length if is_end else 0)
            shift += length - (end - start)
        return place + shift

    return readable(text), [(moved(first, False), moved(last, True)) for first, last in spans]


def is_formula(match: re.Match[str]) -> bool:
    """Tell a formula from other text that MATH finds: between two prices, or between two variables of a shell."""
    source, follows = _inside(match[0]), match.string[match.end() : match.end() + 1]
    # Hangul, Han and kana are in no formula outside of \text{…}. By hand: compiling that set takes 3 ms.
    if any("\u3040" <= letter <= "\ud7ff" or "\u1100" <= letter <= "\u11ff" for letter in re.sub(_TEXT, "", source)):
        return False
    return bool(re.search(_MARK, source)) or not source.isascii() or not (follows.isascii() and follows.isalnum())


def _converted(match: re.Match[str]) -> str:
    piece = match[0]
    if len(piece) == 2:
        return piece[1]
    if not match["math"]:
        return _shown(piece) or piece
    if not is_formula(match):
        return piece
    formula = _inside(piece)
    shown = _shown(formula) if re.search(_MARK, formula) else formula
    return " ".join(shown.split()) if shown else piece


def _inside(piece: str) -> str:
    width = 2 if piece.startswith("$$") else 1
    return piece[width:-width]


class _UnknownError(Exception):
    """There is something in a piece that is not known here."""


def _shown(source: str) -> str | None:
    """Return LaTeX as Unicode, None where it is broken or has something unknown."""
    # Imported here: its 30 ms are for texts that have LaTeX.
    from unicodedata import normalize

    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    # A percent sign would begin a comment, which in one line of prose nobody means.
    walker = LatexWalker(re.sub(r"(?<!\\)%", r"\\%", source), latex_context=_grammar(), tolerant_parsing=False)
    try:
        return normalize("NFC", _joined(walker.get_latex_nodes()[0]))
    except (LatexWalkerError, _UnknownError, RecursionError):
        return None


def _joined(nodes: Iterable[Any]) -> str:
    return "".join(map(_text, nodes))


def _text(node: Any) -> str:
    """Return one node of the parsed LaTeX as Unicode; raise _UnknownError for what has no such form."""
    kind = type(node).__name__
    if kind == "LatexCharsNode":
        return str(node.chars)
    if kind in ("LatexGroupNode", "LatexMathNode"):
        return _joined(node.nodelist)
    if kind == "LatexSpecialsNode":
        return _script(node.specials_chars, "".join(_arguments(node)))
    if kind == "LatexMacroNode":
        return _command(node.macroname, list(_arguments(node)), node.macro_post_space)
    raise _UnknownError


def _arguments(node: Any) -> Iterator[str]:
    return (_text(each) for each in node.nodeargd.argnlist) if node.nodeargd else iter(())


def _command(name: str, arguments: list[str], blank: str) -> str:
    if name in _SILENT:
        return ""
    said = "".join(arguments)
    if name == "mathbb":
        return "".join(_SETS.get(letter, letter) for letter in said)
    if name in _FONTS:
        return said
    if name in _ACCENTS:
        return "".join(letter + _ACCENTS[name] for letter in said)
    match name:
        case "frac" | "tfrac" | "dfrac":
            return "/".join(map(_bracketed, arguments))
        case "sqrt":
            return f"√{_bracketed(said)}"
        case "textsuperscript" | "textsubscript":
            return _script("^" if name == "textsuperscript" else "_", said)
    symbol = _SIGNS.get(name) or _symbols().get(name)
    if symbol is None:
        raise _UnknownError
    return symbol if symbol in _OPENING else symbol + blank


def _script(sign: str, text: str) -> str:
    """Return a text raised or lowered, by Unicode's letters for that if it has all of them."""
    letters = _SUPERSCRIPTS if sign == "^" else _SUBSCRIPTS
    script, blank = text.rstrip(), text[len(text.rstrip()) :]
    if script and all(letter in letters for letter in script):
        return "".join(letters[letter] for letter in script) + blank
    return sign + _bracketed(script) + blank


def _bracketed(text: str) -> str:
    return text if text.isalnum() or len(text) == 1 else f"({text})"


@cache
def _symbols() -> Mapping[str, str]:
    """Return the commands that are one sign or one word, each with it."""
    from pylatexenc.latex2text import get_default_latex_context_db

    specs = get_default_latex_context_db().iter_macro_specs(["latex-base", "advanced-symbols"])
    known = {spec.macroname: spec.simplify_repl for spec in specs}
    signs = {name: text for name, text in known.items() if isinstance(text, str) and text and "%" not in text}
    return {name: text for name, text in signs.items() if name != "today"}


@cache
def _grammar() -> Any:
    """Return what pylatexenc has to know to find the arguments of commands."""
    from pylatexenc.macrospec import LatexContextDb, MacroSpec, MacroStandardArgsParser, SpecialsSpec

    one = [*_FONTS, *_ACCENTS, "sqrt", "textsuperscript", "textsubscript"]
    macros = [MacroSpec(name, args_parser=MacroStandardArgsParser("{")) for name in one]
    macros += [MacroSpec(name, args_parser=MacroStandardArgsParser("{{")) for name in ("frac", "tfrac", "dfrac")]
    grammar = LatexContextDb()
    scripts = [SpecialsSpec(sign, args_parser=MacroStandardArgsParser("{")) for sign in "^_"]
    grammar.add_context_category("text", macros=macros, specials=scripts)
    grammar.set_unknown_macro_spec(MacroSpec(""))
    return grammar
