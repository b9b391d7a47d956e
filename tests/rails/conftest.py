from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from .server import RailsCable, puma, rails_cable


@pytest.fixture(scope="package")
def rails_port() -> Iterator[int]:
    with puma() as port:
        yield port


@pytest.fixture
async def rails(rails_port: int) -> AsyncIterator[RailsCable]:
    async with rails_cable(rails_port) as cable:
        yield cable
