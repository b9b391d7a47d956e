"""What a macro would do to one conversation, in words and as deeds."""

from __future__ import annotations

import pytest

from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, SetPriority, SetStatus
from hoory_tui.store.library import Macro, MacroAction
from hoory_tui.store.macroplan import Planned, Reach, asks_first, server_plan
from hoory_tui.store.records import Agent, Contact, Conversation, Label, Team
from hoory_tui.store.state import Store

HERE = Conversation(4, contact_id=70, labels=("vip",), assignee_id=2, assignee_name="Ana")


def store() -> Store:
    made = Store(7, me_id=1)
    made.agents = {1: Agent(1, "Nare"), 2: Agent(2, "Ana", "ana@x.example"), 3: Agent(3, "Ana")}
    made.teams = {9: Team(9, "Workshop")}
    made.labels = {1: Label(1, "vip"), 2: Label(2, "billing")}
    made.contacts = {70: Contact(70, "zoë brückner")}
    return made


def planned(name: str, *params: int | str) -> Planned:
    return server_plan(store(), Macro(1, "M", actions=(MacroAction(name, params),)), HERE)[0]


@pytest.mark.parametrize(
    ("name", "params", "text", "deed"),
    [
        ("assign_agent", (1,), "assign to Nare", Assign(1)),
        ("assign_agent", ("self",), "assign to me", Assign(1)),
        ("assign_agent", ("nil",), "assign to nobody", Assign(None)),
        ("assign_team", (9,), "assign to team Workshop", AssignTeam(9)),
        ("remove_assigned_team", (), "take it off its team", AssignTeam(None)),
        ("add_label", ("a", "b"), "add label a, b", ChangeLabels(add=("a", "b"))),
        ("remove_label", ("vip",), "remove label vip", ChangeLabels(remove=("vip",))),
        ("change_priority", ("high",), "priority high", SetPriority("high")),
        ("change_priority", ("nil",), "no priority", SetPriority("")),
        ("resolve_conversation", (), "resolve it", SetStatus("resolved")),
        ("change_status", ("pending",), "set it pending", SetStatus("pending")),
    ],
)
def test_a_step_that_changes_state(
    name: str, params: tuple[int | str, ...], text: str, deed: object
) -> None:
    one = planned(name, *params)
    assert (one.text, one.deed, one.reach) == (text, deed, Reach.STATE)
    assert not asks_first([one])


@pytest.mark.parametrize(
    ("name", "params", "text", "reach"),
    [
        ("send_message", ("Hi {{contact.name}}!",), "Hi Zoë Brückner!", Reach.CUSTOMER),
        ("add_private_note", ("look",), "private note: look", Reach.TEAM),
        ("send_email_transcript", ("a@b.example",), "a@b.example", Reach.CUSTOMER),
        ("send_attachment", (5,), "send a file to the customer", Reach.CUSTOMER),
        ("send_webhook_event", ("https://x",), "https://x", Reach.UNKNOWN),
        ("mute_conversation", (), "block the contact", Reach.TEAM),
        ("brew_coffee", ("strong",), "brew coffee strong", Reach.UNKNOWN),
    ],
)
def test_a_step_that_others_notice(
    name: str, params: tuple[int | str, ...], text: str, reach: Reach
) -> None:
    one = planned(name, *params)
    assert text in one.text
    assert one.reach is reach
    assert asks_first([one])


def test_what_is_so_already_is_told_apart() -> None:
    assert planned("add_label", "vip").is_idle
    assert planned("assign_agent", 2).is_idle
    assert not planned("add_label", "billing").is_idle


def test_a_variable_without_a_value_is_named() -> None:
    assert "{{contact.phone}}" in planned("send_message", "call {{contact.phone}}").text


def test_names_that_do_not_tell_who_is_meant_are_a_problem() -> None:
    assert planned("assign_agent", "Ana").problem == "several agents are called so"
    assert planned("assign_agent", 99).problem == "there is no such agent"
    assert planned("assign_team", 99).problem == "there is no such team"
