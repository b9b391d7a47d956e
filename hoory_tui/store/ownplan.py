"""What a macro of the agent's own would do to one conversation, and why a step of it cannot."""

from __future__ import annotations

from datetime import tzinfo

from hoory_tui.store.deeds import ChangeLabels, SetStatus
from hoory_tui.store.macroplan import (
    Planned,
    Reach,
    agent_step,
    planned_deed,
    planned_words,
    priority_step,
    status_step,
    team_step,
)
from hoory_tui.store.ownmacros import OwnMacro, OwnStep
from hoory_tui.store.records import Conversation
from hoory_tui.store.snoozing import parse
from hoory_tui.store.state import Store
from hoory_tui.words import said


def own_plan(
    store: Store,
    macro: OwnMacro,
    conversation: Conversation | None,
    now: float,
    zone: tzinfo | None,
) -> list[Planned]:
    """Return what the steps do; a reply is written as a draft and never sent."""
    return [_step(store, one, conversation, now, zone) for one in macro.steps]


def _step(
    store: Store, step: OwnStep, here: Conversation | None, now: float, zone: tzinfo | None
) -> Planned:
    match step.kind:
        case "assign":
            return agent_step(store, step.value, here)
        case "team":
            return team_step(store, step.value, here)
        case "label":
            return _labels(store, step.values, here)
        case "unlabel":
            deed = ChangeLabels(remove=step.values)
            return planned_deed(
                said("remove label {names}", names=", ".join(step.values)), deed, store, here
            )
        case "priority":
            return priority_step(store, step.value, here)
        case "snooze":
            return _snooze(store, step.value, here, now, zone)
        case "note":
            return planned_words(said("private note"), step.value, Reach.TEAM, store, here)
        case "reply":
            return planned_words(said("draft of a reply"), step.value, Reach.STATE, store, here)
    return status_step(store, step.value, here)


def _labels(store: Store, titles: tuple[str, ...], here: Conversation | None) -> Planned:
    known = {one.title for one in store.labels.values()}
    missing = [one for one in titles if one not in known]
    text = said("add label {names}", names=", ".join(titles))
    if known and missing:
        return Planned(text, problem=said("there is no label {names}", names=", ".join(missing)))
    return planned_deed(text, ChangeLabels(add=titles), store, here)


def _snooze(
    store: Store, words: str, here: Conversation | None, now: float, zone: tzinfo | None
) -> Planned:
    if words == "next reply":
        return status_step(store, "snoozed", here)
    until = parse(words, now, zone)
    if until is None:
        return Planned(f"snooze: {words}", problem=said("no moment to come is meant by this"))
    return planned_deed(f"snooze: {words}", SetStatus("snoozed", until), store, here)
