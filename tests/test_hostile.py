"""Imports of what is no digest, or wants to do harm: a sentence each, and nothing lost that was there before."""

import codecs
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from tests.conftest import Papers, Run
from tests.digests import digest, entry

KEPT = "2401.00001"
NEW = "2405.00001"
NO_PAPER = "no paper was found in it"
BINARY = "it is binary, not Markdown"
NO_MARKDOWN = "there is no Markdown file in this folder"
NOTHING_THERE = "there is no such file or folder"
NOT_A_FILE = "it is not a file or folder"

# What an import tells when all is well; the rest is about what was not.
_REPORT = re.compile(
    r"(?:digests|papers): [\d,]+ new, .*|(?:new|votes|text|removed): .*|.+: it is gone; .*|and [\d,]+ more .*"
)
_SENTENCE = re.compile(r"papers: .+: \S.*|.+:\d+: \S.*")

Import = Callable[..., Run]


@pytest.fixture(autouse=True)
def never_blocked() -> Iterator[None]:
    """Let a test that hangs fail instead."""

    def fail(_: int, __: FrameType | None) -> None:
        raise TimeoutError("the import hangs")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def hostile(papers: Papers, tmp_path: Path) -> Import:
    """Import into a library that has a paper, and check what holds for any import; gives the run.

    `said` are the lines about what was not well, in order; None where any will do. A paper that was there
    stays, and both streams are clean.
    """
    kept = tmp_path / "kept.md"
    kept.write_text(digest(entry(KEPT, "Kept")), "utf-8")
    assert papers("import", kept).code == 0
    shown = papers("show", KEPT, "--json").json

    def run(
        *argv: str | Path, code: int = 0, said: list[str] | None, has: tuple[str, ...] = (), stdin: bytes | None = None
    ) -> Run:
        done = papers("import", *argv, stdin=stdin)
        odd = [line for line in done.err.splitlines() if not _REPORT.fullmatch(line)]
        assert all(map(_SENTENCE.fullmatch, odd)), odd
        assert said is None or odd == said
        assert (done.code, done.out) == (code, "")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]|Traceback", done.err)
        assert papers("show", KEPT, "--json").json == shown
        listed = papers("list", "--sort", "id")
        assert (listed.code, listed.err) == (0, "")
        assert listed.ids == [KEPT, *has]
        return done

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    path = tmp_path / "digests"
    path.mkdir()
    return path


def written(path: Path, text: str | bytes | None = None) -> Path:
    """Write a file, by default a good digest, and return its path."""
    text = digest() if text is None else text
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def guarded(tmp_path: Path) -> str:
    """Skip where permissions do not bite, as for root."""
    path = written(tmp_path / "guarded", b"")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read whatever permissions say")
    return "Permission denied"


# Contents.


@pytest.mark.parametrize(
    "data",
    [b"\0\1\2", b"\x7fELF\2\1\1\0" + bytes(range(256)) * 100, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0" * 1_000_000],
    ids=["short", "elf", "png", "zeros"],
)
def test_binary(hostile: Import, tmp_path: Path, data: bytes) -> None:
    file = written(tmp_path / "x.md", data)
    hostile(file, code=1, said=[f"papers: {file}: {BINARY}"])


def test_random_bytes_behind_a_digest(hostile: Import, tmp_path: Path) -> None:
    file = written(tmp_path / "x.md", (digest() + "x" * 5000 + "\n").encode() + bytes(range(256)) * 1000)
    run = hostile(file, said=None, has=(NEW,))
    assert f"{file}:" in run.err
    assert "bytes that are not valid text were replaced" in run.err


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\n\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\r", b"\n" * 200_000])
def test_empty(hostile: Import, tmp_path: Path, data: bytes) -> None:
    file = written(tmp_path / "x.md", data)
    hostile(file, code=1, said=[f"papers: {file}: {NO_PAPER}"])


@pytest.mark.parametrize("text", ["## Daily Papers (2024-05-01)", "#", "# \n", "### [T](https://arxiv.org/abs/)\n"])
def test_only_a_heading_without_a_paper(hostile: Import, tmp_path: Path, text: str) -> None:
    file = written(tmp_path / "x.md", text)
    hostile(file, code=1, said=[f"papers: {file}: {NO_PAPER}"])


def test_only_the_heading_of_a_paper(hostile: Import, tmp_path: Path) -> None:
    file = written(tmp_path / "x.md", f"### [T](https://arxiv.org/abs/{NEW})")
    said = ["has no summary", "has no date, neither in a heading above nor in the path", "has no votes"]
    hostile(file, said=[f"{file}:1: {NEW} {what}" for what in said], has=(NEW,))


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF16_LE + digest().encode("utf-16-le"),
        codecs.BOM_UTF16_BE + digest().encode("utf-16-be"),
        codecs.BOM_UTF16_LE + digest().replace("\n", "\r\n").encode("utf-16-le"),
        codecs.BOM_UTF8 + digest().encode(),
        digest().replace("\n", "\r\n").encode(),
        digest().replace("\n", "\r").encode(),
        digest().rstrip("\n").encode(),
    ],
    ids=["utf-16-le", "utf-16-be", "utf-16-crlf", "bom", "crlf", "cr", "no-last-line-end"],
)
def test_ways_to_write_the_same_text(hostile: Import, papers: Papers, tmp_path: Path, data: bytes) -> None:
    hostile(written(tmp_path / "x.md", data), said=[], has=(NEW,))
    paper = papers("show", NEW, "--json").json
    assert (paper["title"], paper["votes"], paper["authors"]) == ("A Title", 7, ["Ada Lovelace", "Alan Turing"])
    assert paper["sections"] == [{"label": "What's New", "text": "새로운 모델(model)을 제안합니다."}]
    assert paper["digests"][0]["line"] == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_binary(hostile: Import, tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path / "x.md", digest().encode(encoding))
    hostile(file, code=1, said=[f"papers: {file}: {BINARY}"])


