"""A record for every test of the batteries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from .record import FOUND, Record


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """Return what a test writes its findings into; they go out with its result."""
    found = Record()
    yield found
    # As plain values, which also go from one process to another.
    request.node.user_properties.append((FOUND, asdict(found)))
