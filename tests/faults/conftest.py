"""A record for every test of the batteries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .record import Record


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """Return what a test writes its findings into; they go out with its result."""
    found = Record()
    yield found
    request.node.user_properties.append(("found", found))
