"""The whole of a message as pydantic models: every key that the server sends, declared."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Person(BaseModel):
    """Who wrote a message, or brought it about."""

    id: int
    name: str | None = None
    available_name: str | None = None
    avatar_url: str | None = None
    type: str | None = None
    availability_status: str | None = None
    thumbnail: str | None = None
    email: str | None = None
    phone_number: str | None = None
    identifier: str | None = None
    blocked: bool | None = None
    additional_attributes: dict[str, Any] | None = None
    custom_attributes: dict[str, Any] | None = None
    account: dict[str, Any] | None = None


class ContactInbox(BaseModel):
    """The contact's session with an inbox."""

    source_id: str | None = None


class Talk(BaseModel):
    """What rides along of the conversation."""

    assignee_id: int | None = None
    unread_count: int | None = None
    last_activity_at: float | None = None
    contact_inbox: ContactInbox | None = None


class File(BaseModel):
    """One attachment."""

    id: int
    message_id: int | None = None
    file_type: str | None = None
    account_id: int | None = None
    extension: str | None = None
    data_url: str | None = None
    thumb_url: str | None = None
    file_size: int | None = None
    width: int | None = None
    height: int | None = None
    fallback_title: str | None = None
    coordinates_lat: float | None = None
    coordinates_long: float | None = None
    transcribed_text: str | None = None


class WholeMessage(BaseModel):
    """One message with all that came along."""

    id: int
    content: str | None = None
    account_id: int | None = None
    inbox_id: int | None = None
    conversation_id: int | None = None
    message_type: int = 0
    created_at: float | None = None
    updated_at: str | None = None
    private: bool = False
    status: str | None = None
    source_id: str | None = None
    content_type: str | None = None
    content_attributes: dict[str, Any] | None = None
    sender_type: str | None = None
    sender_id: int | None = None
    external_source_ids: dict[str, Any] | None = None
    additional_attributes: dict[str, Any] | None = None
    processed_message_content: str | None = None
    sentiment: dict[str, Any] | None = None
    conversation: Talk | None = None
    sender: Person | None = None
    performer: Person | None = None
    attachments: list[File] | None = None
    echo_id: str | None = None
