"""The completion in the language of each shell; every word in it is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import Final

from hoory_tui.commands.parts.grammar import Grammar, Switch, all_grammars, console_grammar

_BASH: Final = """\
# Completion of hoory-tui for bash, written by hoory-tui completion bash.
_hoory_tui() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local place command= options= choices= values= is_value=
    COMPREPLY=()
    # To bash an equals sign is a word of its own.
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((place = 1; place < COMP_CWORD; place++)); do
        if [[ -n $is_value ]]; then
            is_value=
            continue
        fi
        case "$command ${COMP_WORDS[place]}" in
%(valued)s
            *' '-*) ;;
            *)
                if [[ -z $command ]]; then
                    command=${COMP_WORDS[place]}
                else
                    case "$command ${COMP_WORDS[place]}" in
%(pairs)s
                    esac
                fi ;;
        esac
    done
    case "$command" in
%(commands)s
        *) return ;;
    esac
    case "$command $previous" in
%(values)s
    esac
    if [[ $values == FILES ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    elif [[ -n $values ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current")
    elif [[ -n $is_value ]]; then
        return
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
    fi
}
complete -F _hoory_tui hoory-tui
"""
_ZSH: Final = """\
#compdef hoory-tui
# Completion of hoory-tui for zsh, written by hoory-tui completion zsh.
_hoory_tui() {
    local place command= is_value= previous=${words[CURRENT-1]} current=${words[CURRENT]}
    local -a flags choices values
    if [[ $current == --*=* ]]; then
        previous=${current%%%%=*} current=${current#*=}
        compset -P '--*='
    fi
    for ((place = 2; place < CURRENT; place++)); do
        if [[ -n $is_value ]]; then
            is_value=
            continue
        fi
        case "$command ${words[place]}" in
%(valued)s
            (*' '-*) ;;
            (*)
                if [[ -z $command ]]; then
                    command=${words[place]}
                else
                    case "$command ${words[place]}" in
%(pairs)s
                    esac
                fi ;;
        esac
    done
    case "$command" in
%(commands)s
        (*) return 1 ;;
    esac
    case "$command $previous" in
%(values)s
    esac
    if [[ ${values[1]} == FILES ]]; then
        _files
    elif (( ${#values} )); then
        compadd -a values
    elif [[ -n $is_value ]]; then
        return 1
    elif [[ $current == -* ]]; then
        _describe -o option flags
    else
        _describe command choices
    fi
}
if [[ $funcstack[1] == _hoory_tui ]]; then
    _hoory_tui "$@"
else
    compdef _hoory_tui hoory-tui
fi
"""


def script_for(shell: str) -> str:
    """Return the script for bash, zsh or fish."""
    console, commands = console_grammar(), all_grammars()
    if shell == "fish":
        return "\n".join([*_fish(console, commands), ""])
    everything = [console, *commands]
    valued = [
        _either(one, option) for one in everything for option in one.options if option.takes_value
    ]
    pairs = [quote(one.name) for one in commands if len(one.words) > 1]
    left, table = ("(", _ZSH) if shell == "zsh" else ("", _BASH)
    word = "words[place]" if shell == "zsh" else "COMP_WORDS[place]"
    write = _zsh_words if shell == "zsh" else _bash_words
    abouts = {one.words[0]: one.about for one in commands if len(one.words) == 1}
    return table % {
        "valued": f"            {left}{'|'.join(valued)}) is_value=yes ;;",
        "pairs": f'                        {left}{"|".join(pairs)}) command+=" ${{{word}}}" ;;',
        "commands": "\n".join(
            f"        {left}{quote(one.name)}) {write(one, abouts)} ;;" for one in everything
        ),
        "values": "\n".join(
            f"        {left}{_either(one, option)}) values={_values(option, shell)} ;;"
            for one in everything
            for option in one.options
            if option.choices or option.is_file
        ),
    }


def _either(one: Grammar, option: Switch) -> str:
    return "|".join(quote(f"{one.name} {name}") for name in option.names)


def _values(option: Switch, shell: str) -> str:
    words = list(option.choices) or ["FILES"]
    return f"({' '.join(map(quote, words))})" if shell == "zsh" else quote(" ".join(words))


def _bash_words(one: Grammar, _: dict[str, str]) -> str:
    options = " ".join(name for option in one.options for name in option.names)
    return f"options={quote(options)} choices={quote(' '.join(one.choices))}"


def _zsh_words(one: Grammar, abouts: dict[str, str]) -> str:
    options = _described((name, option.about) for option in one.options for name in option.names)
    choices = _described((word, "" if one.words else abouts.get(word, "")) for word in one.choices)
    # Not "options", which is the shell's own.
    return f"flags=({options}) choices=({choices})"


def _described(pairs: Iterable[tuple[str, str]]) -> str:
    # A colon ends the word where zsh describes it.
    escaped = ((word.replace(":", "\\:"), " ".join(about.split())) for word, about in pairs)
    return " ".join(quote(f"{word}:{about}" if about else word) for word, about in escaped)


def _fish(console: Grammar, commands: list[Grammar]) -> Iterator[str]:
    yield "# Completion of hoory-tui for fish, written by hoory-tui completion fish."
    yield "complete -c hoory-tui -f"
    tops = " ".join(one.name for one in commands if len(one.words) == 1)
    yield f"function __hoory_tui_has_command; __fish_seen_subcommand_from {tops}; end"
    nothing = "not __hoory_tui_has_command"
    for one in commands:
        if len(one.words) == 1:
            yield f"complete -c hoory-tui -n {_fq(nothing)} -a {_fq(one.name)} -d {_fq(one.about)}"
    for option in console.options:
        yield _fish_option(nothing, option)
    for one in commands:
        seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in one.words)
        if one.choices and not (len(one.words) > 1 and one.choices == console.choices):
            below = f"{seen}; and not __fish_seen_subcommand_from {' '.join(one.choices)}"
            words = " ".join(one.choices)
            yield f"complete -c hoory-tui -n {_fq(below)} -a {_fq(words)}"
        for option in one.options:
            yield _fish_option(seen, option)


def _fish_option(when: str, option: Switch) -> str:
    parts = ["complete", "-c", "hoory-tui", "-n", _fq(when)]
    for name in option.names:
        parts += ["-l", name[2:]] if name.startswith("--") else ["-s", name[1:]]
    if option.choices:
        parts += ["-x", "-a", _fq(" ".join(option.choices))]
    elif option.is_file:
        parts += ["-r", "-F"]
    elif option.takes_value:
        parts += ["-x"]
    return " ".join([*parts, "-d", _fq(" ".join(option.about.split()))])


def _fq(text: str) -> str:
    """Return a text as fish reads one in single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
