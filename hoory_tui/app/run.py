"""Running the console: on a real desk, or on the demo desk in the same process."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import sys
from collections.abc import Awaitable, Callable
from typing import Final

from pydantic import SecretStr

from hoory_tui import __version__
from hoory_tui.app.backend import Backend, open_backend
from hoory_tui.app.keeping import scope_of
from hoory_tui.app.log import logging_to
from hoory_tui.app.network import network_of
from hoory_tui.app.terminal import Endings, TerminalApp
from hoory_tui.client.errors import HooryError
from hoory_tui.config import paths
from hoory_tui.config.profiles import Profile
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.keeper import Keeper
from hoory_tui.keys import default_keys, known_ids
from hoory_tui.render.emoji import settled_policy

_log: Final = logging.getLogger(__name__)


def run_console(profile: Profile, settings: Settings, debug: bool = False) -> int:
    """Run the console for a saved login and return the exit code."""
    _check_keys(settings)
    network = network_of(profile)
    with logging_to(paths.state_dir(), debug=debug) as no_log:
        _log.info("start, version %s, Python %s", __version__, platform.python_version())
        console = _console(
            lambda: open_backend(profile.url, profile.token, profile.account_id, network=network),
            settings,
            keep=True,
            notice=no_log,
        )
        code = asyncio.run(console)
        _log.info("stop, exit code %d", code)
        return code


def run_demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    """Run the console on a demo desk of its own and return the exit code."""
    _check_keys(settings)
    # A pretend company leaves nothing behind, and nothing may be written over the screen.
    with logging_to(None):
        return asyncio.run(_demo(settings, seed, quiet_visitors))


def _check_keys(settings: Settings) -> None:
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)


async def _demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    # A whole server, which a console on a real desk need not load before its first paint.
    from hoory_tui.demo.desk import DemoDesk

    async with DemoDesk(seed=seed, quiet_visitors=quiet_visitors) as desk:
        token = SecretStr(desk.agents[0].access_token)
        # The desk is gone with the program, and so is everybody that drafts could be for.
        return await _console(
            lambda: open_backend(desk.url, token, desk.account_id), settings, keep=False
        )


async def _console(
    connect: Callable[[], Awaitable[Backend]], settings: Settings, *, keep: bool, notice: str = ""
) -> int:
    try:
        backend = await connect()
    except HooryError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    keeper, trouble = None, ""
    if keep:
        try:
            keeper = Keeper.open(paths.state_dir() / "kept.sqlite", scope_of(backend))
        except KeepError as error:
            # An agent who cannot save drafts can still answer customers, and is told.
            trouble = error.sentence
    emoji = settled_policy(settings.emoji, os.environ)
    settings = settings.model_copy(update={"emoji": emoji})
    app = TerminalApp(backend, settings, keeper=keeper, trouble=trouble)
    app.start_notice = notice
    try:
        with Endings(app):
            await app.run_async()
        return app.return_code or 0
    finally:
        app.keeper.close()
        await backend.close()