@pytest.mark.parametrize("tail", [b"\x41", b"\x00\xd8\x41\x00", b"\x00\xdc\x0a\x00"], ids=["odd", "high", "low"])
def test_broken_utf_16(hostile: Import, tmp_path: Path, tail: bytes) -> None:
    data = codecs.BOM_UTF16_LE + digest().rstrip("\n").encode("utf-16-le") + tail
    file = written(tmp_path / "x.md", data)
    hostile(file, said=[f"{file}:11: bytes that are not valid text were replaced"], has=(NEW,))


@pytest.mark.parametrize("bad", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe3\x81"])
def test_invalid_utf_8(hostile: Import, tmp_path: Path, bad: bytes) -> None:
    file = written(tmp_path / "x.md", digest(entry(title="A T@tle")).encode().replace(b"@", bad))
    hostile(file, said=[f"{file}:3: bytes that are not valid text were replaced"], has=(NEW,))


@pytest.mark.parametrize("place", ["title", "authors", "votes", "points"])
def test_nul_bytes_far_down(hostile: Import, papers: Papers, tmp_path: Path, place: str) -> None:
    value = {"title": "A\0B", "authors": "A\0B, C", "votes": "1\0", "points": ["- A\0B"]}[place]
    text = "intro\n" * 1000 + digest(entry(**{place: value}))  # type: ignore[arg-type]
    file = written(tmp_path / "x.md", text)
    run = hostile(file, said=None, has=(NEW,))
    assert f"{file}:{text[: text.index(chr(0))].count(chr(10)) + 1}: control character U+0000" in run.err
    assert "\0" not in papers("show", NEW).out


def test_hostile_bytes_on_standard_input(hostile: Import) -> None:
    assert BINARY in hostile("-", code=1, said=None, stdin=b"\0").err
    assert NO_PAPER in hostile("-", code=1, said=None, stdin=b"").err
    hostile("-", said=[], stdin=digest().encode("utf-16"), has=(NEW,))
    invalid = digest(entry(title="A T@tle")).encode().replace(b"@", b"\xff")
    assert ":3: bytes that are not valid text were replaced" in hostile("-", said=None, stdin=invalid, has=(NEW,)).err


@pytest.mark.parametrize(
    "authors",
    [
        pytest.param(r'["\ud800"]', id="surrogate"),
        pytest.param(f"[0x{'f' * 5000}]", id="hexadecimal"),
        pytest.param(f"[{'9' * 5000}]", id="digits"),
        pytest.param(r'["\x00", "a\d", "\N{NO SUCH}"]', id="escapes"),
        pytest.param(f"{'[' * 100_000}{']' * 100_000}", id="nested"),
        pytest.param(f"[{'-' * 100_000}1]", id="signs"),
        pytest.param("[1], {}[0]", id="subscript"),
        pytest.param("[__import__('os').abort()]", id="call"),
        pytest.param("a," * 100_000, id="many"),
    ],
)
def test_lists_of_authors(hostile: Import, tmp_path: Path, authors: str) -> None:
    hostile(written(tmp_path / "x.md", digest(entry(authors=authors))), said=[], has=(NEW,))


@pytest.mark.parametrize("votes", ["9" * 5000, "٣", "²", "1e9", "0x10", "--", "NaN", "9" * 16])
def test_votes(hostile: Import, tmp_path: Path, votes: str) -> None:
    hostile(written(tmp_path / "x.md", digest(entry(votes=votes))), said=None, has=(NEW,))


@pytest.mark.parametrize("day", ["0000-00-00", "2024-02-30", "9999-99-99", "٢٠٢٤-٠١-٠١"])
def test_days(hostile: Import, tmp_path: Path, day: str) -> None:
    file = written(tmp_path / "x.md", digest(heading=f"## Papers ({day})\n\n"))
    hostile(file, said=None, has=(NEW,))


# Sizes.


def test_a_hundred_megabytes_in_one_line(hostile: Import, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    with file.open("wb") as writing:
        for _ in range(100):
            writing.write(b"x" * 1_000_000)
    hostile(file, code=1, said=[f"papers: {file}: {NO_PAPER}"])
    file.unlink()


@pytest.mark.parametrize("where", ["title", "votes", "authors", "point", "control", "between"])
def test_megabytes_in_one_line_of_a_paper(hostile: Import, papers: Papers, tmp_path: Path, where: str) -> None:
    long = "x" * 2_000_000
    entries = {
        "title": digest(entry(), entry("2405.00002", title=long)),
        "votes": digest(entry(votes=long)),
        "authors": digest(entry(authors=long)),
        "point": digest(entry(points=[f"- {long}"])),
        "control": digest(entry(points=[f"- {chr(7) * 1_000_000}"])),
        "between": f"{long}\n\n{digest()}",
    }
    run = hostile(written(tmp_path / "x.md", entries[where]), said=None, has=(NEW,))
    assert len(run.err) < 3000
    if where == "point":
        assert papers("show", NEW, "--json").json["sections"] == [{"label": None, "text": long}]


def test_a_file_larger_than_the_memory(hostile: Import, tmp_path: Path) -> None:
    file = written(tmp_path / "x.md", b"")
    os.truncate(file, 64 << 30)  # sparse: it takes no room
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, hard))
    try:
        hostile(file, code=1, said=None)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        file.unlink()


