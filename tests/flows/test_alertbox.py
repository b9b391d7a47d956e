"""Looking at what calls the agent, trying it out, and having peace for an hour."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hoory_tui.config.alerts import Alerts
from hoory_tui.config.settings import Settings

from .console import console
from .stage import DANA, PRIYA
from .test_alerting import KEEP, name_of, rings, told


async def test_every_way_is_told_with_its_reason_and_tried_by_one_key(tmp_path: Path) -> None:
    alerts = Alerts(
        mention=("bell", "notify"),
        inbox=("command",),
        inboxes=("Website chat", "Webseite"),
        command=(sys.executable, "-c", KEEP, str(tmp_path / "out")),
        quiet_hours=("22:00-07:00",),
    )
    async with console(settings=Settings(bell="mine", alerts=alerts)) as desk:
        desk.app.environ = {"TERM": "xterm-kitty"}
        await desk.turn_to(DANA)
        await desk.press("plus")
        await desk.shows("Mentions        bell, notification")
        for words in (
            "Mine            bell",
            "Nothing for     Unassigned, All messages",
            "My inboxes      command (Website chat, Webseite)",
            "There is no inbox Webseite here.",
            "Bell            the terminal's own",
            "Notification    OSC 99 for kitty",
            "Copied texts    by way of the terminal (OSC 52)",
            "Now             called",
            "Quiet hours     22:00–07:00",
            "the terminal does not tell",
        ):
            assert words in desk.seen(), words
        await desk.press("t")
        await desk.shows("Every way was tried once")
        await desk.app._alert_hooks.settled()
        (said,) = await told(desk)
        name = name_of(desk, "several-1")
        assert said.startswith(f"\x1b]99;i={name}:f=aG9vcnktdHVp;hoory-tui: This is how")
        assert rings(desk) == 1
        assert json.loads((tmp_path / "out").read_text())["event"] == "alert"


async def test_peace_for_an_hour_is_said_and_ends() -> None:
    settings = Settings(alerts=Alerts(all=("bell", "notify")))
    async with console(settings=settings) as desk:
        await desk.turn_to(DANA)
        await desk.press("minus")
        await desk.shows("quiet until 15:13", "#top-bar")
        desk.desk.contact_writes(PRIYA, "Anybody?")
        assert (await told(desk), rings(desk)) == ([], 0)
        await desk.press("plus")
        await desk.shows("- no longer quiet")
        await desk.press("minus")
        await desk.shows("You are called again.")
        desk.desk.contact_writes(PRIYA, "Anybody now?")
        assert (len(await told(desk)), rings(desk)) == (1, 1)
        await desk.lacks("quiet until", "#top-bar")


async def test_in_a_small_terminal_the_box_is_scrolled() -> None:
    async with console(size=(60, 16), settings=Settings(bell="all")) as desk:
        await desk.press("plus")
        await desk.shows("more lines, j shows them")
        await desk.press(*"jjjjjjjjjjjj")
        await desk.shows("k goes up")
        await desk.shows("Quiet hours     none")
        await desk.press("k")
        await desk.shows("1 more line, j shows it")


async def test_whoever_is_called_for_nothing_is_told_how_to_change_that() -> None:
    async with console() as desk:
        await desk.press("plus")
        await desk.shows('Nothing: put mine = "bell" below [alerts]')
