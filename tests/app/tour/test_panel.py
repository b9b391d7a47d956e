"""The panel of the tour: lines that fit, keys that look like keys, those of one's own."""

from __future__ import annotations

from hoory_tui.app.tour.panel import Keys, folded, marked, plain
from hoory_tui.app.tour.steps import STEPS, farewell
from hoory_tui.render.lines import line_width


def test_every_step_fits_and_names_the_keys_of_the_settings() -> None:
    key = Keys({"nav.down": "f5", "open": "ctrl+space"})
    for _, step in STEPS:
        words = step().words(key)
        lines = folded(words, 58)
        assert len(lines) <= 4
        assert max(map(line_width, lines)) <= 58
        joined = " ".join("".join(text for text, _ in line).strip() for line in lines)
        assert joined == plain(words)
        assert any(role == "key" for line in lines for _, role in line)
    assert "f5" in plain(STEPS[0][1]().words(key))
    assert "hoory-tui login" in plain(farewell(key))


def test_only_what_is_marked_is_a_key() -> None:
    assert marked("press \x01u\x02, or wait", "text") == [
        ("press ", "text"),
        ("u", "key"),
        (", or wait", "text"),
    ]
