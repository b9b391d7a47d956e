"""Wishes: deeds that are shown before the server has agreed, laid over what it told.

What the server tells goes below them, so that a wish that is taken back uncovers what others
did meanwhile. Below a conversation that deeds were done to, it is noted who changes what: a part
that somebody else changed and changed back is theirs all the same.
"""

from __future__ import annotations

from typing import Any, Final

from hoory_tui.store import threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.effects import effect
from hoory_tui.store.happenings import DeedsForgotten, ProposalFailed, ProposalTaken, Proposed
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.state import Store
from hoory_tui.store.traces import Trace, Wish, Wishes
from hoory_tui.store.undoing import UNREAD, change_between, parts_of

_ECHO: Final = 5.0
"""Seconds within which the server's telling of a deed of ours may still come in."""


def bare(store: Store, conversation: Conversation) -> Conversation:
    """Return a conversation as the server told of it, without what is only wished."""
    wishes = store.wishes.get(conversation.id)
    return conversation if wishes is None else amended(conversation, **wishes.theirs)


def dressed(store: Store, below: Conversation) -> Conversation:
    """Return a conversation with the wishes over it; the held object where nothing differs."""
    wishes = store.wishes.get(below.id)
    if wishes is None:
        return below
    shown, covered = below, dict[str, Any]()
    for wish in wishes.pending:
        fields = effect(store, wish.deed, shown)
        covered |= fields
        shown = amended(shown, **fields)
    wishes.theirs = {name: getattr(below, name) for name in covered}
    held = store.conversations.get(below.id)
    return held if held == shown else shown


def note_others(
    store: Store,
    before: Conversation,
    after: Conversation,
    now: float,
    *,
    by_another: bool = False,
) -> None:
    """Note which parts somebody else changed, by two tellings of the server.

    What is as we made or wish it counts as ours, unless the server names `by_another`.
    """
    trace = store.traces.get(after.id)
    if trace is None or before is after:
        return
    trace.ours = [one for one in trace.ours if one[2] > now]
    wishes = store.wishes.get(after.id)
    pending = wishes.pending if wishes is not None else []
    for key, value in change_between(parts_of(before), parts_of(after)).after.items():
        is_echo = any(key == ours and value == made for ours, made, _ in trace.ours)
        is_wished = any(key in wish.values and wish.values[key] == value for wish in pending)
        is_ours = (is_echo or is_wished) and not by_another
        if key != UNREAD and not is_ours:
            trace.others[key] = store.steps


def propose(store: Store, step: Proposed, changes: Changes) -> None:
    """Show a deed of ours before the server has agreed to it."""
    held = store.conversations.get(step.conversation_id)
    if held is None:
        return
    below = bare(store, held)
    before, wished = parts_of(held), effect(store, step.deed, held)
    values = change_between(before, parts_of(amended(held, **wished))).after
    store.traces.setdefault(held.id, Trace())
    if not wished:
        return
    agent_id = wished.get("assignee_id")
    if isinstance(agent_id, int) and agent_id != store.me_id:
        store.handed_over[held.id] = agent_id
    wishes = store.wishes.setdefault(held.id, Wishes())
    told = {name: getattr(below, name) for name in wished}
    wishes.pending.append(Wish(step.number, step.deed, told, values))
    threads.put_conversation(store, dressed(store, below), changes)


def withdraw(store: Store, step: ProposalFailed, changes: Changes) -> None:
    """Take a deed of ours back that the server refused, and show what it told meanwhile."""
    held = store.conversations.get(step.conversation_id)
    wish, below = _taken_off(store, step.conversation_id, step.number)
    if wish is None or held is None or below is None:
        return
    if "assignee_id" in wish.before:
        store.handed_over.pop(held.id, None)
    threads.put_conversation(store, dressed(store, below), changes)


def grant(store: Store, step: ProposalTaken, changes: Changes, now: float) -> None:
    """Take a deed of ours for done; `fields` are what the server's answer said."""
    wish, below = _taken_off(store, step.conversation_id, step.number)
    if wish is None or below is None:
        return
    trace = store.traces.setdefault(below.id, Trace())
    trace.ours += [(key, value, now + _ECHO) for key, value in wish.values.items()]
    fields = effect(store, wish.deed, below) | step.fields
    for name, value in list(fields.items()):
        told = getattr(below, name)
        if told not in (value, wish.before.get(name, told)) and name not in step.fields:
            # An event came meanwhile; whether it knows of our deed, only the server can tell.
            del fields[name]
            changes.doubtful.add(below.id)
    if "assignee_id" in fields:
        store.handed_over.pop(below.id, None)
    if (wishes := store.wishes.get(below.id)) is not None:
        # What this one made is no news from others to those that follow.
        for later in wishes.pending:
            later.before |= {name: fields[name] for name in later.before.keys() & fields.keys()}
    threads.put_conversation(store, dressed(store, amended(below, **fields)), changes)


def forget(store: Store, step: DeedsForgotten) -> None:
    """Watch conversations no longer whose deeds are not remembered."""
    for conversation_id in step.conversation_ids:
        store.traces.pop(conversation_id, None)


def _taken_off(
    store: Store, conversation_id: int, number: int
) -> tuple[Wish | None, Conversation | None]:
    """Take a wish off; return it, and the conversation as it is below all wishes."""
    wishes = store.wishes.get(conversation_id)
    wish = next((one for one in wishes.pending if one.number == number), None) if wishes else None
    if wishes is None or wish is None:
        return None, None
    held = store.conversations.get(conversation_id)
    below = bare(store, held) if held is not None else None
    wishes.pending.remove(wish)
    if not wishes.pending:
        del store.wishes[conversation_id]
    return wish, below
