"""[[rules]] tables: what they may say, and each mistake named with its line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.rules import Rule
from hoory_tui.config.settings import load_settings

FIRST = """
[[rules]]  # the first
name = "mentions"
on = "mention"
bell = true
"""
WHOLE = """
[[rules]]
name = "night watch"
on = ["message from contact", "conversation.status_changed"]
filter = 'priority:urgent assignee:me or label:vip is:unread'
notify = "Somebody waits"
with_text = true
command = ["notify-send", "hoory"]
seconds = 5
at_most = "6/min"
cooldown = 60
hours = "22:00-06:30"
quiet = true
"""


def written(folder: Path, *tables: str) -> Path:
    file = folder / "config.toml"
    file.write_text("".join(tables))
    return file


def test_a_rule_with_everything(tmp_path: Path) -> None:
    first, whole = load_settings(written(tmp_path, FIRST, WHOLE)).rules
    assert first == Rule(name="mentions", on=("mention",), bell=True)
    assert whole.on == ("message from contact", "conversation.status_changed")
    assert whole.command == ("notify-send", "hoory")
    assert (whole.at_most, whole.hours) == ((6, 60.0), (22 * 60, 6 * 60 + 30))
    assert (whole.seconds, whole.cooldown, whole.quiet, whole.with_text) == (5, 60, True, True)
    assert (first.at_most, first.hours) == ((30, 60.0), None)


@pytest.mark.parametrize(
    ("line", "place", "problem"),
    [
        ('on = "mentions"', "line 9, key rules.2.on", 'perhaps "mention" is meant'),
        ("on = []", "line 9, key rules.2.on", "a kind such as"),
        ('filter = "statsu:open"', "line 10, key rules.2.filter", "did you mean “status”?"),
        ('filter = "priority:highest"', "line 10, key rules.2.filter", "There is no priority"),
        ('filter = "or label:vip"', "line 10, key rules.2.filter", "between two conditions"),
        ('at_most = "often"', "line 10, key rules.2.at_most", '"6/min" or "1/h"'),
        ('hours = "9-18"', "line 10, key rules.2.hours", '"09:00-18:00"'),
        ('hours = "09:00-09:00"', "line 10, key rules.2.hours", "two different times"),
        ("seconds = 0", "line 10, key rules.2.seconds", "too small"),
        ('command = "sh -c \'"', "line 10, key rules.2.command", "a quote that does not end"),
        ("with_text = true", "line 10, key rules.2.with_text", "there is no notify"),
        ("bel = true", "line 10, key rules.2.bel", "perhaps bell is meant"),
        ('notify = "a\\u001bb"', "line 10, key rules.2.notify", "without control characters"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    line: str, place: str, problem: str, tmp_path: Path
) -> None:
    on = "" if line.startswith("on ") else 'on = "mention"\n'
    second = f'\n[[rules]]\nname = "second"\n{on}{line}\nbell = true\n'
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, FIRST, second))
    assert place in str(caught.value)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ('[[rules]]\nname = "x"\non = "mention"\n', "rules.1.name", "this rule does nothing"),
        ("[[rules]]\nbell = true\n", "rules.1", "this key is missing"),
        (FIRST + FIRST, "rules.2.name", "another rule has this name"),
        ('[rules]\nname = "x"\n', "rules", "tables that begin with [[rules]]"),
        ("rules = [1]\n", "rules.1", "a table that begins with [[rules]]"),
    ],
)
def test_whole_tables_that_are_wrong(text: str, key: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text))
    assert f"key {key}" in str(caught.value)
    assert problem in str(caught.value)


def rule(**keys: Any) -> Rule:
    return Rule(**{"name": "x", "on": ("mention",), "bell": True, **keys})


@pytest.mark.parametrize(
    ("written", "read"),
    [("1/s", (1, 1.0)), ("2 per hour", (2, 3600.0)), ("10/day", (10, 86400.0)), ("3/m", (3, 60.0))],
)
def test_rates(written: str, read: tuple[int, float]) -> None:
    assert rule(at_most=written).at_most == read


def test_a_rule_can_be_read_in_one_line() -> None:
    shown = str(rule(filter="is:unread", command=["x"], on=("mention", "resolved")))
    assert shown == "x: bell, command on mention, resolved for is:unread"
