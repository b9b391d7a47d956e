"""The ways out as the doctor tells of them: alerts by the settings, copies by what is around."""

from __future__ import annotations

from hoory_tui.config.settings import Settings
from hoory_tui.sdk.around.surroundings import Surroundings
from hoory_tui.sdk.checkup.ways import judge_ways

KITTY = Surroundings("kitty", "xterm-kitty")


def test_ways() -> None:
    verdict = judge_ways(Settings(bell="mine"), KITTY, {"TERM": "xterm-kitty"})
    assert verdict.state == "ok"
    assert verdict.said == (
        "Notifications: OSC 99 for kitty. Copied texts go by way of the terminal (OSC 52)."
    )
    verdict = judge_ways(Settings(clipboard="off"), KITTY, {})
    assert verdict.said.startswith("Notifications, if asked for: ")
    assert verdict.said.endswith("Copied texts go nowhere, as asked.")
