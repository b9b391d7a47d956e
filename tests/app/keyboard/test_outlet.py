"""Writing to terminals that take everything, something or nothing."""

from __future__ import annotations

import itertools
import os
import pty
import queue
import select
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from hoory_tui.app.keyboard.outlet import Outlet

PATIENCE = 10.0
LARGE = 1 << 20
"""More than any terminal stores."""


@dataclass
class Stand:
    """An outlet on a terminal, whose other side is read when a test says so."""

    master: int
    outlet: Outlet
    drained: queue.Queue[float] = field(default_factory=queue.Queue)

    def read(self, size: int) -> bytes:
        """Read so many bytes."""
        data = b""
        while len(data) < size:
            assert select.select([self.master], [], [], PATIENCE)[0]
            data += os.read(self.master, size - len(data))
        return data


@pytest.fixture
def stand() -> Iterator[Stand]:
    master, slave = pty.openpty()
    said: queue.Queue[float] = queue.Queue()
    outlet = Outlet(slave, "utf-8", said.put)
    outlet.start()
    yield Stand(master, outlet, said)
    outlet.stop(0.0)
    os.close(master)
    os.close(slave)
    outlet.join(PATIENCE)
    assert not outlet.is_alive()


def test_what_a_terminal_takes_is_out_at_once(stand: Stand) -> None:
    assert stand.outlet.write("Zoë") == 4
    assert stand.outlet.backlog == 0
    assert stand.read(4) == "Zoë".encode()
    assert stand.drained.empty()


def test_nobody_waits_for_a_terminal_that_takes_nothing(stand: Stand) -> None:
    stand.outlet.write("a" * LARGE)
    stand.outlet.write("b")
    assert 0 < stand.outlet.backlog <= LARGE + 1


def test_all_comes_in_its_order_and_the_end_of_it_is_told_once(stand: Stand) -> None:
    stand.outlet.write("a" * LARGE)
    stand.outlet.write("b")
    with stand.outlet.in_one_go():
        stand.outlet.write("c")
        stand.outlet.write("d")
    assert stand.read(LARGE + 3) == b"a" * LARGE + b"bcd"
    stand.drained.get(timeout=PATIENCE)
    assert stand.outlet.backlog == 0
    stand.outlet.write("e")
    assert stand.read(1) == b"e"
    assert stand.drained.empty()


def test_a_slow_terminal_is_measured(stand: Stand) -> None:
    pause, size = 0.01, 2048
    stand.outlet.write("a" * LARGE)
    over = threading.Event()

    def read_slowly() -> None:
        left = LARGE
        while left and not over.wait(pause):
            left -= len(os.read(stand.master, size))

    reader = threading.Thread(target=read_slowly)
    reader.start()
    try:
        speed = stand.drained.get(timeout=PATIENCE)
    finally:
        over.set()
        reader.join()
    # As fast as it was read, or slower on a machine that has other things to do.
    assert size / pause / 10 < speed < size / pause * 1.2


def test_what_waits_is_written_before_the_end(stand: Stand) -> None:
    stand.outlet.write("a" * LARGE)
    reader = threading.Thread(target=stand.read, args=(LARGE,))
    reader.start()
    assert stand.outlet.stop(PATIENCE)
    reader.join()


def test_a_terminal_that_takes_nothing_holds_up_no_ending(stand: Stand) -> None:
    stand.outlet.write("a" * LARGE)
    assert not stand.outlet.stop(0.05)


def test_who_fails_to_hear_of_the_end_of_it_is_told_of_the_next_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    master, slave = pty.openpty()
    told: queue.Queue[int] = queue.Queue()
    numbers = itertools.count()

    def fail_at_first(_speed: float) -> None:
        number = next(numbers)
        told.put(number)
        if number == 0:
            raise RuntimeError

    outlet = Outlet(slave, "utf-8", fail_at_first)
    outlet.start()
    try:
        for number in range(2):
            outlet.write("a" * LARGE)
            Stand(master, outlet).read(LARGE)
            assert told.get(timeout=PATIENCE) == number
    finally:
        assert outlet.stop(PATIENCE)
        os.close(master)
        os.close(slave)
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_a_letter_that_the_terminal_cannot_show_is_written_all_the_same() -> None:
    master, slave = pty.openpty()
    outlet = Outlet(slave, "ascii", lambda _speed: None)
    outlet.start()
    outlet.write("Zoë")
    assert os.read(master, 100) == b"Zo\\xeb"
    assert outlet.stop(PATIENCE)
    os.close(master)
    os.close(slave)
