"""Opening the cache, its schema, and the one place where SQLite's errors become sentences."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from papercli.errors import DamageError, StoreError, UnfitError

Connection = sqlite3.Connection

# Seconds that a writer waits for another.
PATIENCE = 30
# Seconds between tries to open a cache that another process is just clearing, log first.
_WAITS = (0.05, 0.2, 0.5)

_TABLES = {
    "digest",
    "other",
    "entry",
    "paper",
    "arrival",
    "diagnostic",
    "pair",
    "alternative",
    "glossary",
    "mention",
    "search",
}

# A cache of another version is rebuilt from the texts it keeps: count up with any change of the schema,
# of the parser's results or of the index tokens.
VERSION = 7

# Only `digest.source` and `digest.text` are read from a cache of another version, so these two stay.
_SCHEMA = """
CREATE TABLE digest (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    text BLOB NOT NULL,           -- the file's text, UTF-8, deflated
    hash BLOB NOT NULL,           -- of the file's bytes
    size INTEGER NOT NULL,        -- of the file, and its time in ns: while both stay, it is not read again
    mtime INTEGER NOT NULL,
    vanished INTEGER NOT NULL DEFAULT 0  -- the file is gone, and that was told
);
CREATE TABLE other (              -- a file without a paper, not to be read again while it stays as it is
    source TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL
);
CREATE TABLE entry (              -- a paper as one digest has it
    id INTEGER PRIMARY KEY,
    digest INTEGER NOT NULL REFERENCES digest ON DELETE CASCADE,
    arxiv TEXT NOT NULL,
    line INTEGER NOT NULL,
    date TEXT,
    votes INTEGER,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,        -- JSON: [name, ...]
    authors_truncated INTEGER NOT NULL,
    image TEXT,
    video TEXT,
    sections TEXT NOT NULL        -- JSON: [[label, text], ...]
);
CREATE INDEX entry_digest ON entry (digest);
CREATE INDEX entry_arxiv ON entry (arxiv);
CREATE INDEX entry_date ON entry (date, arxiv);
CREATE TABLE paper (              -- what its entries say together, so that a listing reads one row a paper
    id INTEGER PRIMARY KEY,
    arxiv TEXT NOT NULL UNIQUE,
    entry INTEGER NOT NULL,       -- of the newest digest
    title TEXT NOT NULL,
    words TEXT NOT NULL,          -- of the title, as in the index
    date TEXT,
    votes INTEGER,
    line INTEGER NOT NULL,
    digests TEXT NOT NULL         -- JSON: [[date, votes, source, line], ...], oldest first
);
CREATE INDEX paper_date ON paper (date DESC, votes DESC, line, arxiv);
CREATE INDEX paper_votes ON paper (votes DESC, date DESC, line, arxiv);
CREATE TABLE arrival (            -- papers that the last import or sync brought
    arxiv TEXT PRIMARY KEY
);
CREATE TABLE diagnostic (
    digest INTEGER NOT NULL REFERENCES digest ON DELETE CASCADE,
    line INTEGER NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX diagnostic_digest ON diagnostic (digest);
CREATE TABLE pair (               -- of terms, learnt from all sections together
    term TEXT NOT NULL,
    translation TEXT NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    date TEXT,                    -- of the first digest that says so
    source TEXT NOT NULL
);
CREATE TABLE alternative (        -- what a search for a term may find too
    term TEXT NOT NULL,           -- folded (see glossary/words.py)
    text TEXT NOT NULL,
    why TEXT NOT NULL,
    whole INTEGER NOT NULL,
    count INTEGER NOT NULL
);
CREATE INDEX alternative_term ON alternative (term);
CREATE TABLE glossary (           -- one row
    changed INTEGER NOT NULL,     -- entries that came or went since the pairs were learnt
    learnt INTEGER NOT NULL       -- entries that the pairs were learnt from
);
INSERT INTO glossary VALUES (0, 0);
CREATE TABLE mention (            -- the papers of each term that trends count; none while that is to be done
    term TEXT PRIMARY KEY,
    papers BLOB NOT NULL          -- a bit for each paper id, little end first
);
-- Without content of its own: it holds tokens of our making (see index.py), split at blanks. To the tokenizer
-- all that is not ASCII is a letter, so that it takes them as they are, in less time than unicode61.
CREATE VIRTUAL TABLE search USING fts5 (
    title, authors, sections, content='', tokenize="ascii tokenchars '+#*'"
);
-- Bytes of new index entries in memory before they are written: with 1 MiB, as FTS5 has it, an import merges
-- so many small parts that its index takes a third longer.
INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);
-- Parts are merged once there are 16 of them, not by and by from four on: an import writes each word less often,
-- and a search looks into a few parts more.
INSERT INTO search (search, rank) VALUES ('automerge', 0);
"""


def explained(error: Exception) -> StoreError | None:
    """Return the sentence for an error of SQLite that a person can mend; None for a bug, which stays one."""
    if isinstance(error, UnfitError):
        return error
    if isinstance(error, sqlite3.OperationalError) and "Could not decode to UTF-8" in str(error):
        return DamageError(f"the cache is damaged: {error}")
    name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    hint = _HINTS.get(name)
    return StoreError(f"the library cannot be used: {error}", hint) if hint else None


def is_damage(error: Exception) -> bool:
    """Tell whether an error of SQLite says that some database is damaged."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


