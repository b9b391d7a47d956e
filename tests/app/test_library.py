"""The library behind the console: read late, never complained of, and again when it is wanted."""

from __future__ import annotations

from hoory_tui.app.library import LibraryReader
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.happenings import LibraryLoaded
from hoory_tui.store.library import CANNED, MACROS

from ..client.desks import desk_client
from ..flows.console import console


async def test_what_the_server_does_not_have_is_empty_and_what_fails_stays_unknown() -> None:
    async with desk_client() as client:
        told: list[LibraryLoaded] = []

        async def tell(step: LibraryLoaded) -> None:
            told.append(step)

        reader = LibraryReader(client.agent(), tell)
        client.desk.fail_next("GET", "/macros", 404, body={"error": "none"})
        client.desk.fail_next("GET", "/custom_filters", 401, body={"error": "not allowed"})
        client.desk.fail_next("GET", "/custom_attribute_definitions", 500, body={"error": "x"})
        await reader.read()
        await reader.read([CANNED])
    whole, part = told
    assert whole.canned
    assert (whole.macros, whole.folders, whole.definitions) == ([], [], None)
    assert part.canned
    assert part.macros is None


async def test_it_comes_behind_all_else_and_again_when_a_picker_wants_it() -> None:
    async with console() as now:
        await now.live_on(1)
        await now.until(lambda: now.store.library.macros, "the library")
        assert {one.short_code for one in now.store.library.canned} >= {"hi", "track"}
        row = now.desk.engine.world.canned_responses[0]
        row.content = "Changed meanwhile."
        now.app.refresh_library(CANNED, MACROS)
        await now.turn()
        assert not any(one.content == row.content for one in now.store.library.canned)
        now.clock.pass_by(10)
        now.app.refresh_library(CANNED)
        await now.until(
            lambda: any(one.content == row.content for one in now.store.library.canned),
            "what changed",
        )


async def test_a_library_that_fails_is_no_trouble_and_is_tried_again() -> None:
    def busy(desk: DemoDesk) -> None:
        desk.fail_next("GET", "/canned_responses", 503, body={"error": "busy"})

    async with console(before=busy) as now:
        await now.live_on(1)
        await now.until(lambda: now.store.library.macros, "the rest of the library")
        assert not now.store.library.canned
        assert "catching up" not in now.seen()
        await now.live_on(70)
        await now.until(lambda: now.store.library.canned, "what had failed")
