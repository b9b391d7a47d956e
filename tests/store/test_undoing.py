"""Taking back: what was ours goes back, what somebody else changed stays, part by part."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    ChangeParticipants,
    Deed,
    RunMacro,
    SendTranscript,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.effects import effect, opening_assigns
from hoory_tui.store.records import Agent, Conversation, amended
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import (
    ASSIGNEE,
    UNREAD,
    Change,
    change_between,
    inverse,
    participants,
    parts_of,
    still_ours,
    why_for_ever,
)

ME: Final = 1
LABELS: Final = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True).map(tuple)
PEOPLE: Final = st.sampled_from([None, ME, 2, 3])
STATUSES: Final = st.sampled_from(["open", "resolved", "pending", "snoozed"])


def store_of(role: str) -> Store:
    store = Store(7, ME)
    store.agents = {one: Agent(one, f"Agent {one}", role=role) for one in (ME, 2, 3)}
    return store


@st.composite
def statuses(draw: st.DrawFn) -> SetStatus:
    status = draw(STATUSES)
    until = draw(st.sampled_from([None, 100.0, 200.0])) if status == "snoozed" else None
    return SetStatus(status, until)


DEEDS: Final = st.one_of(
    statuses(),
    PEOPLE.map(Assign),
    PEOPLE.map(AssignTeam),
    st.builds(ChangeLabels, LABELS, LABELS).map(
        lambda one: ChangeLabels(one.add, tuple(set(one.remove) - set(one.add)))
    ),
    st.sampled_from(["", "low", "urgent"]).map(SetPriority),
    st.booleans().map(SetMuted),
    st.builds(SetAttribute, st.sampled_from(["x", "y"]), st.sampled_from([None, 1, "1", True])),
)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    status = draw(STATUSES)
    return Conversation(
        1,
        status=status,
        snoozed_until=draw(st.sampled_from([None, 100.0])) if status == "snoozed" else None,
        assignee_id=draw(PEOPLE),
        team_id=draw(PEOPLE),
        priority=draw(st.sampled_from(["", "low", "urgent"])),
        labels=draw(LABELS),
        muted=draw(st.booleans()),
        custom_attributes=draw(
            st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from([1, "1"]))
        ),
    )


def done(store: Store, one: Conversation, *deeds: Deed) -> Conversation:
    """Return the conversation after deeds, as the server does them."""
    for deed in deeds:
        one = amended(one, **effect(store, deed, one))
    return one


def meddled(one: Conversation, *deeds: Deed) -> Conversation:
    """Return the conversation after deeds of somebody else, whom opening assigns nothing to us."""
    return done(store_of("administrator"), one, *deeds)


@settings(max_examples=1000, deadline=None)
@given(
    conversations(), DEEDS, st.lists(DEEDS, max_size=3), st.sampled_from(["agent", "administrator"])
)
def test_undoing_brings_back_what_is_ours_and_touches_nothing_else(
    before: Conversation, ours: Deed, theirs: list[Deed], role: str
) -> None:
    store = store_of(role)
    after = done(store, before, ours)
    change = change_between(parts_of(before), parts_of(after))
    now = meddled(after, *theirs)
    touched: set[str] = set()
    seen = after
    for deed in theirs:
        step = meddled(seen, deed)
        touched |= change_between(parts_of(seen), parts_of(step)).after.keys()
        seen = step
    kept = still_ours(change, parts_of(now), touched)
    assert not kept & touched
    opens = opening_assigns(store)
    undo = inverse(change.only(kept), parts_of(now), opening_assigns=opens, me_id=ME)
    end = parts_of(done(store, now, *undo))
    for key in change_between(parts_of(now), end).after:
        assert key in kept, f"{key} was not ours any more"
    for key in kept:
        assert end.get(key) == change.before[key]


@settings(max_examples=1000, deadline=None)
@given(conversations(), DEEDS)
def test_undoing_alone_brings_everything_back_and_can_be_done_again(
    before: Conversation, deed: Deed
) -> None:
    store = store_of("agent")
    after = done(store, before, deed)
    change = change_between(parts_of(before), parts_of(after))
    assert still_ours(change, parts_of(after)) == set(change.after)
    undo = inverse(change, parts_of(after), opening_assigns=True, me_id=ME)
    end = done(store, after, *undo)
    assert parts_of(end) == parts_of(before)
    assert parts_of(done(store, end, deed)) == parts_of(after)


def test_reading_is_one_part_with_its_moment() -> None:
    one = Conversation(1, unread_count=0, agent_last_seen_at=10.5)
    assert parts_of(one)[UNREAD] == (0, 10)
    change = Change({UNREAD: (3, 5)}, {UNREAD: (0, 10)})
    assert still_ours(change, {UNREAD: (0, 10)}) == {UNREAD}
    assert still_ours(change, {UNREAD: (0, 11)}) == set()
    assert inverse(change, {}, opening_assigns=False, me_id=ME) == (SetRead(False),)
    back = Change({UNREAD: (0, 5)}, {UNREAD: (1, 4)})
    assert inverse(back, {}, opening_assigns=False, me_id=ME) == (SetRead(True),)


def test_watchers_are_taken_off_and_put_back() -> None:
    change = change_between(participants([1, 2]), participants([2, 3]))
    assert inverse(change, {}, opening_assigns=False, me_id=ME) == (ChangeParticipants((1,), (3,)),)
    assert still_ours(change, participants([2])) == {"participant:1"}


def test_a_team_put_back_does_not_cost_the_assignee_of_now() -> None:
    change = Change({"team": 8}, {"team": 9})
    undo = inverse(change, {ASSIGNEE: 3}, opening_assigns=False, me_id=ME)
    assert undo == (AssignTeam(8), Assign(3))


@pytest.mark.parametrize(
    ("deed", "why"),
    [(SendTranscript("a@b"), "called back"), (RunMacro(1), "macro"), (SetStatus("open"), "")],
)
def test_what_cannot_be_undone_says_why(deed: Deed, why: str) -> None:
    assert why in why_for_ever(deed)
    assert bool(why) == bool(why_for_ever(deed))


def test_an_attribute_that_is_none_is_not_there() -> None:
    values: dict[str, Any] = {"x": None, "y": 1}
    assert "attribute:x" not in parts_of(Conversation(1, custom_attributes=values))
