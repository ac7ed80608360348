"""Reading many digest files, on all cores where there is enough to read, without touching the cache."""

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from papercli.errors import InputError
from papercli.safe import is_binary
from papercli.sources import SourceFile
from papercli.store.digests import Prepared, prepare
from papercli.store.files import Known

if TYPE_CHECKING:
    from papercli.intake import Explanation

# With fewer bytes for it, a further process is not done sooner than this one would be without it.
_WORTH_A_PROCESS = 400_000
# So much of a file tells whether it is text.
_HEAD = 4096
# Bytes of files that are given to a process at once. It gets only two parcels more than it reads, and none while this
# process writes, so that these have to last: with one file each it waits for a quarter of the time.
_PARCEL = 60_000
# What was read waits in memory to be written: so many parcels for each other process may be under way.
_AHEAD = 8

_Job = tuple[SourceFile, bytes | None]  # a file, and the hash of what is known of it
_Parcel = list[_Job]


class Outcome(NamedTuple):
    """What reading one file gave: a prepared digest, or the reason why not; neither where it is as before."""

    source: str
    prepared: Prepared | None = None
    failure: str | None = None
    size: int = 0
    mtime: int = 0


def read_files(files: Sequence[SourceFile], known: Mapping[str, Known]) -> Iterator[Outcome]:
    """Yield the outcome of each file, in the order given; a file whose hash is known is not parsed."""
    jobs: list[_Job] = [(file, each.hash if (each := known.get(file.source)) else None) for file in files]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    others = min(cores - 1, sum(file.size for file in files) // _WORTH_A_PROCESS)
    if others:
        yield from _with_others(jobs, others)
    else:
        for job in jobs:
            yield _read_file(*job)


def read_text(source: str, data: bytes) -> Outcome:
    """Read the bytes of one digest."""
    # Imported here, and below: most syncs find nothing to read, and the parser is half of their start.
    from papercli import digest

    try:
        found = digest.read(source, data)
    except digest.NotTextError as error:
        return Outcome(source, failure=str(error))
    return Outcome(source, prepare(found, hash_of(data), len(data)))


def reread(source: str, text: str) -> Prepared:
    """Prepare the text of a digest that a cache kept; the bytes that it came from are not known any more."""
    from papercli import digest

    return prepare(digest.parse(source, text), b"")


def explain(source: str, data: bytes) -> "list[Explanation]":
    """Return how each paper in the bytes of a digest is read; raise InputError where they are not text."""
    from papercli import digest
    from papercli.digest.text import decode

    try:
        text, _ = decode(source, data)
    except digest.NotTextError as error:
        raise InputError(f"{source}: {error}") from None
    return digest.explain(source, text)


def hash_of(data: bytes) -> bytes:
    """Return what tells two versions of a file apart."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _with_others(jobs: Iterable[_Job], others: int) -> Iterator[Outcome]:
    # Imported here: it costs more than reading a few digests.
    from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

    waiting: deque[tuple[_Parcel, Future[list[Outcome]]]] = deque()

    def read_here(parcel: _Parcel) -> Future[list[Outcome]]:
        future: Future[list[Outcome]] = Future()
        future.set_result(_read_parcel(parcel))
        return future

    def given(parcel: _Parcel) -> Future[list[Outcome]]:
        try:
            return pool.submit(_read_parcel, parcel)
        except BrokenExecutor:
            return read_here(parcel)

    def oldest() -> list[Outcome]:
        """Take the oldest parcel off; until it is read, read here what nobody has begun, the newest first."""
        parcel, awaited = waiting.popleft()
        for number in reversed(range(len(waiting))):
            if awaited.done():
                break
            other, future = waiting[number]
            if future.cancel():
                waiting[number] = other, read_here(other)
        try:
            return awaited.result()
        except BrokenExecutor:
            # A process was killed, as happens where memory is short.
            return _read_parcel(parcel)

    with ProcessPoolExecutor(others, initializer=_follow_parent) as pool:
        try:
            for parcel in _parcels(jobs):
                if len(waiting) > others * _AHEAD:
                    yield from oldest()
                waiting.append((parcel, given(parcel)))
            while waiting:
                yield from oldest()
        finally:
            pool.shutdown(cancel_futures=True)


def _parcels(jobs: Iterable[_Job]) -> Iterator[_Parcel]:
    parcel: _Parcel = []
    size = 0
    for job in jobs:
        parcel.append(job)
        size += job[0].size
        if size >= _PARCEL:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


def _read_parcel(parcel: _Parcel) -> list[Outcome]:
    return [_read_file(*job) for job in parcel]


def _follow_parent() -> None:
    """Have a worker end with the process that gives out work, and leave ^C, which a terminal sends to all, to that."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent

    def wait() -> None:
        # After a kill -9 of that it would wait for work for ever, with the lock of a repository that it was given.
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _read_file(file: SourceFile, known: bytes | None) -> Outcome:
    source = file.source
    try:
        with file.path.open("rb") as opened:
            head = opened.read(_HEAD)
            # What is no text is not read to its end: it may be larger than the memory.
            data = head if is_binary(head) else head + opened.read()
    except OSError as error:
        return Outcome(source, failure=error.strerror or str(error))
    if hash_of(data) == known:
        return Outcome(source, size=file.size, mtime=file.mtime)
    outcome = read_text(source, data)
    if outcome.prepared is None:
        return outcome
    # As they were before it was read: what is written meanwhile is seen next time.
    return Outcome(source, outcome.prepared._replace(size=file.size, mtime=file.mtime))
