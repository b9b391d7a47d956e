"""The console with all that it is made of: on a real desk, or on a demo desk in this process."""

from __future__ import annotations

import asyncio
import logging
import platform
import sys
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui import __version__
from hoory_tui.app.accounts.leavings import Leavings, entrance, leavings_of, mark_of
from hoory_tui.app.accounts.logins import DemoLogins, SavedLogins
from hoory_tui.app.accounts.ring import Ring, Wish
from hoory_tui.app.accounts.rounds import go_round
from hoory_tui.app.fitting import fitted
from hoory_tui.app.glimpses import Screens
from hoory_tui.app.late import Connect, OpenKeeper
from hoory_tui.app.log import logging_to
from hoory_tui.app.reaching import SomebodyElse
from hoory_tui.app.skeleton import give_back
from hoory_tui.app.terminal import Endings, TerminalApp
from hoory_tui.config import paths
from hoory_tui.config.colours import hex_of
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile
from hoory_tui.config.settings import AUTO, Settings, check_key_clashes, check_key_ids
from hoory_tui.config.wordtools import check_macro_keys
from hoory_tui.keep.glimpse import Glimpse
from hoory_tui.keys import default_keys, known_ids
from hoory_tui.render.badge import Badge
from hoory_tui.store.places import Place

if TYPE_CHECKING:
    from hoory_tui.keep.keeper import Keeper

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
    with logging_to(paths.state_dir(), debug=debug) as no_log:
        _log.info("start, version %s, Python %s", __version__, platform.python_version())
        code = asyncio.run(_consoles(profile, settings, Leavings(cache, screens), no_log))
        _log.info("stop, exit code %d", code)
        return code


def run_on_demo(settings: Settings, *, seed: int, quiet_visitors: bool) -> int:
    """Run the console on a demo desk of its own and return the exit code."""
    check_keys(settings)
    # A pretend company leaves nothing behind, and nothing may be written over the screen.
    with logging_to(None):
        return asyncio.run(_demo(settings, DemoLogins(seed, quiet_visitors=quiet_visitors)))


def check_keys(settings: Settings) -> None:
    """Look whether the settings name keys of ours and none twice; raises ConfigError."""
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)
    check_macro_keys(settings, default_keys()[:2])


async def _consoles(profile: Profile, settings: Settings, first: Leavings, notice: str) -> int:
    """Run one console after the other, each in the account that the one before was left for."""
    logins = SavedLogins(profile)
    ring = Ring(
        logins,
        Place(profile.name, profile.account_id or 0),
        together=settings.accounts_together,
    )

    async def start(wish: Wish | None) -> int:
        if wish is None:
            at, leavings, wanted, said = profile, first, settings, notice
        else:
            at, wanted, said = logins.opened(wish.place), wish.settings, ""
            leavings = leavings_of(at, wanted, is_usual=_is_usual(logins, wish.place))
        async with entrance(ring, wish) as connect:
            return await run(
                connect,
                wanted,
                glimpse=leavings.glimpse(wish),
                cache=leavings.cache,
                screens=leavings.screens,
                open_keeper=_keeper_of(at),
                list_file=_list_file(at),
                notice=said,
                ring=ring,
                goal=wish.conversation_id if wish is not None else None,
                badge=_badge_of(at, logins),
            )

    def mark(wish: Wish) -> str:
        at = logins.opened(wish.place)
        return mark_of(at, wish.settings, is_usual=_is_usual(logins, wish.place))

    return await go_round(ring, start, mark)


def _is_usual(logins: SavedLogins, place: Place) -> bool:
    return place.account_id in (0, logins.usual(place.login))


async def _demo(settings: Settings, logins: DemoLogins) -> int:
    ring = Ring(logins, Place(logins.NAME, 0), together=settings.accounts_together)

    async def start(wish: Wish | None) -> int:
        async with entrance(ring, wish) as connect:
            wanted = settings if wish is None else wish.settings
            goal = wish.conversation_id if wish is not None else None
            # The desk is gone with the program, and so is everybody that drafts could be for.
            return await run(connect, wanted, ring=ring, goal=goal)

    try:
        return await go_round(ring, start, lambda _wish: "")
    finally:
        await logins.close()


def _badge_of(profile: Profile, logins: SavedLogins) -> Badge | None:
    """Return the name that stands at the edge, none where there is nothing to mix it up with."""
    if not profile.colour and not _has_others(logins):
        return None
    return Badge(profile.name, hex_of(profile.colour))


def _has_others(logins: SavedLogins) -> bool:
    try:
        return len(logins.names()) > 1
    except ConfigError:
        # The file is complained about where it is needed.
        return False


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
    ring: Ring | None = None,
    goal: int | None = None,
    badge: Badge | None = None,
    make: Callable[..., TerminalApp] = TerminalApp,
) -> int:
    """Run the console until it is left; it is there before `connect` has reached the desk.

    `glimpse` is the list of last time, `cache` and `screens` are places for what the next start
    shows. `open_keeper` opens what keeps words on the disk, `list_file` is where the status and
    order of the list are kept, None for nowhere, `notice` is said once at the start. `ring` knows
    the other accounts that can be gone to, `goal` is the conversation to begin with, `badge` says
    which login this is. `make` makes the console, for those who want another one than usual.
    Returns the exit code; raises ConfigError.
    """
    tap = None
    if settings.recording:
        from hoory_tui.app.recording import RecordingApp, tapped
        from hoory_tui.sdk.recording.tap import Tap

        tap = Tap(Path(settings.recording))
        connect, make = tapped(connect, tap), partial(RecordingApp, tap=tap)
    app = make(connect, fitted(settings), glimpse=glimpse, keeper=open_keeper)
    app.cache, app.screens = cache, screens
    app.attic_folder = cache
    app.panes_file = cache / "panes" if cache is not None else None
    app.list_file = list_file
    app.version_file = paths.state_dir() / "version" if list_file is not None else None
    app.start_notice = notice
    app.follows_background = settings.theme == AUTO
    app.ring, app.goal, app.badge = ring, goal, badge
    try:
        with Endings(app):
            await app.run_async(mouse=settings.mouse)
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
