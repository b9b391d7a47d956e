"""The [alerts] table: what it may say, and each mistake named with its line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.alerts import Alerts
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings, load_settings
from hoory_tui.config.tables import WrongKeysError

WHOLE = """
title = false
clipboard = "command"
clipboard_command = "wl-copy --primary"
[alerts]
mention = ["notify", "bell"]
mine = "bell"
assigned = ["command"]
unassigned = "off"
inbox = "notify"
inboxes = ["Website chat", 3]
method = "osc99"
command = ["notify-send", "hoory-tui"]
quiet_hours = ["22:00-07:00", "12:00 - 13:30"]
show_text = true
focused = true
pause = 30
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text)
    return file


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, WHOLE))
    assert settings.alerts == Alerts(
        mention=("bell", "notify"),
        mine=("bell",),
        assigned=("command",),
        inbox=("notify",),
        inboxes=("Website chat", 3),
        method="osc99",
        command=("notify-send", "hoory-tui"),
        quiet_hours=("22:00-07:00", "12:00-13:30"),
        show_text=True,
        focused=True,
        pause=30,
    )
    assert settings.alerts.quiet_spans == ((22 * 60, 7 * 60), (12 * 60, 13 * 60 + 30))
    assert (settings.title, settings.clipboard) == (False, "command")
    assert settings.clipboard_command == ("wl-copy", "--primary")


def test_nothing_calls_unless_it_is_said() -> None:
    assert not Alerts().is_wanted
    assert not Settings().alerts.is_wanted
    assert Alerts(all=("bell",)).is_wanted


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ('mine = "beep"', "alerts.mine", '"bell", "notify", "command"'),
        ('mine = ["off", "bell"]', "alerts.mine", '"off" stands alone'),
        ('mentions = "bell"', "alerts.mentions", "perhaps mention is meant"),
        ('inbox = "bell"', "alerts.inbox", "which inboxes"),
        ('inboxes = ["Shop"]', "alerts.inboxes", "what these are for"),
        ('inboxes = [0]\ninbox = "bell"', "alerts.inboxes", "names or numbers"),
        ('method = "growl"', "alerts.method", '"osc777"'),
        ('method = "command"', "alerts.method", "there is none"),
        ('all = "command"', "alerts.all", "there is none"),
        ('quiet_hours = "22-7"', "alerts.quiet_hours", '"22:00-07:00"'),
        ('quiet_hours = "7:00-7:00"', "alerts.quiet_hours", '"22:00-07:00"'),
        ("quiet_hours = 22", "alerts.quiet_hours", '"22:00-07:00"'),
        ("pause = 0", "alerts.pause", "too small"),
        ("show_text = 1", "alerts.show_text", "true or false"),
    ],
)
def test_mistakes_are_named(text: str, place: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, f"[alerts]\n{text}\n"))
    assert f"key {place}" in str(caught.value)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('clipboard = "pbcopy"', '"tmux"'),
        ('clipboard = "command"', "clipboard_command"),
        ("clipboard_command = 3", "clipboard_command"),
        ('title = "yes"', "true or false"),
    ],
)
def test_mistakes_about_clipboard_and_title(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=problem):
        load_settings(written(tmp_path, f"{text}\n"))


def test_a_command_is_needed_where_it_is_asked_for() -> None:
    with pytest.raises(WrongKeysError):
        Alerts(mine=("command",))
    assert Alerts(mine=("command",), command=("true",)).is_wanted
