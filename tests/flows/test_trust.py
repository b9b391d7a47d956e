"""What an agent must be able to trust when things go wrong in unkind order."""

from __future__ import annotations

from functools import partial

from textual.events import Key

from hoory_tui.config.settings import Settings
from hoory_tui.store import select
from hoory_tui.store.timeline import Timeline

from .console import Console, console
from .stage import CAFE, DANA, KWAME, ZOE


def strike(desk: Console, *keys: str) -> None:
    """Let keys come in one piece, as after a stall of the network."""
    for key in keys:
        desk.app.post_message(Key(key, key if len(key) == 1 else None))


def as_time_goes_by(desk: Console, is_so: bool) -> bool:
    """Return the same, a quarter of a second later by the console's own clock."""
    desk.clock.pass_by(0.25)
    return is_so


def holds(timeline: Timeline, count: int) -> bool:
    return len(timeline) >= count


def contents(desk: Console, conversation_id: int) -> list[str]:
    return [str(one.content) for one in desk.desk.conversation(conversation_id).messages]


async def test_a_long_gap_leaves_no_hole_in_a_thread_that_was_read_before_it() -> None:
    async with console() as desk:
        await desk.turn_to(KWAME, opened=True)
        await desk.turn_to(DANA)
        desk.desk.drop_sockets()
        await desk.until(lambda: "live" not in desk.seen("#top-bar"), "the link is down")
        for number in range(60):
            desk.desk.contact_writes(KWAME, f"missed {number}")
        await desk.shows("● live", "#top-bar")
        # The list tells of the last message first, which must not pass for all of them.
        await desk.shows("missed 59", "#conversations")
        await desk.turn_to(KWAME)
        real = {one.id for one in desk.desk.conversation(KWAME).messages}
        timeline = desk.store.timelines[KWAME]
        await desk.until(lambda: real <= {one.id for one in timeline.messages()}, "all of them")
        assert not timeline.stale


async def test_what_changed_far_up_in_a_thread_during_a_gap_is_seen() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE, opened=True)
        timeline = desk.store.timelines[CAFE]
        for wanted in (40, 60):
            await desk.settled()
            await desk.press("G", "g")
            await desk.until(partial(holds, timeline, wanted), "an older page")
        ours = next(one for one in timeline.messages() if one.direction == "outgoing")
        desk.desk.drop_sockets()
        await desk.until(lambda: "● live" not in desk.seen("#top-bar"), "the link is down")
        desk.desk.set_message_status(ours.id, "read")
        await desk.shows("● live", "#top-bar")

        def status() -> str:
            held = timeline.get(ours.id)
            return held.status if held is not None else "not held"

        await desk.until(lambda: status() == "read", "a receipt above the latest page")


async def test_what_cannot_be_read_after_a_gap_is_read_again_until_it_can() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        desk.desk.drop_sockets()
        await desk.until(lambda: "live" not in desk.seen("#top-bar"), "the link is down")
        desk.desk.contact_writes(DANA, "Said while nobody listened")
        desk.desk.set_status(ZOE, "resolved")
        desk.desk.fail_next("GET", "/conversations", status=502, times=3)
        await desk.until(lambda: "live" in desk.seen("#top-bar"), "the link is back")
        await desk.until(
            lambda: as_time_goes_by(desk, "Said while nobody listened" in desk.seen("#messages"))
        )
        await desk.until(
            lambda: as_time_goes_by(desk, desk.store.conversations[ZOE].status == "resolved")
        )
        await desk.until(lambda: as_time_goes_by(desk, "catching up" not in desk.seen("#top-bar")))


async def test_keys_in_one_piece_never_write_to_the_conversation_left_behind() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        rows = list(desk.main.conversations.keys)
        neighbour = rows[rows.index(DANA) + 1]
        desk.main.conversations.focus()
        await desk.settled()
        strike(desk, "j", "r", *"hi", "ctrl+s")
        await desk.until(lambda: "hi" in contents(desk, neighbour), "the reply")
        assert "hi" not in contents(desk, DANA)


async def test_tab_goes_between_list_and_thread_and_never_into_the_composer() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.main.conversations.focus()
        await desk.press("tab")
        assert desk.main.messages.has_focus
        await desk.press("tab")
        assert desk.main.conversations.has_focus
        strike(desk, "j", "tab", "tab", *"zz", "ctrl+s")
        await desk.settled()
        assert not desk.main.composer.text.has_focus
        assert desk.written == ""


async def test_unsent_words_stay_within_reach_when_their_conversation_leaves_the_view() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", status=422, seconds=0.2)
        await desk.turn_to(DANA)
        await desk.write("Bye, the refund is on its way")
        await desk.press("ctrl+s", "e")
        await desk.until(lambda: desk.store.conversations[DANA].status == "resolved")
        await desk.press("J")
        await desk.until(lambda: select.unsent(desk.store) == 1, "one unsent")
        for view in "123":
            await desk.press(view)
            await desk.until(lambda: DANA in desk.main.conversations.keys, f"in view {view}")
        await desk.turn_to(DANA)
        await desk.press("full_stop")
        await desk.until(lambda: "Bye, the refund is on its way" in contents(desk, DANA))


async def test_words_for_a_conversation_that_is_gone_can_be_taken_back() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("precious")
        desk.desk.fail_next("POST", f"/{DANA}/messages", status=404)
        await desk.press("ctrl+s")
        await desk.until(lambda: select.unsent(desk.store) == 1, "one unsent")
        await desk.press("x")
        await desk.until(lambda: desk.written == "precious", "the words are back")


async def test_a_later_message_does_not_overtake_one_that_failed() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.fail_next("POST", f"/{DANA}/messages", status=422, seconds=1.0)
        await desk.write("Do NOT")
        await desk.press("ctrl+s")
        await desk.write("press the button")
        await desk.press("ctrl+s")
        await desk.until(lambda: select.unsent(desk.store) == 2, "one is refused, one waits")
        await desk.settled()
        assert "press the button" not in contents(desk, DANA)
        await desk.press("full_stop")
        await desk.until(lambda: "press the button" in contents(desk, DANA), "both went out")
        assert contents(desk, DANA)[-2:] == ["Do NOT", "press the button"]


async def test_a_burst_of_keys_marks_as_read_once_and_complains_once() -> None:
    async with console(settings=Settings(mark_read="open", send_delay=0)) as desk:
        await desk.turn_to(DANA)
        desk.desk.fail_next("POST", "/update_last_seen", status=503, times=30)
        await desk.press("r")
        await desk.settled()
        await desk.press(*"hello there my friend".replace(" ", "_"))
        await desk.until(lambda: len(desk.app._notifications) > 0, "a complaint")
        await desk.settled()
        assert len(desk.app._notifications) == 1
        # That we type, and that it was read: both once, not with every key.
        assert len(desk.desk.asked("update_last_seen")) == 1
        assert len(desk.desk.asked("toggle_typing_status")) == 1


async def test_two_refused_wishes_end_in_what_the_server_has() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.fail_next("POST", f"/{DANA}/toggle_status", status=422, times=2, seconds=0.3)
        strike(desk, "e", "e")
        await desk.until(lambda: len(desk.app._notifications) > 0, "a refusal that is told")
        await desk.until(
            lambda: desk.store.conversations[DANA].status == desk.desk.conversation(DANA).status,
            "the truth",
        )
