"""News between two lines: few are told, many are counted, and none is told twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from hoory_tui.commands.parts.line_news import AT_ONCE, LineNews
from hoory_tui.wire.events import read_event
from hoory_tui.wire.link import Cause, LinkState, LinkStatus


class Following:
    """A row of items that somebody followed."""

    def __init__(self, events: list[Any]) -> None:
        self._events = events

    async def __aiter__(self) -> AsyncIterator[Any]:
        for event in self._events:
            yield type("Told", (), {"event": event})()


class Desk:
    store = type("Store", (), {"me_id": 7, "inboxes": {}, "agents": {}})()

    def hear(self, event: object) -> None:
        assert event is not None


def wrote(number: int) -> Any:
    sender = {"id": 9, "name": "Zoë", "type": "contact"}
    data = {"id": number, "conversation_id": number, "content": "hi", "sender": sender}
    return read_event("message.created", data)


async def gathered(events: list[Any]) -> tuple[LineNews, list[int]]:
    rung: list[int] = []
    news = LineNews(cast(Any, Following(events)), cast(Any, Desk()), lambda: rung.append(1))
    await news.gather()
    return news, rung


async def test_a_few_are_told_once() -> None:
    news, rung = await gathered([wrote(1), wrote(2)])
    assert [one.split(":")[0] for one in news.taken(all_of_them=False)] == [
        "Zoë wrote in conversation 1",
        "Zoë wrote in conversation 2",
    ]
    assert news.taken(all_of_them=True) == []
    assert len(rung) == 2


@pytest.mark.parametrize("count", [AT_ONCE + 1, 500])
async def test_many_are_counted_until_they_are_asked_for(count: int) -> None:
    news, _ = await gathered([wrote(number) for number in range(1, count + 1)])
    assert news.taken(all_of_them=False) == [f"{count} things happened; events tells them."]
    told = news.taken(all_of_them=True)
    if count > 200:
        assert told[0] == f"{count - 200} earlier ones were left out."
    assert told[-1].startswith(f"Zoë wrote in conversation {count}:")
    assert news.taken(all_of_them=True) == []


async def test_a_lost_connection_is_told_once_and_so_is_its_return() -> None:
    live = LinkStatus(LinkState.LIVE)
    lost = LinkStatus(LinkState.WAITING, cause=Cause.CLOSED)
    news, _ = await gathered([live, lost, lost, LinkStatus(LinkState.CONNECTING), lost, live, live])
    told = news.taken(all_of_them=True)
    assert len(told) == 2
    assert told[1] == "The connection is live."


async def test_the_quiet_hold_everything_back() -> None:
    news, _ = await gathered([wrote(1)])
    news.is_quiet = True
    assert news.taken(all_of_them=False) == []
    assert len(news.taken(all_of_them=True)) == 1
