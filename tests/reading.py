"""A second, independent reading of the digests: regular expressions over raw lines. Test oracle only."""

from __future__ import annotations

import ast
import csv
import html
import re
from pathlib import Path

DAY = re.compile(r"## +Daily Papers \((\d{4}-\d\d-\d\d)\) *")
ENTRY = re.compile(r"### +\[(?P<title>.*)\]\(https?://arxiv\.org/abs/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?\) *")
VOTE = re.compile(r"Vote: *(\d+|-)? *")
AUTHORS = re.compile(r"Authors: *(.*?) *")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^()]*)\) *")
WATCH = re.compile(r"\[Watch Video\]\(([^()\s]*)\) *")
WATCH_BROKEN = re.compile(r"\[Watch Video\] *(https?://[^()\s]*)\)? *")
VIDEO = re.compile(r"""<video\b[^>]*?\bsrc=(?:"([^"]*)"|'([^']*)')""")
# Spaces only after the label: a tab there is data (`\texttt` that lost its backslash).
LABEL = re.compile(r"(\*{3}|\*{2})(?!\*)([^*\n]+)\1: *")

# Left exactly as written, in this order of trial: an escaped mark, a code span, LaTeX.
KEEP = re.compile(
    r"(?P<esc>\\[!-/:-@\[-`{-~])"
    r"|(?<!`)(?P<tick>`+)(?!`)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
    r"|(?P<math>\$(?=\S)[^$]*[^\s$]\$(?!\d))"
)
EMPHASIS = (
    re.compile(r"(?<!\*)(\*{3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)"),
    re.compile(r"(?<!\*)(\*{2})(?=[^\s*])((?:[^*]|\*(?!\*))*?[^\s*])\1(?!\*)"),
    re.compile(r"(?<!\*)(\*)(?=[^\s*])([^*]*[^\s*])\1(?!\*)"),
    re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_]*(?:_(?=\w)[^_]*)*?[^\s_])\1(?![\w_])"),
)
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
HELD = re.compile("\ue000(\\d+)\ue001")


def plain(marked: str) -> str:
    """The title as a reader reads it."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        if found["esc"] is not None:
            kept = found["esc"][1:]
        elif found["tick"] is not None:
            kept = found["code"]
            if kept.strip() and kept[0] == kept[-1] == " " and len(kept) > 1:
                kept = kept[1:-1]
        else:
            kept = found["math"]
        held.append(kept)
        return f"\ue000{len(held) - 1}\ue001"

    text = KEEP.sub(hold, marked)
    for emphasis in EMPHASIS:
        text = emphasis.sub(r"\2", text)
    text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return HELD.sub(lambda found: held[int(found[1])], text).strip(" ")


def names(written: str) -> tuple[list[str], bool]:
    """Author names in order without repeats, and whether a '+' stood among them."""
    found: list[str]
    if written.startswith("[") and written.endswith("]"):
        found = [str(name) for name in ast.literal_eval(written)]
    else:
        found = written.split(",")
    kept = dict.fromkeys(name.strip(" ") for name in found)
    return [name for name in kept if name and name != "+"], "+" in kept


def section(lines: list[str]) -> dict[str, object]:
    """One top-level bullet (its first line with the `- `) and all below it."""
    text = "\n".join(lines)[2:].lstrip(" ")
    label: str | None = None
    if found := LABEL.match(text):
        label = found[2].strip(" ")
        text = text[found.end() :]
    return {"label": label, "text": text.strip(" \n")}


def first(pattern: re.Pattern[str], lines: list[str], *, whole: bool = True) -> str | None:
    for line in lines:
        found = pattern.fullmatch(line) if whole else pattern.search(line)
        if found:
            return next((group for group in found.groups() if group is not None), "")
    return None


def entry(date: str, number: int, heading: re.Match[str], body: list[str]) -> dict[str, object]:
    bullets = [at for at, line in enumerate(body) if line.startswith("- ")]
    head = body[: bullets[0]] if bullets else body
    ends = [*bullets[1:], len(body)] if bullets else []
    votes = first(VOTE, head)
    people, truncated = names(first(AUTHORS, head) or "")
    video = first(WATCH, head) or first(WATCH_BROKEN, head) or first(VIDEO, head, whole=False)
    return {
        "id": heading["id"],
        "title": plain(heading["title"]),
        "url": f"https://arxiv.org/abs/{heading['id']}",
        "date": date,
        "votes": int(votes) if votes and votes != "-" else None,
        "authors": people,
        "authors_truncated": truncated,
        "image": first(IMAGE, head),
        "video": video,
        "sections": [section(body[start:end]) for start, end in zip(bullets, ends, strict=True)],
        "line": number,
    }


def read(path: Path) -> list[dict[str, object]]:
    """The entries of one digest file, in order."""
    lines = path.read_bytes().decode("utf-8").split("\n")
    entries: list[dict[str, object]] = []
    date = ""
    opened: tuple[str, int, re.Match[str]] | None = None
    body: list[str] = []

    def close() -> None:
        if opened is not None:
            entries.append(entry(*opened, body))

    for number, line in enumerate(lines, 1):
        if found := DAY.fullmatch(line):
            close()
            opened, body, date = None, [], found[1]
        elif found := ENTRY.fullmatch(line):
            close()
            opened, body = (date, number, found), []
        else:
            body.append(line)
    close()
    return entries


def published(csv_path: Path) -> list[tuple[str, str, str]]:
    """Rows of the publisher's own list as (date, title, id)."""
    with csv_path.open(encoding="utf-8", newline="") as file:
        return [
            (row["date"], row["title"], re.sub(r"v\d+$", "", row["url"].rstrip("/").rpartition("/")[2]))
            for row in csv.DictReader(file)
        ]
