"""The console on a quiet demo desk, with a clock that stands still and eyes for its screen."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from rich.style import Style
from textual.events import Key, Paste
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from hoory_tui.app.app import HooryApp
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.main import MainScreen
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL
from hoory_tui.widgets.composer_text import MANY_LINES
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.link import LinkState

from ..screen import Seen, stale_lines, text_of, widget_text
from .stage import Stage

NOW = 1_790_000_000.0
"""Mon 21 September 2026, 14:13:20 UTC."""
PATIENCE = 30.0
"""Seconds after which what was waited for is taken to never come."""
LOOKS = 300
"""So often it was looked for by then: a machine that stood still for a while proves nothing."""
WIDE = (160, 45)
_POLL: Final = 0.01
"""Seconds after which a condition is looked at again though nothing was drawn."""
_HOPS: Final = 4
"""So many widgets a message passes at most before it has acted."""


class SeenApp(Seen, HooryApp):
    """The console with a terminal that can be looked at and listened to."""

    rings = 0
    environ: Mapping[str, str] = {"TERM": "xterm-256color"}
    """Whoever runs the tests keeps their clipboard and sees no notifications."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sequences: list[str] = []
        """What was written to the terminal past the screen."""

    def to_terminal(self, sequence: str) -> None:
        if sequence:
            self.sequences.append(sequence)

    def bell(self) -> None:
        self.rings += 1
        super().bell()


class Clock:
    """Both clocks of the console; they stand still until a test moves them."""

    def __init__(self) -> None:
        self.wall = NOW
        self._monotonic = elapsed()

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self._monotonic

    def pass_by(self, seconds: float) -> None:
        self.wall += seconds
        self._monotonic += seconds


@dataclass
class Console:
    """A running console and the desk behind it."""

    desk: DemoDesk
    app: SeenApp
    pilot: Pilot[None]
    clock: Clock = field(repr=False)

    @property
    def main(self) -> MainScreen:
        return self.app.main

    @property
    def store(self) -> Store:
        return self.app.store

    @property
    def me(self) -> int:
        return self.store.me_id

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before it has acted."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
            for _ in range(_HOPS):
                await self.turn()

    async def turn(self) -> None:
        """Let every widget see what waits for it, and draw what changed."""
        await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def write(self, text: str, *, private: bool = False) -> None:
        """Go to the composer of the conversation at hand and put a text into it."""
        await self.press("p" if private else "r")
        await self.put(text)

    async def put(self, text: str) -> None:
        """Paste a text into the composer that has the focus."""
        before = self.main.composer.text.text
        self.app.post_message(Paste(text))
        if text.rstrip("\n").count("\n") >= MANY_LINES:
            await self.until(lambda: isinstance(self.app.screen, ConfirmScreen), "asked about")
            await self.press("y")
        await self.until(lambda: self.main.composer.text.text != before, f"{text!r} written")

    @property
    def written(self) -> str:
        """What stands in the composer."""
        return self.main.composer.text.text

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for a condition that some event will make true."""
        deadline, looks = time.monotonic() + PATIENCE, 0
        while not condition():
            looks += 1
            if time.monotonic() > deadline and looks > LOOKS:
                shown = "\n".join(self.text())
                known = f"{what or condition}; the link: {self.store.link}; the screen:\n{shown}"
                raise AssertionError(f"never came: {known}")
            await self.turn()
            drawn = self.app.terminal.drawn
            drawn.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(drawn.wait(), _POLL)

    async def shows(self, text: str, where: str | None = None) -> None:
        """Wait until a text stands on the screen, or in the pane of this selector."""
        await self.until(lambda: text in self.seen(where), f"{text!r} in {where or 'the screen'}")

    async def lacks(self, text: str, where: str | None = None) -> None:
        """Wait until a text is gone."""
        await self.until(
            lambda: text not in self.seen(where), f"no {text!r} in {where or 'the screen'}"
        )

    async def live_on(self, seconds: int) -> None:
        """Let time pass second by second, as the console counts it."""
        for _ in range(seconds):
            self.clock.pass_by(1)
            self.app._beat()
            await self.turn()

    async def asks(self, question: str) -> None:
        """Wait until a box asks this, however its lines are broken."""

        def words() -> str:
            boxes = self.app.screen.query(".modal-box")
            text = widget_text(self.app, boxes.first()) if boxes else ""
            return " ".join(text.replace("│", " ").split())

        await self.until(lambda: question in words(), question)

    async def settled(self) -> None:
        """Wait until the desk has sent everything and the console has drawn what it got."""
        await self.desk.hub.drained()
        heard: list[int] = []
        await self._hears_a_marker()
        self.app.call_later(heard.append, 1)
        await self.until(lambda: heard, "a turn of the console")
        self.app.flush()
        await self.turn()
        await self.until(lambda: not stale_lines(self.app), "a screen that is up to date")

    async def _hears_a_marker(self) -> None:
        """Wait for an event that is sent after all others, and again if the link is another."""
        marker = f"test.marker.{len(self.store.unknown_events)}"
        asked_on = None

        def is_heard() -> bool:
            nonlocal asked_on
            link = self.store.link
            if (link.connection, link.state) != asked_on:
                # What came in between is read again, but nobody tells of a marker twice.
                asked_on = (link.connection, link.state)
                self.desk.broadcast(self.me, marker, {})
            return self.store.unknown_events[marker] > 0

        await self.until(is_heard, marker)

    async def reads_nothing(self) -> None:
        """Wait until everything the console asked for has come, and it asks for nothing more."""
        await self.until(
            lambda: all(one.is_finished or one.group == "cable" for one in self.app.workers),
            "an end of the reading",
        )

    def text(self) -> list[str]:
        """Return the visible screen as lines."""
        return text_of(self.app.terminal.lines)

    def seen(self, where: str | None = None) -> str:
        """Return what a pane shows, or the whole screen."""
        if where is None:
            return "\n".join(self.text())
        return widget_text(self.app, self.main.query_one(where, Widget))

    def row_of(self, conversation_id: int) -> str:
        """Return the two lines of a conversation's row, empty when it is not in view."""
        rows = self.main.conversations
        if conversation_id not in rows.keys:
            return ""
        top = 2 * list(rows.keys).index(conversation_id) - round(rows.scroll_y)
        lines = widget_text(self.app, rows).split("\n")
        return "\n".join(lines[top : top + 2]) if 0 <= top < len(lines) - 1 else ""

    def styles_of(self, text: str) -> list[Style]:
        """Return the styles in which the first line with this text draws it."""
        for strip in self.app.terminal.lines:
            if text in strip.text:
                start = strip.text.index(text)
                at, styles = 0, []
                for segment in strip:
                    end = at + len(segment.text)
                    if at < start + len(text) and end > start and segment.style is not None:
                        styles.append(segment.style)
                    at = end
                return styles
        raise AssertionError(f"{text!r} is not on the screen")

    async def turn_to(self, conversation_id: int, *, opened: bool = False) -> None:
        """Put the cursor on a conversation and wait for its thread."""
        self.main.conversations.set_cursor(conversation_id)
        if opened:
            await self.press("enter")
        await self.until(lambda: self._is_loaded(conversation_id), "the thread")
        await self.lacks("Loading the messages", "#messages")

    def _is_loaded(self, conversation_id: int) -> bool:
        timeline = self.store.timelines.get(conversation_id)
        return timeline is not None and timeline.loaded and not timeline.stale


