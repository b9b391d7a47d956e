"""The agents' messages: paging, writing, deleting, retrying."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from aiohttp import web

from .agent_conversations import find_conversation
from .engine import Engine
from .event_shapes import EventShapes
from .message_actions import Draft
from .records import Conversation, Json, Message, MessageType
from .signing_in import caller
from .times import iso_or_null, unix
from .web_tools import (
    ApiError,
    Params,
    answer,
    empty,
    not_found,
    number,
    read_params,
    strings,
    unprocessable,
)

PAGE_SIZE = 20
AFTER_LIMIT = 100
BETWEEN_LIMIT = 1000
_ITEM_KEYS = {
    "input_select": {"title", "value"},
    "cards": {"title", "description", "media_url", "actions"},
    "form": {
        "type", "placeholder", "label", "name", "options", "default", "required", "pattern",
        "title", "pattern_error",
    },
    "article": {"title", "description", "link"},
}  # fmt: skip
_CONTENT_TYPES = {
    "text", "input_text", "input_textarea", "input_email", "input_select", "cards", "form",
    "article", "incoming_email", "input_csat", "integrations", "sticker",
}  # fmt: skip
_TEXT_LIMIT = 150_000
_FILES_LIMIT = 15
_FILE_LIMIT_BYTES = 40 * 1024 * 1024


def message_window(messages: list[Message], before: int | None, after: int | None) -> list[Message]:
    """Return the page of a list (ids rising) that ``before`` and ``after`` ask for.

    before: the 20 with a smaller id; after: up to 100 with a greater one; both: up to 1000 with
    after <= id < before; neither: the latest 20.
    """
    ids = [one.id for one in messages]
    if before is not None and after is not None:
        return messages[bisect_left(ids, after) : bisect_left(ids, before)][:BETWEEN_LIMIT]
    if after is not None:
        return messages[bisect_right(ids, after) :][:AFTER_LIMIT]
    end = len(ids) if before is None else bisect_left(ids, before)
    return messages[max(0, end - PAGE_SIZE) : end]


def check_message(params: Params, text_limit: int = _TEXT_LIMIT) -> None:
    """Raise the 422 the service gives to a bad content type, bad items or a too long text."""
    values = params.values
    content_type = values.get("content_type") or "text"
    if content_type not in _CONTENT_TYPES:
        raise unprocessable(f"'{content_type}' is not a valid content_type")
    if len(str(values.get("content") or "")) > text_limit:
        raise unprocessable("Validation failed: Content is too long (maximum is 150000 characters)")
    if "\x00" in str(values.get("content") or ""):
        raise unprocessable("string contains null byte")
    if len(params.uploads) > _FILES_LIMIT:
        raise unprocessable("Validation failed: Attachments exceeded maximum allowed")
    if any(len(upload.body or b"") > _FILE_LIMIT_BYTES for upload in params.uploads):
        raise unprocessable("Validation failed: Attachments file size is too big")
    allowed = _ITEM_KEYS.get(content_type)
    if allowed is None:
        return
    items = params.hash("content_attributes").get("items") or []
    if not items:
        raise unprocessable("Validation failed: Content attributes At least one item is required.")
    for item in items:
        wrong = [key for key in item if key not in allowed]
        if wrong:
            names = ", ".join(f":{key}" for key in wrong)
            raise unprocessable(
                f"Validation failed: Content attributes contains invalid keys for items : [{names}]"
            )


class MessageRoutes:
    """The routes under one conversation's messages."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        messages = f"{base}/conversations/{{conversation}}/messages"
        return [
            web.get(messages, self.index),
            web.post(messages, self.create),
            web.delete(f"{messages}/{{message}}", self.delete),
            web.patch(f"{messages}/{{message}}", self.update_status),
            web.post(f"{messages}/{{message}}/retry", self.retry),
            web.post(f"{messages}/{{message}}/translate", self.translate),
            web.get(f"{base}/conversations/{{conversation}}/attachments", self.attachments),
        ]

    def _message(self, request: web.Request, conversation: Conversation) -> Message:
        message = self._engine.world.messages.get(number(request.match_info["message"]))
        if message is None or message.conversation_id != conversation.id:
            raise not_found()
        return message

    async def index(self, request: web.Request) -> web.Response:
        """List one page, oldest first, with what a reader needs to know about the conversation."""
        conversation = find_conversation(self._engine, request)
        messages = conversation.messages
        if request.query.get("filter_internal_messages") == "true":
            activity = MessageType.ACTIVITY
            messages = [m for m in messages if not m.private and m.message_type != activity]
        edges = [request.query.get(name, "") for name in ("before", "after")]
        before, after = (int(text) if text.isdecimal() else None for text in edges)
        shown = message_window(messages, before, after)
        payload = [self._engine.rest.message(one) for one in shown]
        return answer({"meta": self._meta(conversation), "payload": payload})

    def _meta(self, conversation: Conversation) -> Json:
        world, events = self._engine.world, self._engine.events
        meta: Json = {
            "labels": list(conversation.labels),
            "additional_attributes": conversation.additional_attributes,
            "contact": events.contact(world.contacts[conversation.contact_id]),
        }
        assignee = world.agents.get(conversation.assignee_id or 0)
        if assignee is not None:
            meta["assignee"] = events.agent(assignee)
        return meta | {
            "agent_last_seen_at": iso_or_null(conversation.agent_last_seen_at),
            "assignee_last_seen_at": iso_or_null(conversation.assignee_last_seen_at),
        }

    async def create(self, request: web.Request) -> web.Response:
        """Write an answer or a private note, with or without files."""
        conversation = find_conversation(self._engine, request)
        params = await read_params(request)
        check_message(params)
        values = params.values
        content = values.get("content")
        attributes = params.hash("content_attributes")
        for key in ("cc_emails", "bcc_emails", "to_emails"):
            addresses = strings(values.get(key))
            if any("@" not in one for one in addresses):
                raise unprocessable("Invalid email address")
            if addresses:
                attributes[key] = addresses
        draft = Draft(
            None if content is None else str(content),
            params.flag("private"),
            values.get("content_type") or "text",
            attributes,
            params.uploads,
            values.get("echo_id"),
            values.get("source_id"),
            params.hash("template_params") or None,
        )
        if values.get("message_type", "outgoing") == "incoming":
            message = self._write_for_contact(conversation, draft)
        else:
            message = self._engine.messages.agent_writes(caller(request), conversation, draft)
        return answer(self._created(message, draft.echo_id))

    def _write_for_contact(self, conversation: Conversation, draft: Draft) -> Message:
        world = self._engine.world
        if world.inboxes[conversation.inbox_id].channel_type != "Channel::Api":
            raise unprocessable("Incoming messages are only allowed in Api inboxes")
        contact = world.contacts[conversation.contact_id]
        return self._engine.messages.contact_writes(contact, conversation, draft)

    def _created(self, message: Message, echo_id: object) -> Json:
        shape = self._engine.rest.message(message)
        return shape if echo_id is None else {**shape, "echo_id": echo_id}

    async def delete(self, request: web.Request) -> web.Response:
        """Empty a message."""
        conversation = find_conversation(self._engine, request)
        message = self._message(request, conversation)
        self._engine.messages.delete(message, caller(request))
        return answer(self._engine.rest.message(message))

    async def retry(self, request: web.Request) -> web.Response:
        """Send a failed message again."""
        conversation = find_conversation(self._engine, request)
        message = self._message(request, conversation)
        self._engine.messages.retry(message, caller(request))
        return answer(self._engine.rest.message(message))

    async def translate(self, request: web.Request) -> web.Response:
        """Translate a message once for each language; empty for one that was asked for before."""
        conversation = find_conversation(self._engine, request)
        message = self._message(request, conversation)
        language = str((await read_params(request)).values.get("target_language") or "")
        if language in message.content_attributes.get("translations", {}):
            return empty()
        words = self._engine.messages.translate(message, language, caller(request))
        return answer({"content": words})

    async def update_status(self, request: web.Request) -> web.Response:
        """Set a delivery status, which only API inboxes may do."""
        conversation = find_conversation(self._engine, request)
        message = self._message(request, conversation)
        inbox = self._engine.world.inboxes[conversation.inbox_id]
        if inbox.channel_type != "Channel::Api":
            sentence = "Message status update is only allowed for API inboxes"
            raise ApiError(403, {"error": sentence})
        values = (await read_params(request)).values
        status = values.get("status")
        if status in ("sent", "delivered", "read", "failed"):
            self._engine.messages.set_status(
                message, status, values.get("external_error"), caller(request)
            )
        return answer(self._engine.rest.message(message))

    async def attachments(self, request: web.Request) -> web.Response:
        """List a conversation's files, newest first."""
        conversation = find_conversation(self._engine, request)
        payload = []
        for message in reversed(conversation.messages):
            for attachment in reversed(message.attachments):
                shape = _attachment_line(self._engine.events, message, attachment.id)
                payload.append(shape)
        return answer({"meta": {"total_count": len(payload)}, "payload": payload[:100]})


def _attachment_line(events: EventShapes, message: Message, attachment_id: int) -> Json:
    """Return an attachment as the file list shows it: no account, but a time and a sender."""
    attachment = next(one for one in message.attachments if one.id == attachment_id)
    shape = events.attachment(attachment)
    shape.pop("account_id")
    shape.pop("content_type", None)
    shape["created_at"] = unix(attachment.created_at)
    sender = events.sender(message)
    return shape if sender is None else {**shape, "sender": sender}
