"""Rules beside a stream: live lines set them off, a gap does so once, a snapshot never."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from hoory_tui.config.rules import Rule
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.following.items import Source, Told
from hoory_tui.sdk.ruling import Ruler, line_of
from hoory_tui.wire.events import read_event

KEEP = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


@dataclass
class Heard:
    rings: int = 0
    said: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ring(self) -> None:
        self.rings += 1

    def say(self, name: str, text: str) -> None:
        self.said.append((name, text))


def rule(**keys: Any) -> Rule:
    return Rule(**{"name": "x", "on": ("message from contact",), **keys})


@asynccontextmanager
async def ruled(*rules: Rule) -> AsyncIterator[tuple[DemoDesk, Ruler, Heard]]:
    async with DemoDesk(seed=3, quiet_visitors=True, conversations=4) as desk:
        token = SecretStr(desk.agents[0].access_token)
        backend = await open_backend(desk.url, token, desk.account_id)
        heard = Heard()
        try:
            async with Ruler(
                rules,
                backend.api,
                backend.profile.id,
                ring=heard.ring,
                say=heard.say,
                complain=heard.complaints.append,
            ) as ruler:
                yield desk, ruler, heard
        finally:
            await backend.close()


def told(
    desk: DemoDesk, conversation_id: int, source: Source = Source.LIVE, at: float = 1e9
) -> Told:
    data: dict[str, Any] = {
        "id": 10_000 + int(at) % 10_000,
        "account_id": desk.account_id,
        "message_type": 0,
        "conversation_id": conversation_id,
        "content": "$(id) hello",
        "sender": {"id": 5, "name": "Dana", "type": "contact"},
    }
    event = read_event("message.created", data)
    account_id = desk.account_id
    return Told("message.created", source, event, data, at, "c", account_id, conversation_id)


async def test_live_lines_are_judged_by_the_conversation(tmp_path: Path) -> None:
    command = (sys.executable, "-c", KEEP, str(tmp_path / "out"))
    rules = (rule(filter="assignee:none", bell=True, notify="Wake up", command=command),)
    async with ruled(*rules) as (desk, ruler, heard):
        mine, nobodys = (
            row.display_id for row in list(desk.engine.world.conversations.values())[:2]
        )
        desk.assign(mine, desk.agents[0].id)
        desk.assign(nobodys, None)
        await ruler.hear(told(desk, mine))
        await ruler.hear(told(desk, nobodys))
        await ruler.settled()
        assert heard.said == [("x", f"Wake up (#{nobodys})")]
        assert heard.rings == 1
        assert (tmp_path / "out").read_text() == told(desk, nobodys).line() + "\n"


async def test_a_gap_sets_off_once_and_a_snapshot_never() -> None:
    async with ruled(rule(bell=True, notify="News", with_text=True)) as (desk, ruler, heard):
        for number in range(50):
            await ruler.hear(told(desk, number, Source.SNAPSHOT))
        for number in range(50):
            await ruler.hear(told(desk, number % 3, Source.BACKFILL))
        assert heard.rings == 0
        await ruler.hear(told(desk, 7))
        assert heard.said == [
            ("x", "News (3 conversations, while nothing could be heard)"),
            ("x", "News (#7) Dana: $(id) hello"),
        ]
        assert heard.rings == 2


async def test_what_was_missed_at_the_end_is_told_at_the_end() -> None:
    async with ruled(rule(bell=True)) as (desk, ruler, heard):
        await ruler.hear(told(desk, 1, Source.BACKFILL))
    assert heard.rings == 1


async def test_names_that_nobody_has_are_complained_of() -> None:
    async with ruled(rule(filter="assignee:Zebulon", bell=True)) as (desk, ruler, heard):
        await ruler.hear(told(desk, 1))
        assert heard.rings == 0
        assert heard.complaints[0].startswith("The rule “x” rests")


def test_a_line_has_the_form_of_the_stream() -> None:
    line = json.loads(line_of("rules.summary", {"rule": "x"}, None, 3, "backfill", 0.0))
    assert line == {
        "v": 1,
        "at": "1970-01-01T00:00:00.000Z",
        "cursor": "",
        "source": "backfill",
        "event": "rules.summary",
        "account_id": 3,
        "conversation_id": None,
        "data": {"rule": "x"},
    }
