"""Commands with words after them."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.verbs import command_of
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetPriority,
    SetStatus,
)
from hoory_tui.store.records import Agent, Label, Team
from hoory_tui.store.state import Store

NOW = 1_790_000_000.0
AT = Moment(NOW, UTC, UNICODE)


def desk() -> Store:
    store = Store(1, 7)
    store.agents = {one.id: one for one in (Agent(7, "Nare"), Agent(8, "Inés Müller"))}
    store.teams = {3: Team(3, "workshop")}
    store.labels = {1: Label(1, "vip"), 2: Label(2, "spam")}
    return store


@pytest.mark.parametrize(
    ("typed", "deed"),
    [
        ("snooze 2h", SetStatus("snoozed", NOW + 7200)),
        (":snooze", SetStatus("snoozed")),
        ("snooze reply", SetStatus("snoozed")),
        ("assign ines", Assign(8)),
        ("ASSIGN me", Assign(7)),
        ("assign nobody", Assign(None)),
        ("team work", AssignTeam(3)),
        ("team none", AssignTeam(None)),
        ("label +vip -spam", ChangeLabels(("vip",), ("spam",))),
        ("labels vip, spam", ChangeLabels(("vip", "spam"))),
        ("status res", SetStatus("resolved")),
        ("priority urg", SetPriority("urgent")),
        ("prio none", SetPriority("")),
    ],
)
def test_a_verb_and_its_words_are_a_deed(typed: str, deed: Deed) -> None:
    command = command_of(typed, desk(), AT)
    assert command is not None
    assert (command.deed, command.problem) == (deed, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("snooze yesterday", "Say until when"),
        ("assign xyz", "Say to whom"),
        ("team xyz", "Say to which team"),
        ("label +nothing", "no label like +nothing"),
        ("label", "+vip puts a label on"),
        ("label +", "no label like +"),
        ("status", "Say which: open"),
        ("priority xyz", "Say which: urgent"),
        ("go there", "its number"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    command = command_of(typed, desk(), AT)
    assert command is not None
    assert command.deed is None
    assert said in command.problem


def test_a_number_is_where_to_go_and_q_is_quit() -> None:
    for typed in ("12", "#12", "go 12", ":goto #12"):
        command = command_of(typed, desk(), AT)
        assert command is not None
        assert command.goto == 12
    command = command_of("q", desk(), AT)
    assert command is not None
    assert command.key == "quit"


@pytest.mark.parametrize("typed", ["", ":", "resolve", "snoozed", "weather hoory-light", "²", "-1"])
def test_what_begins_with_no_verb_is_none(typed: str) -> None:
    assert command_of(typed, desk(), AT) is None


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(typed: str) -> None:
    for verb in ("", "snooze ", "assign ", "label ", "status ", "go "):
        command = command_of(verb + typed, desk(), AT)
        assert command is None or command.text
