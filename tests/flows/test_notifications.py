"""The notifications inbox: in words, gone to, marked, snoozed and deleted on the server too."""

from __future__ import annotations

from hoory_tui.demo.records import Notification
from hoory_tui.screens.bell import BellScreen

from .console import NOW, Console, console
from .stage import BELL, DANA, INES, NARE, THEO, YUSUF, ZOE


async def bell(desk: Console) -> BellScreen:
    await desk.press("B")
    await desk.until(lambda: isinstance(desk.app.screen, BellScreen), "the inbox")
    screen = desk.app.screen
    assert isinstance(screen, BellScreen)
    await desk.until(lambda: screen.rows.cursor is not None, "a row")
    return screen


def book(desk: Console) -> list[Notification]:
    return list(desk.desk.engine.world.bells[NARE])


def row(desk: Console, screen: BellScreen) -> Notification:
    """Return the server's row of what the cursor stands on."""
    found = desk.desk.engine.world.bells[NARE].get(screen.rows.cursor or 0)
    assert found is not None
    return found


async def mention(desk: Console, conversation_id: int) -> None:
    text = f"[@Nare](mention://user/{NARE}/Nare) please look"
    desk.desk.agent_writes(INES, conversation_id, text, private=True)
    await desk.settled()


async def test_what_happened_is_told_in_words_and_live() -> None:
    async with console() as desk:
        await bell(desk)
        await desk.shows(f"Notifications, {BELL} unread")
        await mention(desk, ZOE)
        await desk.shows("You are mentioned  #4 Zoë Brückner")
        await desk.shows(f"Notifications, {BELL + 1} unread")
        desk.desk.assign(THEO, NARE, by=YUSUF)
        await desk.settled()
        await desk.shows("Assigned to you  #6 Theo Lindgren")


async def test_going_there_reads_it_and_shows_the_message() -> None:
    async with console() as desk:
        await mention(desk, ZOE)
        screen = await bell(desk)
        held = row(desk, screen)
        assert held.message_id is not None
        await desk.press("enter")
        await desk.until(lambda: held.read_at is not None, "read on the server")
        await desk.until(lambda: desk.main.at_hand and desk.main.at_hand.id == ZOE)
        await desk.until(lambda: desk.main.messages.cursor == ("message", held.message_id))
        await desk.until(lambda: desk.store.unread_notifications == BELL, "one less")


async def test_a_message_far_back_is_read_back_to() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        from .stage import CAFE

        first = desk.desk.conversation(CAFE).messages[3]
        held = desk.desk.engine.bell.ring(
            NARE, "assigned_conversation_new_message", desk.desk.conversation(CAFE), first
        )
        await desk.settled()
        screen = await bell(desk)
        screen.rows.set_cursor(held.id)
        await desk.press("enter")
        await desk.until(lambda: desk.main.messages.cursor == ("message", first.id), "the message")


async def test_read_and_unread() -> None:
    async with console() as desk:
        screen = await bell(desk)
        held = row(desk, screen)
        await desk.press("R")
        screen.rows.set_cursor(held.id)
        await desk.press("U")
        await desk.until(lambda: held.read_at is not None, "read")
        assert desk.store.unread_notifications == BELL - 1
        await desk.until(lambda: desk.store.notifications[held.id].read_at, "shown as read")
        screen.rows.set_cursor(held.id)
        await desk.press("U")
        await desk.until(lambda: held.read_at is None, "unread again")
        assert desk.store.unread_notifications == BELL


async def test_snoozing_takes_words() -> None:
    async with console() as desk:
        screen = await bell(desk)
        held = row(desk, screen)
        await desk.press("s")
        await desk.shows("Snooze the notification until")
        await desk.press(*"2h", "enter")
        await desk.until(lambda: held.snoozed_until is not None, "snoozed")
        assert held.snoozed_until == NOW + 7200
        await desk.until(lambda: held.id not in screen.rows._keys, "out of sight")


async def test_deleting_and_what_old_servers_lack() -> None:
    async with console() as desk:
        screen = await bell(desk)
        held = row(desk, screen)
        desk.desk.fail_next("DELETE", f"/notifications/{held.id}", 404)
        await desk.press("D")
        await desk.shows("The notification is still there:")
        assert held.id in desk.store.notifications
        screen.rows.set_cursor(held.id)
        await desk.press("D")
        await desk.until(lambda: held not in book(desk), "deleted")
        await desk.until(lambda: held.id not in desk.store.notifications)


async def test_all_are_marked_after_a_question_with_their_number() -> None:
    async with console() as desk:
        await bell(desk)
        await desk.press("A")
        await desk.asks(f"Mark {BELL} notifications as read?")
        await desk.press("y")
        await desk.until(lambda: all(one.read_at for one in book(desk)), "all read")
        await desk.until(lambda: desk.store.unread_notifications == 0)
        await desk.press("escape")
        await desk.lacks("♪", "#footer")


async def test_what_was_read_is_paged_through() -> None:
    async with console() as desk:
        talks = [desk.desk.new_conversation(f"Visitor {n}", 25, "Hi").display_id for n in range(40)]
        for one in talks:
            desk.desk.assign(one, NARE, by=YUSUF)
        await desk.settled()
        world = desk.desk.engine.world
        moment = world.now()
        for each in book(desk):
            world.bells[NARE].mark(each, read_at=moment)
        desk.store.notifications.clear()
        desk.store.notified.clear()
        await desk.press("B")
        await desk.press("R")
        screen = desk.app.screen
        assert isinstance(screen, BellScreen)
        await desk.until(lambda: len(screen.rows._keys) >= 15, "the first page")
        for _ in range(4):
            await desk.press("G")
            await desk.settled()
        assert len(screen.rows._keys) == len(book(desk)) > 40
        assert DANA
