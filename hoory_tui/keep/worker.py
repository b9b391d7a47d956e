"""One thread that does jobs in the order in which they were given, and then settles them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")


class Worker:
    """A thread with a queue; jobs that wait together are settled together.

    A job's future is done once ``settle`` has run after it.  The thread is a daemon: a disk
    that hangs must not keep the program from ending.  Giving a job is safe in a signal handler.
    """

    def __init__(self, settle: Callable[[], None]) -> None:
        self._settle = settle
        # A SimpleQueue can be put to while it is being put to, which signal handlers may do.
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="keep", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], Result]) -> Future[Result]:
        """Give a job; what it returns or raises comes with the future."""
        future: Future[Result] = Future()
        self._queue.put(_Job(job, future))
        return future

    def stop(self, seconds: float) -> bool:
        """Let the thread end after the jobs it has; whether it ended within ``seconds``."""
        self._queue.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            batch = [self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get())
            jobs = [job for job in batch if job is not None]
            for job in jobs:
                job.run()
            fault: BaseException | None = None
            try:
                self._settle()
            except Exception as error:
                fault = error
            for job in jobs:
                job.finish(fault)
            if len(jobs) < len(batch):
                return


class _Job:
    def __init__(self, work: Callable[[], Any], future: Future[Any]) -> None:
        self._work = work
        self._future = future
        self._value: Any = None
        self._fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._value = self._work()
        except Exception as error:
            self._fault = error

    def finish(self, fault: BaseException | None) -> None:
        # A future that its waiter gave up is no reason for the others to wait for ever.
        if not self._future.set_running_or_notify_cancel():
            return
        if (broken := self._fault or fault) is not None:
            self._future.set_exception(broken)
        else:
            self._future.set_result(self._value)
