"""What calls the agent: every kind by its ways, and silence where nobody is to be called."""

from __future__ import annotations

import json
import re
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import pytest
from textual import events

from hoory_tui.config.alerts import Alerts
from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import DANA, KWAME, PRIYA, TOMAS, WEB, YUSUF, ZOE

KEEP = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"
HOSTILE = "a\x1b\\;b\x07\x9c\n\x1b]0;owned\x07 $(id)"


def alerting(bell: Literal["none", "mine", "all"] = "none", **keys: Any) -> Settings:
    return Settings(bell=bell, send_delay=0, alerts=Alerts(**keys))


def rings(desk: Console) -> int:
    return desk.app.rings


async def told(desk: Console, after: float = 3.0) -> list[str]:
    """Return what was told since the last time, once everything that was set off has ended."""
    desk.clock.pass_by(after)
    await desk.settled()
    desk.app._beat()
    await desk.settled()
    # None would mean to wait for all of them, the link too.
    if underway := [one for one in desk.app.workers if one.group == "notices"]:
        await desk.app.workers.wait_for_complete(underway)
    heard, desk.app.sequences = desk.app.sequences, []
    return heard


def name_of(desk: Console, what: object) -> str:
    """Return what a notification is called, by what it is about."""
    server = blake2b(desk.app.backend.server.origin.encode(), digest_size=6).hexdigest()
    return f"hoory-{server}-{desk.store.account_id}-{what}"


def notice(text: str) -> str:
    return f"\x1b]777;notify;hoory-tui;{text}\x07"


async def heard(desk: Console, conversation_id: int) -> int:
    """Let a contact write after a while; return how often that was heard."""
    before = rings(desk)
    desk.clock.pass_by(3)
    desk.desk.contact_writes(conversation_id, "Are you there?")
    await desk.settled()
    return rings(desk) - before


@pytest.mark.parametrize(
    ("bell", "mine", "nobodys"), [("none", 0, 0), ("mine", 1, 0), ("all", 1, 1)]
)
async def test_what_is_wanted_is_heard(
    bell: Literal["none", "mine", "all"], mine: int, nobodys: int
) -> None:
    async with console(settings=Settings(bell=bell, send_delay=0)) as desk:
        await desk.turn_to(DANA)
        assert await heard(desk, PRIYA) == mine
        assert await heard(desk, ZOE) == nobodys
        # Whoever sees the console is called by the bell all the same.
        desk.app.post_message(events.AppFocus())
        assert await heard(desk, PRIYA) == mine


async def test_what_is_looked_at_and_what_we_write_is_not_heard() -> None:
    async with console(settings=alerting("all", all="notify")) as desk:
        await desk.turn_to(PRIYA)
        assert await heard(desk, PRIYA) == 0
        before = rings(desk)
        desk.desk.agent_writes(desk.me, ZOE, "From another window.")
        assert await told(desk) == []
        assert rings(desk) == before
        # Nobody sits at a terminal that was left alone for minutes, or has lost the focus.
        await desk.live_on(125)
        assert await heard(desk, PRIYA) == 1
        await desk.turn_to(DANA)
        await desk.turn_to(PRIYA)
        desk.app.post_message(events.AppBlur())
        assert await heard(desk, PRIYA) == 1


async def test_a_mention_is_heard_once() -> None:
    async with console(settings=alerting("mine", mention=["notify"])) as desk:
        before = rings(desk)
        note = f"[@Nare](mention://user/{desk.me}/Nare) have a look, please"
        desk.desk.agent_writes(YUSUF, ZOE, note, private=True)
        await desk.until(lambda: rings(desk) == before + 1, "the bell")
        assert await told(desk) == [notice(f"You were mentioned in #{ZOE}")]
        assert rings(desk) == before + 1


