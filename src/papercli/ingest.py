"""Reading many digest files, on all cores where there is enough to read, without touching the cache."""

import hashlib
import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papercli import digest
from papercli.digest import NotTextError
from papercli.store.digests import Prepared, prepare

# Below this many bytes one core is done before a second one has started.
_WORTH_A_POOL = 400_000
# Parsed digests wait in memory to be written: so many files a core may be under way.
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: a prepared digest, or the reason why not; neither where it is unchanged."""

    source: str
    prepared: Prepared | None = None
    failure: str | None = None


def read_files(paths: Sequence[Path], known: Mapping[str, bytes]) -> Iterator[Outcome]:
    """Yield the outcome of each file, in the order given; files whose hash is known are not parsed."""
    jobs = [(path, known.get(str(path))) for path in paths]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores > 1 and _size(paths, known) > _WORTH_A_POOL:
        yield from _on_all_cores(jobs, cores)
    else:
        for job in jobs:
            yield _read_file(*job)


def read_text(source: str, data: bytes) -> Outcome:
    """Read the bytes of one digest."""
    try:
        found = digest.read(source, data)
    except NotTextError as error:
        return Outcome(source, failure=str(error))
    return Outcome(source, prepare(found, hash_of(data)))


def reread(source: str, text: str) -> Prepared:
    """Prepare the text of a digest that a cache kept; the bytes that it came from are not known any more."""
    return prepare(digest.parse(source, text), b"")


def hash_of(data: bytes) -> bytes:
    """Return what tells two versions of a file apart."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _size(paths: Sequence[Path], known: Mapping[str, bytes]) -> int:
    """Return how many bytes there are in files that are not known yet."""
    total = 0
    for path in paths:
        if str(path) not in known:
            try:
                total += path.stat().st_size
            except OSError:
                continue
    return total


def _on_all_cores(jobs: Sequence[tuple[Path, bytes | None]], cores: int) -> Iterator[Outcome]:
    # Imported here: it costs more than reading a few digests.
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[Outcome]] = deque()
    with ProcessPoolExecutor(cores) as pool:
        for job in jobs:
            if len(waiting) >= cores * _AHEAD:
                yield waiting.popleft().result()
            waiting.append(pool.submit(_read_file, *job))
        while waiting:
            yield waiting.popleft().result()


def _read_file(path: Path, known: bytes | None) -> Outcome:
    source = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return Outcome(source, failure=error.strerror or str(error))
    return Outcome(source) if hash_of(data) == known else read_text(source, data)
