"""Mails on the desk of the flows: a conversation of the mail inbox, with heads as mails have."""

from __future__ import annotations

from typing import Any, Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.message_actions import Draft
from hoory_tui.demo.records import Conversation

MAIL: Final = 22


def new_mail(desk: DemoDesk, **heads: Any) -> Conversation:
    """Let somebody write the first mail of a conversation."""
    contact = desk.new_contact("Oliver Whitcombe", email="oliver@mail.example")
    row = desk.new_conversation(contact, MAIL, None)
    mail_again(desk, row.display_id, "Where is my bike?", **heads)
    return row


def mail_again(desk: DemoDesk, conversation_id: int, text: str, **heads: Any) -> None:
    """Let a mail come into the conversation."""
    mail = {
        "subject": "Order SB-44871",
        "from": ["oliver@mail.example"],
        "to": ["help@sparrow.example"],
        "cc": None,
        "bcc": None,
        "text_content": {"full": text, "reply": text, "quoted": ""},
        "html_content": {},
    } | heads
    draft = Draft(text, content_type="incoming_email", content_attributes={"email": mail})
    row = desk.conversation(conversation_id)
    desk.engine.messages.contact_writes(desk.contact_of(conversation_id), row, draft)
