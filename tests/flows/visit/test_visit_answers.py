"""Surveys, forms and choices, answered by keys: what the desk stores, and what the thread shows."""

from __future__ import annotations

from hoory_tui.demo.records import Json

from .visiting import Visiting, visiting

CHOICES: Json = {
    "items": [{"title": "A blue light", "value": "blue"}, {"title": "None", "value": "none"}]
}
FORM: Json = {
    "items": [
        {"name": "serial", "label": "Serial number", "type": "text", "required": True},
        {"name": "mail", "label": "E-mail", "type": "email"},
        {
            "name": "color",
            "label": "Colour",
            "type": "select",
            "options": [{"label": "Red", "value": "r"}, {"label": "Blue", "value": "b"}],
        },
    ]
}
CARDS: Json = {
    "items": [
        {
            "title": "Latch",
            "description": "Fits all frames.",
            "media_url": "",
            "actions": [
                {"type": "link", "text": "Look at it", "uri": "https://example.com/latch"},
                {"type": "postback", "text": "Order it", "payload": "ORDER_LATCH"},
            ],
        }
    ]
}
ARTICLE: Json = {
    "items": [
        {"title": "Pairing", "description": "Hold it.", "link": "https://example.com/pairing"}
    ]
}


async def _asked(visit: Visiting, kind: str, attributes: Json, text: str = "Please.") -> Json:
    """Have an agent ask, open the question, and return the attributes that the desk keeps."""
    await visit.send("Hello.")
    message = visit.says(text, content_type=kind, content_attributes=attributes)
    await visit.shows(text)
    await visit.shows("enter answer", "#footer")
    return message.content_attributes


def _answers(visit: Visiting) -> object:
    return visit.talk.messages[-1].content_attributes.get("submitted_values")


async def test_a_conversation_is_rated_with_words() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_csat", {"display_type": "emoji"}, "How was it?")
        await visit.press("enter")
        await visit.shows("5  excellent")
        await visit.press("4")
        await visit.shows("4, good: anything to say about it?")
        await visit.press(*"very kind", "enter")
        await visit.shows("answered: 4/5 “very kind”")
        stored = {"csat_survey_response": {"rating": 4, "feedback_message": "very kind"}}
        assert _answers(visit) == stored
        await visit.lacks("enter answer", "#footer")


async def test_a_rating_that_is_left_half_way_is_not_sent() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_csat", {"display_type": "emoji"}, "How was it?")
        await visit.press("enter")
        await visit.shows("5  excellent")
        await visit.press("1")
        await visit.shows("1, poor")
        await visit.press("escape")
        await visit.lacks("1, poor")
        assert _answers(visit) is None


async def test_a_choice_is_made_by_name() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_select", CHOICES, "What do you see?")
        await visit.shows("enter chooses")
        await visit.press("enter", *"none", "enter")
        await visit.shows("answered: None")
        assert _answers(visit) == [{"title": "None", "value": "none"}]


async def test_a_form_is_sent_whole_or_not_at_all() -> None:
    async with visiting() as visit:
        await _asked(visit, "form", FORM)
        await visit.shows("Serial number *")
        await visit.press("enter")
        await visit.press("ctrl+s")
        await visit.shows("Serial number: This has to be filled in.")
        await visit.press(*"SN-42", "tab", *"nobody", "tab", *"bl", "enter")
        await visit.shows("E-mail: This is no e-mail address.")
        await visit.press("tab")
        await visit.shows("One of: Red, Blue.")
        await visit.press("shift+tab")
        await visit.shows("E-mail: This is no e-mail address.")
        await visit.press(*"@example.com", "ctrl+s")
        await visit.shows("Colour: Blue")
        assert _answers(visit) == [
            {"name": "serial", "value": "SN-42"},
            {"name": "mail", "value": "nobody@example.com"},
            {"name": "color", "value": "b"},
        ]


async def test_an_address_that_is_asked_for_is_the_contacts_from_then_on() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_email", {}, "Where can we reach you?")
        await visit.press("enter", *"robin@example.com", "enter")
        await visit.shows("answered: robin@example.com")
        email = visit.desk.contact_of(visit.app.visit.at).email
        await visit.until(lambda: email or visit.desk.contact_of(visit.app.visit.at).email, "kept")
        assert visit.desk.contact_of(visit.app.visit.at).email == "robin@example.com"


async def test_cards_show_their_words_links_and_buttons() -> None:
    async with visiting() as visit:
        await _asked(visit, "cards", CARDS, "Look:")
        await visit.shows("Fits all frames.")
        await visit.press("v")
        await visit.shows("enter look at it")
        assert "example.com" in visit.seen()
        await visit.press("escape", "enter")
        await visit.shows("Order it")
        await visit.press("enter")
        await visit.shows("answered: Order it")
        assert _answers(visit) == [{"title": "Order it", "value": "ORDER_LATCH"}]


async def test_an_article_is_read_and_asks_nothing() -> None:
    async with visiting() as visit:
        await visit.send("Hello.")
        visit.says("See:", content_type="article", content_attributes=ARTICLE)
        await visit.shows("Read the article (example.com)")
        assert "enter answer" not in visit.seen("#footer")
        await visit.press("enter")
        await visit.tells("No message here asks anything.")


async def test_the_newest_question_is_answered_wherever_the_cursor_stands() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_select", CHOICES, "What do you see?")
        visit.says("And how was it?", content_type="input_csat")
        await visit.shows("enter rates it")
        await visit.press("g", "enter")
        await visit.shows("5  excellent")
        await visit.press("escape", "G", "k", "enter")
        await visit.shows("A blue light", ".modal-box")


async def test_a_refused_answer_is_told_and_can_be_given_again() -> None:
    async with visiting() as visit:
        await _asked(visit, "input_select", CHOICES, "What do you see?")
        visit.desk.fail_next("PATCH", "/messages/", 422)
        await visit.press("enter")
        await visit.press("enter")
        await visit.tells("Your answer was not taken")
        assert _answers(visit) is None
        await visit.press("enter")
        await visit.press("enter")
        await visit.shows("answered: A blue light")
