"""Keys changed by the user work in the running console and are the ones it tells of."""

from __future__ import annotations

from hoory_tui.config.settings import Settings

from .console import console
from .stage import ALL, ZOE


async def test_a_remapped_key_works_and_the_old_one_does_not() -> None:
    settings = Settings(keys={"resolve": ("D",), "compose.send": ("f5",)}, send_delay=0)
    async with console(settings=settings) as desk:
        await desk.turn_to(ZOE)
        assert "D resolve" in desk.seen("#footer")
        await desk.press("e")
        await desk.settled()
        assert desk.desk.conversation(ZOE).status == "open"
        await desk.press("D")
        await desk.shows(f"All {ALL - 1}", "#top-bar")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")

        await desk.write("Done.")
        await desk.shows("f5 send", "#footer")
        await desk.press("f5")
        await desk.until(lambda: not desk.store.outbox and desk.written == "")
        assert desk.desk.conversation(ZOE).messages[-1].content == "Done."


async def test_help_tells_the_users_keys() -> None:
    async with console(settings=Settings(keys={"assign.me": ("f9",)})) as desk:
        await desk.press("question_mark", *"unassign what")
        await desk.shows("Assign to me, or")
        line = next(line for line in desk.text() if "Assign to me, or" in line)
        assert line[line.index("│") : line.index("Assign")].split()[-1].strip("▌") == "f9"


async def test_every_symbol_has_an_ascii_twin() -> None:
    async with console(settings=Settings(ascii=True)) as desk:
        await desk.turn_to(ZOE, opened=True)
        own = "\n".join(desk.seen(pane) for pane in ("#top-bar", "#thread-head", "#footer"))
        assert own.replace("ë", "").replace("ü", "").isascii(), own
        assert ">Zo" in desk.row_of(ZOE)
        assert "* live" in desk.seen("#top-bar")
