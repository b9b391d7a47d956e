"""The console on a recorded session: its clock is the recording's, and the link line says where."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from hoory_tui.app.terminal import TerminalApp
from hoory_tui.render.bars import LinkNow
from hoory_tui.sdk.recording.player import Player
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from collections.abc import Callable

    from hoory_tui.app.late import Connect, OpenKeeper
    from hoory_tui.config.settings import Settings
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.sdk.backend import Backend

NOTICE = to_say("This is a recording: look around as you like, nothing in it can be changed.")


class PlaybackApp(TerminalApp):
    """A console on a recording; `player` tells where it is, `now` what time it was."""

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        player: Player,
        now: Callable[[], float],
        glimpse: Glimpse | None = None,
        keeper: OpenKeeper | None = None,
    ) -> None:
        super().__init__(backend, settings, glimpse=glimpse, keeper=keeper, now=now)
        self._player = player

    def _link_now(self) -> LinkNow:
        return replace(super()._link_now(), recorded=where(self._player))


def where(player: Player) -> str:
    """Return where in a recording a player is, in words."""
    length = _shown(player.length)
    if player.is_over:
        return said("recording, over at {length}", length=length)
    return said("recording, {shown} of {length}", shown=_shown(player.position), length=length)


def _shown(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def run_on_recording(settings: Settings, player: Player, name: str) -> int:
    """Run the console on a session until it is left, and return the exit code.

    `name` stands where the account's name does.
    """
    # Imported here for the same reason as everywhere: the first picture does not wait for it.
    from hoory_tui.app.console import check_keys
    from hoory_tui.app.log import logging_to

    check_keys(settings)
    # Nothing of a bug report is left behind, and nothing may be written over the screen.
    with logging_to(None):
        return asyncio.run(_run(settings, player, name))


async def _run(settings: Settings, player: Player, name: str) -> int:
    from hoory_tui.app.console import run
    from hoory_tui.sdk.playback.link import open_playback
    from hoory_tui.sdk.playback.server import PlaybackServer

    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(PlaybackServer(player, name))

        async def connect() -> Backend:
            backend = await open_playback(server, name)
            server.back_up = backend.cable.nudge
            return backend

        make = partial(PlaybackApp, player=player, now=server.now)
        return await run(connect, settings, notice=said(NOTICE), make=make)
