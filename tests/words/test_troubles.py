"""What goes wrong with a server or with a setting is said in the language, wherever it is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hoory_tui.app.themes import available_themes
from hoory_tui.client.errors import CannotConnect, Obstacle
from hoory_tui.screens.signin import SignInScreen
from hoory_tui.store import select
from hoory_tui.store.records import SendState
from hoory_tui.wire.link import LinkState
from hoory_tui.words.catalogue import open_catalogue

from ..flows.console import Console
from ..screenshots.scene import console_at_work, find
from .test_layout import _WORD, strangers
from .tongues import Stretched, speaking, stretched

SERVER = "Qqq zzz"
REFUSAL = "Invalid Access Token"
"""What the server says of its own, which nobody translates."""


class Eyes:
    """Looks for English words that were not there before."""

    def __init__(self, running: Console) -> None:
        self._running = running
        # Whatever the store learns later of a problem is to be looked at.
        self._known = strangers() | set(_WORD.findall(f"{running.store!r} {SERVER} {REFUSAL}"))

    @property
    def english(self) -> list[str]:
        """The English words on the screen and in what was told in passing."""
        running = self._running
        told = [one.message for one in running.app._notifications]
        shown = {word for line in [*running.text(), *told] for word in _WORD.findall(line)}
        return sorted(one for one in shown if not any(one in word for word in self._known))


async def refuse_cable(running: Console, status: int) -> None:
    running.desk.cable_manners.refuse_status = status
    running.desk.drop_sockets()
    await running.until(lambda: running.store.link.state is LinkState.REFUSED, "a refusal")
    await running.live_on(1)


async def test_a_link_that_is_refused_says_why_in_the_language() -> None:
    with speaking(Stretched()):
        async with console_at_work((80, 24)) as running:
            eyes = Eyes(running)
            await refuse_cable(running, 403)
            assert "403" in running.seen("#footer")
            assert eyes.english == []
            assert [one.message for one in running.app._notifications if "403" in one.message]
            first = running.text()[0]
            assert first.count("⟦") >= 1, "how the link is stays in sight"


async def test_what_was_not_sent_or_not_changed_says_why_in_the_language() -> None:
    with speaking(Stretched()):
        async with console_at_work((80, 24)) as running:
            dana = find(running.desk, "Dana Okafor")
            await running.turn_to(dana, opened=True)
            eyes = Eyes(running)
            body = {"error": SERVER}
            running.desk.fail_next("POST", f"/conversations/{dana}/messages", 422, body=body)
            await running.write("1 2 3")
            await running.press("ctrl+s")
            await running.until(
                lambda: any(
                    one.state is SendState.FAILED for one in select.pending_of(running.store, dana)
                ),
                "the refusal",
            )
            await running.shows(SERVER)
            assert eyes.english == []
            await running.press("escape")
            running.desk.fail_next("POST", "/toggle_status", 403, body=body)
            await running.press("e")
            await running.until(
                lambda: any(SERVER in one.message for one in running.app._notifications),
                "why nothing was changed",
            )
            await running.turn()
            assert eyes.english == []


async def test_signing_in_again_is_asked_for_in_the_language() -> None:
    with speaking(Stretched()):
        async with console_at_work((80, 24)) as running:
            eyes = Eyes(running)
            wrong = running.desk.agents[0].access_token
            other = running.desk.agents[1].access_token
            running.desk.rotate_access_token(running.me)
            await running.press("ctrl+r")
            await running.until(lambda: isinstance(running.app.screen, SignInScreen), "the box")
            assert eyes.english == []
            for token, why in ((wrong, REFUSAL), (other, stretched("This token is")[:8])):
                running.app.screen.query_one("#token").value = token  # type: ignore[attr-defined]
                await running.press("enter")
                await running.shows(why)
                assert eyes.english == []


async def test_a_setting_that_is_wrong_is_told_of_in_the_language() -> None:
    with speaking(Stretched()):
        async with console_at_work((80, 24)) as running:
            eyes = Eyes(running)
            running.app.use_theme("9")
            await running.until(lambda: running.app._notifications, "what is wrong")
            told = [one.message for one in running.app._notifications]
            assert told
            themes = set(_WORD.findall(" ".join(available_themes())))
            assert [one for one in eyes.english if one not in themes] == []


def test_commands_speak_english_on_stderr_whatever_the_locale(tmp_path: Path) -> None:
    environ = {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(tmp_path),
        "LC_ALL": "hy_AM.UTF-8",
        "PYTHONUTF8": "1",
    }
    config = tmp_path / ".config" / "hoory-tui"
    config.mkdir(parents=True, mode=0o700)

    def run(*words: str, **more: str) -> str:
        line = [sys.executable, "-m", "hoory_tui", *words]
        done = subprocess.run(
            line, env={**environ, **more}, capture_output=True, text=True, check=False
        )
        assert done.returncode
        return done.stderr

    login = {"HOORY_URL": "http://127.0.0.1:9", "HOORY_TOKEN": "abcdefghijkl", "HOORY_ACCOUNT": "1"}
    assert "no server is set up yet" in run("conversations")
    assert "cannot be reached; check your network" in run("conversations", **login)
    (config / "config.toml").write_text("them = 1\n")
    assert "this key is unknown; the file was left" in run()
    assert "this is not a terminal" in run("login")


def test_a_problem_is_the_same_sentence_in_armenian() -> None:
    with speaking(open_catalogue("hy")):
        assert CannotConnect("acme.example", Obstacle.DNS).sentence == (
            "acme.example անունով սերվեր չկա. ստուգեք հասցեն և ձեր ցանցը։"
        )
