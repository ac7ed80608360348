"""What is wrong with a command line or with what surrounds a run, in the words of the house."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from papercli.errors import PapersError, UsageError
from papercli.nearest import did_you_mean, nearest

# What typer's sentence about a value begins with; only the hint depends on it.
_VALUE = re.compile(r"""(['"])(.*)\1 is not one of """)
# How typer says what a number has to be, and how we do.
_NUMBERS = (
    (re.compile("is not a valid int.*"), "is not a whole number"),
    (re.compile("is not in .*>=(.*)"), r"is below \1"),
)


class NoSuchCommandError(typer.BadParameter):
    """A command that does not exist."""

    def __init__(self, name: str, group: TyperGroup, context: typer.Context) -> None:
        super().__init__(f"there is no command {name!r}", ctx=context)
        self.name = name
        self.names = tuple(group.commands)


def explain(error: Any) -> tuple[str, UsageError]:
    """Return how the command is used, and what is wrong, for any error that typer raises for a command line."""
    context = error.ctx
    usage = context.get_usage() if context else "Usage: papers [OPTIONS] COMMAND [ARGS]..."
    message, hint = _said(error)
    return usage, UsageError(message, hint or f"{context.command_path if context else 'papers'} --help says more")


def _said(error: Any) -> tuple[str, str | None]:
    if isinstance(error, NoSuchCommandError):
        return error.message, _guess(error.name, error.names)
    if hasattr(error, "possibilities"):
        return f"there is no option {error.option_name!r}", _guess_option(error.option_name, error.ctx)
    parameter = getattr(error, "param", None)
    if parameter is not None and error.message:
        value = _VALUE.match(error.message)
        choices = [str(getattr(each, "value", each)) for each in getattr(parameter.type, "choices", ())]
        option = next((each for each in parameter.opts if each.startswith("--")), parameter.human_readable_name)
        if value and choices:
            said = f"{option}: there is no {option.lstrip('-')} {value[1]}{value[2]}{value[1]}"
            return said, did_you_mean(value[2], choices)
        said = _plain(error.message)
        for theirs, ours in _NUMBERS:
            said = theirs.sub(ours, said)
        return f"{option}: {said}", None
    return _plain(error.format_message()), None


def _guess(word: str, names: Iterable[str]) -> str | None:
    near = nearest(word, names)
    return f"did you mean {near}?" if near else None


def _guess_option(option: str, context: Any) -> str | None:
    # Without their dashes, which make any two options alike.
    names = {each.lstrip("-"): each for each in _options(context)}
    near = nearest(option.lstrip("-"), names)
    if near is None and context and context.parent is None:
        return "options come after the command: papers list --json"
    return f"did you mean {names[near]}?" if near else None


def _options(context: Any) -> Iterator[str]:
    for parameter in context.command.get_params(context) if context else ():
        if parameter.param_type_name == "option":
            yield from (*parameter.opts, *parameter.secondary_opts)


def _plain(sentence: str) -> str:
    """Return a sentence of typer's as one of ours: no capital, no full stop."""
    sentence = sentence.strip().rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def blamed(error: Exception, argv: Sequence[str]) -> PapersError:
    """Return the sentence for what the system did, or the words of a command line; raise a bug."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return PapersError(f"{error.filename}: {reason}" if error.filename else reason)
    if isinstance(error, UnicodeEncodeError) and (
        word := next((each for each in argv if _SURROGATE.search(each)), None)
    ):
        return UsageError(f"{word!r} is not UTF-8")
    # SQLite and islice count to 2**63.
    number = next((each for each in argv if _HUGE.search(each)), None)
    if isinstance(error, OverflowError | ValueError) and number is not None:
        return UsageError(f"{number!r} is too large a number")
    raise error


# What Python makes of bytes that are no UTF-8.
_SURROGATE = re.compile("[\ud800-\udfff]")
_HUGE = re.compile(r"\d{16}")
