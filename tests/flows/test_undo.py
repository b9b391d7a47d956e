"""Undoing each verb: what was before comes back, and what somebody else did since stays."""

from __future__ import annotations

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, SetMuted, SetRead, SetStatus
from hoory_tui.store.journal import State

from .console import console
from .doing import CASES, TEAM, Case, do, last_entry, prepare, says, through, undo
from .stage import DANA, INES, NARE, PRIYA, THEO, TOMAS, YUSUF, ZOE

BULK = (ZOE, PRIYA, THEO)
each_verb = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def same(one: object, other: object) -> bool:
    """Compare what the desk has; the order in which labels and watchers came says nothing."""
    return (
        sorted(one) == sorted(other)
        if isinstance(one, list) and isinstance(other, list)
        else one == other
    )


@each_verb
async def test_a_verb_is_undone(case: Case) -> None:
    async with console(before=lambda desk: prepare(desk, ZOE)) as desk:
        assert case.read(desk.desk, ZOE) == case.before
        await do(desk, case.deed, ZOE)
        assert same(case.read(desk.desk, ZOE), case.after)
        await says(desk, "· u undoes")
        await undo(desk)
        assert same(case.read(desk.desk, ZOE), case.before)
        await says(desk, "Undone: ")
        assert last_entry(desk).items[ZOE].state is State.UNDONE


@each_verb
async def test_what_somebody_else_changed_since_is_left_alone(case: Case) -> None:
    async with console(before=lambda desk: prepare(desk, ZOE)) as desk:
        await do(desk, case.deed, ZOE)
        case.meddle(desk.desk, ZOE)
        await undo(desk)
        assert same(case.read(desk.desk, ZOE), case.theirs)
        await says(desk, "Left alone.")
        assert last_entry(desk).items[ZOE].state is State.LEFT


@each_verb
async def test_many_are_undone_but_for_what_somebody_else_changed(case: Case) -> None:
    async with console(before=lambda desk: prepare(desk, *BULK)) as desk:
        await do(desk, case.deed, *BULK)
        assert all(same(case.read(desk.desk, one), case.after) for one in BULK)
        case.meddle(desk.desk, PRIYA)
        await undo(desk)
        assert same(case.read(desk.desk, PRIYA), case.theirs)
        assert all(same(case.read(desk.desk, one), case.before) for one in (ZOE, THEO))
        await says(desk, "2 undone, 1 left: ")


@each_verb
async def test_what_nobody_told_us_of_is_left_alone_all_the_same(case: Case) -> None:
    async with console(before=lambda desk: prepare(desk, ZOE)) as desk:
        await do(desk, case.deed, ZOE)
        with desk.desk.hub.hold():
            case.meddle(desk.desk, ZOE)
        await undo(desk)
        assert same(case.read(desk.desk, ZOE), case.theirs)


async def test_who_left_it_otherwise_is_named() -> None:
    async with console() as desk:
        await do(desk, SetStatus("resolved"), ZOE)
        desk.desk.set_status(ZOE, "pending", TOMAS)
        await undo(desk)
        await says(desk, "Tomás Ferreira changed #4 meanwhile: it is pending.")


async def test_changed_and_changed_back_by_somebody_else_is_theirs() -> None:
    async with console() as desk:
        await do(desk, SetStatus("resolved"), ZOE)
        desk.clock.pass_by(60)
        desk.desk.set_status(ZOE, "open", TOMAS)
        await desk.settled()
        desk.desk.set_status(ZOE, "resolved", TOMAS)
        await desk.settled()
        await undo(desk)
        assert desk.desk.conversation(ZOE).status == "resolved"
        await says(desk, "Tomás Ferreira changed #4 meanwhile")


async def test_of_a_verb_with_two_parts_the_untouched_one_is_undone() -> None:
    async with console() as desk:
        await do(desk, SetMuted(True), ZOE)
        desk.desk.set_status(ZOE, "pending", TOMAS)
        await undo(desk)
        assert not desk.desk.contact_of(ZOE).blocked
        assert desk.desk.conversation(ZOE).status == "pending"
        await says(desk, "but for a part.")


async def test_a_label_that_was_on_already_stays_on() -> None:
    async with console(before=lambda desk: prepare(desk, ZOE, DANA)) as desk:
        desk.desk.set_labels(DANA, ["vip"])
        await desk.settled()
        await do(desk, ChangeLabels(("vip",), ()), ZOE, DANA)
        await undo(desk)
        assert desk.desk.conversation(DANA).labels == ["vip"]
        assert desk.desk.conversation(ZOE).labels == ["brakes", "kept"]


async def test_a_label_of_somebody_else_survives_our_doing_and_our_undoing() -> None:
    async with console(before=lambda desk: prepare(desk, ZOE)) as desk:
        with desk.desk.hub.hold():
            desk.desk.set_labels(ZOE, ["kept", "unheard"], TOMAS)
        await do(desk, ChangeLabels(("vip",), ("brakes",)), ZOE)
        assert desk.desk.conversation(ZOE).labels == ["kept", "unheard", "vip"]
        desk.desk.set_labels(ZOE, ["kept", "unheard", "vip", "later"], TOMAS)
        await undo(desk)
        assert desk.desk.conversation(ZOE).labels == ["kept", "unheard", "later"]


