"""Doing: many at once, what fails, what is repeated and what is never done twice."""

from __future__ import annotations

from hoory_tui.screens import intents
from hoory_tui.store.deeds import (
    Assign,
    ChangeLabels,
    RunMacro,
    SendTranscript,
    SetMuted,
    SetPriority,
    SetStatus,
)
from hoory_tui.store.journal import State
from hoory_tui.wire.link import LinkState

from .console import Console, console
from .doing import do, journal, last_entry, prepare, says, through
from .stage import CAFE, DANA, KWAME, NARE, PRIYA, THEO, YUSUF, ZOE

SIX = (CAFE, KWAME, DANA, ZOE, PRIYA, THEO)
UNKNOWN = 424_242


async def test_many_show_at_once_and_the_footer_tells_how_far_it_is() -> None:
    async with console() as desk:
        desk.desk.delay_next("POST", "/toggle_status", 0.2, times=6)
        desk.app.post_message(intents.Do(SetStatus("resolved"), SIX))
        await desk.shows("Resolving 0 of 6…", "#footer")
        await desk.shows("All 12", "#top-bar")
        assert desk.desk.conversation(THEO).status == "open"
        await desk.shows("Resolving 4 of 6…", "#footer")
        await through(desk)
        await desk.lacks("Resolving", "#footer")
        assert {desk.desk.conversation(one).status for one in SIX} == {"resolved"}
        await says(desk, "6 resolved · u undoes")


async def test_what_fails_is_told_one_by_one_and_retried_with_one_key() -> None:
    async with console() as desk:
        desk.desk.required_attributes = ("order_id",)
        for one in SIX[:4]:
            desk.desk.conversation(one).custom_attributes = {"order_id": 1}
        entry = await do(desk, SetStatus("resolved"), *SIX)
        await says(desk, "4 resolved, 2 failed · L shows why · u undoes")
        assert [item.conversation_id for item in entry.in_state(State.FAILED)] == [PRIYA, THEO]
        assert {desk.store.conversations[one].status for one in (PRIYA, THEO)} == {"open"}
        await desk.press("L", "enter")
        await desk.shows("The server did not accept this (“Required attributes are")
        desk.desk.required_attributes = ()
        await desk.press("full_stop")
        await through(desk)
        assert {desk.desk.conversation(one).status for one in SIX} == {"resolved"}
        assert not entry.in_state(State.FAILED)


async def test_an_unknown_agent_does_not_cost_the_assignee() -> None:
    async with console() as desk:
        entry = await do(desk, Assign(UNKNOWN), DANA)
        await says(desk, "The assignee of #3 is unchanged: The server knows no such agent here")
        assert desk.desk.conversation(DANA).assignee_id == NARE
        assert desk.store.conversations[DANA].assignee_id == NARE
        assert entry.items[DANA].state is State.FAILED


async def test_without_permission_the_server_says_so() -> None:
    async with console() as desk:
        body = {"error": "You are not authorized to do this action"}
        desk.desk.fail_next("POST", f"/{ZOE}/mute", 401, body=body)
        await do(desk, SetMuted(True), ZOE)
        await says(desk, "#4 is not muted: You are not allowed to do this (“You are not authorized")
        assert not desk.store.conversations[ZOE].muted


async def test_a_server_that_asks_for_a_pause_gets_it_and_the_deed_is_repeated() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", "/toggle_status", 429, headers={"Retry-After": "0"})
        desk.desk.fail_next("POST", "/toggle_status", 503, headers={"Retry-After": "0"})
        entry = await do(desk, SetStatus("resolved"), ZOE, THEO)
        assert not entry.in_state(State.FAILED)
        assert {desk.desk.conversation(one).status for one in (ZOE, THEO)} == {"resolved"}


async def test_an_answer_that_got_lost_is_looked_up_and_the_deed_not_repeated() -> None:
    async with console(before=lambda desk: prepare(desk, ZOE)) as desk:
        row = desk.desk.conversation(ZOE)
        for deed, path in (
            (SetStatus("resolved"), "toggle_status"),
            (SetPriority("high"), "toggle_priority"),
            (ChangeLabels(("vip",), ()), "labels"),
        ):
            lines = len(row.messages)
            desk.desk.lose_next_answer("POST", f"/{ZOE}/{path}", lose_events=True)
            entry = await do(desk, deed, ZOE)
            assert entry.items[ZOE].state is State.DONE
            assert len(row.messages) == lines + (2 if path == "toggle_status" else 1)
        assert (row.status, row.priority, row.labels) == (
            "resolved",
            "high",
            ["brakes", "kept", "vip"],
        )
        assert desk.store.conversations[ZOE].status == "resolved"
        await desk.press("u")
        await through(desk)
        assert row.labels == ["brakes", "kept"]


async def test_what_may_have_been_mailed_or_run_is_not_repeated() -> None:
    async with console() as desk:
        desk.desk.lose_next_answer("POST", f"/{ZOE}/transcript")
        await do(desk, SendTranscript("zoe@mail.example"), ZOE)
        assert desk.desk.transcripts == [(ZOE, "zoe@mail.example")]
        await says(desk, "It may have been done all the same")
        macro = urgent_macro(desk)
        desk.desk.lose_next_answer("POST", f"/macros/{macro}/execute")
        await do(desk, RunMacro(macro), ZOE, THEO)
        await says(desk, "2 failed")
        for one in (ZOE, THEO):
            lines = [line.content or "" for line in desk.desk.conversation(one).messages]
            assert sum("set the priority to urgent" in line for line in lines) == 1


