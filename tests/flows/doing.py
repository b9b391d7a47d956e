"""Deeds done to the console as its pickers do them, and what the desk has of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens import intents
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    ChangeParticipants,
    Deed,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.journal import Entry, Journal

from .console import NOW, Console
from .stage import HANNA, INES, KENJI, NARE, TOMAS

TOMORROW: Final = NOW + 86400
TEAM, OTHER_TEAM = 31, 32


def journal(desk: Console) -> Journal:
    return desk.app._doer.journal


def last_entry(desk: Console) -> Entry:
    return list(journal(desk))[-1]


async def through(desk: Console) -> None:
    """Wait until nothing is being done or undone, and the console has drawn that."""
    await desk.until(
        lambda: not any(one.is_running or one.is_undoing for one in journal(desk)),
        "the deeds to be through",
    )
    await desk.settled()


async def do(desk: Console, deed: Deed, *conversation_ids: int) -> Entry:
    """Have a deed done and wait until it is through."""
    desk.app.post_message(intents.Do(deed, conversation_ids))
    before = len(journal(desk))
    await desk.until(lambda: len(journal(desk)) > before, "the deed in the journal")
    await through(desk)
    return last_entry(desk)


async def says(desk: Console, text: str) -> None:
    """Wait until a toast says this, however its lines are broken."""
    await desk.until(
        lambda: any(text in one.message for one in desk.app._notifications),
        f"{text!r}; said was {[one.message for one in desk.app._notifications]}",
    )


async def undo(desk: Console) -> None:
    """Press the key that undoes, and wait until it is through; there has to be something."""

    def left() -> int:
        return sum(len(one.undoable) for one in journal(desk) if not one.is_undoing)

    before = left()
    await desk.press("u")
    await desk.until(lambda: left() < before, "the undoing to begin")
    await through(desk)


@dataclass(frozen=True)
class Case:
    """A verb: what it makes of a conversation at the desk, and how Tomás meddles with that."""

    name: str
    deed: Deed
    read: Callable[[DemoDesk, int], Any]
    before: Any
    after: Any
    meddle: Callable[[DemoDesk, int], object]
    theirs: Any


def _status(desk: DemoDesk, number: int) -> Any:
    row = desk.conversation(number)
    return row.status, row.snoozed_until


def _assignee(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).assignee_id


def _team(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).team_id


def _labels(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).labels


def _priority(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).priority


def _muted(desk: DemoDesk, number: int) -> Any:
    return desk.contact_of(number).blocked, desk.conversation(number).status


def _seen(desk: DemoDesk, number: int) -> Any:
    row = desk.conversation(number)
    return row.agent_seen_message_id == row.messages[-1].id


def _participants(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).participant_ids


def _attributes(desk: DemoDesk, number: int) -> Any:
    return desk.conversation(number).custom_attributes


def _look(desk: DemoDesk, number: int) -> None:
    row = desk.conversation(number)
    desk.engine.conversations.agent_sees(row, desk.agent(TOMAS))


def _set_attributes(desk: DemoDesk, number: int, **values: object) -> None:
    desk.engine.conversations.set_custom_attributes(desk.conversation(number), dict(values))


def _unmute_and_wait(desk: DemoDesk, number: int) -> None:
    desk.mute(number, False, TOMAS)
    desk.set_status(number, "pending", TOMAS)


CASES: Final = (
    Case(
        "resolve",
        SetStatus("resolved"),
        _status,
        ("open", None),
        ("resolved", None),
        lambda desk, one: desk.set_status(one, "pending", TOMAS),
        ("pending", None),
    ),
    Case(
        "pending",
        SetStatus("pending"),
        _status,
        ("open", None),
        ("pending", None),
        lambda desk, one: desk.set_status(one, "snoozed", TOMAS, TOMORROW),
        ("snoozed", TOMORROW),
    ),
    Case(
        "snooze until",
        SetStatus("snoozed", TOMORROW),
        _status,
        ("open", None),
        ("snoozed", TOMORROW),
        lambda desk, one: desk.set_status(one, "snoozed", TOMAS, TOMORROW + 60),
        ("snoozed", TOMORROW + 60),
    ),
    Case(
        "snooze until a reply",
        SetStatus("snoozed"),
        _status,
        ("open", None),
        ("snoozed", None),
        lambda desk, one: desk.set_status(one, "open", TOMAS),
        ("open", None),
    ),
    Case(
        "assign",
        Assign(INES),
        _assignee,
        None,
        INES,
        lambda desk, one: desk.assign(one, TOMAS, TOMAS),
        TOMAS,
    ),
    Case(
        "team",
        AssignTeam(TEAM),
        _team,
        None,
        TEAM,
        lambda desk, one: desk.assign_team(one, OTHER_TEAM, TOMAS),
        OTHER_TEAM,
    ),
    Case(
        "labels",
        ChangeLabels(("vip",), ("brakes",)),
        _labels,
        ["brakes", "kept"],
        ["kept", "vip"],
        lambda desk, one: desk.set_labels(one, ["theirs", "brakes"], TOMAS),
        ["theirs", "brakes"],
    ),
    Case(
        "priority",
        SetPriority("urgent"),
        _priority,
        "low",
        "urgent",
        lambda desk, one: desk.set_priority(one, "medium", TOMAS),
        "medium",
    ),
    Case(
        "mute",
        SetMuted(True),
        _muted,
        (False, "open"),
        (True, "resolved"),
        _unmute_and_wait,
        (False, "pending"),
    ),
    Case(
        "read",
        SetRead(True),
        _seen,
        False,
        True,
        lambda desk, one: desk.contact_writes(one, "!"),
        False,
    ),
    Case(
        "participants",
        ChangeParticipants((HANNA,), (KENJI,)),
        _participants,
        [KENJI, NARE],
        [NARE, HANNA],
        lambda desk, one: setattr(desk.conversation(one), "participant_ids", [KENJI, TOMAS]),
        [KENJI, TOMAS],
    ),
    Case(
        "attribute",
        SetAttribute("plan", "gold"),
        _attributes,
        {"plan": "free", "seats": 2},
        {"plan": "gold", "seats": 2},
        lambda desk, one: _set_attributes(desk, one, plan="none", seats=3),
        {"plan": "none", "seats": 3},
    ),
)


def prepare(desk: DemoDesk, *conversation_ids: int) -> None:
    """Give conversations what the cases begin with: open, nobody's, low, two labels, watchers."""
    for one in conversation_ids:
        row = desk.conversation(one)
        row.labels, row.priority = ["brakes", "kept"], "low"
        row.assignee_id = row.team_id = None
        row.participant_ids = [KENJI, NARE]
        row.custom_attributes = {"plan": "free", "seats": 2}
