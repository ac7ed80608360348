"""The scripts that bash, zsh and fish complete by, and where each looks for them.

typer brings scripts too. They evaluate what the program prints, so that a title with a quote breaks the line or runs
something, and they set options of the shell for all programs.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from papercli.cli import output
from papercli.cli.options import Version
from papercli.errors import InputError, UsageError
from papercli.nearest import did_you_mean

# A line of the program is a value, a tab and its help; one that ends in two tabs says that files belong here.
# Nothing that it prints is ever evaluated.
_BASH = r"""# Completion of papers for bash.
_papers() {
    local line value current shown=() typed=${COMP_LINE:0:COMP_POINT}
    COMPREPLY=()
    # Readline takes the part of a word after a colon for the word.
    current=${typed##*[[:space:]]}; current=${current#--*=}
    case $current in
        [\"\']*) current= ;;
        *:*) current=${current%"${current##*:}"} ;;
        *) current= ;;
    esac
    [[ $COMP_WORDBREAKS == *:* ]] || current=
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        if [[ $line == *$'\t\t' ]]; then
            compopt -o default 2>/dev/null
            return
        fi
        value=${line%%$'\t'*}
        value=${value#"$current"}
        case ${COMP_WORDS[COMP_CWORD]} in
            \"*) value=${value//\\/\\\\}; value=${value//\"/\\\"}; value=${value//\$/\\\$}; value=${value//\`/\\\`} ;;
            \'*) value=${value//\'/\'\\\'\'} ;;
            *) printf -v value %q "$value" ;;
        esac
        COMPREPLY+=("$value")
        if [[ $line == *$'\t'* ]]; then line="$value  ${line#*$'\t'}"; else line=$value; fi
        shown+=("${line:0:${COLUMNS:-80}-1}")
    done < <(_PAPERS_COMPLETE=complete_bash _PAPERS_LINE=$typed "${1/#\~/$HOME}" 2>/dev/null)
    # Where bash only lists what is possible, and inserts nothing, the help is listed too.
    if [[ $COMP_TYPE == 63 && ${#COMPREPLY[@]} -gt 1 ]]; then COMPREPLY=("${shown[@]}"); fi
}
complete -o nosort -F _papers papers 2>/dev/null || complete -F _papers papers
"""

_ZSH = r"""#compdef papers
# Completion of papers for zsh.
_papers() {
    local line program=${words[1]}
    local -a values shown
    while IFS= read -r line; do
        [[ -n $line ]] || continue
        if [[ $line == *$'\t\t' ]]; then
            [[ $PREFIX == --*=* ]] && compset -P 1 '*='
            _files
            return
        fi
        values+=("${line%%$'\t'*}")
        if [[ $line == *$'\t'* ]]; then
            shown+=("${line%%$'\t'*}  ${line#*$'\t'}")
        else
            shown+=("$line")
        fi
    done < <(_PAPERS_COMPLETE=complete_bash _PAPERS_LINE="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" \
        "${${(Q)program}/#\~/$HOME}" 2>/dev/null)
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    compadd -V papers -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _papers "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _papers papers
fi
"""

_FISH = r"""# Completion of papers for fish.
function __papers_complete
    set -lx _PAPERS_COMPLETE complete_bash
    set -lx _PAPERS_LINE (commandline -cp)
    set -l option (string match -r -- '^--[^=]*=' (commandline -ct))
    set -l program (string replace -r -- '^~' $HOME (commandline -opc)[1])
    for line in ($program 2>/dev/null)
        if test -z "$line"
            continue
        else if string match -q -- '*'\t\t $line
            __fish_complete_path (commandline -ct)
        else
            printf '%s%s\n' "$option" $line
        end
    end
end
complete --command papers --no-files --keep-order --arguments '(__papers_complete)'
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


Install = Annotated[
    bool, typer.Option("--install-completion", help="Complete commands, ids and more on TAB in this shell.")
]
Show = Annotated[
    bool, typer.Option("--show-completion", help="Print what that installs; bash, zsh or fish may follow both.")
]


def options_in_help(
    version: Version = False, install_completion: Install = False, show_completion: Show = False
) -> None:
    """Have the options of the program itself; those for completion are taken before typer (see `main`)."""


def run(wanted: str, shell: str | None = None, *more: str) -> None:
    """Print the script of a shell, or install it: of the one that runs papers, if none is named."""
    if more:
        raise UsageError(f"{wanted} takes one shell: {', '.join(SCRIPTS)}")
    shell = shell or _running()
    if shell not in SCRIPTS:
        raise UsageError(f"there is no completion for {shell!r}: {did_you_mean(shell, SCRIPTS)}")
    if wanted == "--show-completion":
        output.write([SCRIPTS[shell]])
    else:
        _install(shell)


def _running() -> str:
    # typer's own dependency.
    from shellingham import ShellDetectionFailure, detect_shell  # type: ignore[import-untyped]

    try:
        return str(detect_shell()[0])
    except ShellDetectionFailure:
        raise UsageError("the shell that runs papers is unknown", f"name it: {', '.join(SCRIPTS)}") from None


def _install(shell: str) -> None:
    script, start = _files(shell)
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(SCRIPTS[shell], "utf-8", newline="\n")
        output.say(f"the completion for {shell} is in {script}")
        if start is not None and _add(start, f"[ -r {_quoted(script)} ] && . {_quoted(script)}"):
            output.say(f"{start} reads it")
    except OSError as error:
        raise InputError(f"{error.filename or script}: {error.strerror}") from None
    output.say("a new shell has it")


def _files(shell: str) -> tuple[Path, Path | None]:
    """Return where the script of a shell goes, and the file of its start that reads it, if it needs to."""
    home = Path.home()
    if shell == "fish":
        return _folder("XDG_CONFIG_HOME", home / ".config") / "fish" / "completions" / "papers.fish", None
    if shell == "zsh":
        return home / ".zfunc" / "_papers", _folder("ZDOTDIR", home) / ".zshrc"
    data = _folder("XDG_DATA_HOME", home / ".local" / "share")
    return data / "bash-completion" / "completions" / "papers", home / ".bashrc"


def _folder(variable: str, default: Path) -> Path:
    return Path(os.environ.get(variable) or default)


def _add(file: Path, line: str) -> bool:
    """Add a line to a file that a person keeps, unless it is there; what else is in it stays byte by byte."""
    try:
        known = file.read_bytes()
    except FileNotFoundError:
        known = b""
    data = os.fsencode(line)
    if data in known.split(b"\n"):
        return False
    with file.open("ab") as opened:
        opened.write((b"\n" if known and not known.endswith(b"\n") else b"") + data + b"\n")
    return True


def _quoted(path: Path) -> str:
    from shlex import quote

    return quote(str(path))
