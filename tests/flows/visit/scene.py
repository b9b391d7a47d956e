"""A scene on the contact's side, for the README's picture: asked, helped, and asked for more."""

from __future__ import annotations

from typing import Final

from hoory_tui.demo.records import Json

from .visiting import Visiting

ASKED: Final = "Hi! Since this morning my cargo bike only blinks twice and then stays dark."
ANSWER: Final = (
    "Good morning Robin, that is the battery lock. Please hold the **power button** for ten "
    "seconds; [here is how](https://help.example.com/battery-lock)."
)
THANKS: Final = "That worked, thank you! Will it happen again when it rains the next time?"
FORM: Final[Json] = {
    "items": [
        {"name": "serial", "label": "Serial number", "type": "text", "required": True},
        {"name": "when", "label": "When may we call?", "type": "text"},
    ]
}
FOLLOWS: Final = "So that it does not happen again we send you a new latch. Where to?"
SURVEY: Final = "Please rate the conversation"
DRAFT: Final = "To the workshop, please: 12 Harbour Lane"


async def play(visit: Visiting) -> None:
    """Let everything happen that is to be seen."""
    desk, clock = visit.desk, visit.clock
    await visit.send(ASKED)
    clock.wall += 80
    visit.says(ANSWER)
    await visit.shows("that is the battery lock")
    clock.wall += 200
    await visit.send(THANKS)
    clock.wall += 30
    visit.talk.agent_last_seen_at = clock.wall
    survey = visit.says(SURVEY, content_type="input_csat")
    await visit.shows(SURVEY)
    await visit.press("enter")
    await visit.shows("5  excellent")
    await visit.press("5")
    await visit.shows("5, excellent")
    await visit.press(*"quick and kind", "enter")
    await visit.shows("answered: 5/5")
    assert survey.content_attributes["submitted_values"]
    clock.wall += 40
    visit.says(FOLLOWS, content_type="form", content_attributes=FORM)
    await visit.shows("fills in the form")
    await visit.shows("✓✓ read")
    desk.assign(visit.app.visit.at, visit.agent)
    desk.agent_types(visit.agent, visit.app.visit.at)
    await visit.shows("is typing…")
    await visit.write(DRAFT)
    await visit.shows("with Tomás Ferreira")
