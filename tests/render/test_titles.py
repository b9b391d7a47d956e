"""The title: the number first, then what is wrong, then whose console this is."""

from __future__ import annotations

from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.render.titles import title_of


def test_titles() -> None:
    assert title_of("hoory-tui", "Acme", 0, UNICODE) == "hoory-tui · Acme"
    assert title_of("hoory-tui", "Acme", 3, UNICODE) == "(3) hoory-tui · Acme"
    offline = title_of("hoory-tui", "Acme", 3, ASCII, is_offline=True)
    assert offline == "(3) offline - hoory-tui - Acme"
    assert title_of("hoory-tui", "", 0, UNICODE) == "hoory-tui"
    assert len(title_of("hoory-tui", "a" * 500, 3, UNICODE)) < 70