async def test_what_was_so_already_is_not_undone_to_something_else() -> None:
    async with console() as desk:
        desk.desk.set_status(DANA, "resolved", TOMAS)
        await desk.settled()
        await do(desk, SetStatus("resolved"), ZOE, DANA)
        await says(desk, "1 resolved, 1 was so already · u undoes")
        await undo(desk)
        statuses = [desk.desk.conversation(one).status for one in (ZOE, DANA)]
        assert statuses == ["open", "resolved"]


async def test_undo_goes_back_step_by_step() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        await do(desk, SetStatus("resolved"), ZOE)
        await do(desk, Assign(INES), ZOE)
        await undo(desk)
        assert (row.status, row.assignee_id) == ("resolved", None)
        await undo(desk)
        assert (row.status, row.assignee_id) == ("open", None)
        await desk.press("z")
        await says(desk, "There is nothing to undo: ")


async def test_nothing_to_undo_is_said() -> None:
    async with console() as desk:
        await desk.press("u")
        await says(desk, "There is nothing to undo yet.")


def let_yusuf_in(desk: DemoDesk) -> None:
    """Let Yusuf work in all inboxes; he is a plain agent, to whom servers give what he opens."""
    for inbox in desk.engine.world.inboxes.values():
        inbox.member_ids.add(YUSUF)


async def test_what_a_plain_agent_opened_goes_back_with_its_assignee() -> None:
    async with console(agent=3, before=let_yusuf_in) as desk:
        assert desk.me == YUSUF
        row = desk.desk.conversation(ZOE)
        desk.desk.assign(ZOE, INES)
        desk.desk.set_status(ZOE, "resolved")
        await desk.settled()
        await do(desk, SetStatus("open"), ZOE)
        assert (row.status, row.assignee_id) == ("open", YUSUF)
        await undo(desk)
        assert (row.status, row.assignee_id) == ("resolved", INES)


async def test_a_plain_agent_who_undoes_does_not_take_the_conversation() -> None:
    async with console(agent=3, before=let_yusuf_in) as desk:
        row = desk.desk.conversation(ZOE)
        desk.desk.assign(ZOE, INES)
        await desk.settled()
        await do(desk, SetStatus("resolved"), ZOE)
        await undo(desk)
        assert (row.status, row.assignee_id) == ("open", INES)


async def test_a_team_that_cost_the_assignee_gives_them_back() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        team = desk.desk.engine.world.teams[TEAM]
        stranger = next(one.id for one in desk.desk.agents if one.id not in team.member_ids)
        desk.desk.assign(ZOE, stranger)
        await desk.settled()
        await do(desk, AssignTeam(TEAM), ZOE)
        assert (row.team_id, row.assignee_id) == (TEAM, None)
        await undo(desk)
        assert (row.team_id, row.assignee_id) == (None, stranger)


async def test_reading_that_somebody_else_did_after_us_is_not_undone() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        await do(desk, SetRead(False), ZOE)
        # It was unread already, so there is nothing of ours to undo.
        assert last_entry(desk).items[ZOE].state is State.NOTHING
        await do(desk, SetRead(True), ZOE)
        desk.clock.pass_by(30)
        desk.desk.engine.conversations.agent_sees(row, desk.desk.agent(TOMAS))
        seen = row.agent_last_seen_at
        await undo(desk)
        assert row.agent_last_seen_at == seen


async def test_what_somebody_did_before_us_without_a_word_is_not_undone() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        desk.desk.engine.conversations.agent_sees(row, desk.desk.agent(TOMAS))
        seen = row.agent_seen_message_id
        with desk.desk.hub.hold():
            desk.desk.mute(ZOE, True, TOMAS)
        assert desk.store.conversations[ZOE].unread_count == 1
        await do(desk, SetRead(True), ZOE)
        assert last_entry(desk).items[ZOE].state is State.NOTHING
        await do(desk, SetMuted(True), ZOE)
        assert last_entry(desk).items[ZOE].state is State.NOTHING
        await desk.press("u")
        await says(desk, "There is nothing to undo")
        await through(desk)
        assert desk.desk.contact_of(ZOE).blocked
        assert row.agent_seen_message_id == seen


async def test_an_undo_that_does_not_get_through_can_be_repeated() -> None:
    async with console() as desk:
        await do(desk, SetStatus("resolved"), ZOE)
        desk.desk.fail_next("POST", f"/{ZOE}/toggle_status", 422)
        await undo(desk)
        await says(desk, "Not undone: The server did not accept this")
        assert desk.desk.conversation(ZOE).status == "resolved"
        await undo(desk)
        assert desk.desk.conversation(ZOE).status == "open"


async def test_undo_of_one_that_is_still_on_its_way_follows_it() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        desk.desk.stall_next_answer("POST", f"/{ZOE}/toggle_status", 0.3)
        await desk.press("e", "u")
        await through(desk)
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "open", "the undoing")
        assert desk.desk.conversation(ZOE).assignee_id != NARE


async def test_undoing_an_unmuting_resolves_nothing() -> None:
    async with console() as desk:
        desk.desk.contact_of(ZOE).blocked = True
        await desk.app._sync.load_conversation(ZOE)
        await desk.until(lambda: desk.store.conversations[ZOE].muted)
        await do(desk, SetMuted(False), ZOE)
        assert not desk.desk.contact_of(ZOE).blocked
        await undo(desk)
        assert desk.desk.contact_of(ZOE).blocked
        assert desk.desk.conversation(ZOE).status == "open"
