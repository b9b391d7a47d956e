"""Running the console: on a real desk, or on the demo desk in the same process."""

from __future__ import annotations

import asyncio
import sys

from pydantic import SecretStr

from hoory_tui.app.backend import open_backend
from hoory_tui.app.keeping import scope_of
from hoory_tui.app.terminal import Endings, TerminalApp
from hoory_tui.client.errors import HooryError
from hoory_tui.config import paths
from hoory_tui.config.profiles import Profile
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.keeper import Keeper
from hoory_tui.keys import default_keys, known_ids


def run_console(profile: Profile, settings: Settings) -> int:
    """Run the console for a saved login and return the exit code."""
    _check_keys(settings)
    return asyncio.run(
        _console(profile.url, profile.token, profile.account_id, settings, keep=True)
    )


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
        # The desk is gone with the program, and so is everybody that drafts could be for.
        return await _console(desk.url, token, desk.account_id, settings, keep=False)


async def _console(
    url: str, token: SecretStr, account_id: int | None, settings: Settings, *, keep: bool
) -> int:
    try:
        backend = await open_backend(url, token, account_id)
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
    app = TerminalApp(backend, settings, keeper=keeper, trouble=trouble)
    try:
        with Endings(app):
            await app.run_async()
        return app.return_code or 0
    finally:
        app.keeper.close()
        await backend.close()
