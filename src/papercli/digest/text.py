"""The text of a digest file: bytes decoded, line ends made one, and what was odd about either."""

import codecs

from papercli.digest import NotTextError
from papercli.intake import Diagnostic
from papercli.safe import UTF16_MARKS, is_binary


def decode(source: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file with `\\n` as its only line end, and the lines that were not valid.

    Raises NotTextError for binary data. Control characters stay, as they are what is left of LaTeX
    commands whose backslash was lost: for that reason a lone carriage return (of `\\rightarrow`) ends a
    line only in a file that knows no other line end.
    """
    if is_binary(data[:4096]):
        raise NotTextError("it is binary, not Markdown")
    if data.startswith(UTF16_MARKS):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    return text, _invalid(source, data, text)


def _invalid(source: str, data: bytes, text: str) -> list[Diagnostic]:
    if "\ufffd" not in text or b"\xef\xbf\xbd" in data:
        return []
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    more = f", and on {len(lines) - 1} more lines" if len(lines) > 1 else ""
    return [Diagnostic(source, lines[0], f"bytes that are not valid text were replaced{more}")]
