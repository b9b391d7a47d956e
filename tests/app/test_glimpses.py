"""What a console leaves for its next start: the list and the screen as they are, and no box."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console as RichConsole
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from hoory_tui.app.glimpses import RememberingApp, Screens, frame_of
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.frames import frame_name, is_harmless, read_frame
from hoory_tui.keep.glimpse import glimpse_file, read_glimpse
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.sdk.backend import open_backend

from ..flows.console import WIDE, Clock, is_settled_at_first, staged_desk
from ..terminal.glass import Glass

MARK = "ab" * 16
BAR = Style.parse("#aabbcc on #252c39")


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    for _ in range(2000):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("never came")


@pytest.fixture
async def stage() -> AsyncIterator[tuple[DemoDesk, Clock]]:
    async with staged_desk() as stage:
        yield stage


async def remembering(stage: tuple[DemoDesk, Clock], cache: Path | None) -> RememberingApp:
    desk, clock = stage
    token = SecretStr(desk.agents[0].access_token)
    backend = await open_backend(desk.url, token, desk.account_id, monotonic=clock.monotonic)
    app = RememberingApp(backend, Settings(), now=clock.now, monotonic=clock.monotonic)
    app.cache = cache
    app.screens = Screens(cache.parent / "frames", MARK) if cache is not None else None
    return app


def screen_in(folder: Path) -> str:
    frame = read_frame(str(folder / "frames" / frame_name(MARK, *WIDE)), *WIDE)
    assert frame is not None
    glass = Glass(*WIDE)
    glass.feed(frame.body.encode())
    return glass.text


async def test_the_end_leaves_the_list_and_the_screen(
    stage: tuple[DemoDesk, Clock], tmp_path: Path
) -> None:
    app = await remembering(stage, tmp_path / "login")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: is_settled_at_first(app))
        await until(pilot, lambda: not app._sync.unfinished)
        app.exit()
    app.write_down()
    glimpse = read_glimpse(tmp_path / "login", stage[1].now())
    assert glimpse is not None
    assert (glimpse.me_id, glimpse.account_id) == (app.store.me_id, app.store.account_id)
    assert {one.id for one in glimpse.conversations} == set(app.store.conversations)
    shown = screen_in(tmp_path)
    assert "Dana Okafor" in shown
    assert "live" not in shown.split("\n")[0]
    await app.close()


async def test_now_and_then_it_is_kept_but_never_with_a_box(
    stage: tuple[DemoDesk, Clock], tmp_path: Path
) -> None:
    app = await remembering(stage, tmp_path / "login")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: is_settled_at_first(app))
        await until(pilot, lambda: not app._sync.unfinished)
        await app.push_screen(ConfirmScreen("Really?"))
        app._remember()
        assert app._taken == ()
        await app.pop_screen()
        app._remember()
        frame = tmp_path / "frames" / frame_name(MARK, *WIDE)
        await until(pilot, lambda: frame.exists() and glimpse_file(tmp_path / "login").exists())
        assert "Really?" not in screen_in(tmp_path)
        taken, app._taken_at = app._taken, app.store.steps
        app._remember()
        assert app._taken is taken
        app.exit()
    app.forget()
    assert not frame.exists()
    assert not glimpse_file(tmp_path / "login").exists()
    await app.close()


async def test_a_row_that_nobody_has_told_of_since_last_time_is_not_kept_as_new(
    stage: tuple[DemoDesk, Clock], tmp_path: Path
) -> None:
    app = await remembering(stage, tmp_path / "login")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: is_settled_at_first(app))
        await until(pilot, lambda: not app._sync.unfinished)
        untold = app.main.conversations.keys[2]
        app.store.unconfirmed.add(untold)
        app.exit()
    app.write_down()
    glimpse = read_glimpse(tmp_path / "login", stage[1].now())
    assert glimpse is not None
    kept = {one.id for one in glimpse.conversations}
    assert kept == set(app.store.conversations) - {untold}
    await app.close()


async def test_a_list_that_was_not_read_is_not_kept(
    stage: tuple[DemoDesk, Clock], tmp_path: Path
) -> None:
    app = await remembering(stage, tmp_path / "login")
    async with app.run_test(size=WIDE):
        app._sync.unfinished.add("conversations")
        app.exit()
    app.write_down()
    assert not (tmp_path / "login").exists()
    await app.close()


async def test_no_folder_no_trace(stage: tuple[DemoDesk, Clock], tmp_path: Path) -> None:
    app = await remembering(stage, None)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: is_settled_at_first(app))
        app.exit()
    app.write_down()
    app.forget()
    assert app._taken == ()
    await app.close()


async def test_a_disk_that_takes_nothing_costs_nothing(
    stage: tuple[DemoDesk, Clock], tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("")
    app = await remembering(stage, tmp_path / "blocked" / "login")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: is_settled_at_first(app))
        await until(pilot, lambda: not app._sync.unfinished)
        app.exit()
    app.write_down()
    await app.close()


def lines(*rows: list[tuple[str, Style]]) -> list[Strip]:
    return [Strip([Segment(text, style) for text, style in row]) for row in rows]


def test_a_frame_ends_its_first_line_with_the_tabs() -> None:
    plain = Style.parse("#ffffff on #000000")
    strips = lines(
        [("  Mine 3   All 田4", plain), ("      ", BAR), ("live ", BAR)],
        [("नमस्ते", plain), (" " * 20, plain), ("end", BAR)],
    )
    frame = frame_of(strips, RichConsole(file=io.StringIO(), color_system="truecolor"), 12.9)
    assert (frame.saved_at, frame.free) == (12, 18)
    assert frame.bar == "2;38;2;170;187;204;48;2;37;44;57"
    assert is_harmless(frame.body)
    assert "live" not in frame.body
    # Terminals disagree about the width of that name, so what follows has a place of its own.
    assert "G" in frame.body.split("\x1b[2;1H")[1]


def test_a_frame_without_colours_has_none() -> None:
    strips = lines([("x" * 10, Style())])
    frame = frame_of(strips, RichConsole(file=io.StringIO(), color_system=None), 0.0)
    assert (frame.bar, frame.free) == ("2", 10)
    assert is_harmless(frame.body)
