"""The first hour in a real terminal: a greeting, the tour's ten steps, a login, a reply."""

from __future__ import annotations

from pathlib import Path

from .console import console
from .desks import small_desk
from .newcomer import F5, F12, Newcomer, leave, reply, sign_in, take_tour, without_login


async def test_the_tour_is_taken_from_the_greeting_by_doing(tmp_path: Path) -> None:
    desk = small_desk()
    variables = without_login(desk, tmp_path)
    async with console(desk, tmp_path, size=(80, 24), variables=variables) as running:
        me = Newcomer(running)
        await me.sees("No support desk is set up here yet", "d look around", "Press d, t, l or q:")
        me.press("x")
        me.press("t")
        await take_tour(me)
        await leave(me)
        await me.sees("type: hoory-tui login")
        assert await running.ended() == 0
        assert running.is_as_found
    assert (tmp_path / "state" / "hoory-tui" / "tour").read_text() == "10"


async def test_a_step_is_skipped_and_the_tour_is_left_and_gone_on_with(tmp_path: Path) -> None:
    desk = small_desk()
    tour = ("-m", "hoory_tui", "tour", "--plain")
    variables = without_login(desk, tmp_path)
    async with console(desk, tmp_path, *tour, size=(80, 24), variables=variables) as running:
        me = Newcomer(running)
        await me.sees("1 of 10: Move", "live")
        me.press(F5)
        me.press(F5)
        await me.sees("3 of 10: Reply")
        me.press("r")
        await me.sees("any words will do")
        me.press(F12)
        await running.until(lambda: "3 of 10" not in running.glass.text, "a panel that is gone")
        me.press(F12)
        await me.sees("3 of 10: Reply")
        me.press("\x11")
        await me.sees("Quit hoory-tui?")
        me.press("y")
        assert await running.ended() == 0
    async with console(desk, tmp_path, *tour, size=(80, 24), variables=variables) as running:
        await Newcomer(running).sees("3 of 10: Reply")


async def test_a_login_leads_straight_to_the_first_reply(tmp_path: Path) -> None:
    desk = small_desk("Ada Byron")
    async with desk:
        variables = without_login(desk, tmp_path)
        async with console(desk, tmp_path, variables=variables) as running:
            me = Newcomer(running)
            await me.sees("Press d, t, l or q:")
            me.press("l")
            await sign_in(me, desk, f"{desk.url}/app/accounts/{desk.account_id}/inbox-view")
            await me.sees("Ada Byron")
            await reply(me, "Hello Ada")
            await leave(me)
            await running.ended()
        written = running.written.decode(errors="replace")
    assert desk.agents[0].access_token not in written
    saved = tmp_path / "config" / "hoory-tui" / "profiles.toml"
    assert saved.stat().st_mode & 0o777 == 0o600
    assert "[profiles.local]" in saved.read_text()
