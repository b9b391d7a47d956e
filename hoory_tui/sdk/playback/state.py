"""What a recorded desk knows at a moment of the recording, in the very words it was told in."""

from __future__ import annotations

from typing import Any, Final

from hoory_tui.sdk.following.items import DELETED, LINK
from hoory_tui.sdk.recording.format import Entry, Heard, Part
from hoory_tui.sdk.recording.lines import REACHES

Json = dict[str, Any]
_LISTS: Final = ("inboxes", "agents", "teams", "labels")


class RecordedDesk:
    """Conversations, messages and people as JSON, kept up to date by the entries it takes."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id
        self.profile: Json = {}
        self.lists: dict[str, list[Json]] = {name: [] for name in _LISTS}
        self.conversations: dict[int, Json] = {}
        self.messages: dict[int, dict[int, Json]] = {}
        """By conversation and message."""
        self.contacts: dict[int, Json] = {}
        self.notifications: dict[int, Json] = {}
        self.unread_notifications = 0
        self.presence: Json = {}
        """The data of the last snapshot of who is present, empty before one came."""

    @property
    def me_id(self) -> int:
        """The id of the agent who recorded."""
        found = self.profile.get("id")
        return found if isinstance(found, int) else 0

    def take(self, entry: Entry) -> None:
        """Take in what an entry tells; what cannot be read tells nothing."""
        match entry:
            case Part(name="profile", data=dict(data)):
                self.profile = data
            case Part(name=name, data=list(data)) if name in _LISTS:
                self.lists[name] = [one for one in data if isinstance(one, dict)]
            case Part(name="conversations", data=list(data)):
                for one in data:
                    self._put_conversation(one)
            case Part(name=name, data=list(data)) if name in REACHES:
                for one in data:
                    self._put_message(one, entry.conversation_id)
            case Part(name="notifications", data=dict(data)):
                self._take_notifications(data)
            case Heard(line={"data": dict(data)}) if entry.event != LINK:
                self._hear(entry, data)

    def _hear(self, entry: Heard, data: Json) -> None:
        name = entry.event.replace(".", "_")
        if entry.event == DELETED:
            self.conversations.pop(entry.line.get("conversation_id") or 0, None)
        elif name.startswith(("message_", "first_reply")):
            self._put_message(data, None)
            self._move_conversation(data)
        elif name in ("conversation_typing_on", "conversation_typing_off"):
            return
        elif name.startswith(("conversation_", "assignee_", "team_")):
            self._put_conversation(data)
        elif name == "contact_deleted":
            self.contacts.pop(_id(data), None)
        elif name.startswith("contact_"):
            self._put_contact(data)
        elif name.startswith("notification_"):
            self._hear_notification(name, data)
        elif name == "presence_update":
            self.presence = data

    def _put_conversation(self, told: object) -> None:
        if not isinstance(told, dict) or not _id(told):
            return
        held = self.conversations.get(_id(told), {})
        meta = {**_object(held.get("meta")), **_object(told.get("meta"))}
        # Events have it at the top, where lists have it beside the people.
        channel = told.get("channel") or held.get("channel") or meta.get("channel")
        row = {**held, **told, "meta": {**meta, "channel": channel}}
        self.conversations[_id(told)] = row
        for message in listed(row.get("messages")):
            self._put_message(message, _id(told))
        if isinstance(sender := meta.get("sender"), dict):
            self._put_contact(sender)

    def _put_message(self, told: object, conversation_id: int | None) -> None:
        if not isinstance(told, dict) or not _id(told):
            return
        number = told.get("conversation_id", conversation_id)
        if isinstance(number, int):
            thread = self.messages.setdefault(number, {})
            thread[_id(told)] = {**thread.get(_id(told), {}), **told}

    def _move_conversation(self, message: Json) -> None:
        number = message.get("conversation_id")
        if not isinstance(number, int) or number not in self.messages:
            return
        row = self.conversations.setdefault(number, _unheard_of(number, message))
        facts = _object(message.get("conversation"))
        for key in ("unread_count", "last_activity_at"):
            if key in facts:
                row[key] = facts[key]
        newest = max(self.messages[number])
        row["messages"] = [self.messages[number][newest]]

    def _put_contact(self, told: Json) -> None:
        if number := _id(told):
            self.contacts[number] = {**self.contacts.get(number, {}), **told}

    def _take_notifications(self, page: Json) -> None:
        count = _object(page.get("meta")).get("unread_count")
        self.unread_notifications = count if isinstance(count, int) else 0
        for one in listed(page.get("payload")):
            if isinstance(one, dict) and _id(one):
                self.notifications[_id(one)] = one

    def _hear_notification(self, name: str, data: Json) -> None:
        one = _object(data.get("notification", data))
        if isinstance(count := data.get("unread_count"), int):
            self.unread_notifications = count
        if name == "notification_deleted":
            self.notifications.pop(_id(one), None)
        elif number := _id(one):
            self.notifications[number] = {**self.notifications.get(number, {}), **one}


def _unheard_of(number: int, message: Json) -> Json:
    # A recording may begin in the middle of what nobody told the beginning of.
    return {
        "id": number,
        "account_id": message.get("account_id"),
        "inbox_id": message.get("inbox_id"),
        "status": "open",
        "can_reply": True,
        "labels": [],
        "timestamp": message.get("created_at"),
        "meta": {"sender": None, "assignee": None, "team": None, "channel": None},
    }


def listed(value: object) -> list[Any]:
    """Return a list, an empty one in the place of anything else."""
    return value if isinstance(value, list) else []


def _id(data: Json) -> int:
    found = data.get("id")
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
