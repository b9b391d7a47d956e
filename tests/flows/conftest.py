"""What every flow stands on: no terminal around the tests has a say in them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_tmux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
