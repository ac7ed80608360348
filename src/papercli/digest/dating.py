"""The day of each chapter of a digest: what its heading or one around it says, else what the file or its path does."""

import re
from datetime import date

from papercli.digest.markdown.outline import Chapter, all_chapters
from papercli.digest.markdown.page import Page
from papercli.digest.walk.site import Site
from papercli.digest.words.days import DayError, has_day, path_day, read_day, without_day
from papercli.digest.words.labels import weight

# A line that states the day of a file is short, and stands above its papers.
_LONGEST = 120
_PREAMBLE = 40
_DAYS_OF_A_DIGEST = 31
# Below more headings a day is that of what they are about, if nothing says that the file was made then.
_HEADINGS_ON_TOP = 2
_MADE = re.compile(
    r"updated?\b|generated|\bdate\b|更新|生成|日期|작성|생성|업데이트|날짜|基准|기준|作成", re.IGNORECASE
)
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+\W*(?=\w)")
# So much of an item is the day that it begins with, and so many words tell what happened then.
_LONGEST_DAY = 18
_WORDS_OF_NEWS = 3
_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"(\d\d(?:0[1-9]|1[0-2]))\.")
_LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}(?:[ ]\"[^\"\n]{0,200}\")?\)|https?://[^\s<>]{1,500}")


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


def _is_news(line: str) -> bool:
    """Tell whether a line is an item that says what happened on the day that it begins with."""
    item = _ITEM.match(line)
    day = item and has_day(line[item.end() :][:_LONGEST_DAY])
    return bool(day) and not _MADE.search(line) and weight(without_day(_LINK.sub("_", line))) >= _WORDS_OF_NEWS


class Dating:
    """The days of a file's chapters."""

    def __init__(self, source: str, page: Page, root: Chapter, sites: list[Site], stated: str | None) -> None:
        self._page = page
        self._entries = {id(site.head) for site in sites if site.head is not None and site.head.head is not None}
        self._days: dict[int, str] = {}  # of the chapters whose own heading states one
        self._before: dict[int, str] = {}  # of the chapters of papers, where a heading beside them states one
        self._spread: set[int] = set()  # the headings that do
        self.odd: list[tuple[int, str]] = []
        self._newest = None if page.native else _newest(sites)
        self._read(root)
        self._file = self._of_file(root, sites, stated) if sites else None
        self._file = self._file or path_day(source)

    def day(self, chapter: Chapter | None) -> str | None:
        """Return the ISO day of what stands in a chapter."""
        return self._above(chapter) or self._file

    def _above(self, chapter: Chapter | None) -> str | None:
        while chapter is not None:
            if day := self._days.get(id(chapter)) or self._before.get(id(chapter)):
                return day
            chapter = chapter.up
        return None

    def _read(self, root: Chapter) -> None:
        """Read the headings from the top; what stands in a paper's chapter is the paper's, not the digest's."""
        waiting = [root]
        while waiting:
            chapter = waiting.pop()
            entry = id(chapter) in self._entries
            dated: Chapter | None = None
            for each in chapter.body:
                if not isinstance(each, Chapter):
                    continue
                waiting.append(each)
                if each.links or id(each) in self._entries:
                    if dated:
                        self._before[id(each)] = self._days[id(dated)]
                        self._spread.add(id(dated))
                    continue
                if entry:
                    self._entries.add(id(each))
                    continue
                if dated and each.level <= dated.level:
                    dated = None
                try:
                    if day := read_day(each.source, self._newest):
                        self._days[id(each)] = day
                        dated = each
                except DayError as error:
                    self.odd.append((self._page.number(each.lines.start), str(error)))

    def _of_file(self, root: Chapter, sites: list[Site], stated: str | None) -> str | None:
        """Return the day that a file states for all of it: front matter, a heading without papers, a line on top."""
        if stated and not self._days:
            return stated
        if all(self._above(site.place.chapter) for site in sites):
            return stated
        holding = {id(site.place.chapter) for site in sites}
        first = min(site.line for site in sites)
        for chapter in all_chapters(root):
            stated_here = id(chapter) in self._days and id(chapter) not in self._spread
            if chapter.up is None or not stated_here or self._above(chapter.up):
                continue
            if self._page.number(chapter.lines.start) > first:
                continue
            if not any(id(each) in holding for each in all_chapters(chapter)):
                return stated or self._days[id(chapter)]
        return stated or (None if self._days else self._preamble(sites))

    def _preamble(self, sites: list[Site]) -> str | None:
        # Imported here: the patterns of titles in lists of papers take a third of the parser's start.
        from papercli.digest.naming.labelling import labelled

        number = min(min((site.page.number(link.line) for link in site.links), default=site.line) for site in sites)
        entry = min((site.line for site in sites), default=1)
        headings = 0
        days: list[str] = []
        for line, at in zip(self._page.lines[:_PREAMBLE], self._page.numbers, strict=False):
            if at >= min(number, entry):
                break
            headings += line.startswith("#")
            if headings > _HEADINGS_ON_TOP and not _MADE.search(line):
                continue
            if line.startswith(("|", "    ", "#")) or _is_news(line):
                continue
            # A link leads to another day as often as to this one.
            said = _LINK.sub(" ", line)
            if len(said) <= _LONGEST or said.startswith("**"):
                try:
                    if (day := read_day(said[:_LONGEST], self._newest)) and not self._is_of_a_paper(line, sites):
                        if _MADE.search(line) or not (days or labelled(line)):
                            return day
                        days += [day] if labelled(line) else []
                except DayError:
                    continue
        return days[0] if days and not _are_far(days) else None

    def _is_of_a_paper(self, line: str, sites: list[Site]) -> bool:
        """Tell whether a line is written alike for each paper: `Posted: 2024-03-01`."""
        alike = [_shape(each) for each in self._page.lines].count(_shape(line))
        return 1 < alike <= len({site.id for site in sites})


def _are_far(days: list[str]) -> bool:
    """Tell whether days lie further apart than those that a digest gives of itself, as the days of a conference do."""
    return (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days > _DAYS_OF_A_DIGEST


def _newest(sites: list[Site]) -> str | None:
    """Return the month of the newest paper, `2024-12`, as the ids tell."""
    months = [match[1] for site in sites if (match := _MONTH.match(site.id))]
    return f"20{max(months)[:2]}-{max(months)[2:]}" if months else None
