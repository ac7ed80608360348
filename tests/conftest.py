"""What the tests share: the program as a person runs it, a home of its own, and the real digests."""

import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import settings

from papercli.cli import main

# A busy machine is no fault: time is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = (Path(__file__).resolve().parents[2] / "shared" / "digests").resolve()


@dataclass(frozen=True)
class Run:
    """What a run of the program left: its exit code and both its streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def ids(self) -> list[str]:
        """The ids of a listing, first column of its lines."""
        return [line.split("\t")[0] for line in self.out.splitlines()]


class Papers(Protocol):
    def __call__(self, *argv: str | Path, stdin: bytes | None = None) -> Run: ...


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a library of its own; nobody's real one is touched."""
    folder = tmp_path / "home"
    monkeypatch.setenv("PAPERS_HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("PAPERS_DEBUG", "PAPERS_COLOR", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def papers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Run one command as `papers` does, into a pipe."""

    def run(*argv: str | Path, stdin: bytes | None = None) -> Run:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(word) for word in argv])
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture(scope="session")
def digests() -> Path:
    """The folder of real digests beside the checkout."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the real digests are missing beside the checkout")
        pytest.skip("the real digests are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def real_home(digests: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with all real digests, imported once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("real")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERS_HOME", str(folder))
        assert main(["import", str(digests)]) == 0
    return folder


@pytest.fixture
def real(real_home: Path, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Run one command over the library with all real digests."""
    monkeypatch.setenv("PAPERS_HOME", str(real_home))
    return papers
