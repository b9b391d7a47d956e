"""Consoles as the tests of keeping need them: sample messages, sudden death, a failing disk."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.store.records import Pending, SendState

ROOT = Path(__file__).parents[2]
SCOPE = Scope("https://desk.example.com", 1, 7)


def message(echo_id: str, content: str = "hello", **changes: Any) -> Pending:
    given: dict[str, Any] = {"conversation_id": 5, "private": False, "created_at": 1.0, **changes}
    return Pending(echo_id, content=content, **given)


def sending(echo_id: str, **changes: Any) -> Pending:
    return message(echo_id, state=SendState.SENDING, **changes)


def die(keeper: Keeper) -> None:
    """End as after kill -9: nothing more is written, the lock is free, its file stays."""

    def vanish() -> None:
        keeper._released = True
        if keeper._disk is not None:
            keeper._disk._let_go()
            keeper._disk.instance._let_go()

    keeper._worker.submit(vanish).result()
    keeper._closed = True
    keeper._worker.stop(5)


def run_on_disk(keeper: Keeper, statement: str) -> list[Any]:
    """Run a statement on the keeper's own connection, in its thread."""

    def run() -> list[Any]:
        assert keeper._disk is not None
        assert keeper._disk._database is not None
        return keeper._disk._database.connection.execute(statement).fetchall()

    return keeper._worker.submit(run).result()


def owner_of(keeper: Keeper) -> str:
    assert keeper._disk is not None
    return keeper._disk.instance.id


@contextlib.contextmanager
def held_by_somebody(path: Path) -> Iterator[None]:
    """Keep the file busy, so that no console can write."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python script that can import the project."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(script: str, *arguments: object) -> str:
    """Run a script to its end and return what it printed."""
    with start(script, *arguments) as process:
        printed, _ = process.communicate(timeout=30)
        assert process.returncode == 0, printed
        return printed
