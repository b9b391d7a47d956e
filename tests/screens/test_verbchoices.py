"""What the boxes of the verbs offer, and the deeds that a choice means."""

from __future__ import annotations

from datetime import UTC

import pytest

from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens import verbchoices as offers
from hoory_tui.store.changes import Changes
from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, SetPriority, SetStatus
from hoory_tui.store.records import Agent, Contact, Conversation, Label, Team
from hoory_tui.store.state import Store
from hoory_tui.store.threads import put_conversation
from hoory_tui.widgets.choices import Choice

ME, ANA, BO, CY = 1, 2, 3, 4
NOW = 1_790_000_000.0
AT = Moment(NOW, UTC, UNICODE)


def store_with(*conversations: Conversation) -> Store:
    store = Store(7, me_id=ME)
    store.agents = {
        one.id: one
        for one in (
            Agent(ANA, "Ana", "ana@desk.example"),
            Agent(BO, "Bo"),
            Agent(CY, "Cy"),
            Agent(ME, "Nare", "nare@desk.example"),
        )
    }
    store.presence_known = True
    store.users_present = {CY: "busy", BO: "online", ANA: "online"}
    store.labels = {one: Label(one, title) for one, title in enumerate(("vip", "billing"))}
    for conversation in conversations:
        put_conversation(store, conversation, Changes())
    return store


def texts(choices: list[Choice]) -> list[str]:
    return [one.text for one in choices]


def test_we_come_first_then_who_is_there_and_has_least() -> None:
    store = store_with(*(Conversation(number, assignee_id=ANA) for number in (8, 9)))
    choices = offers.assignees(store, [Conversation(8, assignee_id=ANA)])
    assert texts(choices) == ["Nare (me)", "Bo", "Ana", "Cy", "Nobody"]
    assert [one.hint for one in choices[:4]] == [
        *("offline, 0 open", "online, 0 open", "online, 2 open", "busy, 0 open")
    ]
    assert [one.text for one in choices if one.current] == ["Ana"]
    assert offers.assigning(choices[1].key) == Assign(BO)
    assert offers.assigning(choices[4].key) == Assign(None)


def test_teams_are_in_the_same_box() -> None:
    store = store_with()
    store.teams = {5: Team(5, "sales"), 6: Team(6, "Bikes")}
    choices = offers.assignees(store, [Conversation(8, team_id=5)])
    assert texts(choices)[-3:] == ["Bikes", "sales", "No team"]
    assert {one.text for one in choices if one.current} == {"sales", "Nobody"}
    assert offers.assigning(choices[-2].key) == AssignTeam(5)
    assert offers.assigning(choices[-1].key) == AssignTeam(None)


def test_nothing_is_current_that_only_some_have() -> None:
    store = store_with()
    mixed = [Conversation(8, assignee_id=ANA, priority="high"), Conversation(9)]
    assert not any(one.current for one in offers.assignees(store, mixed))
    assert not any(one.current for one in offers.priorities(mixed))


def test_labels_that_all_or_some_have_and_what_a_choice_changes() -> None:
    store = store_with()
    targets = [Conversation(8, labels=("vip", "old")), Conversation(9, labels=("vip",))]
    before = offers.label_choices(store, targets)
    assert texts(list(before.choices)) == ["billing", "vip", "old"]
    assert (before.on_all, before.on_some) == (frozenset({"label:vip"}), frozenset({"label:old"}))
    assert before.choices[2].hint == "on 1 of 2"
    same = offers.relabelling(before, ["label:vip"], ["label:old"])
    assert same == ChangeLabels()
    changed = offers.relabelling(before, ["label:billing", "label:old"], [])
    assert changed == ChangeLabels(("billing", "old"), ("vip",))
    assert offers.relabelling(before, ["label:vip"], []) == ChangeLabels((), ("old",))


def test_priorities_have_digits() -> None:
    choices = offers.priorities([Conversation(8, priority="high")])
    assert [(one.hint, one.text) for one in choices] == [
        *(("1", "urgent"), ("2", "high"), ("3", "medium"), ("4", "low"), ("0", "none"))
    ]
    assert [one.text for one in choices if one.current] == ["high"]
    assert offers.prioritising(choices[0].key) == SetPriority("urgent")
    assert offers.prioritising(choices[4].key) == SetPriority("")


def test_moments_tell_when_they_are() -> None:
    choices = offers.snoozes(AT)
    assert (choices[0].text, choices[0].hint) == ("The next reply", "when the contact writes")
    assert ("Tomorrow", "Tue 22 Sep 09:00") in [(one.text, one.hint) for one in choices]
    assert offers.snoozed(choices[0].key) == SetStatus("snoozed", None)
    assert offers.snoozed(choices[1].key) == SetStatus("snoozed", NOW + 3600)
    typed = offers.typed_snooze("24 jan 8", AT)
    assert typed is not None
    assert (typed.text, typed.hint) == ("Until Sun 24 Jan 2027 08:00", "in 125 days")
    assert offers.snoozed(typed.key).snoozed_until == 1_800_777_600.0
    assert offers.typed_snooze("yesterday", AT) is None


def test_where_a_thread_can_be_mailed() -> None:
    store = store_with()
    store.contacts = {70: Contact(70, email="zoe@x.example"), 71: Contact(71, email="no mail")}
    one, other = Conversation(8, contact_id=70, assignee_id=ANA), Conversation(9, contact_id=71)
    assert texts(offers.addresses(store, [one])) == [
        *("zoe@x.example", "nare@desk.example", "ana@desk.example")
    ]
    assert texts(offers.addresses(store, [other])) == ["nare@desk.example"]
    each = offers.addresses(store, [one, other])[0]
    assert (each.key, each.hint) == ("contacts", "1 of 2 have an address")
    assert offers.mails_of_contacts(store, [one, other]) == {"zoe@x.example": [8]}


@pytest.mark.parametrize("text", ["a@b.example", "first.last+tag@mail.some.example"])
def test_an_address(text: str) -> None:
    choice = offers.typed_address(f" {text} ")
    assert choice is not None
    assert choice.key == f"mail:{text}"


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>", "a@@b.c"]
)
def test_no_address(text: str) -> None:
    assert offers.typed_address(text) is None