async def test_every_kind_goes_its_own_way() -> None:
    settings = alerting(mine="notify", assigned="notify", unassigned="notify")
    async with console(settings=settings) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(PRIYA, "Mine.")
        assert await told(desk) == [notice("New message in Website chat inbox")]
        desk.desk.contact_writes(ZOE, "Nobody's.")
        assert await told(desk) == [notice("New message in Website chat inbox")]
        desk.desk.contact_writes(KWAME, "Yusuf's.")
        assert await told(desk) == []
        desk.desk.assign(KWAME, desk.me, by=TOMAS)
        assert await told(desk) == [notice(f"#{KWAME} was assigned to you")]
        desk.desk.assign(KWAME, None, by=TOMAS)
        assert await told(desk) == [notice(f"#{KWAME} is nobody's now")]
        desk.desk.new_conversation("Lea", WEB, "Hello?")
        (said,) = await told(desk)
        assert said in (
            notice("New message in Website chat inbox"),
            notice("New conversation in Website chat inbox"),
        )


async def test_our_own_deeds_call_nobody() -> None:
    async with console(settings=alerting(assigned="notify", unassigned="notify")) as desk:
        await desk.turn_to(ZOE)
        # Not even where it might be news to somebody who looks elsewhere.
        desk.app.post_message(events.AppBlur())
        await desk.press("a")
        desk.app.post_message(events.AppBlur())
        await desk.until(
            lambda: desk.store.conversations[ZOE].assignee_id == desk.me, "the conversation"
        )
        assert await told(desk) == []


async def test_an_inbox_is_known_by_its_name() -> None:
    async with console(settings=alerting(inbox="notify", inboxes=["website CHAT"])) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(KWAME, "From WhatsApp.")
        assert await told(desk) == []
        desk.desk.contact_writes(ZOE, "From the web.")
        assert await told(desk) == [notice("New message in Website chat inbox")]


async def test_several_at_once_are_one() -> None:
    async with console(settings=alerting(all=["bell", "notify"], pause=5)) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(ZOE, "First.")
        assert len(await told(desk)) == 1
        for text in ("Second.", "Third."):
            desk.desk.contact_writes(ZOE, text)
        desk.desk.contact_writes(PRIYA, "Fourth.")
        before = rings(desk)
        assert await told(desk, 1) == []
        assert await told(desk, 5) == [notice("3 new messages in 2 conversations")]
        assert rings(desk) == before + 1


async def test_what_is_opened_meanwhile_calls_nobody_any_more() -> None:
    async with console(settings=alerting(all="notify", pause=5)) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(ZOE, "First.")
        assert len(await told(desk)) == 1
        desk.desk.contact_writes(PRIYA, "Second.")
        assert await told(desk, 1) == []
        await desk.turn_to(PRIYA)
        assert await told(desk, 5) == []


async def test_what_was_missed_is_told_as_one() -> None:
    async with console(settings=alerting(all=["bell", "notify"])) as desk:
        await desk.turn_to(DANA)
        desk.desk.drop_sockets()
        await desk.until(lambda: "● live" not in desk.seen("#top-bar"))
        for text in ("Nobody heard this.", "Nor that."):
            for number in (ZOE, PRIYA, KWAME):
                desk.desk.contact_writes(number, text)
        await desk.shows("recovered", "#top-bar")
        await desk.live_on(2)
        text = "New messages in 3 conversations, while nothing could be heard"
        assert (await told(desk), rings(desk)) == ([notice(text)], 1)
        desk.desk.contact_writes(PRIYA, "And now live.")
        assert await told(desk) == [notice("New message in Website chat inbox")]


async def test_words_of_contacts_are_shown_only_where_they_are_wanted_and_harmless() -> None:
    async with console(settings=alerting(mine="notify")) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(PRIYA, HOSTILE)
        assert await told(desk) == [notice("New message in Website chat inbox")]
    async with console(settings=alerting(mine="notify", show_text=True)) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(PRIYA, HOSTILE)
        (said,) = await told(desk)
        assert said.startswith("\x1b]777;notify;hoory-tui;Priya Ramanathan: a␛\\,b␇")
        assert (said.count("\x1b"), said.count("\x07"), said.count(";")) == (1, 1, 3)


