"""Running the console: on a real desk, or on the demo desk in the same process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Final

from pydantic import SecretStr

from hoory_tui.app.app import HooryApp
from hoory_tui.app.backend import open_backend
from hoory_tui.client.errors import HooryError
from hoory_tui.config.profiles import Profile
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keys import default_keys, known_ids

_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP)


def run_console(profile: Profile, settings: Settings) -> int:
    """Run the console for a saved login and return the exit code."""
    _check_keys(settings)
    return asyncio.run(_console(profile.url, profile.token, profile.account_id, settings))


def run_demo(settings: Settings, seed: int, quiet_visitors: bool) -> int:
    """Run the console on a demo desk of its own and return the exit code."""
    _check_keys(settings)
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
        return await _console(desk.url, token, desk.account_id, settings)


async def _console(url: str, token: SecretStr, account_id: int | None, settings: Settings) -> int:
    try:
        backend = await open_backend(url, token, account_id)
    except HooryError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    try:
        app = HooryApp(backend, settings)
        with _ended_by_signals(lambda number: app.exit(return_code=128 + number)):
            await app.run_async()
        return app.return_code or 0
    finally:
        await backend.close()


@contextlib.contextmanager
def _ended_by_signals(end: Callable[[int], None]) -> Iterator[None]:
    """Let a closed terminal or a polite kill end the console the way a key does.

    Without this the terminal would be left in full-screen mode.
    """
    loop = asyncio.get_running_loop()
    for number in _ENDINGS:
        loop.add_signal_handler(number, end, number)
    try:
        yield
    finally:
        for number in _ENDINGS:
            loop.remove_signal_handler(number)
