"""Every format: one nasty record in all of them, what reads them back, and where they are written."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string  # type: ignore[import-untyped]

from papercli.digest import read
from papercli.form import Format
from papercli.formats import bibtex, markdown, spreadsheet
from papercli.formats.record import COLUMNS, FIELDS, HIT_FIELDS
from papercli.model import Paper, Section
from tests import terminal
from tests.conftest import Papers
from tests.digests import digest, entry
from tests.nasty import DIGEST, ID

GOLDEN = Path(__file__).parent / "golden"
ALL = ",".join(name for name, _ in FIELDS)
MACHINE = [each for each in Format if each is not Format.TABLE]
SUFFIXES = {
    "jsonl": "jsonl",
    "bib": "bibtex",
    "md": "markdown",
    "json": "json",
    "tsv": "tsv",
    "csv": "csv",
    "CSV": "csv",
}
# What a digest says of a paper; where it stands is another matter.
SAID = ("title", "authors", "authors_truncated", "votes", "date", "image", "video", "sections")


def _paper(title: str = "A Title", authors: tuple[str, ...] = ("Ada Lovelace",), **more: Any) -> Paper:
    facts: dict[str, Any] = {
        **{"id": "2405.00001", "date": "2024-05-01", "votes": 7, "authors_truncated": False},
        **{"image": None, "video": None, "sections": (), "digests": ()},
    } | more
    return Paper(title=title, url=f"https://arxiv.org/abs/{facts['id']}", authors=authors, **facts)


@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("record.json", ["--json"]),
        ("record.jsonl", ["--format", "jsonl"]),
        ("record.csv", ["--format", "csv", "--fields", ALL]),
        ("record.tsv", ["--format", "tsv", "--fields", ALL]),
        ("record.bib", ["--format", "bibtex"]),
        ("record.md", ["--format", "markdown"]),
        ("record.txt", []),
    ],
)
def test_a_nasty_record(papers: Papers, file: str, options: list[str]) -> None:
    papers("import", "-", stdin=DIGEST.encode())
    assert papers("show", ID, *options).out.encode() == (GOLDEN / file).read_bytes()


def test_formats_agree(real: Papers) -> None:
    records = real("list", "--json").json
    lines = real("list", "--format", "jsonl").out.split("\n")
    assert [json.loads(line) for line in lines[:-1]] == records
    assert real("list", "--format", "ids").out == real("list", "-q").out
    assert real("list", "-q").out.split() == [each["id"] for each in records]
    header, *rows = csv.reader(io.StringIO(real("list", "--format", "csv").out, newline=""))
    assert tuple(header) == COLUMNS
    assert rows == [line.split("\t") for line in real("list").out.split("\n")[:-1]]
    for row, each in zip(rows, records, strict=True):
        votes = "" if each["votes"] is None else str(each["votes"])
        assert row[:3] == [each["id"], each["date"], votes]


def test_fields_choose_and_order(papers: Papers) -> None:
    papers("import", "--sample")
    assert papers("list", "-n", "2", "--fields", "votes,id").out.split("\n")[0] == "55\t2408.16357"
    assert papers("list", "-n", "1", "--fields", "votes, id", "--json").out == (
        '[\n{"votes": 55, "id": "2408.16357"}\n]\n'
    )
    assert papers("show", "2408.16357", "--fields", "tags,id", "--format", "jsonl").json == {
        "tags": [],
        "id": "2408.16357",
    }
    assert papers("show", "2408.16357", "--fields", "id", "--json").out == '{"id": "2408.16357"}\n'
    assert papers("new", "-n", "1", "--fields", "id,id,starred", "--format", "csv").out == (
        "id,starred\r\n2408.16357,false\r\n"
    )
    searched = papers("search", "vision", "--fields", "score,id,matched,snippet").out.split("\n")[0].split("\t")
    assert float(searched[0]) > 0
    assert json.loads(searched[2])[0]["word"] == "vision"


def test_fields_are_told_apart(papers: Papers) -> None:
    papers("import", "--sample")
    for argv, said in (
        (["list", "--fields", "titel"], "no field 'titel'\n        did you mean title?"),
        (["list", "--fields", "id,score"], "only a search has the field 'score'"),
        (["show", "1", "--fields", "score", "--json"], "only a search has the field 'score'"),
        (["search", "x", "--fields", "scor"], "did you mean score?"),
        (["list", "--fields", ""], "no field ''"),
        (["list", "--fields", "id", "--format", "bibtex"], "--fields means nothing to bibtex"),
        (["list", "--fields", "id", "-q"], "--fields means nothing to ids"),
        (["list", "--json", "--format", "csv"], "--format csv and --json contradict each other"),
        (["list", "-q", "--json"], "--json and --quiet contradict each other"),
    ):
        run = papers(*argv)
        assert (run.code, run.out) == (2, ""), argv
        assert said in run.err
    for argv in (["list", "--json", "--format", "json"], ["list", "-q", "--format", "ids"]):
        assert papers(*argv).code == 0


@pytest.mark.parametrize("command", [["list", "--author", "nobody"], ["search", "zzqq"], ["search", " "]])
def test_nothing_found(papers: Papers, command: list[str]) -> None:
    papers("import", "--sample")
    papers("list", "--author", "nobody")
    empty = {Format.JSON: "[]\n", Format.CSV: ",".join(COLUMNS) + "\r\n"}
    for each in Format:
        run = papers(*command, "--format", each)
        assert (run.code, run.out) == (0, empty.get(each, ""))
        assert run.err
    assert papers(*command, "-q").err == ""


def test_quiet_says_nothing_beside(papers: Papers) -> None:
    papers("import", "--sample")
    assert papers("list", "-n", "2", "--format", "ids").err == "2 of 11 papers; --limit 0 shows all\n"
    assert papers("list", "-n", "2", "-q").err == ""
    assert papers("show", "2", "-q").out == papers("list", "-q").ids[1] + "\n"
    missing = papers("show", "1", "9999.99999", "-q")
    assert (missing.code, missing.out) == (1, papers("list", "-q").ids[0] + "\n")
    assert "there is no paper '9999.99999'" in missing.err


@pytest.mark.parametrize("each", MACHINE)
def test_same_bytes_on_a_terminal(papers: Papers, each: Format) -> None:
    papers("import", "-", stdin=digest(entry(title="한글 \\\\ & 모델")).encode())
    for argv in (["list"], ["show", "2405.00001"], ["search", "모델"], ["new"]):
        code, shown = terminal.run(*argv, "--format", each, columns=40)
        # The terminal puts a carriage return before each line end, and the harness takes that off.
        assert (code, shown) == (0, papers(*argv, "--format", each).out)


@pytest.mark.parametrize("each", MACHINE)
def test_no_format_steers_a_terminal(papers: Papers, each: Format) -> None:
    papers("import", "-", stdin=DIGEST.encode())
    fields = ["--fields", ALL] if each in (Format.TSV, Format.CSV) else []
    _, shown = terminal.run("show", ID, "--format", each, *fields, columns=80)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", shown)


def test_a_table_in_a_pipe_is_the_human_look(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    papers("import", "--sample")
    monkeypatch.setenv("COLUMNS", "70")
    listed = papers("list", "--format", "table").out
    assert max(map(len, listed.split("\n"))) == 70
    assert "Title" in listed
    assert "\x1b" not in listed
    page = papers("show", "1", "--format", "table").out
    assert page != papers("show", "1").out


def test_csv_runs_nothing() -> None:
    for text in ("=1+1", "+cmd", "-cmd", "@SUM(A1)", "+1-2", "-1+1|x"):
        row = list(csv.reader(io.StringIO("".join(spreadsheet.rows([_paper(text)], ["title"])), newline="")))[1]
        assert row == [f"'{text}"]
    for text in ("-5", "+3.14", "7", "a=b", "1-2"):
        row = list(csv.reader(io.StringIO("".join(spreadsheet.rows([_paper(text)], ["title"])), newline="")))[1]
        assert row == [text]
    assert "".join(spreadsheet.rows([_paper(votes=-3)], ["votes"])) == "votes\r\n-3\r\n"


_NASTY = st.text(
    st.sampled_from("ab C한글\\`*_[]()<>&$!~#{}^%@'\"=|:;,./-+0123\x08\t\r\n\x1b\xa0é") | st.characters(codec="utf-8"),
    max_size=25,
)


def _typeset(source: str) -> str:
    """Return what LaTeX shows for the text of a field: an oracle for the escapes, math and braces aside."""
    signs = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    found = re.compile(r"\\text(\w+)\{\}|\\([&%$#_])|([{}])|([&%$#_~^\\])")

    def shown(match: re.Match[str]) -> str:
        assert not match[4], f"TeX would not take {match[4]!r} in {source!r}"
        return signs[match[1]] if match[1] else match[2] or ""

    return found.sub(shown, source)


@settings(max_examples=100)
@given(_NASTY, st.lists(_NASTY.map(str.strip).filter(bool), max_size=3, unique=True), st.booleans())
def test_bibtex_survives_any_text(title: str, names: list[str], truncated: bool) -> None:
    text = "".join(bibtex.entries([_paper(title.replace("$", ""), tuple(names), authors_truncated=truncated)]))
    (found,) = _bibliography(text).entries.values()
    signs = re.compile("[\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\\s]+")
    assert signs.sub(" ", _typeset(found.fields["title"])).strip() == signs.sub(" ", title.replace("$", "")).strip()
    people = [str(person) for person in found.persons.get("author", [])]
    known = [name for name in names if signs.sub(" ", name).strip()]
    assert len(people) == len(known) + (truncated and bool(known))
    assert people[-1:] == ["others"] or not (truncated and known)


def _bibliography(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def test_bibtex_of_all_real_papers(real: Papers) -> None:
    records = real("list", "--json").json
    found = _bibliography(real("list", "--format", "bibtex").out).entries
    assert len(found) == len({key.lower() for key in found}) == len(records)
    for each, (key, cited) in zip(records, found.items(), strict=True):
        assert (cited.type, cited.fields["eprint"], cited.fields["url"]) == ("misc", each["id"], each["url"])
        assert (cited.fields["archivePrefix"], cited.fields["year"]) == ("arXiv", f"20{each['id'][:2]}")
        people = [" ".join(str(part) for part in _parts(person)) for person in cited.persons.get("author", [])]
        wanted = [*each["authors"], *(["others"] if each["authors"] and each["authors_truncated"] else [])]
        assert [_typeset(name) for name in people] == [" ".join(name.split()) for name in wanted]
        assert key.isascii()
        if "$" not in each["title"]:
            assert _typeset(cited.fields["title"]).split() == re.sub("[\x00-\x1f]", " ", each["title"]).split()


def _parts(person: Any) -> list[str]:
    return [*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names]


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (_paper("Law of Vision", ("Jianbo Yuan",), id="2408.16357"), "yuan2024law"),
        (_paper("The $x$-Net: On It", ("Łukasz Kąś",), id="0704.0001"), "kas2007net"),
        (_paper("A Note", ("Müller, Jörg",), id="hep-th/9901001"), "muller1999note"),
        (_paper("A Note", ("Sammy Davis, Jr.",), id="math.GT/0309136"), "davis2003note"),
        (_paper("Deep Nets", ("Ken Griffey Jr.",)), "griffey2024deep"),
        (_paper("Deep Nets", ("정약용",)), "arxiv2405.00001"),
        (_paper("What's 3D in a 1-bit X-Ray?", ("Ada Lovelace",)), "lovelace2024bit"),
        (_paper("심층 신경망", ("Ada Lovelace",)), "arxiv2405.00001"),
        (_paper("Deep Nets", (), id="hep-th/9901001"), "arxivhep-th-9901001"),
    ],
)
def test_bibtex_keys(paper: Paper, key: str) -> None:
    text = "".join(bibtex.entries([paper] * 29))
    keys = [f"{key}{more}" for more in ["", *"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]]
    assert re.findall(r"^@misc\{(.*),$", text, re.MULTILINE) == keys
    assert ("primaryClass" in text) == ("/" in paper.id)


def test_bibtex_keeps_math_that_is_sound() -> None:
    for title, wanted in (
        ("$\\alpha_{1}^2$ of GPT-4o for $5", "$\\alpha_{1}^2$ of {GPT-4o} for \\$5"),
        ("Broken $x_{1$ and $a%b$", "Broken \\$x\\_\\textbraceleft{}1\\$ and \\$a\\%b\\$"),
        ("LLaMA in 3D, R2-T2 and a Self-Made A", "{LLaMA} in {3D}, {R2-T2} and a Self-Made A"),
    ):
        assert f"  title = {{{wanted}}},\n" in "".join(bibtex.entries([_paper(title)]))


def test_markdown_of_all_real_digests_reads_back(real: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {paper["id"]: paper for paper in real("list", "--json").json}
    assert real("list", "--sort", "votes", "--format", "markdown", "-o", tmp_path / "all.md").code == 0
    monkeypatch.setenv("PAPERS_HOME", str(tmp_path / "fresh"))
    real("import", tmp_path / "all.md")
    after = {paper["id"]: paper for paper in real("list", "--json").json}
    assert after.keys() == before.keys()
    for paper_id, paper in before.items():
        assert {key: after[paper_id][key] for key in SAID} == {key: paper[key] for key in SAID}


def test_markdown_is_a_digest(papers: Papers) -> None:
    text = digest(entry(title="A \\[b\\] \\& \\`c\\`"), entry("2405.00002", votes="-"))
    papers("import", "-", stdin=text.encode())
    assert papers("list", "--sort", "id", "--format", "markdown").out == text.removesuffix("\n")


_LINES = st.sampled_from(
    [
        "- a point",
        "- **Label**: text",
        "- **L:a:**: b",
        "plain",
        "Vote: 3",
        "Authors: X",
        "![](http://i)",
        "* x",
        "1. y",
    ]
    + [
        "  indented",
        "    code",
        "\tTab",
        "> q",
        "- - x",
        "-",
        "---",
        "- ***T***: z",
        "**B**: c",
        "**B**",
        "",
        "",
        "-->",
    ]
    + [
        "#### sub",
        "#### *em* _L_ \\[x\\]",
        "##### a__b:",
        "| a | b |",
        "a\rb",
        "\x08end",
        "[ref]: http://x",
        "a  ",
        "![](http://i)",
    ]
    + ["[Watch Video](http://v)", '<video src="a (b).mp4"></video>', "- `c` $x_1$ <think>", "===", "```", "<!--", "a\\"]
)


def _papers_of(text: str) -> list[Paper]:
    return [
        _paper(**{name: value for name, value in each._asdict().items() if name != "line"})
        for each in read("", text.encode()).entries
    ]


def _flat(sections: tuple[Section, ...]) -> list[tuple[str | None, list[str]]]:
    lines = [(label, [line.strip() for line in text.split("\n") if line.strip()]) for label, text in sections]
    return [(label, [re.sub(r"^\\(?=-+$)", "", line) for line in found]) for label, found in lines]


# Always the same examples: of unclosed fences and tags in the middle of a point, one in some thousands is told
# otherwise, as the module says.
@settings(max_examples=100, derandomize=True)
@given(st.lists(st.lists(_LINES, max_size=7), min_size=1, max_size=3))
def test_markdown_of_any_digest_reads_back(entries: list[list[str]]) -> None:
    bodies = ("\n".join(lines) for lines in entries)
    before = _papers_of("## 2024-05-01\n\n" + "".join(
        f"### [T](https://arxiv.org/abs/2405.{number:05})\n\n{body}\n\n" for number, body in enumerate(bodies)
    ))  # fmt: skip
    after = _papers_of("".join(markdown.digest(before)))
    assert [paper._replace(sections=()) for paper in after] == [paper._replace(sections=()) for paper in before]
    for old, new in zip(before, after, strict=True):
        # What would open a block of its own is indented, and a rule at the start of a point escaped.
        assert _flat(new.sections) == _flat(old.sections)


@settings(max_examples=100)
@given(
    _NASTY.map(lambda text: text.strip(" ")),
    st.lists(
        _NASTY.map(str.strip).filter(lambda name: bool(name) and not re.match(r"[-+….\d]|et|and", name, re.IGNORECASE)),
        unique=True,
        max_size=3,
    ),
    st.booleans(),
    st.none() | st.integers(0, 10**14),
    st.none() | _NASTY.map(str.strip).filter(bool),
    st.text("글 a.\n", max_size=20),
)
def test_markdown_of_any_paper_reads_back(
    title: str, names: list[str], truncated: bool, votes: int | None, label: str | None, text: str
) -> None:
    section = Section(label, re.sub(r"\n\s*", "\n", f"글 {text}").strip(" \n"))
    paper = _paper(title, tuple(names), authors_truncated=truncated, votes=votes, sections=(section,))
    if "\0" in title + "".join(names) + (label or "") or "\r\n" in (label or ""):
        return
    (found,) = _papers_of("".join(markdown.digest([paper])))
    if label is not None and ("\n" in label or label != label.strip()):
        found = found._replace(sections=paper.sections)
    assert found == paper


def test_a_file_gets_what_a_redirect_gets(papers: Papers, tmp_path: Path) -> None:
    papers("import", "--sample")
    for suffix, name in {**SUFFIXES, "txt": "tsv"}.items():
        file = tmp_path / f"out.{suffix}"
        run = papers("list", "-o", file)
        assert (run.code, run.out) == (0, "")
        assert file.read_bytes() == papers("list", "--format", name).out.encode()
    assert papers("list", "--json", "-o", tmp_path / "x.csv").code == 0
    assert len(json.loads((tmp_path / "x.csv").read_text())) == 11
    assert papers("show", "1", "-o", tmp_path / "page.txt").code == 0
    assert (tmp_path / "page.txt").read_text() == papers("show", "1").out
    assert papers("list", "-o", "-").out == papers("list").out
    assert papers("list", "--format", "table", "-o", tmp_path / "table").code == 0
    assert (tmp_path / "table").read_text() == papers("list", "--format", "table").out
    # A terminal changes nothing.
    code, shown = terminal.run("list", "-o", str(tmp_path / "tty"), columns=60)
    assert (code, shown) == (0, "")
    assert (tmp_path / "tty").read_text() == papers("list").out
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_a_file_is_replaced_whole(papers: Papers, tmp_path: Path) -> None:
    papers("import", "--sample")
    file, link = tmp_path / "out", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    assert papers("list", "-q", "-o", link).code == 0
    assert link.is_symlink()
    assert (len(file.read_text().split()), file.stat().st_mode & 0o777) == (11, 0o640)
    before = os.umask(0o027)
    try:
        assert papers("list", "-q", "-o", tmp_path / "new").code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640
    # What is no file stays what it is.
    assert papers("list", "-q", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert papers("list", "-q", "-o", tmp_path / "pipe").code == 0
        assert reader.stdout
        assert reader.stdout.read() == file.read_text()
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_that_cannot_be_written(papers: Papers, tmp_path: Path) -> None:
    papers("import", "--sample")
    missing = f"No such file or directory\n        there is no folder {tmp_path / 'no'}"
    for place, said in ((tmp_path / "no" / "x", missing), (tmp_path, "it is a folder")):
        run = papers("list", "-o", place)
        assert (run.code, run.out, run.err) == (1, "", f"papers: {place}: {said}\n")
    (tmp_path / "kept").write_text("old")
    assert papers("show", "9999.99999", "-o", tmp_path / "kept").code == 1
    assert papers("list", "--fields", "score", "-o", tmp_path / "kept").code == 2
    assert (tmp_path / "kept").read_text() == "old"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_file_is_never_half_written(real: Papers, tmp_path: Path, sent: signal.Signals) -> None:
    whole = real("list", "--json").out
    file = tmp_path / "out.json"
    for delay in (0.1, 0.15, 0.2, 0.25, 0.3):
        file.write_text("old")
        command = [sys.executable, "-m", "papercli", "list", "-o", str(file)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(delay)
            process.send_signal(sent)
        assert file.read_text() in ("old", whole)
    if sent is signal.SIGINT:
        assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("each", [Format.CSV, Format.BIBTEX, Format.MARKDOWN])
def test_a_closed_pipe_is_silent(papers: Papers, each: Format) -> None:
    papers("import", "--sample")
    program = f"import sys; from papercli.cli import main; sys.exit(main(['list', '--format', '{each}']))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_rows_are_remembered_in_every_format(papers: Papers) -> None:
    papers("import", "--sample")
    for each in Format:
        papers("list", "--sort", "title")
        ids = papers("list", "--sort", "votes", "--format", "ids").ids
        papers("list", "--sort", "title")
        papers("list", "--sort", "votes", "--format", each)
        assert papers("show", "1", "11", "-q").ids == [ids[0], ids[10]]


def test_columns_that_a_search_adds_are_known() -> None:
    assert [name for name, _ in HIT_FIELDS] == ["score", "snippet", "matched"]
    assert set(COLUMNS) <= {name for name, _ in FIELDS}
