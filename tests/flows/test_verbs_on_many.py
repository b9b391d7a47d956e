"""Reading, muting and mailing, and what is asked before many or unseen ones are acted on."""

from __future__ import annotations

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keys import KEYS
from hoory_tui.screens.main import MainScreen

from .console import NOW, console
from .stage import ALL, CAFE, DANA, PRIYA, ZOE
from .verbs import back, choose, mark, row

VERBS = {
    *("resolve", "resolve.next", "snooze", "pending", "assign.me", "assign.other", "labels"),
    *("priority", "mark.unread", "mute", "transcript", "mark", "mark.down", "mark.up"),
}


async def test_unread_and_read() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE)
        unread = desk.store.conversations[CAFE].unread_count
        await desk.press("U")
        await desk.until(lambda: bool(desk.store.conversations[CAFE].unread_count) != bool(unread))
        await desk.settled()
        await desk.press("U")
        await desk.until(lambda: bool(desk.store.conversations[CAFE].unread_count) == bool(unread))


async def test_several_are_read_at_once() -> None:
    async with console() as desk:
        some = [one for one, row in desk.store.conversations.items() if row.unread_count][:3]
        assert len(some) == 3
        await mark(desk, *some)
        await desk.press("U")
        await desk.until(lambda: all(row(desk, one).agent_last_seen_at == NOW for one in some))
        await desk.settled()
        assert not any(desk.store.conversations[one].unread_count for one in some)


async def test_the_footer_tells_what_the_key_does_to_what_is_marked() -> None:
    async with console() as desk:
        await mark(desk, DANA)
        await desk.turn_to(ZOE)
        desk.desk.set_status(ZOE, "resolved")
        await desk.until(lambda: desk.store.conversations[ZOE].status == "resolved")
        await desk.shows("e resolve", "#footer")
        await desk.press("e")
        await desk.until(lambda: row(desk, DANA).status == "resolved")
        assert row(desk, ZOE).status == "resolved"
        await desk.shows("e reopen", "#footer")


async def test_muting_and_unmuting() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        contact = desk.desk.contact_of(ZOE)
        await desk.press("Q")
        await desk.until(lambda: contact.blocked and row(desk, ZOE).status == "resolved")
        await desk.shows(f"Muted and resolved #{ZOE}")
        await desk.settled()
        await desk.press("Q")
        await desk.until(lambda: not contact.blocked)


async def test_muting_several() -> None:
    async with console() as desk:
        await mark(desk, DANA, ZOE)
        await desk.press("Q")
        contacts = [desk.desk.contact_of(one) for one in (DANA, ZOE)]
        await desk.until(lambda: all(one.blocked for one in contacts))


async def test_a_thread_is_mailed_to_its_contact_after_a_yes() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        mails = desk.desk.engine.world.transcripts
        await desk.press("T")
        await desk.shows("Mail the thread of #4 Zoë Brückner to")
        await desk.press("enter")
        await desk.asks("Mail the thread of #4 Zoë Brückner? It goes to zoë@mail.example.")
        await desk.press("n")
        await back(desk)
        assert mails == []
        await desk.press("T", "enter", "y")
        await desk.until(lambda: mails == [(ZOE, "zoë@mail.example")])


async def test_a_thread_is_mailed_to_what_is_typed_if_that_is_an_address() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        mails = desk.desk.engine.world.transcripts
        await desk.press("T", *"boss@")
        await desk.shows("Type a whole mail address.")
        await desk.press("enter", *"desk.example", "enter")
        await desk.asks("It goes to boss@desk.example.")
        await desk.press("y")
        await desk.until(lambda: mails == [(ZOE, "boss@desk.example")])


async def test_several_threads_go_each_to_its_own_contact() -> None:
    async with console() as desk:
        await mark(desk, DANA, PRIYA)
        mails = desk.desk.engine.world.transcripts
        await desk.press("T")
        await desk.shows("2 of 2 have an address")
        await desk.press("enter")
        await desk.asks("Mail the thread of 2 conversations? It goes each to its own contact.")
        await desk.press("y")
        await desk.until(
            lambda: sorted(mails) == [(DANA, "dana@mail.example"), (PRIYA, "priya@mail.example")]
        )
        assert len(desk.main.marked) == 0


async def test_a_lot_of_conversations_are_asked_about() -> None:
    async with console(before=crowd) as desk:
        count = ALL + 10
        await desk.press("asterisk", "enter")
        await desk.shows(f"{count} marked", "#footer")
        await desk.press("e")
        await desk.asks(f"Resolve {count} conversations?")
        await desk.press("enter")
        await back(desk)
        assert row(desk, ZOE).status == "open"
        await desk.press("e", "y")
        await desk.until(
            lambda: {row(desk, one).status for one in desk.store.conversations} == {"resolved"}
        )


def crowd(desk: DemoDesk) -> None:
    for number in range(10):
        desk.new_conversation(f"Latecomer {number}", 25, "A question.")


async def test_one_that_is_marked_and_out_of_sight_is_asked_about() -> None:
    async with console() as desk:
        await mark(desk, ZOE, DANA)
        await desk.press("1")
        await desk.until(lambda: ZOE not in desk.main.conversations.keys)
        await choose(desk, "exclamation_mark", "1")
        await desk.asks("1 of them is not in this list.")
        await desk.press("y")
        await desk.until(lambda: row(desk, ZOE).priority == row(desk, DANA).priority == "urgent")


async def test_the_only_one_that_is_marked_is_asked_about_when_it_is_out_of_sight() -> None:
    async with console() as desk:
        await mark(desk, ZOE)
        await desk.press("1")
        await desk.until(lambda: ZOE not in desk.main.conversations.keys)
        await desk.press("W")
        await desk.asks("Set pending #4 Zoë Brückner? It is not in this list.")
        await desk.press("y")
        await desk.until(lambda: row(desk, ZOE).status == "pending")


async def test_what_is_read_and_not_marked_is_not_mistaken_for_what_is() -> None:
    async with console() as desk:
        await mark(desk, ZOE, DANA)
        await desk.turn_to(PRIYA, opened=True)
        await desk.press("e")
        await desk.asks("#5 Priya Ramanathan, which you read, is not among them.")
        await desk.press("n")
        await back(desk)
        await desk.settled()
        assert {row(desk, one).status for one in (ZOE, DANA, PRIYA)} == {"open"}


async def test_without_a_conversation_every_verb_says_why() -> None:
    async with console(agent=4) as desk:
        await desk.press("1")
        await desk.shows("Nothing waits for you", "#conversations")
        await desk.press("s")
        await desk.shows("There is no conversation at hand, and none is marked.")
        verbs = [key for key in KEYS if key.id in VERBS]
        assert len(verbs) == len(VERBS)
        assert all("no conversation" in desk.main.why_not(key.action) for key in verbs)
        await desk.press(*(name for key in verbs for name in key.keys.split(",")))
        assert isinstance(desk.app.screen, MainScreen)
