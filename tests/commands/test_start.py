"""What a start of a command brings into the process: no screen, and for lists hardly anything."""

from __future__ import annotations

import sys
from asyncio.subprocess import DEVNULL, PIPE, create_subprocess_exec
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from hoory_tui.commands.registry import COMMANDS, READ

from .acts import Acts, acting

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEAN = {
    "conversations": ["conversations", "--json"],
    "show": ["show", "1"],
    "contacts": ["contacts"],
    "agents": ["agents", "--csv"],
    "teams": ["teams"],
    "inboxes": ["inboxes"],
    "labels": ["labels"],
    "search": ["search", "a"],
    "export": ["export", "1"],
    "whoami": ["whoami"],
}
SCREEN = ("textual", "rich")
HEAVY = (*SCREEN, "asyncio", "aiohttp", "pydantic", "msgspec", "yarl")

_RUN = """
import os, sys
before = dict(os.environ)
from hoory_tui.cli import main
for words in {runs!r}:
    # A token leaves the environment when it is first used, and each run is a start of its own.
    code = main(words, environ=dict(before))
    found = [name for name in {heavy!r} if name in sys.modules]
    sys.stderr.write(f"{{words[0]}} {{code}} {{found}}\\n")
"""
_IMPORT = """
import sys
from hoory_tui.commands.registry import COMMANDS
from hoory_tui.commands.run import make_parser
for command in COMMANDS.values():
    make_parser(command)
    found = [name for name in {screen!r} if name in sys.modules]
    if found:
        sys.exit(f"{{command.name}} brings {{found}}")
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


async def test_every_reading_command_is_run_here() -> None:
    assert set(LEAN) == {one.name for one in COMMANDS.values() if one.group == READ}


async def test_reading_brings_neither_a_loop_nor_models_nor_a_screen(acts: Acts) -> None:
    script = _RUN.format(runs=list(LEAN.values()), heavy=HEAVY)
    process = await create_subprocess_exec(
        *(sys.executable, "-c", script),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env=acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2])),
    )
    _, said = await process.communicate()
    found = [line for line in said.decode().splitlines() if "[" in line]
    assert found == [f"{name} 0 []" for name in LEAN]


async def test_no_command_brings_a_screen_until_it_is_run() -> None:
    process = await create_subprocess_exec(
        *(sys.executable, "-c", _IMPORT.format(screen=SCREEN)), stderr=PIPE
    )
    _, said = await process.communicate()
    assert (process.returncode, said) == (0, b"")
