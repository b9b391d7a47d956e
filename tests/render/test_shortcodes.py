"""Emoji by their names."""

from __future__ import annotations

from hoory_tui.render.shortcodes import offered


def test_usual_names_come_first_and_others_are_found() -> None:
    assert offered("tada")[0] == ("tada", "🎉")
    assert offered("+1")[0] == ("+1", "👍")
    assert ("accordion", "🪗") in offered("accord")
    assert [name for name, _ in offered("smi")][:3] == ["smile", "smirk", "smiley"]
    assert offered("zzzzqq") == []


def test_every_one_is_a_picture_of_its_own_name() -> None:
    for name, picture in offered("e"):
        assert name
        assert not picture.isascii()
