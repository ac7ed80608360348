"""Dates as people say them, turned into ranges of days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from papercli.errors import UsageError

# Stands for the day of the newest digest, which only the library knows.
LATEST = "latest"
# How a person may write a date.
WRITTEN = "write 2024-08-30, 2024-08, 2024, 2024-W35, today, yesterday, 7d or latest"


@dataclass(frozen=True)
class Period:
    """A range of days, ISO or LATEST, both ends included; None is open."""

    first: str | None = None
    last: str | None = None


_DAYS_AGO = re.compile(r"(\d{1,5})d", re.ASCII)
_PARTS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE)


def period(text: str, today: date) -> Period:
    """Return the days that a person means by `2024-08-30`, `2024-08`, `2024`, `2024-W35`, `today`, `7d`, `latest`.

    `7d` are the last seven days up to today. Raises UsageError for anything else.
    """
    text = text.strip()
    word = text.lower()
    if word == LATEST:
        return Period(LATEST, LATEST)
    if word in ("today", "yesterday"):
        day = (today - timedelta(days=word == "yesterday")).isoformat()
        return Period(day, day)
    if match := _DAYS_AGO.fullmatch(word):
        ago = int(match[1])
        return _days(text, lambda: (today - timedelta(days=max(ago - 1, 0)), today))
    if match := _WEEK.fullmatch(text):
        year, number = int(match[1]), int(match[2])
        return _days(text, lambda: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7)))
    if match := _PARTS.fullmatch(text):
        return _days(text, lambda: _range(*(int(part) if part else None for part in match.groups())))
    raise UsageError(f"'{text}' is not a date", WRITTEN)


def month(text: str, today: date) -> Period:
    """Return the days of a month such as `2024-08`."""
    found = _PARTS.fullmatch(text.strip())
    if not found or found[2] is None or found[3] is not None:
        raise UsageError(f"'{text}' is not a month", "write it as 2024-08")
    return period(text, today)


def week(text: str, today: date) -> Period:
    """Return the days of an ISO week such as `2024-W35`, or of the week around a day."""
    if _WEEK.fullmatch(text.strip()):
        return period(text, today)
    days = period(text, today)
    if days.first != days.last or days.first is None or days.first == LATEST:
        raise UsageError(f"'{text}' is not a week", "write it as 2024-W35, or as a day in it")
    day = date.fromisoformat(days.first)
    monday = day - timedelta(days=day.weekday())
    return Period(monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def since(text: str, today: date) -> Period:
    """Return all days from the first one that the text means; `7d` is seven days ago."""
    if match := _DAYS_AGO.fullmatch(text.strip().lower()):
        return Period(_days(text, lambda: (today - timedelta(days=int(match[1])), today)).first, None)
    return Period(period(text, today).first, None)


def until(text: str, today: date) -> Period:
    """Return all days up to the last one that the text means; `7d` is seven days ago."""
    if match := _DAYS_AGO.fullmatch(text.strip().lower()):
        return Period(None, _days(text, lambda: (today - timedelta(days=int(match[1])), today)).first)
    return Period(None, period(text, today).last)


def _range(year: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    return date(year, month, day), date(year, month, day)


def _days(text: str, ends: Callable[[], tuple[date, date]]) -> Period:
    try:
        first, last = ends()
    except (ValueError, OverflowError):
        raise UsageError(f"there is no such day, week or month: '{text}'", WRITTEN) from None
    return Period(first.isoformat(), last.isoformat())