async def test_who_sees_the_console_is_not_called() -> None:
    async with console(settings=alerting(all=["bell", "notify"])) as desk:
        await desk.turn_to(DANA)
        desk.app.post_message(events.AppFocus())
        desk.desk.contact_writes(PRIYA, "Seen anyway.")
        assert (await told(desk), rings(desk)) == ([], 0)
        desk.app.post_message(events.AppBlur())
        desk.desk.contact_writes(PRIYA, "Not seen.")
        assert (len(await told(desk)), rings(desk)) == (1, 1)


async def test_quiet_hours_are_quiet_and_end() -> None:
    # It is 14:13:20, and these began before midnight.
    quiet = ["22:00-14:14", "03:00-04:00"]
    async with console(settings=alerting("all", all="notify", quiet_hours=quiet)) as desk:
        await desk.turn_to(DANA)
        await desk.shows("quiet until 14:14", "#top-bar")
        desk.desk.contact_writes(PRIYA, "Sleep well.")
        assert (await told(desk), rings(desk)) == ([], 0)
        await desk.live_on(40)
        desk.desk.contact_writes(PRIYA, "Good morning.")
        assert (len(await told(desk)), rings(desk)) == (1, 1)
        await desk.lacks("quiet until", "#top-bar")


async def test_a_command_gets_what_happened_as_json_and_no_shell_sees_it(tmp_path: Path) -> None:
    command = (sys.executable, "-c", KEEP, str(tmp_path / "out"), "$(id)")
    settings = alerting(mine="command", unassigned="notify", method="command", command=command)
    async with console(settings=settings) as desk:
        await desk.turn_to(DANA)
        for number in (PRIYA, ZOE):
            desk.desk.contact_writes(number, HOSTILE)
            assert await told(desk) == []
            await desk.app._alert_hooks.settled()
        first, second = map(json.loads, (tmp_path / "out").read_text().splitlines())
        assert (first["event"], first["source"], first["conversation_id"]) == (
            *("alert", "live", PRIYA),
        )
        assert first["data"] == {
            "said": "New message in Website chat inbox",
            "count": 1,
            "calls": [
                {
                    "about": "message",
                    "kinds": ["all", "mine"],
                    "conversation_id": PRIYA,
                    "inbox_id": WEB,
                }
            ],
        }
        assert second["data"]["calls"][0]["kinds"] == ["all", "unassigned"]


async def test_a_notification_is_taken_back_when_its_conversation_is_opened() -> None:
    async with console(settings=alerting(all="notify", pause=5)) as desk:
        desk.app.environ = {"TERM": "xterm-kitty"}
        await desk.turn_to(DANA)
        desk.desk.contact_writes(PRIYA, "One.")
        (said,) = await told(desk)
        assert said.startswith(f"\x1b]99;i={name_of(desk, PRIYA)}:f=")
        await desk.turn_to(PRIYA)
        await taken_back(desk, name_of(desk, PRIYA))
        await desk.turn_to(DANA, opened=True)
        await desk.settled()
        for number in (PRIYA, ZOE):
            # The pause is not over yet.
            desk.desk.contact_writes(number, "Again.")
        (said,) = await told(desk, 4)
        assert said.startswith(f"\x1b]99;i={name_of(desk, 'several-1')}:f=")
        await desk.turn_to(PRIYA, opened=True)
        assert await told(desk) == []
        await desk.turn_to(ZOE, opened=True)
        await taken_back(desk, name_of(desk, "several-1"))


async def test_notifications_of_two_servers_have_different_names() -> None:
    names = []
    async with console() as here, console() as there:
        for desk in (here, there):
            desk.app.settings = alerting(all="notify")
            desk.app.environ = {"TERM": "xterm-kitty"}
            await desk.turn_to(DANA)
            desk.desk.contact_writes(PRIYA, "One.")
            (said,) = await told(desk)
            names.append(said.removeprefix("\x1b]99;i=").partition(":")[0])
    first, second = names
    assert here.store.account_id == there.store.account_id
    assert first != second
    # What the protocol allows in a name.
    assert all(re.fullmatch(r"[A-Za-z0-9_+.-]+", one) for one in names)


async def taken_back(desk: Console, number: str) -> None:
    await desk.until(lambda: desk.app.sequences, "something for the terminal")
    assert await told(desk) == [f"\x1b]99;i={number}:p=close;\x07"]
