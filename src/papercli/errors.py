"""What can go wrong for a person, as exceptions that carry a sentence, a hint and an exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell."""

    OK = 0
    FAILED = 1
    USAGE = 2
    STORE = 3
    NOTHING = 4  # of `watch run`: nothing is new
    INTERRUPTED = 130


class PapersError(Exception):
    """Root of the errors shown as one sentence: a message, perhaps a hint, and an exit code."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(PapersError):
    """A paper, row or file that was named does not exist."""


class InputError(PapersError):
    """A file that was named cannot be read, or holds no paper."""


class OutputError(PapersError):
    """What was to be written could not be: stdout, or a file that was named."""


class UsageError(PapersError):
    """A value on the command line that cannot be understood."""

    exit_code = ExitCode.USAGE


class StoreError(PapersError):
    """The cache cannot be opened, read or written."""

    exit_code = ExitCode.STORE


class UnfitError(StoreError):
    """The cache cannot be used as it is, but can be made anew."""


class DamageError(UnfitError):
    """The cache holds what was never written to it."""


class VersionError(UnfitError):
    """The cache is of another version of this program, or only half of one."""
