"""What happened, as rules speak of it: the kinds that an event is of, and whose doing it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import Conversation
from hoory_tui.wire import events as cable
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import ACTIVITY, INCOMING, OUTGOING, MessagePayload
from hoory_tui.wire.people import SenderPayload

FROM_CONTACT: Final = "message from contact"
KINDS: Final[Mapping[str, str]] = {
    FROM_CONTACT: "a contact wrote",
    "message from customer": "the same",
    "message from colleague": "another agent or a bot answered",
    "private note": "another agent wrote a note",
    "mention": "a note names you",
    "assigned to me": "a conversation was given to you",
    "unassigned": "a conversation is nobody's any more",
    "new conversation": "a conversation began",
    "status changed": "it was opened, resolved, snoozed or set pending",
    "opened": "it was opened, or opened again",
    "resolved": "it was resolved",
    "snoozed": "it was snoozed",
    "pending": "it was set pending",
}
"""What a rule may be about besides the names of events."""
EVENTS: Final = frozenset(
    [
        *("message.created", "message.updated", "conversation.created", "conversation.updated"),
        *("conversation.status_changed", "conversation.read", "conversation.contact_changed"),
        *("conversation.mentioned", "assignee.changed", "team.changed", "contact.created"),
        *("conversation.typing_on", "conversation.typing_off", "notification.created"),
        *("contact.updated", "contact.merged", "contact.deleted"),
    ]
)
"""The events that a rule may name; the others are no news to anybody."""
_STATUSES: Final = {
    "open": "opened",
    "resolved": "resolved",
    "snoozed": "snoozed",
    "pending": "pending",
}
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened, not by our own doing as far as anybody told.

    `kinds` holds the name of the event too. `who` and `text` are strangers' words, cleaned.
    """

    kinds: frozenset[str]
    conversation_id: int | None
    who: str = ""
    text: str = ""
    is_anonymous: bool = False
    """Whether the server did not say who did it, so that it may have been us."""


def occurrence_of(event: cable.Event, me_id: int) -> Occurrence | None:
    """Return what an event is to rules; None for what is no news, or our own doing."""
    match event:
        case cable.MessageEvent():
            return _message(event, me_id)
        case cable.ConversationEvent():
            return _conversation(event, me_id)
        case cable.TypingEvent():
            name = "conversation.typing_on"
            if isinstance(event, cable.TypingOff):
                name = "conversation.typing_off"
            return Occurrence(frozenset({name}), event.conversation_id, _name(event.user))
        case cable.ContactEvent():
            names = {
                cable.ContactCreated: "contact.created",
                cable.ContactUpdated: "contact.updated",
                cable.ContactMerged: "contact.merged",
                cable.ContactDeleted: "contact.deleted",
            }
            return Occurrence(
                frozenset({names[type(event)]}), None, clean_line(event.contact.name or "")
            )
        case cable.NotificationCreated(notification=notification):
            actor = notification.primary_actor
            return Occurrence(frozenset({"notification.created"}), actor.id if actor else None)
    return None


def missed_of(
    held: Conversation | None, payload: ConversationPayload, me_id: int
) -> Occurrence | None:
    """Return what an answer tells that no event did, against what is held of the conversation."""
    kinds = set()
    if held is None:
        kinds |= {"conversation.created", "new conversation"}
    elif payload.status is not None and payload.status != held.status:
        kinds |= _status_kinds(payload)
    assignee = payload.meta.assignee if payload.meta is not None else None
    if (
        assignee is not None
        and assignee.id == me_id
        and (held is None or held.assignee_id != me_id)
    ):
        kinds |= {"assignee.changed", "assigned to me"}
    last = _last(payload)
    is_new = last is not None and (
        held is None or held.last_message is None or last.id > held.last_message.id
    )
    who = text = ""
    if last is not None and is_new and last.message_type == INCOMING:
        kinds |= _message_kinds("message.created", last)
        who, text = _name(last.sender), _first_line(last)
    if not kinds:
        return None
    is_anonymous = "message.created" not in kinds
    return Occurrence(frozenset(kinds), payload.id, who, text, is_anonymous)


