from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from .desks import DeskClient, desk_client


@pytest.fixture
async def client() -> AsyncIterator[DeskClient]:
    async with desk_client() as client:
        yield client
