"""Keepers that are closed whatever a test does with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hoory_tui.keep.keeper import Keeper, Scope
from tests.keep.consoles import SCOPE

Open = Callable[..., Keeper]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "keep.sqlite"


@pytest.fixture
def open_keeper(path: Path) -> Iterator[Open]:
    opened: list[Keeper] = []

    def open_one(scope: Scope = SCOPE) -> Keeper:
        opened.append(Keeper.open(path, scope))
        return opened[-1]

    yield open_one
    for keeper in opened:
        keeper.close()
