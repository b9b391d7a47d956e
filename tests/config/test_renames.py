"""Former keys are told by name, with what is written now."""

from __future__ import annotations

from hoory_tui.config.renames import RENAMED, remedy_for
from hoory_tui.config.settings import Settings
from hoory_tui.config.tables import keys_of

FORMER = {"sound": ("0.3.0", "bell"), "beep": ("0.4.0", "use [alerts] instead")}


def test_a_former_key_names_the_one_of_today() -> None:
    assert remedy_for("sound", FORMER) == (
        "this key is called bell since 0.3.0",
        "write bell instead",
    )
    assert remedy_for("beep", FORMER) == ("this key is no more since 0.4.0", "use [alerts] instead")
    assert remedy_for("bell", FORMER) == ("", "")


def test_no_key_of_today_is_called_a_former_one() -> None:
    assert not set(RENAMED) & set(keys_of(Settings))