def urgent_macro(desk: Console) -> int:
    """Give the desk a macro that can be seen to have run, and return its id."""
    macro = next(iter(desk.desk.engine.world.macros.values()))
    macro.actions = [{"action_name": "change_priority", "action_params": ["urgent"]}]
    return macro.id


async def test_a_transcript_is_sent_and_cannot_be_undone() -> None:
    async with console() as desk:
        await do(desk, SendTranscript("zoe@mail.example"), ZOE)
        assert desk.desk.transcripts == [(ZOE, "zoe@mail.example")]
        await says(desk, "The thread of #4 is being mailed to zoe@mail.example")
        await desk.press("u")
        await says(desk, "a mail that was sent cannot be called back")


async def test_a_macro_is_one_request_for_all() -> None:
    async with console() as desk:
        macro = urgent_macro(desk)
        desk.desk.fail_next("POST", f"/macros/{macro}/execute", 422)
        entry = await do(desk, RunMacro(macro), *SIX)
        assert len(entry.in_state(State.FAILED)) == len(SIX)
        await do(desk, RunMacro(macro), *SIX)
        assert {desk.desk.conversation(one).priority for one in SIX} == {"urgent"}
        await says(desk, "on 6; the server tells no more.")


async def test_deeds_on_one_conversation_keep_their_order() -> None:
    async with console() as desk:
        desk.desk.delay_next("POST", "/toggle_status", 0.1, times=3)
        desk.app.post_message(intents.Do(SetStatus("resolved"), SIX))
        desk.app.post_message(intents.Do(SetStatus("pending"), (THEO,)))
        desk.app.post_message(intents.Do(SetStatus("snoozed"), (THEO, ZOE)))
        await desk.until(lambda: len(journal(desk)) == 3)
        await through(desk)
        lines = [one.content or "" for one in desk.desk.conversation(THEO).messages]
        told = [line.split(" by ")[0] for line in lines if line.startswith("Conversation was")]
        assert told == [
            "Conversation was marked resolved",
            "Conversation was marked as pending",
            "Conversation was snoozed",
        ]


async def test_many_are_stopped_by_the_key_that_undoes() -> None:
    async with console() as desk:
        desk.desk.delay_next("POST", "/toggle_status", 0.2, times=4)
        desk.app.post_message(intents.Do(SetStatus("resolved"), SIX))
        await desk.shows("Resolving 0 of 6…", "#footer")
        await desk.press("u")
        await desk.shows("Stopping 0 of 6…", "#footer")
        await through(desk)
        counts = last_entry(desk).counts
        assert (counts[State.DONE], counts[State.STOPPED]) == (4, 2)
        stopped = [item.conversation_id for item in last_entry(desk).in_state(State.STOPPED)]
        assert {desk.desk.conversation(one).status for one in stopped} == {"open"}
        assert {desk.store.conversations[one].status for one in stopped} == {"open"}
        await says(desk, "4 resolved, 2 not begun · u undoes")
        await desk.press("u")
        await through(desk)
        assert {desk.desk.conversation(one).status for one in SIX} == {"open"}


async def test_what_waits_for_the_network_goes_on_when_it_is_back() -> None:
    async with console() as desk:
        await lose_network(desk)
        desk.app.post_message(intents.Do(SetStatus("resolved"), (ZOE,)))
        await desk.until(lambda: len(journal(desk)) == 1)
        await desk.shows("All 17", "#top-bar")
        assert desk.desk.conversation(ZOE).status == "open"
        desk.app._doer.patience.nudge()
        await through(desk)
        assert desk.desk.conversation(ZOE).status == "resolved"


async def lose_network(desk: Console) -> None:
    """Let the next request find nobody: the console cannot tell that from a network gone."""
    desk.desk.fail_next("POST", "/toggle_status", 502)
    assert desk.store.link.state is LinkState.LIVE


async def test_leaving_while_something_is_on_its_way_asks_first() -> None:
    async with console() as desk:
        desk.desk.delay_next("POST", "/toggle_status", 0.5, times=6)
        desk.app.post_message(intents.Do(SetStatus("resolved"), SIX))
        await desk.shows("Resolving 0 of 6…", "#footer")
        await desk.press("ctrl+q")
        await desk.asks("6 changes would be lost. Quit?")
        await desk.press("n")
        await through(desk)


async def test_one_toast_at_a_time_tells_of_deeds() -> None:
    async with console() as desk:
        for one in (ZOE, THEO, DANA):
            await do(desk, SetStatus("resolved"), one)
        told = [one.message for one in desk.app._notifications if "Resolved" in one.message]
        assert told == ["Resolved #3 · u undoes"]


async def test_rows_of_last_time_are_not_decided_on() -> None:
    async with console() as desk:
        desk.store.unconfirmed.add(ZOE)
        desk.app.post_message(intents.Do(Assign(YUSUF), (ZOE, THEO)))
        await says(desk, "1 are left out")
        await desk.until(lambda: desk.desk.conversation(THEO).assignee_id == YUSUF, "the other")
        assert desk.desk.conversation(ZOE).assignee_id is None
