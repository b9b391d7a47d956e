"""The console as an Armenian agent has it."""

from __future__ import annotations

import pytest

from hoory_tui.screens.main import MainScreen
from hoory_tui.words.catalogue import open_catalogue

from ..flows.console import Console
from ..screenshots.scene import console_at_work
from .tongues import speaking


def toasts(running: Console) -> str:
    return " ".join(one.message for one in running.app._notifications)


async def opened(running: Console, key: str) -> str:
    """Return what a key shows, and close it again."""
    await running.press(key)
    await running.turn()
    shown = running.seen()
    await running.press("escape")
    await running.until(lambda: isinstance(running.app.screen, MainScreen), "the main screen")
    return shown


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_an_armenian_agent_reads_answers_and_resolves(size: tuple[int, int]) -> None:
    with speaking(open_catalogue("hy")):
        async with console_at_work(size) as running:
            assert "Իմը" in running.text()[0]
            assert "ուղիղ · հիմա լսվեց" in running.text()[0]
            assert "բոլոր ստեղները" in running.text()[-1]
            await running.turn_to(running.main.conversations.keys[0], opened=True)
            assert "Այսօր" in running.seen("#messages")
            await running.press("p")
            assert "ՆԵՐՔԻՆ ՆՇՈՒՄ  գործընկերներին, " in running.seen()
            await running.press("escape", "h")
            assert "Հետաձգել #" in await opened(running, "s")
            assert "գործակալ կամ թիմ" in await opened(running, "A")
            assert "Լուծել կամ վերաբացել" in await opened(running, "colon")
            assert "Հաջորդ տող" in await opened(running, "question_mark")
            await running.press("e")
            await running.until(lambda: "Լուծված #" in toasts(running), "the toast")
            assert "u՝ հետարկել" in toasts(running)
            await running.press("u")
            await running.until(lambda: "Հետարկվեց. Լուծված #" in toasts(running), "undone")
