"""Reading: the unread line, what counts as read, older pages, layouts by width."""

from __future__ import annotations

from hoory_tui.config.settings import Settings
from hoory_tui.demo.world import unread_count

from .console import Console, console
from .raw import new_message
from .stage import CAFE, DANA, ZOE


async def test_the_unread_line_stands_before_the_first_new_message() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        lines = desk.seen("#messages").split("\n")
        line = next(place for place, text in enumerate(lines) if " 2 new " in text)
        unread = [one for one in desk.desk.conversation(DANA).messages if one.message_type == 0][
            -2:
        ]
        below = "\n".join(lines[line:])
        above = "\n".join(lines[:line])
        assert all((one.content or "")[:30] in below for one in unread)
        assert not any((one.content or "")[:30] in above for one in unread)


async def test_the_bar_at_a_message_begins_where_it_begins() -> None:
    async with console(size=(80, 24)) as desk:
        await desk.turn_to(ZOE, opened=True)

        def marked() -> list[str]:
            return [line for line in desk.seen("#messages").split("\n") if line.startswith("▌")]

        await desk.press("g", "j")
        await desk.until(lambda: len(marked()) > 1, "the message under the cursor")
        assert marked()[0].strip("▌ ")


async def test_opening_marks_as_read_where_wanted_and_passing_by_does_not() -> None:
    async with console(settings=Settings(mark_read="open", send_delay=0)) as desk:
        conversation = desk.desk.conversation(DANA)
        await desk.turn_to(DANA)
        await desk.press("j", "k", "k", "j")
        await desk.settled()
        assert unread_count(conversation) == 2
        assert "2" in desk.row_of(DANA).split("\n")[0]

        await desk.press("enter")
        await desk.until(lambda: unread_count(conversation) == 0, "read at the server")
        await desk.settled()
        assert desk.row_of(DANA).split("\n")[0].rstrip().endswith("6m")
        assert " 2 new " in desk.seen("#messages")
        await desk.press("h", "j")
        await desk.lacks("Dana Okafor", "#thread-head")
        await desk.press("k")
        await desk.shows("Dana Okafor", "#thread-head")
        await desk.lacks(" 2 new ", "#messages")


async def test_beginning_to_write_marks_as_read_where_opening_does() -> None:
    async with console(settings=Settings(mark_read="open", send_delay=0)) as desk:
        await desk.turn_to(DANA)
        await desk.write("I see")
        await desk.until(lambda: unread_count(desk.desk.conversation(DANA)) == 0)


def thread(desk: Console) -> list[str]:
    """Return the lines of the thread without its scrollbar."""
    return [line[:-1] for line in desk.seen("#messages").split("\n")]


async def test_older_pages_come_on_the_way_up_and_the_view_stands_still() -> None:
    async with console(size=(120, 30)) as desk:
        await desk.turn_to(CAFE, opened=True)
        timeline = desk.store.timelines[CAFE]
        held = len(timeline)
        assert held < len(desk.desk.conversation(CAFE).messages)
        desk.desk.delay_next("GET", f"/{CAFE}/messages", 0.4)
        await desk.settled()
        await desk.press("g")
        await desk.until(lambda: "older messages above" in desk.seen("#messages"))
        top = thread(desk)
        oldest = next(line for line in top if "▏" in line or "▎" in line)
        assert len(timeline) == held
        await desk.until(lambda: len(timeline) > held, "an older page")
        await desk.settled()
        assert thread(desk)[top.index(oldest)] == oldest
        assert round(desk.main.messages.scroll_y) > 3


async def test_a_new_message_is_followed_only_at_the_end() -> None:
    async with console(size=(120, 30)) as desk:
        await desk.turn_to(CAFE, opened=True)
        await desk.settled()
        await desk.press("G")
        desk.desk.broadcast(desk.me, "message.created", new_message(desk, CAFE, "the newest"))
        await desk.shows("the newest", "#messages")

        await desk.press("ctrl+u", "ctrl+u")
        await desk.settled()
        held = thread(desk)
        newer = new_message(desk, CAFE, "newer still")
        desk.desk.broadcast(desk.me, "message.created", newer | {"id": newer["id"] + 1})
        await desk.settled()
        assert thread(desk) == held
        assert "newer still" in desk.row_of(CAFE)


async def test_activity_is_folded_and_unfolds() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        for number in range(5):
            desk.desk.engine.messages.activity(desk.desk.conversation(ZOE), f"change {number}")
        await desk.settled()
        assert "4 earlier changes" in desk.seen("#messages")
        assert "change 4" in desk.seen("#messages")
        assert "change 1" not in desk.seen("#messages")
        await desk.press("G", "k", "enter")
        await desk.shows("change 1", "#messages")
        await desk.lacks("earlier changes", "#messages")


async def test_a_narrow_screen_shows_the_list_or_the_thread() -> None:
    async with console(size=(80, 24)) as desk:
        for leaving in ("h", "q", "escape", "left"):
            assert desk.seen("#conversations")
            assert not desk.seen("#messages")
            await desk.press("enter")
            await desk.until(lambda: desk.seen("#messages"))
            assert not desk.seen("#conversations")
            assert "back" in desk.seen("#footer")
            await desk.settled()
            await desk.press(leaving)
            await desk.until(lambda: desk.seen("#conversations"))
            assert not desk.seen("#messages")
            await desk.settled()


async def test_writing_on_a_narrow_screen_shows_the_composer_and_comes_back() -> None:
    async with console(size=(80, 24)) as desk:
        await desk.turn_to(DANA)
        await desk.write("short")
        await desk.shows("REPLY  to Dana Okafor", "#composer-title")
        await desk.press("escape", "h")
        await desk.until(lambda: "✎ draft: short" in desk.row_of(DANA))


async def test_the_sidebar_comes_with_the_width_and_on_request() -> None:
    async with console(size=(140, 40)) as desk:
        assert "3 online" in desk.seen("#sidebar")
        await desk.press("i")
        await desk.until(lambda: not desk.seen("#sidebar"))
        await desk.settled()
    async with console(size=(120, 40)) as desk:
        assert not desk.seen("#sidebar")
        await desk.press("i")
        await desk.until(lambda: "3 online" in desk.seen("#sidebar"))
        await desk.settled()
