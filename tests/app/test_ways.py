"""When pictures are drawn without being asked for, and how they get through."""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from hoory_tui.app.ways import Way, are_drawn, knows_kitty, may_draw_sixels, way_for
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.around.surroundings import Surroundings

TRUE = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
KITTY = {"TERM": "xterm-kitty"}
SSH = {"SSH_CONNECTION": "1 2 3 4"}


@pytest.mark.parametrize(
    ("wanted", "environ", "is_ascii", "drawn"),
    [
        (None, TRUE, False, True),
        (None, KITTY, False, True),
        (None, TRUE | SSH, False, False),
        (None, KITTY | SSH, False, False),
        (None, TRUE, True, False),
        (None, TRUE | {"NO_COLOR": "1"}, False, False),
        (None, {"TERM": "xterm-256color"}, False, False),
        (None, {"TERM": "linux"}, False, False),
        (True, TRUE | SSH, False, True),
        (True, {"TERM": "xterm"}, False, True),
        (False, KITTY, False, False),
    ],
)
def test_they_are_drawn_where_they_look_well_and_over_a_shell_when_asked(
    wanted: bool | None, environ: dict[str, str], is_ascii: bool, drawn: bool
) -> None:
    assert are_drawn(Settings(pictures=wanted), environ, is_ascii=is_ascii) is drawn
    plain = Settings(pictures=wanted, plain=True)
    assert are_drawn(plain, environ, is_ascii=is_ascii) is bool(wanted)


class WithoutPillow:
    """Finds everything but the extra."""

    def __init__(self, finders: Sequence[Any]) -> None:
        self._finders = finders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] == "PIL":
            return None
        found = (one.find_spec(name, path, target) for one in self._finders)
        return next((one for one in found if one is not None), None)


def test_without_the_extra_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "PIL", raising=False)
    monkeypatch.setattr(sys, "meta_path", [WithoutPillow(list(sys.meta_path))])
    assert not are_drawn(Settings(), TRUE, is_ascii=False)
    assert are_drawn(Settings(pictures=True), TRUE, is_ascii=False), "who asks is told why not"


@pytest.mark.parametrize(
    ("around", "sixels", "way"),
    [
        (Surroundings("kitty"), False, Way.KITTY),
        (Surroundings("Ghostty"), False, Way.KITTY),
        (Surroundings("WezTerm"), True, Way.SIXEL),
        (Surroundings("WezTerm"), False, Way.BLOCKS),
        (Surroundings("kitty", between="tmux", passes=True), False, Way.KITTY),
        (Surroundings("kitty", between="tmux", passes=False), False, Way.BLOCKS),
        (Surroundings("kitty", between="screen"), False, Way.BLOCKS),
        (Surroundings("kitty", between="zellij"), True, Way.SIXEL),
        (Surroundings(), True, Way.SIXEL),
    ],
)
def test_the_best_that_gets_through_is_taken(around: Surroundings, sixels: bool, way: Way) -> None:
    assert way_for(Settings(), around, draws_sixels=sixels) is way
    for wanted in Way:
        settings = Settings(picture_protocol=wanted.value)
        assert way_for(settings, around, draws_sixels=sixels) is wanted


def test_only_who_may_know_is_asked() -> None:
    assert may_draw_sixels(Settings(), TRUE)
    assert not may_draw_sixels(Settings(), KITTY)
    # Another terminal may look at it by now.
    assert may_draw_sixels(Settings(), KITTY | {"TMUX": "/tmp/t,1,0"})
    assert not may_draw_sixels(Settings(picture_protocol="blocks"), TRUE)
    assert may_draw_sixels(Settings(picture_protocol="sixel"), KITTY)
    assert knows_kitty({"TERM": "xterm-ghostty"})
    assert not knows_kitty(KITTY | {"STY": "1.pts"})
