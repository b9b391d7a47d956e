"""Completion, asked of the shells themselves where they are installed."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from hoory_tui.commands.parts.completion_scripts import script_for
from hoory_tui.commands.parts.grammar import all_grammars
from hoory_tui.commands.registry import COMMANDS, CONSOLES_OWN
from hoory_tui.web.terminal import Terminal

script = cache(script_for)

CASES = [
    (["convers"], ["conversations"]),
    (["conversations", "--status", ""], ["open", "resolved", "pending", "snoozed", "all"]),
    (["conversations", "--status", "re"], ["resolved"]),
    (["conversations", "--status", "="], ["open", "resolved", "pending", "snoozed", "all"]),
    (["conversations", "--status", "=", "re"], ["resolved"]),
    (["-P", "show", "conversations", "--st"], ["--status"]),
    (["config", "va"], ["validate"]),
    (["config", "path", "set"], ["settings"]),
    (["config", "path", "--js"], ["--json", "--jsonl"]),
    (["export", "3", "--format", ""], ["md", "json", "csv"]),
    (["conversations", "--limit", ""], []),
    (["nonsense", ""], []),
    (["login", "--keyr"], ["--keyring"]),
    (["labels", "--token-file", "/etc/hostnam"], ["/etc/hostname"]),
]


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} here")
    return found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_the_script(shell: str, tmp_path: Path) -> None:
    file = tmp_path / "script"
    file.write_text(script(shell))
    done = subprocess.run([needs(shell), "-n", str(file)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_what_the_parsers_know(tmp_path: Path) -> None:
    file = tmp_path / "script"
    lines = [script("bash")]
    for words, _ in CASES:
        quoted = " ".join(map(shlex.quote, words))
        lines += [
            f"COMP_WORDS=(hoory-tui {quoted}); COMP_CWORD={len(words)}; _hoory_tui hoory-tui",
            'printf "%s\\n" "${COMPREPLY[*]}"',
        ]
    file.write_text("\n".join(lines))
    done = subprocess.run(
        [needs("bash"), "--norc", str(file)], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stderr == ""
    found = [line.split() for line in done.stdout.split("\n")[:-1]]
    assert found == [wanted for _, wanted in CASES]


_ZSH_SETUP = """\
PS1='READY> '
autoload -U compinit
compinit -u -D
source {file}
show() {{ print -r -- "<$BUFFER>" }}
zle -N show
bindkey '^X' show
"""


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("hoory-tui convers", "hoory-tui conversations "),
        ("hoory-tui conversations --status re", "hoory-tui conversations --status resolved "),
        ("hoory-tui conversations --status=re", "hoory-tui conversations --status=resolved "),
        ("hoory-tui export 3 --form", "hoory-tui export 3 --format "),
    ],
)
async def test_zsh_completes_what_the_parsers_know(
    typed: str, completed: str, tmp_path: Path
) -> None:
    file = tmp_path / "script"
    file.write_text(script("zsh"))
    (tmp_path / ".zshrc").write_text(_ZSH_SETUP.format(file=file))
    environ = {"HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    shell = await Terminal.open([needs("zsh"), "-i"], {**environ, "TERM": "dumb"}, (120, 30))
    try:
        async with asyncio.timeout(20):
            await read_to(shell, b"READY> ")
            await shell.write(f"{typed}\t\x18".encode())
            assert f"<{completed}>".encode() in await read_to(shell, b">\r")
    finally:
        await shell.close()


async def read_to(shell: Terminal, words: bytes) -> bytes:
    seen = b""
    while words not in seen:
        seen += await shell.read() or pytest.fail(f"it ended: {seen!r}")
    return seen


def test_fish_completes_what_the_parsers_know(tmp_path: Path) -> None:
    file = tmp_path / "script"
    file.write_text(script("fish"))
    fish = needs("fish")
    for words, wanted in CASES[:3]:
        line = shlex.join(["hoory-tui", *words[:-1]]) + f" {words[-1]}"
        command = f"source {file}; complete -C {shlex.quote(line)}"
        done = subprocess.run([fish, "-N", "-c", command], capture_output=True, text=True)
        assert {one.split("\t")[0] for one in done.stdout.splitlines()} == set(wanted)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_it(shell: str) -> None:
    text = script(shell)
    assert all(name in text for name in (*COMMANDS, *CONSOLES_OWN))
    for one in all_grammars():
        for option in one.options:
            for name in option.names:
                # fish names long options without their dashes.
                assert (f" {name.lstrip('-')} " if shell == "fish" else name) in text
