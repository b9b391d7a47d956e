"""A scripted talk between an agent's console and a contact's, with `tail` as the witness."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.events import Paste

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import MessageType
from hoory_tui.sdk.contact import Contact

from .actor import Actor, acting
from .console import Clock, Console, console_on
from .stage import HANNA
from .tailing import Tail, tailing
from .visit.visiting import Clock as VisitClock
from .visit.visiting import Visiting, visiting_on

GREETING = "Hello, my lock is stuck."
ANSWER = "Which lock is it?"
NOTE = "He had the same last year."
DETAIL = "The one on the rear wheel."
WHILE_CUT = ("Oil it first.", "That did not help.", "Then bring it in.")
THANKS = "I will, thank you."


@dataclass
class Sides:
    """Both consoles and the stream, at once on one server."""

    desk: DemoDesk
    agent: Actor[Console]
    contact: Actor[Visiting]
    tail: Tail
    cut: Callable[[], Awaitable[object]]
    """Cut all lines of the cable, without a word."""

    @property
    def talk(self) -> int:
        """The contact's conversation."""
        return self.contact.one.result().app.visit.at

    async def contact_sends(self, text: str) -> None:
        await self.contact.does(lambda one: one.send(text))

    async def agent_sends(self, text: str, *, private: bool = False) -> None:
        async def send(one: Console) -> None:
            await one.write(text, private=private)
            await one.press("ctrl+s")
            await one.until(lambda: not one.store.outbox, f"{text!r} sent")

        await self.agent.does(send)

    async def agent_sees(self, text: str, where: str = "#messages") -> None:
        await self.agent.does(lambda one: one.shows(text, where))

    async def contact_sees(self, text: str, where: str | None = None) -> None:
        await self.contact.does(lambda one: one.shows(text, where))

    async def tail_tells(self, text: str) -> None:
        await self.tail.until(lambda: text in self.told(), repr(text))

    def told(self) -> list[str | None]:
        """What tail told of as new messages, in its order."""
        return [one["content"] for one in self.tail.of("message.created", self.talk)]

    async def all_have(self, text: str) -> None:
        """Wait until a text is everywhere."""
        await self.agent_sees(text)
        await self.contact_sees(text)
        await self.tail_tells(text)


@asynccontextmanager
async def two_sides(
    desk: DemoDesk, clock: Clock, folder: Path, cut: Callable[[], Awaitable[object]], url: str = ""
) -> AsyncIterator[Sides]:
    """Open both consoles and the stream on a desk, or on what stands before it at `url`."""
    robin = Contact(name="Robin Adeyemi")
    async with (
        tailing(desk, HANNA, folder, url=url) as tail,
        acting(console_on(desk, clock, url=url)) as agent,
        acting(visiting_on(desk, VisitClock(), contact=robin, url=url)) as contact,
    ):
        yield Sides(desk, agent, contact, tail, cut)


async def talk_it_through(sides: Sides) -> None:
    """Let each side do everything once, and see it on the other and in the stream."""
    await _begin(sides)
    await _answer(sides)
    await _through_a_gap(sides)
    await _close_and_rate(sides)
    await _same_everywhere(sides)


async def _begin(sides: Sides) -> None:
    await sides.contact_sends(GREETING)
    await sides.tail_tells(GREETING)
    talk = sides.talk
    await sides.agent.does(
        lambda one: one.until(lambda: "Robin Adeyemi" in one.row_of(talk), "the new row")
    )
    await sides.agent.does(lambda one: one.turn_to(talk, opened=True))
    await sides.agent_sees(GREETING)


async def _answer(sides: Sides) -> None:
    # What is written is shown as typing before it is sent.
    await sides.agent.does(lambda one: one.press("r", *ANSWER[:3]))
    await sides.contact_sees("is typing", "#typing")
    await sides.agent.does(_finish)
    await sides.all_have(ANSWER)
    await sides.agent_sends(NOTE, private=True)
    await sides.tail_tells(NOTE)
    await sides.contact.does(lambda one: one.press("r", *DETAIL[:3]))
    await sides.agent_sees("is typing", "#typing")
    await sides.contact.does(_finish_too)
    await sides.all_have(DETAIL)


async def _finish(one: Console) -> None:
    await one.put(ANSWER[3:])
    await one.press("ctrl+s")


async def _finish_too(one: Visiting) -> None:
    one.app.post_message(Paste(DETAIL[3:]))
    await one.until(lambda: DETAIL in one.main.composer.text.text, "the whole text")
    await one.press("ctrl+s")


async def _through_a_gap(sides: Sides) -> None:
    lives = sum(
        one["event"] == "link" and one["data"]["state"] == "live" for one in sides.tail.lines
    )
    await sides.cut()
    await sides.agent_sends(WHILE_CUT[0])
    await sides.contact_sends(WHILE_CUT[1])
    await sides.agent_sends(WHILE_CUT[2])
    await sides.tail.live(lives + 1)
    for text in WHILE_CUT:
        await sides.all_have(text)
    await sides.contact_sends(THANKS)
    await sides.all_have(THANKS)


async def _close_and_rate(sides: Sides) -> None:
    await sides.agent.does(lambda one: one.press("e"))
    await sides.contact_sees("resolved")
    await sides.contact_sees("enter answer", "#footer")
    await sides.contact.does(lambda one: one.press("G", "enter"))
    await sides.contact_sees("5  excellent")
    await sides.contact.does(lambda one: one.press("5"))
    await sides.contact_sees("5, excellent")
    await sides.contact.does(lambda one: one.press("enter"))
    await sides.contact_sees("answered: 5/5")
    await sides.agent_sees("5/5")
    answer = {"csat_survey_response": {"rating": 5, "feedback_message": ""}}
    await sides.tail.until(
        lambda: any(
            one["content_attributes"].get("submitted_values") == answer
            for one in sides.tail.of("message.updated", sides.talk)
        ),
        "of the rating",
    )


async def _same_everywhere(sides: Sides) -> None:
    """Compare what all three have with what happened: in order, none missing, none twice."""
    row = sides.desk.conversation(sides.talk)
    happened = [one.content for one in row.messages]
    public = [
        one.content
        for one in row.messages
        if not one.private and one.message_type != MessageType.ACTIVITY
    ]
    agent, contact = sides.agent.one.result(), sides.contact.one.result()
    assert [one.content for one in agent.store.timelines[row.display_id].messages()] == happened
    assert [one.content for one in contact.app.visit.timelines[row.display_id].messages()] == public
    await sides.tail.until(lambda: len(sides.told()) >= len(happened), f"all of {happened}")
    assert sides.told() == happened
    assert NOTE not in await sides.contact.does(_whole)
    statuses = [one["status"] for one in sides.tail.of("conversation.status_changed", sides.talk)]
    assert statuses == ["resolved"]


async def _whole(one: Visiting) -> str:
    return one.seen()
