"""What calls an agent."""

from __future__ import annotations

from typing import Final

from .feature import row

ALERTS: Final = (
    row(
        "Alerts",
        "A sound for what is mine, or for all",
        0,
        "",
        "flows/test_alerting.py::test_what_is_wanted_is_heard",
        "the terminal's bell",
    ),
    row(
        "Alerts",
        "Notifications outside: by kind, as one, none while looked at",
        0,
        "alerts",
        "flows/test_alerting.py::test_every_kind_goes_its_own_way "
        "flows/test_alertbox.py::test_every_way_is_told_with_its_reason_and_tried_by_one_key "
        "terminal/test_ways_out.py::test_tmux_lets_through_what_it_may",
        "the terminal's own (OSC 9, 99, 777), or a command",
    ),
    row(
        "Alerts",
        "Do not disturb",
        1,
        "quiet",
        "flows/test_alertbox.py::test_peace_for_an_hour_is_said_and_ends "
        "flows/test_alerting.py::test_quiet_hours_are_quiet_and_end",
        "for an hour by a key, by quiet_hours every day",
    ),
    row(
        "Alerts",
        "Unread in the title",
        0,
        "",
        "flows/test_titling.py::test_the_title_counts_what_is_mine_and_unread_and_who_mentions_me "
        "terminal/test_ways_out.py::test_a_terminal_gets_them_and_its_title_back",
        "of the terminal",
    ),
    row(
        "Alerts",
        "Notifications: read, snooze, jump, mark all",
        0,
        "bell bell.open bell.read bell.snooze bell.read_all",
        "flows/test_notifications.py::*",
    ),
)
