from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hoory_tui.demo.desk import DemoDesk


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    """Return a quiet desk that pings as fast as nobody waits for it."""
    async with DemoDesk(seed=3, quiet_visitors=True, conversations=5, ping_every=0.1) as desk:
        yield desk
