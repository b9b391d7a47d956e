"""What an account leaves for its next time, and the way in when it is open already."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoory_tui.app import picture
from hoory_tui.app.glimpses import Screens
from hoory_tui.config import paths
from hoory_tui.config.profiles import ENVIRONMENT_NAME
from hoory_tui.keep.glimpse import Glimpse, read_glimpse
from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.app.accounts.ring import Ring, Wish
    from hoory_tui.config.profiles import Profile
    from hoory_tui.config.settings import Settings
    from hoory_tui.sdk.backend import Backend


@dataclass(frozen=True, slots=True)
class Leavings:
    """Where an account leaves what its next start shows; None for nowhere."""

    cache: Path | None
    screens: Screens | None

    def glimpse(self, wish: Wish | None) -> Glimpse | None:
        """Return the list of last time, unless it is of another agent than the one there now."""
        found = read_glimpse(self.cache, time.time()) if self.cache is not None else None
        if found is None or wish is None:
            return found
        who = (wish.backend.api.account_id, wish.backend.profile.id)
        return found if (found.account_id, found.me_id) == who else None


def leavings_of(profile: Profile, settings: Settings, *, is_usual: bool) -> Leavings:
    """Return where an account leaves things that was gone to from another."""
    if not settings.cache:
        return Leavings(None, None)
    token = profile.token.get_secret_value()
    folder = paths.login_cache_dir(profile.url, profile.account_id, token)
    mark = mark_of(profile, settings, is_usual=is_usual)
    return Leavings(folder, Screens(paths.frames_dir(), mark))


def mark_of(profile: Profile, settings: Settings, *, is_usual: bool) -> str:
    """Return what the last screen of an account is found by, as if it had been started there.

    `is_usual` tells that it is the account that the login takes by itself.
    """
    if not settings.cache:
        return ""
    argv = [] if profile.name == ENVIRONMENT_NAME else ["-P", profile.name]
    argv += [] if is_usual else ["-A", str(profile.account_id)]
    mark = picture.start_mark(argv, os.environ)
    return picture.login_mark(mark, profile.token.get_secret_value(), is_told=False)


@asynccontextmanager
async def entrance(
    ring: Ring, wish: Wish | None
) -> AsyncIterator[Callable[[], Coroutine[Any, Any, Backend]]]:
    """Give what connects a console: to where the ring is, or to the account that was wished for.

    What was opened for the wish is closed where no console came to take it.
    """
    if wish is None:
        yield partial(ring.enter, ring.here)
        return
    taken: list[Backend] = []

    async def take() -> Backend:
        taken.append(wish.backend)
        return await ring.settle(wish.place, wish.backend)

    try:
        yield take
    finally:
        if not taken:
            await wish.backend.close()
