"""The greeting and the sign-in: nothing is unsaid, and lines fit small terminals."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Final

import pytest
from aiohttp import web

from hoory_tui.app.greeting import greeting
from hoory_tui.app.login import EXIT_INTERRUPTED, LoginEnd, run_login
from hoory_tui.app.wizard.talker import is_yes, sentence, wrapped
from hoory_tui.config.colours import NAMED
from hoory_tui.config.wishes import read_wishes
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Agent
from hoory_tui.render.lines import width_of
from hoory_tui.words.catalogue import open_catalogue

from ..app.asked import Script
from ..client.servers import http_server
from .test_layout import _WORD
from .tongues import Stretched, speaking

SIZES = [80, 60]
QUESTION = 58
"""An answer has some room beside its question, or stands alone below it, also in 60 columns."""
NAMES: Final = frozenset({"hoory", "tui", "config", "toml", "profiles", "local", "state", "cache"})


def english_in(text: str, *known: str) -> list[str]:
    for one in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(one, "")
    return sorted(set(_WORD.findall(text)))


@pytest.mark.parametrize("columns", SIZES)
def test_the_greeting_is_told_whole_and_fits(columns: int) -> None:
    environ = {"HOME": "/home/ada"}
    with speaking(Stretched()):
        assert [one for one in english_in(greeting(environ, columns)) if one not in NAMES] == []
    with speaking(open_catalogue("hy")):
        lines = greeting(environ, columns).splitlines()
    assert max(map(width_of, lines)) < columns
    assert len(lines) <= (16 if columns == 80 else 17)
    assert lines[-1].startswith("Սեղմեք d, t, l կամ q")


async def signed_in(script: Script, path: Path, **wishes: object) -> LoginEnd:
    read = read_wishes(**wishes)  # type: ignore[arg-type]
    return await asyncio.to_thread(run_login, None, read, talker=script, path=path, patience=2.0)


async def first_hour(desk: DemoDesk, path: Path) -> Script:
    """Answer nearly everything wrong once, then right."""
    agent = desk.agents[1]
    with socket.socket() as taken:
        # Bound and not listening, so that nobody answers there.
        taken.bind(("127.0.0.1", 0))
        return await _first_hour(desk, agent, path, f"http://127.0.0.1:{taken.getsockname()[1]}")


async def _first_hour(desk: DemoDesk, agent: Agent, path: Path, nobody: str) -> Script:
    wrong_ways = ("http://", nobody, "ca /none.pem", "pin 12", "proxy socks5://x")
    page = f"{desk.url}/app/accounts/99/inbox"
    script = Script(
        *(*wrong_ways, page),
        *("a b", "abcdefghijklmn", "", "", "", "", agent.email, "wrong-1"),
        *("", agent.email, agent.password),
        *("a b c", "local", "no colour", "", "no"),
    )
    assert await signed_in(script, path) == LoginEnd(0)
    # A name that another login has, and somebody who leaves.
    elsewhere = page.replace("127.0.0.1", "localhost")
    again = Script(elsewhere, agent.access_token, "local", "", None)
    assert await signed_in(again, path) == LoginEnd(EXIT_INTERRUPTED)
    script.said += again.said
    script.asked += again.asked
    return script


async def test_no_question_and_no_answer_of_the_sign_in_is_left_in_english(tmp_path: Path) -> None:
    path = tmp_path / "hoory-tui" / "profiles.toml"
    async with DemoDesk(quiet_visitors=True, conversations=1) as desk:
        with speaking(Stretched()):
            script = await first_hour(desk, path)
        agent = desk.agents[1]
        host = desk.url.replace("127.0.0.1", "localhost")
        urls = (desk.url, host, host.removeprefix("http://"))
        known = (*urls, agent.name, agent.email, str(path), "Sparrow Bikes", ", ".join(NAMED))
        said = [*script.said, *script.asked, *script.asked_secretly]
        server = ("Invalid login credentials. Please try again", "hoory-tui login", "hoory-tui")
        links = ("/app/accounts/99/profile/settings", "local")
        left = {one: english_in(one, *known, *server, *links) for one in said}
        assert {one: words for one, words in left.items() if words} == {}
    assert len(said) > 40, "nearly everything was asked"


@pytest.mark.parametrize("columns", SIZES)
async def test_an_armenian_signs_in(columns: int, tmp_path: Path) -> None:
    path = tmp_path / "hoory-tui" / "profiles.toml"
    async with DemoDesk(quiet_visitors=True, conversations=1) as desk:
        with speaking(open_catalogue("hy")):
            script = await first_hour(desk, path)
    assert "Ուղիղ իրադարձությունները գալիս են։" in script.said
    assert "Սկսելու համար գրեք hoory-tui։" in script.said
    for one in script.said:
        lines = wrapped(one, columns).split("\n")
        assert all(width_of(line) < columns or " " not in line.strip() for line in lines)
    questions = [*script.asked, *script.asked_secretly]
    assert [one for one in questions if width_of(one) > QUESTION and "http" not in one] == []


@pytest.mark.parametrize("status", [200, 302, 403, 404, 429, 502, 511])
async def test_what_a_stranger_answers_is_told_in_the_language(status: int, tmp_path: Path) -> None:
    async def answer(_: web.Request) -> web.Response:
        headers = {"Location": "https://x.example/y"} if status == 302 else {}
        return web.Response(status=status, text="<html>", headers=headers)

    async with http_server(answer) as server:
        script = Script(server.url, None)
        with speaking(Stretched()):
            await signed_in(script, tmp_path / "profiles.toml")
    known = ("https://x.example", "hoory-tui login")
    assert english_in("\n".join([*script.said, *script.asked]), *known) == []
    assert len(script.said) > 3


def test_a_yes_is_understood_in_both_languages() -> None:
    with speaking(open_catalogue("hy")):
        assert all(map(is_yes, ("y", "yes", "ա", "Այո")))
        assert not is_yes("ո", usual=True)
        assert sentence(ValueError("no such name")) == "No such name։"
        assert sentence(ValueError("Այդպես է։")) == "Այդպես է։"
    assert not is_yes("ա")
