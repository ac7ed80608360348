"""Days as digests write them, in headings, front matter and file names, as ISO days."""

import re
from datetime import date
from functools import cache
from pathlib import PurePath

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PATH_DAY = re.compile(r"(?<!\d)(\d{4})[-_./]?(\d{2})[-_./]?(\d{2})(?!\d)")
# In full or cut short, but not any word that begins like one: `2024-05-11 Janus: …` is a title.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = rf"(?P<month>{MONTH})"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The spellings beside ISO, as they are tried; two digits are a year only behind a weekday or an apostrophe, or alone.
_SPELLINGS = (
    # `2024년 6월 2주차` is a week, and no day.
    r"(?<!\d)(?P<year>\d{4})[ ]?[年년][ ]?(?P<month>\d{1,2})[ ]?[月월][ ]?(?P<day>\d{1,2})(?!\d|[ ]?[주週周篇편本])",
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[-./_])[ ]?(?P<month>\d{1,2})(?P=mark)[ ]?(?P<day>\d{1,2})(?!\d)",
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![\d.])",
    # Of a week its last day: `June 9 - 15, 2025`, `(June 9 - June 15) - 2025`.
    rf"\b{_MONTH}\.?[ -]+(?:\d{{1,2}}(?:st|nd|rd|th)?[ ]?(?:[-–—~]|to)[ ]?)?{_NTH}"
    r"(?:[ ]*\)?[ ]*,[ ]*|\)?[ –—-]+)(?P<year>\d{4})(?!\d)",
    rf"(?<!\d){_NTH}[ -]+(?:of[ ]+)?{_MONTH}\.?,?[ -]+(?P<year>\d{{4}})(?!\d)",
    r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)(?![\d/])",
    r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])[./](?P<month>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)(?![\d/])",
    rf"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?,?[ ]+{_NTH}[ -]+{_MONTH}\.?,?[ -]+'?(?P<year>\d\d)(?!\d)",
    rf"(?<!\d){_NTH}[ -]+{_MONTH}\.?,?[ -]+['’](?P<year>\d\d)(?!\d)",
    # Six digits are a day where nothing else stands: `# 241216`.
    r"\A[\W_]*(?P<year>[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])[\W_]*\Z",
)
_THROUGH = r"[日일号]?(?:[ ]?\(\w\))?[ ]?(?:[-–—~～至→]|to|through)[ ]?"
# `2023/12/04 ~ 12/10`, `6月18日-22日`: the last day of a week without what it shares with the first.
_SHORT_LAST = (
    rf"{_THROUGH}(?:(?P<month>\d{{1,2}})(?P<mark>[-./]|[ ]?[月월][ ]?))?"
    r"(?P<day>\d{1,2})(?!\d)(?P<closed>[ ]?[日일号])?"
)
_DAYS_OF_A_RANGE = 31
# The day first or the month: `12/04/2024` alone does not tell.
_EITHER = re.compile(
    r"(?<![\d/.])(?P<first>0?[1-9]|1[0-2])(?P<mark>[/.])(?P<second>0?[1-9]|1[0-2])(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_DAY_WORDS = rf"\b(?:{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
# A heading states its day near its start; patterns over megabytes would only cost time.
_LONGEST = 1_000


class DayError(ValueError):
    """A day is written that no calendar has."""


def read_day(text: str, newest: str | None = None) -> str | None:
    """Return the first ISO day that a text names in any usual spelling; raise DayError for one that never was.

    With the month of the newest paper, `12/04/2024` is read too: as the first of its two days that is no earlier.
    """
    text = text[:_LONGEST]
    if not _DIGIT.search(text):
        return None
    if match := _ISO.search(text):
        match = _last(_ISO, text, match) if newest else match
        day = _iso(match[0], *map(int, match.groups()))
        return _through(text, match, day) if newest else day
    for spelling in _spellings():
        if match := spelling.search(text):
            match = _last(spelling, text, match)
            month = match["month"].lower()
            year = int(match["year"])
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
            day = _iso(match[0], year + 2000 if year < 100 else year, number, int(match["day"]))
            return _through(text, match, day) if newest else day
    if newest and (match := _EITHER.search(text)):
        year, one, other = int(match["year"]), int(match["first"]), int(match["second"])
        days = sorted((_iso(match[0], year, one, other), _iso(match[0], year, other, one)))
        return next((day for day in days if day[:7] >= newest), None)
    return None


def _last(spelling: re.Pattern[str], text: str, first: re.Match[str]) -> re.Match[str]:
    """Return the last day of a range that begins with a day, as of a week."""
    through = _pattern(_THROUGH).match(text, first.end())
    return (spelling.match(text, through.end()) if through else None) or first


def _through(text: str, match: re.Match[str], first: str) -> str:
    """Return the last day of a range whose end is written short, or the first where there is none."""
    end = _pattern(_SHORT_LAST).match(text, match.end())
    if not end or not (end["closed"] or end["month"]):
        return first
    if end["month"] and end["mark"] in "-./" and end["mark"] not in match[0]:
        return first
    start = date.fromisoformat(first)
    month = int(end["month"] or start.month)
    try:
        last = date(start.year + (month < start.month), month, int(end["day"]))
    except ValueError:
        return first
    return last.isoformat() if 0 <= (last - start).days <= _DAYS_OF_A_RANGE else first


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written)


@cache
def _spellings() -> tuple[re.Pattern[str], ...]:
    # Made when first needed: native digests write ISO days, and these take longer to make than a digest to read.
    return tuple(re.compile(spelling, re.IGNORECASE) for spelling in _SPELLINGS)


def has_day(text: str) -> bool:
    """Tell whether a text names a day."""
    try:
        return read_day(text) is not None or _EITHER.search(text[:_LONGEST]) is not None
    except DayError:
        return False


def without_day(text: str) -> str:
    """Return text without the words of a day: of months and of the week."""
    return re.sub(_DAY_WORDS, " ", text, flags=re.IGNORECASE)


def path_day(source: str) -> str | None:
    """Return the day that a file's path ends in: `2024/08/30.md`, `2024-08-30-digest.md`, `20240830.md`."""
    path = PurePath(source.replace("\\", "/"))
    for text in (path.stem, "/".join([*path.parts[-3:-1], path.stem])):
        for match in _PATH_DAY.finditer(text):
            try:
                return _iso(match[0], *map(int, match.groups()))
            except DayError:
                continue
    try:
        return read_day(path.stem)
    except DayError:
        return None


def _iso(written: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise DayError(f"there is no such day: {written}") from None
