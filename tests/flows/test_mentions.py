"""Colleagues named in private notes: completed as one types, told by the server."""

from __future__ import annotations

from hoory_tui.demo.records import Agent

from .console import Console, console
from .stage import DANA, TOMAS, YUSUF, last


async def sent(desk: Console) -> str:
    before = len(desk.desk.conversation(DANA).messages)
    await desk.press("ctrl+s")
    await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "the note")
    return last(desk.desk, DANA).content or ""


async def test_a_colleague_is_completed_and_told() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Please look, @yus", private=True)
        await desk.shows("Yusuf Haddad", "#completion")
        await desk.press("enter")
        await desk.until(lambda: desk.written == "Please look, @Yusuf Haddad ", "the name")
        await desk.put("and @Tomás Ferreira too.")
        content = await sent(desk)
        assert content == (
            f"Please look, [@Yusuf Haddad](mention://user/{YUSUF}/Yusuf%20Haddad) and "
            f"[@Tomás Ferreira](mention://user/{TOMAS}/Tom%C3%A1s%20Ferreira) too."
        )
        told = desk.desk.conversation(DANA).mentioned_ids
        assert {YUSUF, TOMAS} <= told, "the server rang for both"
        await desk.shows("@Yusuf Haddad", "#messages")
        await desk.lacks("mention://", "#messages")


async def test_a_name_that_is_written_is_never_completed_again() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("@yus", private=True)
        await desk.shows("Yusuf Haddad", "#completion")
        await desk.press("enter")
        await desk.put(":bik")
        await desk.shows("bik", "#completion")
        await desk.press("enter")
        await desk.until(lambda: not desk.written.endswith(":bik"), "the picture")
        await desk.turn()
        assert desk.written.startswith("@Yusuf Haddad ")
        assert not desk.main.composer.completion.display
        await desk.put("had")
        await desk.turn()
        assert not desk.main.composer.completion.display
        desk.main.composer.bring_back(DANA, "and more", private=True)
        await desk.turn()
        assert not desk.main.composer.completion.display


async def test_a_team_is_named_like_a_colleague() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("For @work", private=True)
        await desk.shows("workshop", "#completion")
        await desk.press("tab")
        await desk.until(lambda: desk.written == "For @workshop ", "the name")
        assert await sent(desk) == "For [@workshop](mention://team/31/workshop)"


async def test_nobody_is_named_in_a_reply() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Ask @yus")
        await desk.turn()
        assert not desk.main.composer.completion.display
        await desk.put(" or @Tomás Ferreira")
        assert await sent(desk) == "Ask @yus or @Tomás Ferreira"


async def test_two_of_one_name_are_told_apart() -> None:
    def twins(name: str) -> Agent:
        return Agent(99, name, "second@sparrow.example", "agent", "x", "y", "z")

    async with console(
        before=lambda one: one.engine.world.add_agent(twins("Yusuf Haddad"))
    ) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Hm, @yusuf", private=True)
        await desk.shows("Yusuf Haddad (second@sparrow.example)", "#completion")
        await desk.put(" haddad second")
        await desk.lacks("yusuf@sparrow.example", "#completion")
        await desk.press("enter")
        content = await sent(desk)
        assert content == "Hm, [@Yusuf Haddad](mention://user/99/Yusuf%20Haddad)"
