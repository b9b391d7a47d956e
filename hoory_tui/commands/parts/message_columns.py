"""The columns of a message and of a whole thread, and how messages are read page by page."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urlsplit

from hoory_tui.client.errors import NotFound
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, at, dig, objects
from hoory_tui.commands.parts.output import Column, Table
from hoory_tui.commands.parts.talk_columns import TALKS
from hoory_tui.commands.parts.values import whole
from hoory_tui.wire.clean import clean_line

KINDS: Final = ("incoming", "outgoing", "activity", "template")
_PAGE: Final = 20


def kind_of(row: object) -> str | None:
    """Return whether a message came in, went out, tells of an activity or is of a template."""
    number = whole(dig(row, "message_type"))
    return KINDS[number] if number is not None and 0 <= number < len(KINDS) else None


def sender_name(row: object) -> str | None:
    """Return who wrote a message, by the name that contacts see for an agent without another."""
    found = dig(row, "sender", "name") or dig(row, "sender", "available_name")
    return found if isinstance(found, str) else None


def answers_of(row: object) -> list[str]:
    """Return what a contact answered to a form, a choice or a survey in this message."""
    given = dig(row, "content_attributes", "submitted_values")
    survey = dig(given, "csat_survey_response")
    if survey is not None:
        rating, words = dig(survey, "rating"), dig(survey, "feedback_message")
        return [f"rating: {rating}", *([str(words)] if words else [])]
    found = [
        f"{one['name']}: {one['value']}" if "name" in one else str(one.get("title") or one["value"])
        for one in objects(given)
        if "value" in one
    ]
    email = dig(row, "content_attributes", "submitted_email")
    return [*found, *([str(email)] if email else [])]


def files_of(row: object) -> list[Raw]:
    """Return the attachments of a message; very old servers send a single one."""
    given = dig(row, "attachments") or dig(row, "attachment")
    return objects([given] if isinstance(given, dict) else given)


def file_name(row: object) -> str:
    """Return what an attachment is called: by its address, else by what it is."""
    address = dig(row, "data_url")
    try:
        path = urlsplit(address).path if isinstance(address, str) else ""
    except ValueError:
        path = ""
    return clean_line(unquote(path.rpartition("/")[2])) or str(
        dig(row, "fallback_title") or dig(row, "file_type") or "file"
    )


_FILES: Final = Table(
    (
        Column("id", "id"),
        Column("file_name", "text", file_name),
        Column("file_type", "text", about="such as image, audio, video, file, location"),
        Column("file_size", "whole", about="bytes"),
        Column("data_url", "text", about="where it lies; whoever knows this can read it"),
    ),
    about="an attachment",
)
MESSAGES: Final = Table(
    (
        Column("id", "id"),
        Column("conversation_id", "whole"),
        Column("message_type", "text", kind_of, choices=KINDS),
        Column("private", "truth", about="true for a note that only colleagues see"),
        Column("content", "body"),
        Column("content_type", "text", about="text, input_select, cards, incoming_email, ..."),
        Column("status", "text", about="sent, delivered, read or failed"),
        Column("sender_type", "text", at("sender", "type"), about="contact, user, agent_bot, ..."),
        Column("sender_id", "whole", at("sender", "id")),
        Column("sender_name", "text", sender_name),
        Column("created_at", "time"),
        Column("in_reply_to", "whole", at("content_attributes", "in_reply_to")),
        Column("deleted", "truth", at("content_attributes", "deleted")),
        Column("error", "text", at("content_attributes", "external_error")),
        Column("subject", "text", at("content_attributes", "email", "subject")),
        Column("answers", "texts", answers_of, about="what a contact chose or filled in"),
        Column("attachments", [_FILES], files_of),
    ),
    about="a message",
)
THREAD: Final = Table(
    (*TALKS.columns, Column("messages", [MESSAGES], at("_messages"), about="the oldest first")),
    about="a conversation with its messages",
)


def read_thread(desk: Desk, number: int, most: int | None) -> Raw:
    """Return a conversation with its latest messages, the oldest first, as a row of THREAD.

    Without `most` all messages are read. Raises CommandError for a conversation that is none.
    """
    try:
        talk = desk.ask_object(f"/conversations/{number}", "conversation")
        messages = _read_messages(desk, number, most)
    except NotFound:
        raise CommandError(
            f"There is no conversation #{number}, or it is not for this agent.", Exit.NOT_FOUND
        ) from None
    return {**talk, "_messages": [{**one, "conversation_id": number} for one in messages]}


def _read_messages(desk: Desk, number: int, most: int | None) -> list[Raw]:
    held: dict[int, Raw] = {}
    before: int | None = None
    while most is None or len(held) < most:
        page = desk.ask_list(f"/conversations/{number}/messages", "payload", before=before)
        fresh = {found: one for one in page if (found := whole(one.get("id"))) is not None}
        if not fresh.keys() - held.keys():
            break
        held.update(fresh)
        before = min(fresh)
        if len(page) < _PAGE:
            break
    ordered = [held[one] for one in sorted(held)]
    return ordered if most is None else ordered[len(ordered) - min(most, len(ordered)) :]
