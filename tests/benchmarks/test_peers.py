"""Two programs side by side: both are started, given the same keys and compared in all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks import bare, peers
from tests.benchmarks.peers import Contestant
from tests.benchmarks.programs import Start


def _bare(*arguments: str, marker: str) -> Contestant:
    environ = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": os.environ["PATH"]}
    command = [sys.executable, str(Path(bare.__file__)), *arguments]
    return Contestant(Start(command, environ), [marker], [marker])


@pytest.fixture
def both(tmp_path: Path) -> tuple[Contestant, Contestant]:
    rows = tmp_path / "rows"
    rows.write_text("first\n\nsecond\n\nthird\n\nfourth")
    return _bare(str(rows), marker="first"), _bare(str(rows), marker="fourth")


def test_starts_are_compared_in_time_and_memory(both: tuple[Contestant, Contestant]) -> None:
    rows = peers.measure_starts("other 1.0", *both, 1)
    assert {row.against for row in rows} == {"other 1.0"}
    assert {row.unit for row in rows} == {"ms", "MiB"}
    assert {row.goal for row in rows} == {"peer"}
    assert all(row.ours is not None and row.ours > 0 for row in rows)


def test_keys_are_compared_in_cpu_and_bytes(both: tuple[Contestant, Contestant]) -> None:
    rows = peers.measure_keys("other 1.0", *both, 1)
    assert {row.unit for row in rows} == {"ms", "bytes"}
    assert all(row.ours is not None and row.ours > 0 for row in rows)
    assert all(row.theirs is not None and row.theirs > 0 for row in rows)
