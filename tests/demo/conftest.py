from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hoory_tui.demo import DemoDesk

from .people import Clock, Office, open_office


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def office(clock: Clock) -> AsyncIterator[Office]:
    async with open_office(DemoDesk(quiet_visitors=True, now=clock)) as opened:
        yield opened
