"""The live link on the screen: lost, found again, and what happened meanwhile."""

from __future__ import annotations

from .console import console
from .stage import ALL, DANA, THEO, ZOE


async def test_a_lost_link_is_told_and_what_was_missed_is_shown() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        assert "● live" in desk.seen("#top-bar")
        assert desk.desk.drop_sockets() == 1
        await desk.shows("connection lost, attempt 2 in", "#top-bar")
        assert "● live" not in desk.seen("#top-bar")

        desk.desk.contact_writes(DANA, "Said while nobody listened")
        desk.desk.set_status(ZOE, "resolved")
        desk.desk.rename_contact(desk.desk.contact_of(THEO).id, "Theodor Lindgren")
        desk.desk.agent_comes(16)
        await desk.shows("● live", "#top-bar")
        await desk.shows("Said while nobody listened", "#messages")
        await desk.shows(f"All {ALL - 1}", "#top-bar")
        await desk.until(lambda: "Theodor Lindgren" in desk.row_of(THEO))
        await desk.until(lambda: desk.row_of(ZOE) == "")
        await desk.shows("4 online", "#sidebar")


async def test_a_server_that_asks_to_come_back_is_come_back_to() -> None:
    async with console() as desk:
        await desk.desk.disconnect_all("server_restart")
        await desk.shows("server asked to, attempt 2 in", "#top-bar")
        await desk.shows("● live", "#top-bar")
        desk.desk.contact_writes(ZOE, "Hello again")
        await desk.until(lambda: "Hello again" in desk.row_of(ZOE))


async def test_a_server_that_forbids_to_come_back_is_left_until_asked() -> None:
    async with console() as desk:
        await desk.desk.disconnect_all("unauthorized", reconnect=False)
        await desk.shows("✗ offline: ", "#top-bar")
        assert "ctrl+r tries again" in desk.seen("#top-bar")
        await desk.press("ctrl+r")
        await desk.shows("● live", "#top-bar")


async def test_a_change_is_said_when_rest_fails() -> None:
    async with console() as desk:
        desk.desk.fail_next("GET", f"/conversations/{ZOE}/messages", 500)
        desk.main.conversations.set_cursor(ZOE)
        await desk.shows("The thread could not be loaded: ")
        assert "Loading the messages…" in desk.seen("#messages")
        await desk.press("ctrl+r")
        await desk.shows("Die Bremse schleift", "#messages")
