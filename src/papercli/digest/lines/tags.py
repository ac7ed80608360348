"""The HTML tags that say what Markdown can say, and those inside of a line as Markdown."""

import html
import re

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>h[1-6]|p|div|section|article|main|header|footer|figure|figcaption|center|ul|ol|li|dl|dt|dd|table|"
    r"thead|tbody|tr|td|th|details|summary|br|hr|a|b|strong|i|em|cite|code|img|span|font|small|sub|sup|u|"
    r"blockquote)(?P<rest>(?=[\s/>])(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>|<!--(?P<comment>(?:(?!-->|<!--).)*)-->",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_HREF, _SRC, _ALT = (re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("href", "src", "alt"))
# What breaks a line in a cell or an item.
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`"}


def has_tags(text: str) -> bool:
    """Tell whether a text has HTML that says what Markdown can say."""
    return "<" in text and bool(TAG.search(text))


def inline(line: str) -> str:
    """Return a line or a piece of one with its HTML as Markdown; what breaks lines becomes `<br>`, or nothing."""
    if "<" not in line:
        return line
    written: list[str] = []
    address, at = "", 0
    for match in TAG.finditer(line):
        written.append(line[at : match.start()])
        at = match.end()
        name, close = (match["name"] or "").lower(), bool(match["close"])
        if name == "br":
            written.append("<br>")
        elif name == "a" and close:
            written.append(f"]({address})" if address else "")
            address = ""
        elif name == "a" and not address:
            address = target(match["rest"])
            written.append("[" if address else "")
        elif name in MARKS:
            written.append(MARKS[name])
        elif name == "img":
            written.append(picture(match["rest"]))
        elif name in ("li", "summary", "p", "div"):
            written.append("<br>" if close else "")
    written.append(line[at:])
    return "".join(written) + (f"]({address})" if address else "")


def target(rest: str) -> str:
    """Return the address in the attributes of a link, or nothing."""
    return _escaped(_value(_HREF, rest))


def picture(rest: str) -> str:
    """Return the picture that the attributes of a tag tell of."""
    alt = _value(_ALT, rest).replace("[", "").replace("]", "")
    return f"![{alt}]({_escaped(_value(_SRC, rest))})"


def _value(attribute: re.Pattern[str], rest: str) -> str:
    found = attribute.search(rest)
    return next(filter(None, found.groups()), "") if found else ""


def _escaped(address: str) -> str:
    """Return an address as Markdown can hold it."""
    return html.unescape(address).strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