def is_settled_at_first(app: HooryApp) -> bool:
    """Tell whether everything that is asked for at the start has come."""
    store = app.store
    return (
        store.link.state is LinkState.LIVE
        and (store.presence_known or store.observing)
        and ALL in store.complete_views
        and bool(store.inboxes and store.agents and store.labels and store.teams)
        and app.main.at_hand is not None
        and (timeline := store.timelines.get(app.main.at_hand.id)) is not None
        and timeline.loaded
        and not timeline.stale
    )


@asynccontextmanager
async def console(
    size: tuple[int, int] = WIDE,
    *,
    settings: Settings | None = None,
    before: Callable[[DemoDesk], object] = lambda _desk: None,
    agent: int = 0,
    pace: Pace | None = None,
    kept: Path | None = None,
) -> AsyncIterator[Console]:
    """Run the console in the name of the desk's administrator until the block ends.

    `before` may change the desk before anybody looks at it, `pace` hurries the live link, and
    `kept` is where drafts and unsent messages are, None for memory.
    """
    async with staged_desk() as (desk, clock):
        before(desk)
        async with console_on(
            desk, clock, size, settings=settings, agent=agent, pace=pace, kept=kept
        ) as running:
            yield running


@asynccontextmanager
async def staged_desk() -> AsyncIterator[tuple[DemoDesk, Clock]]:
    """Run a quiet desk with its cast, whose clock stands still."""
    clock = Clock()
    desk = DemoDesk(seed=3, quiet_visitors=True, now=clock.now, conversations=0)

    def turn_clock(ago: float) -> None:
        clock.wall = NOW - ago

    async with desk:
        Stage(desk, turn_clock).play()
        yield desk, clock


@asynccontextmanager
async def console_on(
    desk: DemoDesk,
    clock: Clock,
    size: tuple[int, int] = WIDE,
    *,
    settings: Settings | None = None,
    agent: int = 0,
    pace: Pace | None = None,
    kept: Path | None = None,
    url: str = "",
) -> AsyncIterator[Console]:
    """Run one console on a desk, or on what stands before it at `url`."""
    token = SecretStr(desk.agents[agent].access_token)
    backend = await open_backend(
        url or desk.url, token, desk.account_id, monotonic=clock.monotonic, pace=pace
    )
    # The same scope whatever the port of today's desk is.
    scope = Scope("http://desk", desk.account_id, desk.agents[agent].id)
    keeper = Keeper.open(kept, scope) if kept is not None else None
    app = SeenApp(
        backend,
        settings or Settings(send_delay=0),
        keeper=keeper,
        now=clock.now,
        monotonic=clock.monotonic,
        zone=UTC,
    )
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            running = Console(desk, app, pilot, clock)
            await running.until(lambda: is_settled_at_first(app), "the first loading")
            await running.settled()
            yield running
    finally:
        app.keeper.close()
        await backend.close()
        await asyncio.sleep(0)