def missed_messages(held: Conversation, messages: Sequence[MessagePayload]) -> Occurrence | None:
    """Return what a page of a thread tells of the contact that no event did."""
    known = held.last_message.id if held.last_message is not None else 0
    new = [one for one in messages if one.message_type == INCOMING and one.id > known]
    if not new:
        return None
    latest = max(new, key=lambda one: one.id)
    kinds = frozenset(_message_kinds("message.created", latest))
    return Occurrence(kinds, held.id, _name(latest.sender), _first_line(latest))


def _last(payload: ConversationPayload) -> MessagePayload | None:
    spoken = [one for one in payload.messages or () if one.message_type != ACTIVITY]
    latest = payload.last_non_activity_message
    return max([*spoken, *filter(None, [latest])], key=lambda one: one.id, default=None)


def _message(event: cable.MessageEvent, me_id: int) -> Occurrence | None:
    message = event.message
    if isinstance(event, cable.FirstReplyCreated) or message.message_type == ACTIVITY:
        return None
    is_mine = _is_me(message.sender, me_id)
    if isinstance(event, cable.MessageUpdated):
        # Receipts are no doing of ours, and what they are about mostly is.
        kinds = {"message.updated"}
    elif is_mine:
        return None
    else:
        kinds = _message_kinds("message.created", message)
    return Occurrence(
        frozenset(kinds), message.conversation_id, _name(message.sender), _first_line(message)
    )


def _message_kinds(name: str, message: MessagePayload) -> set[str]:
    if message.message_type == INCOMING:
        return {name, FROM_CONTACT, "message from customer"}
    if message.message_type != OUTGOING:
        # What the server sends by itself, such as a greeting or a survey.
        return {name}
    return {name, "private note" if message.private else "message from colleague"}


def _conversation(event: cable.ConversationEvent, me_id: int) -> Occurrence | None:
    payload = event.conversation
    if _is_me(payload.performer, me_id):
        return None
    kinds = _conversation_kinds(event, me_id)
    if not kinds:
        return None
    contact = payload.meta.sender if payload.meta is not None else None
    who = clean_line(contact.name or "") if contact is not None else ""
    may_be_ours = isinstance(
        event,
        cable.ConversationStatusChanged
        | cable.ConversationUpdated
        | cable.AssigneeChanged
        | cable.TeamChanged,
    )
    is_anonymous = may_be_ours and payload.performer is None
    return Occurrence(frozenset(kinds), payload.id, who, is_anonymous=is_anonymous)


def _conversation_kinds(event: cable.ConversationEvent, me_id: int) -> set[str]:
    payload = event.conversation
    match event:
        case cable.ConversationCreated():
            return {"conversation.created", "new conversation"}
        case cable.ConversationStatusChanged():
            return _status_kinds(payload)
        case cable.ConversationMentioned():
            return {"conversation.mentioned", "mention"}
        case cable.AssigneeChanged():
            return {"assignee.changed", *_assigned(payload, me_id)}
        case cable.TeamChanged():
            return {"team.changed"}
        case cable.ConversationUpdated():
            return {"conversation.updated"}
        case cable.ConversationRead():
            return {"conversation.read"}
        case cable.ConversationContactChanged():
            return {"conversation.contact_changed"}
    return set()


def _assigned(payload: ConversationPayload, me_id: int) -> set[str]:
    assignee = payload.meta.assignee if payload.meta is not None else None
    if assignee is None:
        return {"unassigned"}
    return {"assigned to me"} if assignee.id == me_id else set()


def _status_kinds(payload: ConversationPayload) -> set[str]:
    kinds = {"conversation.status_changed", "status changed"}
    named = _STATUSES.get(payload.status or "")
    return kinds | ({named} if named else set())


def _is_me(sender: SenderPayload | None, me_id: int) -> bool:
    return sender is not None and sender.id == me_id and (sender.type or "user") == "user"


def _name(sender: SenderPayload | None) -> str:
    return clean_line(sender.available_name or sender.name or "") if sender is not None else ""


def _first_line(message: MessagePayload) -> str:
    lines = (message.content or "").strip().splitlines()
    return clean_line(lines[0][:_LONGEST]) if lines else ""
