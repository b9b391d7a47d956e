"""The console with all that it is made of: on a real desk, or on a demo desk in this process."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui import __version__
from hoory_tui.app.glimpses import Screens
from hoory_tui.app.late import Connect, OpenKeeper
from hoory_tui.app.log import logging_to
from hoory_tui.app.reaching import SomebodyElse
from hoory_tui.app.skeleton import give_back
from hoory_tui.app.terminal import Endings, TerminalApp
from hoory_tui.config import paths
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.config.wordtools import check_macro_keys
from hoory_tui.keep.glimpse import Glimpse, read_glimpse
from hoory_tui.keys import default_keys, known_ids
from hoory_tui.render.emoji import settled_policy

if TYPE_CHECKING:
    from hoory_tui.keep.keeper import Keeper
    from hoory_tui.sdk.backend import Backend

_log: Final = logging.getLogger(__name__)


def run_on_desk(
    profile: Profile,
    settings: Settings,
    cache: Path | None,
    screens: Screens | None,
    *,
    debug: bool = False,
) -> int:
    """Run the console for a saved login and return the exit code.

    `cache` and `screens` are where this login leaves what its next start shows, None for nowhere.
    """
    check_keys(settings)

    async def connect() -> Backend:
        from hoory_tui.sdk.backend import open_backend
        from hoory_tui.sdk.network import network_of

        network = network_of(profile)
        return await open_backend(profile.url, profile.token, profile.account_id, network=network)

    with logging_to(paths.state_dir(), debug=debug) as no_log:
        _log.info("start, version %s, Python %s", __version__, platform.python_version())
        glimpse = read_glimpse(cache, time.time()) if cache is not None else None
        console = run(
            connect,
            settings,
            glimpse=glimpse,
            cache=cache,
            screens=screens,
            open_keeper=_keeper_of(profile),
            list_file=_list_file(profile),
            notice=no_log,
        )
        code = asyncio.run(console)
        _log.info("stop, exit code %d", code)
        return code


def run_on_demo(settings: Settings, *, seed: int, quiet_visitors: bool) -> int:
    """Run the console on a demo desk of its own and return the exit code."""
    check_keys(settings)
    # A pretend company leaves nothing behind, and nothing may be written over the screen.
    with logging_to(None):
        return asyncio.run(_demo(settings, seed, quiet_visitors))


def check_keys(settings: Settings) -> None:
    """Look whether the settings name keys of ours and none twice; raises ConfigError."""
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)
    check_macro_keys(settings, default_keys()[:2])


async def _demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    async with AsyncExitStack() as stack:

        async def connect() -> Backend:
            # A whole server, which is loaded behind the first picture like everything else.
            from hoory_tui.demo.desk import DemoDesk
            from hoory_tui.sdk.backend import open_backend

            desk = await stack.enter_async_context(
                DemoDesk(seed=seed, quiet_visitors=quiet_visitors)
            )
            token = Secret(desk.agents[0].access_token)
            return await open_backend(desk.url, token, desk.account_id)

        # The desk is gone with the program, and so is everybody that drafts could be for.
        return await run(connect, settings)


def _keeper_of(profile: Profile) -> OpenKeeper:
    def open_keeper(account_id: int, agent_id: int) -> Keeper:
        from hoory_tui.client.session import Server
        from hoory_tui.keep.keeper import Keeper, Scope

        scope = Scope(Server(profile.url).origin, account_id, agent_id)
        return Keeper.open(paths.state_dir() / "kept.sqlite", scope)

    return open_keeper


def _list_file(profile: Profile) -> Path:
    # Not by the token, which may be another one every day.
    account = f"{profile.url}\0{profile.account_id or 0}"
    return paths.state_dir() / f"list-{blake2b(account.encode(), digest_size=8).hexdigest()}"


async def run(
    connect: Connect,
    settings: Settings,
    *,
    glimpse: Glimpse | None = None,
    cache: Path | None = None,
    screens: Screens | None = None,
    open_keeper: OpenKeeper | None = None,
    list_file: Path | None = None,
    notice: str = "",
    make: Callable[..., TerminalApp] = TerminalApp,
) -> int:
    """Run the console until it is left; it is there before `connect` has reached the desk.

    `glimpse` is the list of last time, `cache` and `screens` are places for what the next start
    shows. `open_keeper` opens what keeps words on the disk, `list_file` is where the status and
    order of the list are kept, None for nowhere, `notice` is said once at the start. `make` makes
    the console, for those who want another one than usual.
    Returns the exit code; raises ConfigError.
    """
    tap = None
    if settings.recording:
        from hoory_tui.app.recording import RecordingApp, tapped
        from hoory_tui.sdk.recording.tap import Tap

        tap = Tap(Path(settings.recording))
        connect, make = tapped(connect, tap), partial(RecordingApp, tap=tap)
    emoji = settled_policy(settings.emoji, os.environ)
    app = make(connect, replace(settings, emoji=emoji), glimpse=glimpse, keeper=open_keeper)
    app.cache, app.screens = cache, screens
    app.attic_folder = cache
    app.panes_file = cache / "panes" if cache is not None else None
    app.list_file = list_file
    app.start_notice = notice
    try:
        with Endings(app):
            await app.run_async()
    finally:
        await app.close()
        app.write_down()
        if tap is not None and (told := await asyncio.to_thread(tap.close)):
            give_back()
            sys.stderr.write(f"{told}\n")
    if isinstance(app.failure, SomebodyElse):
        app.forget()
    if isinstance(app.failure, ConfigError):
        raise app.failure
    if app.failure is not None:
        give_back()
        sys.stderr.write(f"{app.failure.sentence}\n")
    return app.return_code or 0
