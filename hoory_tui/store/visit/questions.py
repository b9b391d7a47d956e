"""What a message asks of the contact, and an answer in the shape that servers keep."""

from __future__ import annotations

from typing import Any, Final

from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.wire.message import ContentAttributes

CSAT: Final = "input_csat"
SELECT: Final = "input_select"
FORM: Final = "form"
EMAIL: Final = "input_email"
CARDS: Final = "cards"
ARTICLE: Final = "article"

RATINGS: Final = {1: "poor", 2: "fair", 3: "average", 4: "good", 5: "excellent"}
"""What the widgets of the family call the five faces."""
_MOST: Final = 100
"""Options, fields and cards of one message that are taken."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `value` is what is sent, `title` what is read."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form; a choice when it has options."""

    name: str
    label: str
    kind: str = "text"
    placeholder: str = ""
    default: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A card or an article: words, links as (words, address), and what can be pressed."""

    title: str
    description: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks or shows besides its words; `kind` is its content type."""

    kind: str
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()
    cards: tuple[Card, ...] = ()
    is_answered: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to be answered that has not been."""
        asks = bool(self.options or self.fields) or self.kind in (CSAT, EMAIL)
        return asks and not self.is_answered


def read_question(content_type: str, attributes: ContentAttributes | None) -> Question | None:
    """Return what a message of this type asks, None for one that asks and shows nothing more."""
    if content_type not in (CSAT, SELECT, FORM, EMAIL, CARDS, ARTICLE):
        return None
    items = (attributes.items or [])[:_MOST] if attributes is not None else []
    answered = attributes is not None and bool(
        attributes.submitted_values or attributes.submitted_email
    )
    match content_type:
        case "input_select":
            return Question(SELECT, options=_options(items, "title"), is_answered=answered)
        case "form":
            fields = tuple(one for item in items if (one := _field(item)) is not None)
            return Question(FORM, fields=fields, is_answered=answered)
        case "cards":
            presses = tuple(option for item in items for option in _presses(item))
            cards = tuple(map(_card, items))
            return Question(CARDS, options=presses, cards=cards, is_answered=answered)
        case "article":
            return Question(ARTICLE, cards=tuple(map(_article, items)))
    return Question(content_type, is_answered=answered)


def _text(item: dict[str, Any], *names: str) -> str:
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            words = clean_line(str(value))
            if words.strip():
                return words
    return ""


def _raw(item: dict[str, Any], *names: str) -> str:
    # Sent back as it came: a value is the server's own word for a choice.
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""


def _options(items: object, *names: str) -> tuple[Option, ...]:
    listed = items[:_MOST] if isinstance(items, list) else []
    return tuple(
        Option(title, _raw(item, "value") or title)
        for item in listed
        if isinstance(item, dict) and (title := _text(item, *names, "value"))
    )


def _field(item: dict[str, Any]) -> Field | None:
    name = _raw(item, "name")
    if not name:
        return None
    return Field(
        name=name,
        label=_text(item, "label", "title", "name"),
        kind=_text(item, "type") or "text",
        placeholder=_text(item, "placeholder"),
        default=_raw(item, "default"),
        required=_is_required(item.get("required")),
        options=_options(item.get("options"), "label", "title"),
    )


def _is_required(told: object) -> bool:
    return told is True or (isinstance(told, str) and told not in ("", "false"))


def _actions(item: dict[str, Any]) -> list[dict[str, Any]]:
    actions = item.get("actions")
    listed = actions[:_MOST] if isinstance(actions, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _presses(item: dict[str, Any]) -> list[Option]:
    pressed = [one for one in _actions(item) if one.get("type") == "postback"]
    return [
        Option(title, _raw(one, "payload") or title)
        for one in pressed
        if (title := _text(one, "text"))
    ]


def _card(item: dict[str, Any]) -> Card:
    links = [one for one in _actions(item) if one.get("type") == "link"]
    return Card(
        _text(item, "title"),
        _words(item),
        tuple((_text(one, "text") or uri, uri) for one in links if (uri := _text(one, "uri"))),
    )


def _article(item: dict[str, Any]) -> Card:
    link = _text(item, "link")
    return Card(_text(item, "title"), _words(item), (("Read the article", link),) if link else ())


def _words(item: dict[str, Any]) -> str:
    words = item.get("description")
    return clean(words) if isinstance(words, str) else ""


def told_answer(question: Question, attributes: ContentAttributes) -> str:
    """Return a filled-in form as people read it, "" where something else was answered."""
    values = attributes.submitted_values
    if question.kind != FORM or not isinstance(values, list):
        return ""
    given = {item.get("name"): item.get("value") for item in values[:_MOST]}
    told = [(one, str(given[one.name])) for one in question.fields if given.get(one.name)]
    return ", ".join(f"{one.label}: {clean_line(_title_of(one, value))}" for one, value in told)


def _title_of(field: Field, value: str) -> str:
    return next((one.title for one in field.options if one.value == value), value)


# Answers


def rating(value: int, words: str = "") -> dict[str, Any]:
    """Return a rating of 1 to 5, with what was said of it."""
    return {"csat_survey_response": {"rating": value, "feedback_message": words}}


def choice(option: Option) -> list[dict[str, Any]]:
    """Return what was chosen."""
    return [{"title": option.title, "value": option.value}]


def filled(fields: dict[str, str]) -> list[dict[str, Any]]:
    """Return the lines of a form by their names."""
    return [{"name": name, "value": value} for name, value in fields.items()]


def address(email: str) -> list[dict[str, Any]]:
    """Return an address that was asked for; where there is a title, agents are shown that."""
    return [{"name": "email", "title": email, "value": email}]
