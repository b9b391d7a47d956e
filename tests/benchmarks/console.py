"""The whole console on a terminal, beside the barest Textual app: keys and idleness."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.benchmarks import bare
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import Answer, Terminal

KEYS: Final = 8
"""Down and as many up again, which never scrolls."""
SCROLLS: Final = 8
IDLE_SECONDS: Final = 10

CONSOLE: Final = [sys.executable, "-m", "hoory_tui"]
BARE: Final = [sys.executable, str(Path(bare.__file__))]
_PAGES: Final = 5
"""Of the list, to be told of; enough for rows to compare with."""
_PAGE_SIZE: Final = 25
_VISIBLE: Final = 22
"""More rows of two lines than the terminal shows."""
_PAUSE: Final = 0.06
_QUIET: Final = 0.3


@dataclass(frozen=True, slots=True)
class Desk:
    """A demo desk in a process of its own, without visitors."""

    environ: dict[str, str]
    names: list[str]
    """Of the contacts at the top of the list, newest first."""
    rows: list[str]
    process: subprocess.Popen[str]
    about: dict[str, Any]

    def order(self, line: str) -> dict[str, float]:
        """Give an order about the load; return what was sent so far."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        told: dict[str, float] = json.loads(self.process.stdout.readline())
        return told

    def page(self, number: int) -> list[dict[str, Any]]:
        """Return a page of its list, the latest first."""
        return _page(self.about, number)


@contextmanager
def running_desk(conversations: int = 100, seed: int = 1) -> Iterator[Desk]:
    """Run the desk for as long as the block lasts; there is no load until it is ordered."""
    command = [*CONSOLE, "demo-server", "--quiet-visitors", "--json", "--rate", "0"]
    command += ["--conversations", str(conversations), "--seed", str(seed)]
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environ(home)
        ) as process,
    ):
        try:
            assert process.stdout is not None
            about = json.loads(process.stdout.readline())
            yield _describe(process, about, home)
        finally:
            process.terminate()


def _environ(home: str) -> dict[str, str]:
    # Without its compiled files a program is compiled anew at every start.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    places = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "CACHE", "STATE")}
    return {**kept, **places, "PYTHONPATH": str(Path(__file__).parents[2])}


def _page(about: dict[str, Any], number: int) -> list[dict[str, Any]]:
    token = about["agents"][0]["access_token"]
    address = f"{about['url']}/api/v1/accounts/{about['account_id']}/conversations?page={number}"
    request = urllib.request.Request(address, headers={"api_access_token": token})
    with urllib.request.urlopen(request) as answer:
        found: list[dict[str, Any]] = json.load(answer)["data"]["payload"]
    return found


def _describe(process: subprocess.Popen[str], about: dict[str, Any], home: str) -> Desk:
    conversations: list[dict[str, Any]] = []
    for number in range(1, _PAGES + 1):
        found = _page(about, number)
        conversations += found
        if len(found) < _PAGE_SIZE:
            break
    environ = {
        **_environ(home),
        "HOORY_URL": about["url"],
        "HOORY_TOKEN": about["agents"][0]["access_token"],
        "HOORY_ACCOUNT": str(about["account_id"]),
    }
    names = [one["meta"]["sender"]["name"] for one in conversations]
    rows = [f"{name}\n{_last_words(one)}" for name, one in zip(names, conversations, strict=True)]
    shown = [name for name in names[:8] if name and name.isascii()]
    return Desk(environ, shown, rows, process, about)


def _last_words(conversation: dict[str, Any]) -> str:
    message = conversation["last_non_activity_message"] or {}
    return " ".join(str(message.get("content") or "-").split())[:36]


def open_console(desk: Desk) -> Terminal:
    """Start a console on a terminal."""
    return Terminal(CONSOLE, desk.environ)


def measure_keys(desk: Desk) -> tuple[list[Row], list[str]]:
    """Return the rows about `j` in the list and about doing nothing."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n\n".join(desk.rows))
        file.flush()
        with (
            open_console(desk) as console,
            Terminal([*BARE, file.name], desk.environ) as plain,
        ):
            console.wait_for(*desk.names)
            plain.wait_for(bare.MARKER)
            for program in (console, plain):
                program.settle(1.0)
            rows = _press("`j` and `k`", "j" * KEYS + "k" * KEYS, "key bytes", console, plain)
            for program in (console, plain):
                program.type("j" * _VISIBLE)
                program.settle(1.0)
            rows += _press("`j` that scrolls", "j" * SCROLLS, "scroll bytes", console, plain)
            console.settle(1.0)
            idle = [console.watch(1.0) for _ in range(IDLE_SECONDS)]
    what = f"idle for {IDLE_SECONDS} s"
    busy = sum(map(bool, idle))
    rows.append(Row(f"{what}: painted", "", None, sum(idle), None, "bytes", "idle bytes"))
    rows.append(Row(f"{what}: with output", "", None, busy, None, "seconds"))
    notes = [
        f"{len(desk.rows)} conversations, the same rows in the OptionList.",
        "An idle console paints the ages that a new minute changes, and nothing else.",
    ]
    return rows, notes


def _press(what: str, keys: str, goal: str, ours: Terminal, theirs: Terminal) -> list[Row]:
    """Press the keys in turn on both terminals, so that both meet the same weather."""
    answers: list[tuple[Answer, Answer]] = []
    for key in keys:
        mine = ours.press(key, pause=_PAUSE, quiet=_QUIET)
        answers.append((mine, theirs.press(key, pause=_PAUSE, quiet=_QUIET)))

    def pair(read: Callable[[Answer], float]) -> Samples:
        return Samples([read(one) for one, _ in answers], [read(one) for _, one in answers])

    other = "OptionList"
    return [
        ratio_row(f"{what}: key to paint", other, pair(lambda one: one.delay * 1e3), "ms"),
        ratio_row(f"{what}: cpu", other, pair(lambda one: one.cpu * 1e3), "ms"),
        ratio_row(f"{what}: painted at once", other, pair(lambda one: one.at_once), "bytes", goal),
        ratio_row(f"{what}: with what is fetched", other, pair(lambda one: one.in_all), "bytes"),
    ]
