"""What `from hoory_tui import ...` offers, and what naming it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

import hoory_tui


@pytest.mark.parametrize("name", hoory_tui.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(hoory_tui, name)
    assert name in dir(hoory_tui)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        hoory_tui.Nonsense  # noqa: B018


@pytest.mark.parametrize("name", ["InboxService", "AgentClient"])
def test_naming_a_client_loads_no_screen(name: str) -> None:
    script = (
        f"import sys; from hoory_tui import {name}, Contact, HooryError; "
        "print(*[one for one in ('textual', 'rich') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
