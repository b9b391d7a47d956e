"""The box that tells how the agent is called, in languages of longer words."""

from __future__ import annotations

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.alerts import AlertFact, AlertsScreen


def test_a_long_label_never_runs_into_what_it_is_about() -> None:
    facts = [AlertFact("Պատճենված տեքստեր", "tmux-ին"), AlertFact(""), AlertFact("Զանգ", "չկա")]
    box = AlertsScreen(facts, UNICODE, {}, is_still=False)
    first, _, second, *_ = ["".join(text for text, _ in line) for line in box.lines(70, 12)]
    assert first.startswith("Պատճենված տեքստեր tmux-ին")
    assert second.index("չկա") == first.index("tmux-ին")
