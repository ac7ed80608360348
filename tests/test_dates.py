"""Dates as people say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import Period, month, period, since, until, week
from papercli.errors import UsageError

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-08-30", "2024-08-30", "2024-08-30"),
        ("2024-8-3", "2024-08-03", "2024-08-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-W09", "2024-02-26", "2024-03-03"),
        ("today", "2024-03-01", "2024-03-01"),
        ("Yesterday", "2024-02-29", "2024-02-29"),
        ("7d", "2024-02-24", "2024-03-01"),
        ("1d", "2024-03-01", "2024-03-01"),
        ("latest", "latest", "latest"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    assert period(text, TODAY) == Period(first, last)


def test_open_ends() -> None:
    assert since("7d", TODAY) == Period("2024-02-23", None)
    assert since("2024-02", TODAY) == Period("2024-02-01", None)
    assert until("2024-02", TODAY) == Period(None, "2024-02-29")
    assert until("1d", TODAY) == Period(None, "2024-02-29")
    assert since("latest", TODAY) == Period("latest", None)


def test_week_of_a_day_and_month() -> None:
    assert week("2024-03-01", TODAY) == week("2024-W09", TODAY) == week("today", TODAY)
    assert month("2024-02", TODAY) == Period("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13", "2024-02-30", "2024-W54", "0000", "99999d", "08-30", "２０２４"]
)
def test_what_is_no_date(text: str) -> None:
    for meaning in (period, since, until):
        with pytest.raises(UsageError):
            meaning(text, date(1, 1, 5))


@pytest.mark.parametrize("text", ["Soon", "2024-W54"])
def test_what_is_no_date_is_told_as_it_was_typed(text: str) -> None:
    with pytest.raises(UsageError, match=text):
        period(text, TODAY)


@pytest.mark.parametrize("text", ["2024", "2024-08-30", "latest", "x"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(UsageError):
        month(text, TODAY)


@pytest.mark.parametrize("text", ["2024", "2024-08", "latest", "x"])
def test_what_is_no_week(text: str) -> None:
    with pytest.raises(UsageError):
        week(text, TODAY)


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_a_usage_error(text: str) -> None:
    try:
        found = period(text, TODAY)
    except UsageError:
        return
    assert found.first is not None
    assert found.last is not None
    assert found.first <= found.last
