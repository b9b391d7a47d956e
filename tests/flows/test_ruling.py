"""The agent's own rules in the console: said, rung, run, and never for what we do ourselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hoory_tui.config.rules import Rule
from hoory_tui.config.settings import Settings
from hoory_tui.store.state import Store
from hoory_tui.wire.events import read_event

from .console import Console, console
from .stage import DANA, NARE, PRIYA, THEO, TOMAS, YUSUF, ZOE

KEEP = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"
HOSTILE = "$(touch owned); `id` 'x\" \x1b]0;owned\x07\u202e | rm -rf / [red]"


def rule(**keys: Any) -> Rule:
    return Rule(**{"name": "x", "on": ("message from contact",), **keys})


def with_rules(*rules: Rule) -> Settings:
    return Settings(send_delay=0, rules=rules)


def keeping(file: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", KEEP, str(file))


async def run_out(desk: Console) -> None:
    """Wait until everything that was set off has ended."""
    await desk.settled()
    await desk.app._hooks.settled()


def lines(file: Path) -> list[dict[str, Any]]:
    text = file.read_text() if file.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


async def test_a_filter_decides_what_is_said_and_rung() -> None:
    rules = with_rules(
        rule(name="mine", filter="assignee:me", notify="One of yours waits", bell=True)
    )
    async with console(settings=rules) as desk:
        await desk.turn_to(DANA)
        before = desk.app.rings
        desk.desk.contact_writes(ZOE, "Nobody's.")
        desk.desk.contact_writes(PRIYA, "Yours.")
        await desk.shows(f"One of yours waits (#{PRIYA})")
        assert f"(#{ZOE})" not in desk.seen()
        assert desk.app.rings == before + 1
        # A stranger's words are not shown unless that is wanted.
        assert "Yours." not in "".join(one.message for one in desk.app._notifications)


async def test_text_is_shown_only_where_it_is_wanted_and_harmless() -> None:
    async with console(settings=with_rules(rule(notify="New", with_text=True))) as desk:
        await desk.turn_to(DANA)
        desk.desk.contact_writes(PRIYA, HOSTILE)
        await desk.shows("Priya Ramanathan: $(touch owned)")
        assert "\x1b" not in desk.seen()


async def test_a_command_gets_the_line_of_the_stream_and_no_shell_sees_it(tmp_path: Path) -> None:
    command = keeping(tmp_path / "out")
    async with console(settings=with_rules(rule(command=command, filter="is:unread"))) as desk:
        desk.desk.contact_writes(PRIYA, HOSTILE)
        await run_out(desk)
        (line,) = lines(tmp_path / "out")
        assert (line["v"], line["source"], line["event"]) == (1, "live", "message.created")
        assert (line["account_id"], line["conversation_id"]) == (desk.desk.account_id, PRIYA)
        assert line["data"]["content"].startswith("$(touch owned); `id`")
        event = read_event(line["event"], line["data"])
        assert event.message.conversation_id == PRIYA  # type: ignore[union-attr]
        assert desk.desk.agents[0].pubsub_token not in json.dumps(line)
    assert not (tmp_path / "owned").exists()


async def test_kinds_and_what_is_ours(tmp_path: Path) -> None:
    on = ("assigned to me", "resolved", "mention", "message from colleague", "private note")
    async with console(settings=with_rules(rule(on=on, command=keeping(tmp_path / "out")))) as desk:
        await desk.turn_to(ZOE)
        # Ours: by key, which the server says nobody's name of, and from another window.
        await desk.press("e")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        desk.desk.agent_writes(NARE, DANA, "From another window.")
        await run_out(desk)
        assert lines(tmp_path / "out") == []
        await desk.live_on(20)
        desk.desk.assign(THEO, YUSUF, by=TOMAS)
        desk.desk.set_status(PRIYA, "resolved", by=TOMAS)
        note = f"[@Nare](mention://user/{NARE}/Nare) look, please"
        desk.desk.agent_writes(YUSUF, DANA, note, private=True)
        await run_out(desk)
        theirs = [line["event"] for line in lines(tmp_path / "out")]
    assert sorted(theirs) == [
        "conversation.mentioned",
        "conversation.status_changed",
        "message.created",
    ]


async def test_limits_quiet_and_cooldown(tmp_path: Path) -> None:
    rules = with_rules(
        rule(name="few", at_most="2/min", command=keeping(tmp_path / "few")),
        rule(name="once", cooldown=60, command=keeping(tmp_path / "once")),
        rule(name="quiet", quiet=True, command=keeping(tmp_path / "quiet")),
        rule(name="night", hours="23:00-23:01", command=keeping(tmp_path / "night")),
    )
    async with console(settings=rules) as desk:
        await desk.turn_to(PRIYA)
        for _ in range(4):
            desk.desk.contact_writes(PRIYA, "Hello?")
        desk.desk.contact_writes(ZOE, "Hello?")
        await run_out(desk)
    counted = {name: len(lines(tmp_path / name)) for name in ("few", "once", "quiet", "night")}
    assert counted == {"few": 2, "once": 2, "quiet": 1, "night": 0}


async def test_a_command_that_fails_or_hangs_is_told_and_holds_nothing_up(tmp_path: Path) -> None:
    rules = with_rules(
        rule(name="broken", command=(sys.executable, "-c", "raise SystemExit(4)")),
        rule(name="slow", seconds=1, command=(sys.executable, "-c", "import time; time.sleep(99)")),
        rule(name="good", command=keeping(tmp_path / "good")),
    )
    async with console(size=(160, 40), settings=rules) as desk:
        desk.desk.contact_writes(PRIYA, "Hello?")
        await desk.shows("The command of the rule “broken” failed (exit code 4)")
        await desk.shows("The command of the rule “slow” took longer than 1 s")
        await run_out(desk)
        assert len(lines(tmp_path / "good")) == 1


async def test_what_was_missed_comes_as_one(tmp_path: Path) -> None:
    rules = with_rules(
        rule(name="all", bell=True, notify="News", command=keeping(tmp_path / "out"))
    )
    async with console(settings=rules) as desk:
        await desk.turn_to(DANA)
        before = desk.app.rings
        desk.desk.drop_sockets()
        await desk.until(lambda: "● live" not in desk.seen("#top-bar"))
        for number in range(20):
            for conversation_id in (DANA, PRIYA, ZOE):
                desk.desk.contact_writes(conversation_id, f"missed {number}")
        await desk.shows("recovered", "#top-bar")
        await desk.live_on(2)
        await desk.shows("News (3 conversations, while nothing could be heard)")
        await run_out(desk)
        (line,) = lines(tmp_path / "out")
        assert (line["event"], line["source"]) == ("rules.summary", "backfill")
        assert sorted(line["data"]["conversation_ids"]) == sorted([DANA, PRIYA, ZOE])
        assert desk.app.rings == before + 1
        desk.desk.contact_writes(PRIYA, "And now live.")
        await run_out(desk)
        assert [one["event"] for one in lines(tmp_path / "out")] == [
            "rules.summary",
            "message.created",
        ]


async def test_a_filter_that_names_nobody_is_complained_of_once() -> None:
    rules = with_rules(rule(name="lost", filter="assignee:Zebulon", notify="never"))
    async with console(size=(160, 40), settings=rules) as desk:
        desk.desk.contact_writes(PRIYA, "Hello?")
        await desk.shows("The rule “lost” rests, for its filter cannot be read")
        assert isinstance(desk.store, Store)
        assert "never" not in desk.seen()
