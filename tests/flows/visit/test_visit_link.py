"""The way to the server: told in words, tried again, and never a reason to lose anything."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.app.visit.run import open_here
from hoory_tui.client.errors import HooryError
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.visitfile import VisitFile
from hoory_tui.sdk.contact import Contact
from hoory_tui.sdk.inbox.errors import UnknownInbox
from hoory_tui.wire.link import LinkState

from .visiting import Clock, SeenVisit, Visiting, api_inbox, quiet_desk, visiting, visiting_on


async def test_a_server_that_comes_later_is_waited_for() -> None:
    async with quiet_desk() as (desk, clock):
        identifier = api_inbox(desk).identifier or ""
        port = int(desk.url.rpartition(":")[2])
        await desk.stop()
        plan = VisitPlan(desk_url(port), identifier, Contact(name="Robin"))
        app = SeenVisit(plan, Settings(), now=clock.now)
        async with app.run_test(size=(100, 30)) as pilot:
            running = Visiting(desk, app, pilot, clock)
            await running.shows("server not reached, attempt", "#top-bar")
            await running.press(*"early words", "ctrl+s")
            await running.tells("The server is not reached yet")
            await desk.start(port)
            await running.press("escape", "ctrl+r")
            await running.until(lambda: app.visit.link.state is LinkState.LIVE, "live")
            assert app.main.composer.text.text == "early words"
        await app.close()


async def test_words_of_before_the_server_was_reached_outlive_the_console(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with _without_a_desk(desk, clock, file) as visit:
            await visit.press(*"early words")
            visit.app.save_now()
        async with _without_a_desk(desk, clock, file) as visit:
            await visit.press(*"and more")
            visit.app.save_now()
        assert VisitFile(file).read().drafts == {0: "early words\nand more"}
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.until(lambda: visit.main.composer.text.has_focus, "the composer")
            assert visit.main.composer.text.text == "early words\nand more"


async def test_words_of_before_the_server_was_reached_go_where_the_visitor_is(
    tmp_path: Path,
) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.send("One.")
        async with _without_a_desk(desk, clock, file, comes_back=True) as visit:
            await visit.press("r", *"early words")
            await desk.start(int(visit.app.plan.url.rpartition(":")[2]))
            await visit.press("escape", "ctrl+r")
            await visit.shows("One.")
            await visit.until(lambda: visit.main.composer.text.text == "early words", "the words")
            assert visit.main.composer.draft_of(visit.app.visit.at) == "early words"


async def test_words_for_a_new_conversation_are_in_view_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.send("One.")
            await visit.press("N", *"something else")
            await visit.shows("something else", "#composer")
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.shows("something else", "#composer")
            await visit.press("escape", "0")
            await visit.shows("A new conversation  ✎ something else")


@asynccontextmanager
async def _without_a_desk(
    desk: DemoDesk, clock: Clock, file: Path, *, comes_back: bool = False
) -> AsyncIterator[Visiting]:
    """Run a console whose desk is away until it has ended, or until it comes back."""
    identifier = api_inbox(desk).identifier or ""
    port = int(desk.url.rpartition(":")[2])
    await desk.stop()
    plan = VisitPlan(desk_url(port), identifier, Contact(name="Robin"), file=file)
    app = SeenVisit(plan, Settings(), now=clock.now)
    app.file = VisitFile(file)
    open_here(app)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        running = Visiting(desk, app, pilot, clock)
        await running.shows("server not reached, attempt", "#top-bar")
        yield running
    await app.close()
    app.file.close()
    if not comes_back:
        await desk.start(port)


def desk_url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


async def test_an_inbox_that_is_not_there_ends_the_console_with_a_sentence() -> None:
    async with quiet_desk() as (desk, _clock):
        app = SeenVisit(VisitPlan(desk.url, "no-such-inbox"), Settings())
        async with app.run_test() as pilot:
            async with asyncio.timeout(10):
                while app.failure is None:
                    await pilot.pause(0.01)
        await app.close()
        assert isinstance(app.failure, UnknownInbox)
        assert app.return_code == 1


async def test_words_wait_for_a_line_that_is_down_and_leave_once_when_it_is_back() -> None:
    async with visiting() as visit:
        await visit.send("One.")
        visit.desk.fail_next("POST", "/messages", 429)
        await visit.write("Later.")
        await visit.press("ctrl+s")
        await visit.shows("queued, next try")
        await visit.until(lambda: visit.arrived("Later."), "it left by itself")
        await visit.until(lambda: not visit.app.visit.sends, "settled")
        assert len(visit.arrived("Later.")) == 1


async def test_a_session_that_is_gone_is_replaced_and_its_words_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    async with quiet_desk() as (desk, clock):
        async with visiting_on(desk, clock, file=file) as visit:
            await visit.send("Hello.")
            await visit.write("half a thought")
        kept = VisitFile(file).read()
        VisitFile(file).write(dataclasses.replace(kept, source_id="gone-for-good"))
        # Without a name nothing else than the session says who we are.
        async with visiting_on(desk, clock, file=file, contact=Contact()) as visit:
            await visit.tells("no longer knows the session of last time")
            assert visit.app.visit.at == 0
            await visit.until(lambda: visit.main.composer.text.text == "half a thought", "words")


async def test_a_session_that_ends_meanwhile_is_said_to_have_ended() -> None:
    async with visiting() as visit:
        await visit.send("Hello.")
        (session,) = visit.desk.engine.world.sessions.values()
        visit.desk.engine.world.sessions.pop(session.id)
        session.source_id = "another"
        for method in ("GET", "POST"):
            visit.desk.fail_next(method, "/contacts/", 404, times=99)
        visit.desk.drop_sockets()
        await visit.tells("The server no longer knows this session")
        await visit.press("N", *"Again", "ctrl+s")
        await visit.shows("✗ not sent: The server no longer knows this contact's session")


async def test_a_proof_that_is_wrong_is_said_to_be() -> None:
    async with quiet_desk() as (desk, _clock):
        identifier = api_inbox(desk).identifier or ""
        contact = Contact(identifier="robin", identifier_hash="00" * 32)
        app = SeenVisit(VisitPlan(desk.url, identifier, contact), Settings())
        async with app.run_test() as pilot:
            async with asyncio.timeout(10):
                while app.failure is None:
                    await pilot.pause(0.01)
        await app.close()
        assert "identifier_hash" in str(app.failure)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (200, 50)])
async def test_it_fits_every_size(size: tuple[int, int]) -> None:
    async with visiting(size) as visit:
        await visit.send("Hello.")
        visit.says("An answer that is long enough to be wrapped in any of these. " * 6)
        await visit.shows("CONTACT'S SIDE")
        await visit.shows("live", "#top-bar")
        await visit.shows("MESSAGE", "#composer-title")
        assert all(line.cell_length == size[0] for line in visit.app.terminal.lines)
        assert not isinstance(visit.app.failure, HooryError)