# A million take 13 s: fewer go the same way.
@pytest.mark.parametrize("text", ["# h\n", "#\n", "###### [a](b)\n", "h\n-\n"])
def test_a_great_many_headings(hostile: Import, tmp_path: Path, text: str) -> None:
    file = written(tmp_path / "x.md", text * 30_000)
    hostile(file, code=1, said=[f"papers: {file}: {NO_PAPER}"])
    hostile(written(file, digest() + text * 20_000), said=None, has=(NEW,))


def test_a_great_many_papers_in_a_file(hostile: Import, papers: Papers, tmp_path: Path) -> None:
    found = [f"2405.{number:05d}" for number in range(8_000)]
    text = "".join(f"### [T](https://arxiv.org/abs/{each})\n" for each in found)
    run = hostile(written(tmp_path / "x.md", text), said=None, has=tuple(found))
    assert len(run.err.splitlines()) < 60


@pytest.mark.parametrize(
    "text",
    [
        "".join("  " * depth + "- a\n" for depth in range(1000)),
        "- " * 50_000 + "a\n",
        "1. " * 50_000 + "a\n",
        ">" * 200_000 + " a\n",
        "".join(">" * depth + " a\n" for depth in range(1000)),
        "- > " * 50_000 + "a\n",
        "- a\n> b\n" * 10_000,
        "- a\n> b\n" * 15,
        "1. a\n- b\n" * 5_000,
        "- " + "[" * 200_000 + "\n",
        "#### " + "[" * 9_000 + "\n",
        "#### " + "[" * 4_000 + "a" + "](b)" * 1_400 + "\n",
        "#### " + "*a _b " * 1_600 + "\n",
        "#### " + "![](" * 2_400 + "\n",
        "<div>\n" * 20_000,
        "<video " * 20_000 + "\n",
        "<!--\n" * 20_000,
        "```\n" * 20_001,
        "".join("~" * depth + "\n" for depth in range(3, 500)),
        "[a]: b\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_deep_nesting(hostile: Import, tmp_path: Path, text: str) -> None:
    file = written(tmp_path / "x.md", f"{digest(entry(NEW))}\n{text}\n\n{digest(entry('2405.00002'))}")
    hostile(file, said=None, has=(NEW, "2405.00002"))


def test_a_quote_right_above_a_paper(hostile: Import, tmp_path: Path) -> None:
    text = f"{digest().rstrip()}\n\n> quoted\n{entry('2405.00002')}"
    hostile(written(tmp_path / "x.md", text), said=[], has=(NEW, "2405.00002"))


# What is no file.


def test_a_pipe(hostile: Import, folder: Path) -> None:
    os.mkfifo(folder / "a.md")
    hostile(folder / "a.md", code=1, said=[f"papers: {folder / 'a.md'}: {NOT_A_FILE}"])
    hostile(folder, code=1, said=[f"papers: {folder}: {NO_MARKDOWN}"])
    (folder / "link.md").symlink_to("a.md")
    written(folder / "b.md")
    hostile(folder, said=[], has=(NEW,))


def test_a_file_that_became_a_pipe(hostile: Import, folder: Path) -> None:
    file = written(folder / "a.md")
    hostile(file, said=[], has=(NEW,))
    file.unlink()
    os.mkfifo(file)
    hostile(file, code=1, said=[f"papers: {file}: {NOT_A_FILE}"], has=(NEW,))


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/tty"])
def test_a_device(hostile: Import, folder: Path, device: str) -> None:
    hostile(device, code=1, said=[f"papers: {device}: {NOT_A_FILE}"])
    (folder / "link.md").symlink_to(device)
    hostile(folder, code=1, said=[f"papers: {folder}: {NO_MARKDOWN}"])


def test_a_socket(hostile: Import, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.md")
    hostile(folder / "a.md", code=1, said=[f"papers: {folder / 'a.md'}: {NOT_A_FILE}"])
    hostile(folder, code=1, said=[f"papers: {folder}: {NO_MARKDOWN}"])


def test_a_file_below_a_file(hostile: Import, tmp_path: Path) -> None:
    file = written(tmp_path / "x.md") / "y.md"
    hostile(file, code=1, said=[f"papers: {file}: Not a directory"])


def test_no_name(hostile: Import, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder / "a.md")
    monkeypatch.chdir(folder)
    hostile("", code=1, said=None)


@pytest.mark.parametrize("place", ["gone.md", "./gone.md", "../digests/gone.md"])
def test_a_relative_path_that_is_not_there(
    hostile: Import, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(folder)
    hostile(place, code=1, said=[f"papers: {place}: {NOTHING_THERE}"])


# Permissions.


def test_an_unreadable_file(hostile: Import, folder: Path, guarded: str) -> None:
    written(folder / "a.md").chmod(0)
    hostile(folder / "a.md", code=1, said=[f"papers: {folder / 'a.md'}: {guarded}"])
    written(folder / "b.md", digest(entry("2405.00002")))
    hostile(folder, code=1, said=[f"papers: {folder / 'a.md'}: {guarded}"], has=("2405.00002",))


def test_an_unreadable_folder(hostile: Import, folder: Path, guarded: str) -> None:
    written(folder / "a.md")
    folder.chmod(0)
    try:
        hostile(folder, code=1, said=[f"papers: {folder}: {guarded}"])
    finally:
        folder.chmod(0o700)


def test_an_unreadable_folder_in_a_folder(hostile: Import, folder: Path, guarded: str) -> None:
    written(folder / "a.md")
    (folder / "b").mkdir(mode=0)
    try:
        hostile(folder, code=1, said=[f"papers: {folder / 'b'}: {guarded}"], has=(NEW,))
    finally:
        (folder / "b").chmod(0o700)


# Links.


def test_a_link_to_itself(hostile: Import, folder: Path) -> None:
    (folder / "a.md").symlink_to("a.md")
    hostile(folder / "a.md", code=1, said=[f"papers: {folder / 'a.md'}: Too many levels of symbolic links"])


def test_a_link_to_itself_in_a_folder(hostile: Import, folder: Path) -> None:
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")
    written(folder / "c.md")
    hostile(folder, said=None, has=(NEW,))


def test_links_to_folders_around(hostile: Import, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "up").symlink_to("..")
    (folder / "in" / "self.md").symlink_to(".")
    (folder / "root").symlink_to("/")
    written(folder / "in" / "a.md")
    hostile(folder, said=[], has=(NEW,))
    hostile(folder / "in" / "up" / "in" / "up", said=[], has=(NEW,))


def test_a_dangling_link(hostile: Import, folder: Path) -> None:
    link = folder / "a.md"
    link.symlink_to("gone.md")
    run = hostile(link, code=1, said=None)
    assert run.err.startswith(f"papers: {link}: ")
    assert NOTHING_THERE in run.err
    written(folder / "b.md")
    hostile(folder, said=[], has=(NEW,))


def test_links_that_leave_a_folder(hostile: Import, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "digests-too"  # a name that begins like the folder's
    outside.mkdir()
    written(outside / "a.md", digest(entry("2405.00009")))
    (folder / "a.md").symlink_to(outside / "a.md")
    (folder / "b.md").symlink_to("../digests-too/a.md")
    (folder / "c.md").symlink_to("b.md")
    (folder / "d").symlink_to(outside, target_is_directory=True)
    hostile(folder, code=1, said=[f"papers: {folder}: {NO_MARKDOWN}"])
    written(folder / "e.md")
    hostile(folder, said=[], has=(NEW,))


def test_a_file_named_by_many_names_is_one(
    hostile: Import, papers: Papers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(folder / "a.md")
    (folder.parent / "link.md").symlink_to(file)
    (folder.parent / "link").symlink_to(folder)
    monkeypatch.chdir(folder)
    names = [file, file, "a.md", "./a.md", "../digests/a.md", "../link.md", "../link/a.md", folder, "../link"]
    run = hostile(*names, said=[], has=(NEW,))
    assert "digests: 1 new, 0 changed, 0 unchanged\npapers: 1 new, 0 changed, 0 unchanged\n" in run.err
    for name in names:
        assert "digests: 0 new, 0 changed, 1 unchanged\n" in hostile(name, said=[], has=(NEW,)).err
    assert len(papers("show", NEW, "--json").json["digests"]) == 1


def test_a_link_inside_of_a_folder_is_no_second_digest(hostile: Import, papers: Papers, folder: Path) -> None:
    written(folder / "a.md")
    (folder / "b.md").symlink_to("a.md")
    hostile(folder, said=[], has=(NEW,))
    assert len(papers("show", NEW, "--json").json["digests"]) == 1


# Names.


_NAMES = {
    "tab": "a\tb.md",
    "escape": "\x1b[31m.md",
    "return": "a\rb.md",
    "bell": "\x07\x7f.md",
    "c1": "\x9b31m.md",
    "backslash": "a\\b.md",
    "blank": " .md",
    "dash": "-r.md",
    "direction": "\u202edm.md",
    "quote": "';--\".md",
    "percent": "%s{0}[bold].md",
    "hangul": "요약.md",
    "decomposed": "요약.md",
    "colon": "x:1: fine.md",
    "sample": "sample:2024.md",
    "long": "x" * 252 + ".md",
}


@pytest.mark.parametrize("name", _NAMES.values(), ids=_NAMES)
def test_names(hostile: Import, papers: Papers, folder: Path, name: str) -> None:
    file = written(folder / name, digest(entry(votes=None)))
    run = hostile(file, said=None, has=(NEW,))
    assert f":3: {NEW} has no votes\n" in run.err
    assert papers("show", NEW, "--json").json["digests"][0]["source"] == str(file)
    assert "digests: 0 new, 0 changed, 1 unchanged\n" in hostile(folder, said=[], has=(NEW,)).err
    written(file, b"\0")
    assert hostile(folder, code=1, said=None, has=(NEW,)).err.count(BINARY) == 1


@pytest.mark.parametrize("data", [digest(entry(votes=None)), "\0", ""], ids=["odd", "binary", "empty"])
def test_a_name_of_two_lines(hostile: Import, folder: Path, data: str) -> None:
    file = written(folder / "a\npapers: b.md", data)
    run = hostile(file, code=0 if len(data) > 1 else 1, said=None, has=(NEW,) if len(data) > 1 else ())
    assert len([line for line in run.err.splitlines() if "b.md" in line and "a" in line]) == 1


@pytest.mark.parametrize("name", [b"\xff\xfe.md", b"a\xe3\x81.md", b"\xff/a.md"], ids=["latin", "cut", "folder"])
def test_a_name_of_invalid_bytes(hostile: Import, folder: Path, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    file.parent.mkdir(exist_ok=True)
    written(file)
    hostile(file, said=[], has=(NEW,))


def test_a_name_of_invalid_bytes_in_a_folder(hostile: Import, folder: Path) -> None:
    written(folder / "a.md")
    written(Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")), digest(entry("2405.00002")))
    hostile(folder, said=[], has=(NEW, "2405.00002"))


def test_a_name_of_invalid_bytes_that_is_not_there(hostile: Import, folder: Path) -> None:
    run = hostile(os.fsdecode(os.fsencode(folder) + b"/\xff.md"), code=1, said=None)
    assert NOTHING_THERE in run.err


@pytest.mark.parametrize("place", ["x" * 300 + ".md", "/".join(["x" * 200] * 30)], ids=["name", "path"])
def test_a_name_too_long_for_the_system(hostile: Import, folder: Path, place: str) -> None:
    hostile(folder / place, code=1, said=[f"papers: {folder / place}: File name too long"])


# Folders.


def test_five_thousand_files(hostile: Import, folder: Path) -> None:
    for number in range(5000):
        paper = f"### [T](https://arxiv.org/abs/2405.{number:05d})\n"
        written(folder / f"{number}.md", "text\n" if number % 5 else paper)
    run = hostile(folder, said=None, has=tuple(f"2405.{number:05d}" for number in range(0, 5000, 5)))
    assert "digests: 1,000 new, 0 changed, 0 unchanged\n" in run.err
    assert len(run.err.splitlines()) < 60


def test_suffixes(hostile: Import, folder: Path) -> None:
    for name in ("a.MARKDOWN", "b.Md", "c.mD", "d.markDown"):
        written(folder / name, digest(entry(f"2405.0000{ord(name[0]) - ord('a')}")))
    for name in ("e.txt", "f.md~", "g", "md", "h.md.bak"):
        written(folder / name, digest(entry("2405.00009")))
    hostile(folder, said=[], has=("2405.00000", "2405.00001", "2405.00002", "2405.00003"))


def _nested(folder: Path, name: str, depth: int) -> None:
    """Make folders in each other, deeper than a path may be long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


@pytest.fixture
def removed(folder: Path) -> Iterator[Path]:
    """A folder that is removed again, as neither Python nor pytest gets to the bottom of what is in it."""
    yield folder
    subprocess.run(["rm", "-rf", "--", folder], check=True)


def test_folders_as_deep_as_paths_go(hostile: Import, removed: Path) -> None:
    written(removed / "a.md")
    _nested(removed, "d", 1500)
    hostile(removed, said=[], has=(NEW,))


def test_folders_deeper_than_paths_go(hostile: Import, removed: Path) -> None:
    written(removed / "a.md")
    _nested(removed, "d" * 200, 30)
    run = hostile(removed, code=1, said=None, has=(NEW,))
    assert "File name too long" in run.err


@pytest.mark.parametrize("inside", [False, True], ids=["empty", "with a digest"])
def test_a_file_replaced_by_a_folder(hostile: Import, folder: Path, inside: bool) -> None:
    file = written(folder / "a.md")
    hostile(file, said=[], has=(NEW,))
    file.unlink()
    file.mkdir()
    if inside:
        written(file / "b.md", digest(entry("2405.00002")))
    # That it is gone may be told, too.
    run = hostile(file, code=0 if inside else 1, said=None, has=(NEW, "2405.00002") if inside else (NEW,))
    assert inside or f"papers: {file}: {NO_MARKDOWN}\n" in run.err
    hostile(folder, code=0 if inside else 1, said=None, has=(NEW, "2405.00002") if inside else (NEW,))


def test_a_folder_replaced_by_a_file(hostile: Import, folder: Path) -> None:
    (folder / "a.md").mkdir()
    written(folder / "a.md" / "b.md")
    hostile(folder, said=[], has=(NEW,))
    shutil.rmtree(folder / "a.md")
    written(folder / "a.md", digest(entry("2405.00002")))
    hostile(folder, said=None, has=(NEW, "2405.00002"))


def test_what_is_good_is_read_whatever_is_beside_it(hostile: Import, folder: Path, tmp_path: Path) -> None:
    written(folder / "binary.md", b"\0")
    written(folder / "empty.md", b"")
    os.mkfifo(folder / "pipe.md")
    (folder / "gone.md").symlink_to("nowhere")
    good = written(tmp_path / "good.md")
    gone = tmp_path / "gone"
    run = hostile("/dev/zero", gone, folder, good, code=1, said=None, has=(NEW,))
    odd = [line for line in run.err.splitlines() if not _REPORT.fullmatch(line)]
    assert sorted(odd) == sorted(
        [
            f"papers: /dev/zero: {NOT_A_FILE}",
            f"papers: {gone}: {NOTHING_THERE}",
            f"papers: {folder / 'binary.md'}: {BINARY}",
        ]
    )