_HINTS = {
    "SQLITE_BUSY": "another papers is writing; try again in a moment",
    "SQLITE_CANTOPEN": "check that its folder exists and may be read and written",
    "SQLITE_CORRUPT": "remove it and import the digests again",
    "SQLITE_FULL": "make room on the disk",
    "SQLITE_IOERR": "check the disk",
    "SQLITE_NOTADB": "remove it and import the digests again",
    "SQLITE_READONLY": "check that its folder may be written",
}


def connect(path: Path) -> Connection:
    """Open a cache, or make one where there is none; it may be of another version (see `version`)."""
    try:
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror}", "set PAPERS_HOME to a folder of yours") from None
    for wait in _WAITS:
        try:
            return _open(path)
        except sqlite3.OperationalError as error:
            if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR"):
                raise
        time.sleep(wait)
    return _open(path)


def _open(path: Path) -> Connection:
    connection = sqlite3.connect(address(path), uri=True, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version(connection) == 0 and not _tables(connection):
        # Pages of twice the usual size: the index is written in 0.9 of the time.
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            if not _tables(connection):
                _create(connection)
    return connection


def address(path: Path) -> str:
    """Return what SQLite is to open for a database."""
    if path.exists() and not os.access(path.parent, os.W_OK):
        # Readers share their places through a file beside it, which here cannot be made; nobody writes, then.
        return f"{path.as_uri()}?immutable=1"
    return str(path)


def is_current(connection: Connection) -> bool:
    """Tell whether a cache is of this version, and whole as far as its tables go."""
    return version(connection) == VERSION and set(_tables(connection)) >= _TABLES


def version(connection: Connection, schema: str = "main") -> int:
    """Return the version that an open database has, or one attached to it."""
    number: int = connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0]
    return number


def start_over(connection: Connection) -> None:
    """Make all tables anew within a transaction, and leave the texts of a cache of any version in `kept`."""
    tables = _tables(connection)
    if "digest" in tables:
        connection.execute("CREATE TEMP TABLE kept AS SELECT source, text FROM digest ORDER BY source")
    else:
        connection.execute("CREATE TEMP TABLE kept (source TEXT, text BLOB)")
    # The virtual table takes its shadows along, so that it has to go before them.
    for name in sorted(tables, key=lambda name: name != "search"):
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    _create(connection)


def _create(connection: Connection) -> None:
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in rows]


def write_if_possible(connection: Connection, write: Callable[[], None]) -> bool:
    """Write something that can wait, in a transaction; give up at once where another process is writing."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        with transaction(connection):
            write()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_FULL")):
            return False
        raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    return True


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write all of a block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
