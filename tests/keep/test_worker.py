"""The thread: order, settling before an answer, and an end that does not wait for ever."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from hoory_tui.keep.worker import Worker


def test_jobs_run_in_order_and_are_settled_before_they_are_done() -> None:
    seen: list[object] = []
    worker = Worker(lambda: seen.append("settled"))
    started, gate = threading.Event(), threading.Event()

    def wait() -> None:
        started.set()
        gate.wait()

    worker.submit(wait)
    started.wait()
    futures = [worker.submit(partial(seen.append, number)) for number in range(50)]
    gate.set()
    futures[-1].result(5)
    assert seen == ["settled", *range(50), "settled"]
    assert worker.stop(5)


def test_a_fault_reaches_its_own_waiter_only() -> None:
    worker = Worker(lambda: None)
    broken = worker.submit(lambda: 1 // 0)
    assert worker.submit(lambda: 2).result(5) == 2
    with pytest.raises(ZeroDivisionError):
        broken.result(5)
    assert worker.stop(5)


def test_a_cancelled_future_does_not_take_the_job_back() -> None:
    seen: list[int] = []
    worker = Worker(lambda: None)
    gate = threading.Event()
    worker.submit(gate.wait)
    assert worker.submit(lambda: seen.append(1)).cancel()
    gate.set()
    assert worker.stop(5)
    assert seen == [1]


def test_a_hanging_job_is_left_behind() -> None:
    gate = threading.Event()
    worker = Worker(lambda: None)
    worker.submit(gate.wait)
    assert not worker.stop(0.01)
    gate.set()
    worker._thread.join(5)
    assert not worker._thread.is_alive()
