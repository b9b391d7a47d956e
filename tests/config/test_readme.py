"""The README says of the settings what their own file says."""

from __future__ import annotations

from hoory_tui.config.settings import Settings
from hoory_tui.config.tables import keys_of

from .readme import BEGIN, END, README, table


def test_every_key_is_in_the_table() -> None:
    text = table()
    assert all(f"`{name}`" in text or f"[{name}]" in text for name in keys_of(Settings))
    assert "| `send_delay` | `3` |" in text
    assert "| `alerts.show_text` | `false` |" in text


def test_the_readme_has_it_as_it_is_now() -> None:
    text = README.read_text(encoding="utf-8")
    held = text.split(BEGIN)[1].split(END)[0].strip()
    assert held == table(), "run python -m tests.config.readme"
