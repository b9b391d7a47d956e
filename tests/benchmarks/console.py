"""The whole console on a terminal, beside the barest Textual app: start, keys, idleness."""

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
from tests.benchmarks.terminal import Answer, Moment, Terminal

STARTS: Final = 7
KEYS: Final = 8
"""Down and as many up again, which never scrolls."""
SCROLLS: Final = 8
IDLE_SECONDS: Final = 10

_BARE: Final = [sys.executable, str(Path(bare.__file__))]
_VISIBLE: Final = 22
"""More rows of two lines than the terminal shows."""
_PAUSE: Final = 0.06
_QUIET: Final = 0.3


@dataclass(frozen=True, slots=True)
class Desk:
    """A quiet demo desk in a process of its own."""

    environ: dict[str, str]
    names: list[str]
    """Of the contacts at the top of the list, newest first."""
    rows: list[str]


@contextmanager
def running_desk() -> Iterator[Desk]:
    """Run the desk for as long as the block lasts."""
    command = [sys.executable, "-m", "hoory_tui", "demo-server", "--quiet-visitors", "--json"]
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            about = json.loads(process.stdout.readline())
            yield _describe(about, home)
        finally:
            process.terminate()


def _describe(about: dict[str, Any], home: str) -> Desk:
    account, token = about["account_id"], about["agents"][0]["access_token"]
    conversations: list[dict[str, Any]] = []
    while len(conversations) % 25 == 0:
        page = len(conversations) // 25 + 1
        address = f"{about['url']}/api/v1/accounts/{account}/conversations?page={page}"
        request = urllib.request.Request(address, headers={"api_access_token": token})
        with urllib.request.urlopen(request) as answer:
            found = json.load(answer)["data"]["payload"]
        if not found:
            break
        conversations += found
    environ = {
        # Without its compiled files a program is compiled anew at every start.
        **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "XDG_CONFIG_HOME": home,
        "HOORY_URL": about["url"],
        "HOORY_TOKEN": token,
        "HOORY_ACCOUNT": str(account),
    }
    names = [one["meta"]["sender"]["name"] for one in conversations]
    rows = [f"{name}\n{_last_words(one)}" for name, one in zip(names, conversations, strict=True)]
    return Desk(environ, [name for name in names[:8] if name and name.isascii()], rows)


def _last_words(conversation: dict[str, Any]) -> str:
    message = conversation["last_non_activity_message"] or {}
    return " ".join(str(message.get("content") or "-").split())[:36]


def _open_console(desk: Desk) -> Terminal:
    return Terminal([sys.executable, "-m", "hoory_tui"], desk.environ)


def measure_start(desk: Desk) -> list[Row]:
    """Return the rows about the time from the start until something is there to see."""
    first_paints: list[Moment] = []
    first_rows: list[Moment] = []
    bare_paints: list[Moment] = []
    # The first pair is thrown away: it compiles, and fills the disk's cache.
    for _ in range(STARTS + 1):
        with _open_console(desk) as console:
            first_paints.append(console.wait_for(bare.MARKER))
            first_rows.append(console.wait_for(*desk.names))
        with Terminal(_BARE, desk.environ) as plain:
            bare_paints.append(plain.wait_for(bare.MARKER))
    rows = []
    for what, moments in (("first paint", first_paints), ("first rows", first_rows)):
        for times in ("cpu", "wall"):
            pair = Samples(
                [getattr(one, times) * 1e3 for one in moments[1:]],
                [getattr(one, times) * 1e3 for one in bare_paints[1:]],
            )
            rows.append(ratio_row(f"{what} ({times})", "bare Textual app", pair, "ms"))
    return rows


def measure_keys(desk: Desk) -> tuple[list[Row], list[str]]:
    """Return the rows about `j` in the list and about doing nothing."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n\n".join(desk.rows))
        file.flush()
        with (
            _open_console(desk) as console,
            Terminal([*_BARE, file.name], desk.environ) as plain,
        ):
            console.wait_for(*desk.names)
            plain.wait_for(bare.MARKER)
            for program in (console, plain):
                program.settle(1.0)
            rows = _press("`j` and `k`", "j" * KEYS + "k" * KEYS, console, plain)
            for program in (console, plain):
                program.type("j" * _VISIBLE)
                program.settle(1.0)
            rows += _press("`j` at the lower edge", "j" * SCROLLS, console, plain)
            console.settle(1.0)
            idle = [console.watch(1.0) for _ in range(IDLE_SECONDS)]
    what = f"idle for {IDLE_SECONDS} s"
    rows.append(Row(what, "", None, sum(idle), None, "bytes"))
    rows.append(Row(what, "", None, sum(map(bool, idle)), None, "seconds with output"))
    notes = [
        f"{len(desk.rows)} conversations, the same rows in the OptionList.",
        "An idle console paints the ages that a new minute changes, and nothing else.",
    ]
    return rows, notes


def _press(what: str, keys: str, ours: Terminal, theirs: Terminal) -> list[Row]:
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
        ratio_row(f"{what}: painted at once", other, pair(lambda one: one.at_once), "bytes"),
        ratio_row(f"{what}: with what is fetched", other, pair(lambda one: one.in_all), "bytes"),
    ]
