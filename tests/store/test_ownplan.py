"""What a macro out of a file would do, and why a step of it cannot."""

from __future__ import annotations

from datetime import UTC

from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, SetPriority, SetStatus
from hoory_tui.store.macroplan import Reach
from hoory_tui.store.ownmacros import OwnMacro, OwnStep
from hoory_tui.store.ownplan import own_plan

from .test_macroplan import HERE, store

NOW = 1_790_000_000.0


def test_steps_of_our_own() -> None:
    steps = (
        OwnStep("assign", ("ana@x.example",)),
        OwnStep("team", ("workshop",)),
        OwnStep("label", ("billing",)),
        OwnStep("unlabel", ("vip",)),
        OwnStep("status", ("pending",)),
        OwnStep("snooze", ("2h",)),
        OwnStep("snooze", ("next reply",)),
        OwnStep("priority", ("none",)),
        OwnStep("note", ("for {{contact.first_name}}",)),
        OwnStep("reply", ("Hi",)),
    )
    plan = own_plan(store(), OwnMacro("f", "F", steps), HERE, NOW, UTC)
    assert [one.deed for one in plan] == [
        Assign(2),
        AssignTeam(9),
        ChangeLabels(add=("billing",)),
        ChangeLabels(remove=("vip",)),
        SetStatus("pending"),
        SetStatus("snoozed", NOW + 7200),
        SetStatus("snoozed"),
        SetPriority(""),
        None,
        None,
    ]
    assert plan[-2].words == "for Zoë"
    assert plan[-2].reach is Reach.TEAM
    assert plan[-1].reach is Reach.STATE, "a draft is read by nobody"


def test_steps_of_our_own_that_cannot_be() -> None:
    steps = (OwnStep("label", ("nope",)), OwnStep("snooze", ("yesterday",)))
    plan = own_plan(store(), OwnMacro("f", "F", steps), HERE, NOW, UTC)
    assert [one.problem for one in plan] == [
        "there is no label nope",
        "no moment to come is meant by this",
    ]
