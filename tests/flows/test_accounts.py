"""Other accounts in the console: the box, the list of all of them, and leaving without a loss."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from hoory_tui.app.accounts.ring import Ring, Wish
from hoory_tui.config.settings import Settings
from hoory_tui.demo.branch import NAME
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.screens.accounts import AccountBox, AccountsScreen
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.store.merged import Talk
from hoory_tui.store.places import Place

from ..app.accounts.rings import DeskLogins
from .console import Console, console
from .stage import DANA, NARE, PRIYA, last

LOST: Final = "A customer of the shop"


@asynccontextmanager
async def two_logins(settings: Settings | None = None) -> AsyncIterator[tuple[Console, DeskLogins]]:
    """Run the console on its desk, with a shop of two accounts to go to besides."""
    shop = DemoDesk(seed=5, quiet_visitors=True, conversations=0, branch=0)
    async with shop, console(settings=settings) as desk:
        row = shop.new_conversation(LOST, 25, "Where is my parcel?")
        shop.assign(row.display_id, NARE)
        logins = DeskLogins({"desk": desk.desk, "shop": shop})
        desk.app.ring = ring = Ring(logins, Place("desk", desk.desk.account_id))
        ring.changed = desk.app._note_others
        desk.main.others = desk.app._others_needing
        try:
            yield desk, logins
        finally:
            if ring.wish is not None:
                await ring.wish.backend.close()
            await ring.close(at_once=True)


async def wished(desk: Console) -> Wish:
    ring = desk.app.ring
    assert ring is not None
    await desk.until(lambda: ring.wish is not None, "a wish")
    assert ring.wish is not None
    return ring.wish


async def choose(desk: Console, words: str) -> None:
    await desk.press("X")
    await desk.until(lambda: isinstance(desk.app.screen, AccountBox), "the box")
    await desk.press(*words, "enter")


async def test_all_accounts_in_one_list_and_from_there_to_the_very_conversation() -> None:
    async with two_logins() as (desk, logins):
        shop = logins.desks["shop"]
        await desk.press("equals_sign")
        await desk.shows("you are here")
        await desk.shows("not listened to")
        await desk.shows("Priya Ramanathan")
        assert LOST not in desk.seen()
        await desk.press("w")
        await desk.shows(LOST)
        await desk.shows("Where is my parcel?")
        await desk.shows("Sparrow Bikes 1", "#top-bar")
        screen = desk.app.screen
        assert isinstance(screen, AccountsScreen)
        shop.contact_writes(1, "It came, broken.")
        await desk.shows("It came, broken.")
        screen.rows.set_cursor(Talk("shop", shop.account_id, 1))
        await desk.press("enter")
        wish = await wished(desk)
        assert (wish.place, wish.conversation_id) == (Place("shop", shop.account_id), 1)
        assert wish.backend.api.account_id == shop.account_id


async def test_the_box_names_all_and_a_command_one_and_words_that_are_none_are_told() -> None:
    async with two_logins() as (desk, _):
        await desk.press("X")
        await desk.shows(f"shop / {NAME}")
        await desk.shows("you are here")
        await desk.press("escape")
        for words in ("account zzz", "profile shop"):
            await desk.press("colon")
            await desk.until(lambda: desk.app.screen is not desk.main, "the palette")
            await desk.press(*("space" if one == " " else one for one in words), "enter")
            await desk.until(lambda: desk.app.screen is desk.main, "no palette")
            if words.endswith("zzz"):
                await desk.shows("There is no account called zzz")
        assert (await wished(desk)).place.login == "shop"


async def test_what_cannot_be_opened_is_said_and_one_stays_where_one_is() -> None:
    async with two_logins() as (desk, logins):
        logins.tokens["shop"] = "no-such-token-at-all"
        await desk.turn_to(PRIYA, opened=True)
        await choose(desk, "repairs")
        await desk.shows("cannot be opened, you are still")
        await logins.desks["shop"].stop()
        await desk.turn_to(DANA)
        await choose(desk, "repairs")
        await desk.shows("cannot be reached")
        await desk.write("Still here.")
        await desk.press("ctrl+s")
        await desk.until(lambda: last(desk.desk, DANA).content == "Still here.", "the reply")


async def test_what_is_held_is_sent_first_and_never_in_the_other_account() -> None:
    async with two_logins(Settings(send_delay=5)) as (desk, logins):
        await desk.turn_to(DANA, opened=True)
        await desk.write("Before I go.")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.store.outbox, "a held message")
        await desk.turn_to(PRIYA, opened=True)
        await choose(desk, "repairs")
        await desk.asks("1 of your messages has not left yet. It is sent first.")
        await desk.press("n")
        assert desk.store.outbox
        await choose(desk, "repairs")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen), "the question")
        await desk.press("y")
        await wished(desk)
        assert last(desk.desk, DANA).content == "Before I go."
        rows = logins.desks["shop"].engine.world.messages.values()
        assert all(one.content != "Before I go." for one in rows)


async def test_a_console_without_others_says_so() -> None:
    async with console() as desk:
        await desk.press("X")
        await desk.shows("This console stays with its one account.")
