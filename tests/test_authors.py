"""`papers authors`: who appears most, and one name's papers, co-authors and other spellings."""

from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.field.people import may_be_same
from tests.conftest import Papers
from tests.digests import entry
from tests.reading import read
from tests.test_stats import write

DAYS = {
    "2024-01-05": [
        entry("2401.00001", "One", "1", "Ada Lovelace, Alan Turing"),
        entry("2401.00002", "Two", "4", "Ada Lovelace, José García, Grace Hopper"),
    ],
    "2024-03-01": [
        entry("2403.00003", "Three", "9", "A. Lovelace, Alan Turing"),
        entry("2403.00004", "Four", "-", "Jose Garcia, Ada Lovelace"),
        entry("2403.00005", "[b]Five[/b]", "7", "Lovelace Ada, 김 민준"),
    ],
}


@pytest.fixture
def library(papers: Papers, tmp_path: Path) -> None:
    write(tmp_path, DAYS)
    assert papers("import", tmp_path).code == 0


def test_most_papers_first_then_votes(library: None, papers: Papers) -> None:
    authors = papers("authors", "--json").json
    assert [(each["name"], each["papers"], each["votes"]) for each in authors] == [
        ("Ada Lovelace", 3, 5),
        ("Alan Turing", 2, 10),
        ("A. Lovelace", 1, 9),
        ("Lovelace Ada", 1, 7),
        ("김 민준", 1, 7),
        ("Grace Hopper", 1, 4),
        ("José García", 1, 4),
        ("Jose Garcia", 1, None),
    ]
    assert authors[0] == {
        "name": "Ada Lovelace",
        "papers": 3,
        "votes": 5,
        "median_votes": 2.5,
        "first": "2024-01-05",
        "last": "2024-03-01",
        "months": 2,
        "coauthors": [
            {"name": "Alan Turing", "papers": 1},
            {"name": "Grace Hopper", "papers": 1},
            {"name": "Jose Garcia", "papers": 1},
            {"name": "José García", "papers": 1},
        ],
    }


def test_the_limit_is_told_and_the_same_in_every_format(library: None, papers: Papers) -> None:
    run = papers("authors", "-n", "2")
    assert run.out == (
        "Ada Lovelace\t3\t5\t2.5\t2024-01-05\t2024-03-01\t2\tAlan Turing, Grace Hopper, Jose Garcia, José García\n"
        "Alan Turing\t2\t10\t5.0\t2024-01-05\t2024-03-01\t2\tA. Lovelace, Ada Lovelace\n"
    )
    assert run.err == "2 of 8 authors; --limit 0 shows all\n"
    assert len(papers("authors", "-n", "2", "--json").json) == 2
    assert len(papers("authors", "-n", "0").out.splitlines()) == 8


def test_filters_choose_the_papers(library: None, papers: Papers) -> None:
    assert papers("authors", "--month", "2024-03", "--min-votes", "8").ids == ["A. Lovelace", "Alan Turing"]
    assert papers("authors", "--since", "2030").err == "no paper with authors matches\n"


def test_a_whole_name_is_one_person_and_spellings_are_offered(library: None, papers: Papers) -> None:
    (her,) = papers("authors", "ada lovelace", "--json").json
    assert her["name"] == "Ada Lovelace"
    assert [work["id"] for work in her["works"]] == ["2403.00004", "2401.00002", "2401.00001"]
    assert list(her["works"][0]) == ["id", "date", "votes", "title"]
    assert her["variants"] == [{"name": "A. Lovelace", "papers": 1}, {"name": "Lovelace Ada", "papers": 1}]
    lines = papers("authors", "Ada Lovelace").out.splitlines()
    assert lines[0] == "2403.00004\t2024-03-01\t\tFour\tAda Lovelace"


def test_accents_are_offered_and_not_merged(library: None, papers: Papers) -> None:
    both = papers("authors", "jose garcia", "--json").json
    assert [(each["name"], len(each["works"])) for each in both] == [("José García", 1), ("Jose Garcia", 1)]
    assert both[0]["variants"] == [{"name": "Jose Garcia", "papers": 1}]


def test_words_of_a_name_find_all_that_have_them(library: None, papers: Papers) -> None:
    names = [each["name"] for each in papers("authors", "lovel", "--json").json]
    assert names == ["Ada Lovelace", "A. Lovelace", "Lovelace Ada"]
    assert [each["name"] for each in papers("authors", "김 민준", "--json").json] == ["김 민준"]


def test_a_name_that_nobody_has(library: None, papers: Papers) -> None:
    run = papers("authors", "Alen Turing")
    assert (run.code, run.out) == (1, "")
    assert run.err == "papers: there is no author 'Alen Turing'\n        did you mean Alan Turing?\n"
    assert papers("authors", "?!").code == 1
    assert papers("authors", "ada", "--since", "2030", "--json").code == 1


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Jianbo Yuan", "Yuan Jianbo", True),
        ("Jianbo Yuan", "J. Yuan", True),
        ("Jianbo Yuan", "Yuan, J", True),
        ("Carlo C Del Mundo", "Carlo Del Mundo", True),
        ("Ming-Hsuan Yang", "Minghsuan Yang", True),
        ("Ünal Özgür", "Unal Ozgur", True),
        ("Jianbo Yuan", "Jian Yuan", False),
        ("Jianbo Yuan", "Jianbo Yu", False),
        ("Jianbo Yuan", "B. Yuan", False),
        ("J. B. Yuan", "J. C. Yuan", False),
        ("Madonna", "Madonna", True),
        ("Madonna", "M. Madonna", False),
    ],
)
def test_what_may_be_another_spelling(name: str, other: str, same: bool) -> None:
    assert may_be_same(name, other) is same
    assert may_be_same(other, name) is same


@given(st.lists(st.text("abc -.é김", max_size=5), max_size=4), st.lists(st.text("abc -.é김", max_size=5), max_size=4))
def test_being_the_same_goes_both_ways(one: list[str], two: list[str]) -> None:
    assert may_be_same(" ".join(one), " ".join(two)) == may_be_same(" ".join(two), " ".join(one))


def test_the_real_digests(real: Papers, digests: Path) -> None:
    newest = {str(each["id"]): each for file in sorted(digests.glob("20*/*/*.md")) for each in read(file)}
    votes = {paper["id"]: paper["votes"] for paper in real("list", "--json").json}
    counts: Counter[str] = Counter()
    theirs: defaultdict[str, list[str]] = defaultdict(list)
    for each in newest.values():
        assert isinstance(each["authors"], list)
        counts.update(each["authors"])
        for name in each["authors"]:
            theirs[name].append(str(each["id"]))
    authors = real("authors", "--json").json
    assert [each["papers"] for each in authors] == [number for _, number in counts.most_common(20)]
    for each in authors:
        stated = [votes[paper] for paper in theirs[each["name"]] if votes[paper] is not None]
        assert each["papers"] == counts[each["name"]]
        assert (each["votes"], each["median_votes"]) == (sum(stated), median(stated))
    (first,) = real("authors", authors[0]["name"], "--json").json
    assert {work["id"] for work in first["works"]} == set(theirs[first["name"]])
