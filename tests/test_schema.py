"""The JSON Schema of the record, and all that the program prints checked against it."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from papercli.formats import schema
from papercli.formats.record import FIELDS, HIT_FIELDS
from tests.conftest import Papers
from tests.nasty import DIGEST, ID


def _validator(papers: Papers, *options: str) -> Draft202012Validator:
    found = papers("schema", *options).json
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found, format_checker=FormatChecker())


def _check(validator: Draft202012Validator, records: list[Any], fields: Any = FIELDS) -> None:
    assert records
    for record in records:
        assert [error.message for error in validator.iter_errors(record)] == []
        # The schema lets keys be added; here none are.
        assert list(record) == [name for name, _ in fields]


def test_all_real_records_are_valid(real: Papers) -> None:
    validator = _validator(real)
    for argv in (["list"], ["new"], ["list", "--sort", "votes", "-n", "3"]):
        _check(validator, real(*argv, "--json").json)
    _check(validator, real("show", "2410.09342", "1", "--json").json)
    _check(validator, [real("show", "2410.09342", "--json").json])
    searching = _validator(real, "--search")
    for words in ("diffusion", "확산 모델", "votes:>100", "2408.16357"):
        _check(searching, real("search", words, "--json").json, FIELDS + HIT_FIELDS)


def test_a_nasty_record_is_valid(papers: Papers) -> None:
    papers("import", "-", stdin=DIGEST.encode())
    _check(_validator(papers), [papers("show", ID, "--json").json])


def test_a_record_without_a_title_is_valid(papers: Papers) -> None:
    papers("import", "-", stdin=b"- https://arxiv.org/abs/2405.00001\n")
    record = papers("show", "2405.00001", "--json").json
    assert record["title"] is None
    _check(_validator(papers), [record])
    _check(_validator(papers, "--search"), papers("search", "2405.00001", "--json").json, FIELDS + HIT_FIELDS)


@pytest.mark.parametrize(
    ("key", "value"),
    [("votes", "7"), ("votes", -1), ("date", "2024-5-1"), ("date", "2024-02-30"), ("authors", "A"), ("id", "x")]
    + [("starred", None), ("sections", [{"label": None}]), ("digests", []), ("title", 7)],
)
def test_what_is_no_record_is_not_valid(papers: Papers, key: str, value: object) -> None:
    papers("import", "--sample")
    record = papers("show", "2408.16357", "--json").json
    assert _validator(papers).is_valid(record)
    assert not _validator(papers).is_valid({**record, key: value})
    assert not _validator(papers).is_valid({name: each for name, each in record.items() if name != key})
    # What a search adds is not there.
    assert not _validator(papers, "--search").is_valid(record)


def test_schema_and_fields_do_not_drift() -> None:
    assert list(schema.PROPERTIES) == [name for name, _ in FIELDS + HIT_FIELDS]
