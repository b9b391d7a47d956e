"""A queue cleared by keys alone, in a real terminal of each size, one by one and in bulk."""

from __future__ import annotations

import pytest

from .triage import SIZES, WAYS, session

FEW = 24
"""More than so many as are dealt with unasked, and each way more than once."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_queue_is_cleared_as_meant(size: tuple[int, int]) -> None:
    told = await session(size, FEW)
    assert len(WAYS) < FEW
    assert len(told) == 2, told
    for line in told:
        assert "0 not as meant" in line
