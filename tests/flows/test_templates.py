"""Templates: what may be said where nothing else may be, with its values asked for one by one."""

from __future__ import annotations

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console
from .stage import DANA, KWAME, last


def silent_for_two_days(desk: DemoDesk) -> None:
    for message in desk.conversation(KWAME).messages:
        message.created_at -= 48 * 3600


async def chosen(desk: Console) -> None:
    await desk.turn_to(KWAME, opened=True)
    await desk.press("alt+w")
    await desk.shows("Template of WhatsApp")
    await desk.lacks("spring_sale")
    await desk.press("o", "r", "d")
    await desk.shows("Hello {{1}}, your order {{2}} is on its way.")
    await desk.press("enter")
    await desk.shows("order_update: {{1}}, 1 of 2")
    await desk.press("K", "w", "a", "m", "e")
    await desk.shows("Hello Kwame")
    await desk.press("enter")
    await desk.shows("order_update: {{2}}, 2 of 2")
    await desk.press("S", "B", "1", "enter")
    await desk.until(lambda: desk.written, "the words")


WORDS = "your order SB1 is on its way. Answer here if anything is wrong."


async def test_a_template_is_sent_where_no_reply_is_taken() -> None:
    async with console(before=silent_for_two_days) as desk:
        await desk.turn_to(KWAME, opened=True)
        await desk.press("r")
        await desk.shows("alt+w writes with a template")
        await desk.press("escape")
        await chosen(desk)
        assert desk.written.endswith(WORDS)
        assert not desk.main.composer.private
        await desk.shows("template order_update", "#composer-notes")
        before = len(desk.desk.conversation(KWAME).messages)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(KWAME).messages) > before, "sent")
        message = last(desk.desk, KWAME)
        shown = desk.store.timelines[KWAME]
        await desk.until(lambda: shown.messages()[-1].content == message.content, "the same here")
        assert message.template is not None
        assert message.template["name"] == "order_update"
        assert message.template["language"] == "en"
        assert message.template["processed_params"]["2"] == "SB1"
        assert not message.private


async def test_the_words_of_a_template_are_not_the_agents_to_change() -> None:
    async with console() as desk:
        await chosen(desk)
        await desk.put(" Or else.")
        before = len(desk.desk.conversation(KWAME).messages)
        await desk.press("ctrl+s")
        await desk.shows("The words of a template cannot be changed")
        assert len(desk.desk.conversation(KWAME).messages) == before
        await desk.press("alt+r")
        await desk.lacks("template order_update", "#composer")
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(KWAME).messages) > before, "sent")
        assert last(desk.desk, KWAME).template is None


async def test_what_cannot_be_sent_from_here_says_why() -> None:
    async with console() as desk:
        await desk.turn_to(KWAME, opened=True)
        await desk.press("alt+w")
        await desk.shows("Template of WhatsApp")
        await desk.press("i", "n", "v", "enter")
        await desk.shows("It begins with a file")
        await desk.turn_to(DANA, opened=True)
        await desk.press("alt+w")
        await desk.shows("Rider app has no templates.")
