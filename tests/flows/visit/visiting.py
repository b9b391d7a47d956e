"""The contact's console on a quiet demo desk, with eyes for its screen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from textual.events import Key, Paste
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.app.visit.run import open_here
from hoory_tui.app.visit.writing import VisitApp
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation, Inbox, Message
from hoory_tui.keep.visitfile import VisitFile
from hoory_tui.screens.visit.screen import VisitScreen
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.contact import Contact
from hoory_tui.wire.link import LinkState

from ...screen import Seen, text_of, widget_text

PATIENCE: Final = 30.0
"""Seconds after which what was waited for is taken to never come."""
LOOKS: Final = 300
"""So often it was looked for by then: a machine that stood still for a while proves nothing."""
_POLL: Final = 0.01
_HOPS: Final = 4


class SeenVisit(Seen, VisitApp):
    """The contact's console with a terminal that can be looked at."""


class Clock:
    """A wall clock that stands still until a test moves it."""

    wall = 1_790_000_000.0

    def now(self) -> float:
        return self.wall


@dataclass
class Visiting:
    """A running contact's console and the desk behind it."""

    desk: DemoDesk
    app: SeenVisit
    pilot: Pilot[None]
    clock: Clock

    @property
    def main(self) -> VisitScreen:
        return self.app.main

    @property
    def talk(self) -> Conversation:
        """The desk's row of the conversation that is shown."""
        return self.desk.conversation(self.app.visit.at)

    @property
    def agent(self) -> int:
        return self.desk.agents[1].id

    async def turn(self) -> None:
        """Let every widget see what waits for it, and draw what changed."""
        await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before it has acted."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
            for _ in range(_HOPS):
                await self.turn()

    async def write(self, text: str) -> None:
        """Put a text into the composer."""
        await self.press("alt+l")
        self.app.post_message(Paste(text))
        await self.until(lambda: text in self.main.composer.text.text, f"{text!r} written")

    async def send(self, text: str) -> Message:
        """Send a text and wait until the desk has it and the console shows it as sent."""
        await self.write(text)
        await self.press("ctrl+s")
        await self.until(lambda: self.arrived(text), f"{text!r} at the desk")
        await self.until(lambda: not self.app.visit.sends, f"{text!r} settled")
        return self.arrived(text)[0]

    def arrived(self, text: str) -> list[Message]:
        """Return the messages of the desk that say this."""
        rows = self.desk.engine.world.conversations.values()
        return [one for row in rows for one in row.messages if one.content == text]

    def says(self, text: str | None, **draft: object) -> Message:
        """Let an agent say something in the conversation that is shown."""
        return self.desk.agent_writes(self.agent, self.app.visit.at, text, **draft)  # type: ignore[arg-type]

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for a condition that some event will make true."""
        deadline, looks = time.monotonic() + PATIENCE, 0
        while not condition():
            looks += 1
            if time.monotonic() > deadline and looks > LOOKS:
                shown = "\n".join(text_of(self.app.terminal.lines))
                raise AssertionError(f"never came: {what or condition}; the screen:\n{shown}")
            await self.turn()
            drawn = self.app.terminal.drawn
            drawn.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(drawn.wait(), _POLL)

    def seen(self, where: str | None = None) -> str:
        """Return what a pane shows, or the whole screen."""
        if where is None:
            return "\n".join(text_of(self.app.terminal.lines))
        return widget_text(self.app, self.app.screen.query_one(where, Widget))

    async def shows(self, text: str, where: str | None = None) -> None:
        """Wait until a text stands on the screen, or in the pane of this selector."""
        await self.until(lambda: text in self.seen(where), f"{text!r} in {where or 'the screen'}")

    async def tells(self, words: str) -> None:
        """Wait until a toast says this, however its lines are broken."""
        await self.until(
            lambda: any(words in one.message for one in self.app._notifications), f"{words!r} told"
        )

    async def lacks(self, text: str, where: str | None = None) -> None:
        """Wait until a text is gone."""
        await self.until(lambda: text not in self.seen(where), f"no {text!r}")


def api_inbox(desk: DemoDesk) -> Inbox:
    """Return the inbox that speaks to programs."""
    return next(inbox for inbox in desk.inboxes if inbox.identifier)


@asynccontextmanager
async def quiet_desk() -> AsyncIterator[tuple[DemoDesk, Clock]]:
    """Run a desk without anybody's conversations, on a clock that stands still."""
    clock = Clock()
    async with DemoDesk(seed=3, quiet_visitors=True, now=clock.now, conversations=0) as desk:
        yield desk, clock


@asynccontextmanager
async def visiting_on(
    desk: DemoDesk,
    clock: Clock,
    size: tuple[int, int] = (100, 30),
    *,
    contact: Contact | None = None,
    file: Path | None = None,
    url: str = "",
    settings: Settings | None = None,
    is_new: bool = False,
    kind: type[SeenVisit] = SeenVisit,
) -> AsyncIterator[Visiting]:
    """Run one contact's console on a desk, or on what stands before it at `url`."""
    identifier = api_inbox(desk).identifier
    assert identifier is not None
    who = contact or Contact(name="Robin Adeyemi")
    plan = VisitPlan(url or desk.url, identifier, who, file=file, is_new=is_new)
    app = kind(plan, settings or Settings(), now=clock.now, monotonic=elapsed, zone=UTC)
    app.file = VisitFile(file)
    open_here(app)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            running = Visiting(desk, app, pilot, clock)
            await running.until(
                lambda: app.visit.is_known and app.visit.link.state is LinkState.LIVE, "a live link"
            )
            await running.until(lambda: app._is_recalled, "what was kept")
            yield running
            app.save_now()
    finally:
        await app.close()
        app.file.close()


@asynccontextmanager
async def visiting(
    size: tuple[int, int] = (100, 30),
    *,
    settings: Settings | None = None,
    kind: type[SeenVisit] = SeenVisit,
) -> AsyncIterator[Visiting]:
    """Run a contact's console on a quiet desk of its own."""
    async with (
        quiet_desk() as (desk, clock),
        visiting_on(desk, clock, size, settings=settings, kind=kind) as running,
    ):
        yield running
