"""Taking turns: runs on one machine that read a conversation and write it back, one by one.

Servers take labels as a whole. Between the reading and the writing of one run another one's
writing would be lost, so each takes a lock on the conversation's number in a file that all share.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Final

_POLL: Final = 0.03
"""Seconds between two attempts at a lock that another run holds."""
_LONGEST: Final = 10.0
"""Seconds after which it goes on without: whoever holds the lock may be stopped for good."""


class Turns:
    """Turns at conversations among the runs that use the same file.

    Where there can be no such file, nobody waits for anybody.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def __enter__(self) -> Turns:
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._descriptor = os.open(self._file, flags, 0o600)
        except OSError:
            self._descriptor = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @asynccontextmanager
    async def of(self, conversation_id: int) -> AsyncIterator[None]:
        """Hold the turn at a conversation for as long as the block lasts."""
        descriptor = self._descriptor
        if descriptor is None or not await _locked(descriptor, conversation_id):
            yield
            return
        try:
            yield
        finally:
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, conversation_id)


async def _locked(descriptor: int, number: int) -> bool:
    for _ in range(int(_LONGEST / _POLL)):
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except (BlockingIOError, PermissionError):
            await asyncio.sleep(_POLL)
        except OSError:
            # A file system without locks.
            return False
        else:
            return True
    return False
