"""The tour in a console: what is told in passing and what the panel says are both to be read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from hoory_tui.app.tour.app import TourApp
from hoory_tui.app.tour.progress import Progress
from hoory_tui.config.secret import Secret
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.backend import open_backend

from ...flows.console import staged_desk


@asynccontextmanager
async def touring(
    size: tuple[int, int], settings: Settings
) -> AsyncIterator[tuple[TourApp, Pilot[None]]]:
    async with staged_desk() as (desk, clock):
        token = Secret(desk.agents[0].access_token)
        backend = await open_backend(desk.url, token, desk.account_id)
        app = TourApp(backend, settings, desk=lambda: desk, progress=Progress(None), now=clock.now)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield app, pilot
        await app.close()


async def told(app: TourApp, pilot: Pilot[None], words: str) -> Region:
    """Have something told in passing; return where it stands."""
    app.notify(words, markup=False)
    for _ in range(50):
        await pilot.pause()
        for toast in app.screen.query(Toast):
            if toast._notification.message == words and toast.region:
                return toast.region
    raise AssertionError("it is not to be seen")


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (140, 40)])
@pytest.mark.parametrize("plain", [False, True])
async def test_what_is_told_in_passing_stands_clear_of_the_panel(
    size: tuple[int, int], plain: bool
) -> None:
    async with touring(size, Settings(plain=plain)) as (app, pilot):
        panel = app._tour_panel
        app._tour_step = 2
        app._begin_step(app._tour_sight())
        app._show_tour()
        app._glance()
        words = "Resolved, with more words than would stand on one line of a narrow terminal."
        for name in ("", "question_mark"):
            if name:
                await pilot.press(name)
                app._glance()
            place = await told(app, pilot, f"{name} {words}".strip())
            assert panel.region.height >= 3
            assert not place.overlaps(panel.region)
            assert app.screen.region.contains_region(place)
        await pilot.press("escape")
        below = (await told(app, pilot, "Above the panel.")).bottom
        app.action_tour_leave()
        assert (await told(app, pilot, "Where it was.")).bottom > below
