"""A console that is there before its server is: what can be done, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from hoory_tui.app.reaching import NOT_YET, SomebodyElse
from hoory_tui.client.errors import HooryError, SignInRefused, Unreached
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.glimpse import Glimpse
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.store.happenings import ListRead
from hoory_tui.store.records import SendState
from hoory_tui.store.state import Store

from .console import (
    NOW,
    WIDE,
    Clock,
    Console,
    SeenApp,
    console_on,
    is_settled_at_first,
    staged_desk,
)
from .stage import DANA, KWAME

YESTERDAY = NOW - 3600.0
WORDS = "It hides below the saddle."


def glimpse_of(store: Store, *, me_id: int | None = None) -> Glimpse:
    """Return what a console would have left for this one."""
    return Glimpse(
        saved_at=YESTERDAY,
        me_id=store.me_id if me_id is None else me_id,
        account_id=store.account_id,
        account_name="Stage",
        conversations=tuple(store.conversations.values()),
        contacts=tuple(store.contacts.values()),
        inboxes=tuple(store.inboxes.values()),
        agents=tuple(store.agents.values()),
        teams=tuple(store.teams.values()),
    )


@dataclass
class Server:
    """The way to the desk, which a test holds shut or lets fail."""

    desk: DemoDesk
    clock: Clock
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    troubles: list[HooryError] = field(default_factory=list)
    tries: int = 0

    async def connect(self) -> Backend:
        """Reach the desk, once the way is open and no trouble is left."""
        self.tries += 1
        if self.troubles:
            raise self.troubles.pop(0)
        await self.is_open.wait()
        token = SecretStr(self.desk.agents[0].access_token)
        return await open_backend(
            self.desk.url, token, self.desk.account_id, monotonic=self.clock.monotonic
        )


@asynccontextmanager
async def late(
    server: Server, glimpse: Glimpse | None = None, kept: Path | None = None
) -> AsyncIterator[Console]:
    """Run a console whose server is not reached yet."""

    def open_keeper(account_id: int, agent_id: int) -> Keeper:
        return Keeper.open(kept, Scope("http://desk", account_id, agent_id))

    app = SeenApp(
        server.connect,
        Settings(send_delay=0, mark_read="open"),
        glimpse=glimpse,
        keeper=open_keeper,
        now=server.clock.now,
        monotonic=server.clock.monotonic,
        zone=UTC,
    )
    try:
        async with app.run_test(size=WIDE, notifications=True) as pilot:
            yield Console(server.desk, app, pilot, server.clock)
    finally:
        await app.close()
        await asyncio.sleep(0)


@asynccontextmanager
async def glimpsed_server() -> AsyncIterator[tuple[Server, Glimpse]]:
    """Run a desk, and return the list that a console left an hour ago."""
    async with staged_desk() as (desk, clock):
        async with console_on(desk, clock) as before:
            glimpse = glimpse_of(before.store)
        yield Server(desk, clock), glimpse


async def arrives(desk: Console, server: Server) -> None:
    """Let the server be reached, and wait until all is as it always is."""
    server.is_open.set()
    await desk.until(lambda: is_settled_at_first(desk.app), "the first loading")
    await desk.settled()


def contents(desk: Console, conversation_id: int) -> list[str]:
    return [str(one.content) for one in desk.desk.conversation(conversation_id).messages]


async def test_without_a_list_of_last_time_the_console_waits_and_then_is_as_ever() -> None:
    async with staged_desk() as (desk, clock):
        server = Server(desk, clock)
        async with late(server) as running:
            await running.shows("connecting", "#top-bar")
            await running.press("j", "r", "e", "enter", "question_mark", "escape")
            assert running.store.conversations == {}
            await arrives(running, server)
            await running.shows("Dana", "#conversations")
            await running.shows("live", "#top-bar")


async def test_the_list_of_last_time_is_shown_as_such_until_the_server_has_told_of_it() -> None:
    async with glimpsed_server() as (server, glimpse):
        server.desk.set_status(KWAME, "resolved")
        async with late(server, glimpse) as running:
            await running.shows("Dana", "#conversations")
            await running.shows("as of 13:13", "#top-bar")
            assert KWAME in running.main.conversations.keys
            assert "live" not in running.seen("#top-bar")
            await arrives(running, server)
            await running.lacks("as of", "#top-bar")
            assert running.store.unconfirmed == set()
            await running.until(lambda: KWAME not in running.main.conversations.keys, "it left")


async def test_what_needs_the_server_is_not_done_and_said_so() -> None:
    async with glimpsed_server() as (server, glimpse), late(server, glimpse) as running:
        await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
        running.main.conversations.set_cursor(DANA)
        before = running.store.conversations[DANA]
        await running.press("e", "a")
        assert running.store.conversations[DANA] == before
        assert [one.message for one in running.app._notifications] == [NOT_YET]
        await arrives(running, server)
        assert running.desk.conversation(DANA).status == "open"


async def test_a_conversation_opened_too_early_is_read_as_soon_as_it_can_be() -> None:
    async with glimpsed_server() as (server, glimpse), late(server, glimpse) as running:
        await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
        running.main.conversations.set_cursor(DANA)
        await running.press("enter")
        await arrives(running, server)
        assert running.main.at_hand is not None
        assert running.main.at_hand.id == DANA
        assert running.store.timelines[DANA].loaded


async def test_a_conversation_left_before_it_could_be_read_is_not_marked_as_read() -> None:
    async with glimpsed_server() as (server, glimpse), late(server, glimpse) as running:
        await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
        running.main.conversations.set_cursor(DANA)
        await running.press("enter", "h")
        await arrives(running, server)
        await running.until(lambda: running.store.timelines[DANA].loaded, "its thread")
        await running.settled()
        assert running.store.conversations[DANA].unread_count > 0
        await running.press("enter")
        await running.until(
            lambda: running.store.conversations[DANA].unread_count == 0, "it is read now"
        )


async def test_a_row_that_is_written_to_while_the_list_is_read_stays() -> None:
    async with glimpsed_server() as (server, glimpse), late(server, glimpse) as running:
        await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
        running.main.conversations.set_cursor(DANA)
        await running.write(WORDS)
        running.main.conversations.set_cursor(KWAME)
        # As it was asked before the first letter.
        running.app._take([ListRead(frozenset())])
        assert running.store.unconfirmed == {DANA, KWAME}
        await arrives(running, server)
        assert running.main.composer.drafts() == {(DANA, False): WORDS}


async def test_what_was_just_typed_is_on_the_disk_when_the_server_turns_us_away(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept.sqlite"
    async with glimpsed_server() as (server, glimpse):
        async with late(server, glimpse, kept) as running:
            await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
            running.main.conversations.set_cursor(DANA)
            await running.write(WORDS)
            running.app._give_up(SignInRefused("the token is wrong"))
        keeper = Keeper.open(kept, Scope("http://desk", glimpse.account_id, glimpse.me_id))
        try:
            assert list(keeper.load().drafts.values()) == [WORDS]
        finally:
            keeper.close()


async def test_a_reply_written_too_early_goes_to_whom_it_was_written_and_once() -> None:
    async with glimpsed_server() as (server, glimpse), late(server, glimpse) as running:
        await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
        running.main.conversations.set_cursor(DANA)
        await running.write(WORDS)
        await running.press("ctrl+s")
        await running.shows(WORDS, "#messages")
        assert [one.state for one in running.store.outbox.values()] == [SendState.QUEUED]
        await arrives(running, server)
        await running.until(lambda: not running.store.outbox, "it has left")
        assert contents(running, DANA).count(WORDS) == 1


async def test_words_written_too_early_survive_leaving_before_the_server_was_reached(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept.sqlite"
    async with glimpsed_server() as (server, glimpse):
        async with late(server, glimpse, kept) as running:
            await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
            running.main.conversations.set_cursor(DANA)
            await running.write(WORDS)
            await running.press("ctrl+s")
            await running.until(lambda: running.store.outbox, "it is queued")
            running.main.conversations.set_cursor(KWAME)
            await running.write("half a thou")
            assert running.app.save_now()
        async with late(server, glimpse, kept) as running:
            await running.until(lambda: running.store.outbox, "it is back")
            await arrives(running, server)
            await running.until(lambda: not running.store.outbox, "it has left")
            assert contents(running, DANA).count(WORDS) == 1
            assert running.main.composer.drafts() == {(KWAME, False): "half a thou"}


def _has_left(running: Console) -> bool:
    return running.app.failure is not None


async def test_a_refused_token_ends_the_console_with_its_sentence() -> None:
    async with glimpsed_server() as (server, glimpse):
        for seen in (None, glimpse):
            server.troubles = [SignInRefused("the token is wrong")]
            async with late(server, seen) as running:
                await running.until(partial(_has_left, running), "the end")
                assert isinstance(running.app.failure, SignInRefused)
                assert running.app.return_code == 1


async def test_a_network_that_is_down_ends_a_console_that_has_nothing_to_show() -> None:
    async with staged_desk() as (desk, clock):
        server = Server(desk, clock, troubles=[Unreached("The desk was not reached.")])
        async with late(server) as running:
            await running.until(lambda: running.app.failure is not None, "the end")
            assert running.app.return_code == 1
            assert str(running.app.failure) == "The desk was not reached."


async def test_a_network_that_is_down_is_tried_again_while_there_is_something_to_show() -> None:
    async with glimpsed_server() as (server, glimpse):
        server.troubles = [Unreached("The desk was not reached.") for _ in range(99)]
        async with late(server, glimpse) as running:
            await running.shows("attempt", "#top-bar")
            await running.shows("The desk was not reached", "#footer")
            await running.shows("as of 13:13", "#top-bar")
            await running.until(lambda: server.tries > 2, "another attempt")
            server.troubles.clear()
            await running.press("ctrl+r")
            await arrives(running, server)
            await running.lacks("not reached", "#footer")


async def test_a_list_of_somebody_else_is_never_gone_on_with(tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with glimpsed_server() as (server, glimpse):
        stranger = server.desk.agents[1].id
        foreign = Glimpse(
            glimpse.saved_at,
            stranger,
            glimpse.account_id,
            glimpse.account_name,
            glimpse.conversations,
            glimpse.contacts,
        )
        async with late(server, foreign, kept) as running:
            await running.until(lambda: DANA in running.main.conversations.keys, "the rows")
            running.main.conversations.set_cursor(DANA)
            await running.write(WORDS)
            await running.press("ctrl+s")
            server.is_open.set()
            await running.until(lambda: running.app.failure is not None, "the end")
            assert isinstance(running.app.failure, SomebodyElse)
        assert WORDS not in contents(running, DANA)
        keeper = Keeper.open(kept, Scope("http://desk", glimpse.account_id, stranger))
        try:
            assert [one.content for one in keeper.load().pending] == [WORDS]
        finally:
            keeper.close()
