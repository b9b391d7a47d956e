"""What a recorded desk answers to each question; to any wish to change something it says no."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hoory_tui.sdk.playback.lists import counts, of_tab, page_of, person, rows_of, thread_page
from hoory_tui.sdk.playback.state import Json, RecordedDesk, listed

REFUSAL: Final = "this is a recording, so nothing was changed"
_NOTIFICATIONS: Final = 15


@dataclass(frozen=True, slots=True)
class Question:
    """One request: the part of its path below the account, and its parameters."""

    path: str
    asked: Mapping[str, str]
    labels: Sequence[str] = ()


Answer = tuple[int, object]
"""The status and the JSON value."""


class Answers:
    """Answers questions from the state of a desk; `name` is what its account is called."""

    def __init__(self, desk: RecordedDesk, name: str, server: Mapping[str, str]) -> None:
        self.token = secrets.token_urlsafe(24)
        """What stands in the place of both tokens; random, for it is taken for a secret."""
        self._desk = desk
        self._name = name
        self._server = server

    def server_info(self) -> Answer:
        """Return what the server told of itself."""
        return 200, {"version": self._server.get("version", "")}

    def profile(self) -> Answer:
        """Return the agent who recorded, with tokens that are good for this recording."""
        held = self._desk.profile
        account = {"id": self._desk.account_id, "name": self._name, "availability": "online"}
        told = [one for one in listed(held.get("accounts")) if isinstance(one, dict)]
        own = next((one for one in told if one.get("id") == self._desk.account_id), {})
        return 200, {
            **held,
            "id": self._desk.me_id,
            "access_token": self.token,
            "pubsub_token": self.token,
            "account_id": self._desk.account_id,
            "accounts": [{**own, **account}],
        }

    def read(self, question: Question) -> Answer:
        """Answer a question about the account."""
        for pattern, answer in _READERS:
            if found := pattern.fullmatch(question.path):
                return answer(self._desk, question, *map(int, found.groups()))
        return 404, {"error": "this is not in the recording"}

    def write(self, question: Question) -> Answer:
        """Answer a wish: what only tells others of us is taken, all else refused."""
        if question.path.endswith("/toggle_typing_status"):
            return 200, {}
        if found := re.fullmatch(r"/conversations/(\d+)/update_last_seen", question.path):
            return _conversation(self._desk, question, int(found.group(1)))
        return 422, {"error": REFUSAL}


def _inboxes(desk: RecordedDesk, _: Question) -> Answer:
    return 200, {"payload": desk.lists["inboxes"]}


def _agents(desk: RecordedDesk, _: Question) -> Answer:
    return 200, desk.lists["agents"]


def _teams(desk: RecordedDesk, _: Question) -> Answer:
    return 200, desk.lists["teams"]


def _labels(desk: RecordedDesk, _: Question) -> Answer:
    return 200, {"payload": desk.lists["labels"]}


def _conversations(desk: RecordedDesk, question: Question) -> Answer:
    rows = rows_of(desk, question.asked, question.labels)
    shown = of_tab(desk, rows, question.asked.get("assignee_type", "all"))
    page = page_of(shown, question.asked)
    if "updated_within" in question.asked:
        # All of it, which is more than what is asked for and never less.
        page = shown
    return 200, {"data": {"meta": counts(desk, rows), "payload": page}}


def _counts(desk: RecordedDesk, question: Question) -> Answer:
    return 200, {"meta": counts(desk, rows_of(desk, question.asked, question.labels))}


def _conversation(desk: RecordedDesk, _: Question, number: int) -> Answer:
    row = desk.conversations.get(number)
    return (200, row) if row is not None else (404, {"error": "this is not in the recording"})


def _messages(desk: RecordedDesk, question: Question, number: int) -> Answer:
    row = desk.conversations.get(number)
    if row is None:
        return 404, {"error": "this is not in the recording"}
    told = {"labels": listed(row.get("labels")), "contact": row["meta"].get("sender")}
    page = thread_page(desk.messages.get(number, {}), question.asked)
    return 200, {"meta": told, "payload": page}


def _notifications(desk: RecordedDesk, question: Question) -> Answer:
    newest = [desk.notifications[key] for key in sorted(desk.notifications, reverse=True)]
    page = page_of(newest, question.asked, _NOTIFICATIONS)
    meta = {"unread_count": desk.unread_notifications, "count": len(newest), "current_page": 1}
    return 200, {"data": {"meta": meta, "payload": page}}


def _contacts(desk: RecordedDesk, question: Question) -> Answer:
    rows = [desk.contacts[key] for key in sorted(desk.contacts)]
    page = page_of(rows, question.asked, 15)
    return 200, {"meta": {"count": len(rows), "current_page": 1}, "payload": page}


def _contact(desk: RecordedDesk, _: Question, number: int) -> Answer:
    row = desk.contacts.get(number)
    return (200, {"payload": row}) if row is not None else (404, {"error": "no such contact"})


def _contact_conversations(desk: RecordedDesk, _: Question, number: int) -> Answer:
    rows = rows_of(desk, {"status": "all"})
    own = [one for one in rows if person(one, "sender") == number]
    return 200, {"payload": own[:20]}


def _empty_list(_desk: RecordedDesk, _question: Question, *_: int) -> Answer:
    return 200, []


def _empty_payload(_desk: RecordedDesk, _question: Question, *_: int) -> Answer:
    return 200, {"payload": []}


def _search(_desk: RecordedDesk, _question: Question) -> Answer:
    nothing: Json = {"conversations": [], "contacts": [], "messages": []}
    return 200, {"payload": nothing}


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...]] = tuple(
    (re.compile(pattern), answer)
    for pattern, answer in (
        ("/conversations", _conversations),
        ("/conversations/meta", _counts),
        (r"/conversations/(\d{1,18})", _conversation),
        (r"/conversations/(\d{1,18})/messages", _messages),
        (r"/conversations/(\d{1,18})/participants", _empty_list),
        (r"/conversations/(\d{1,18})/(?:labels|attachments)", _empty_payload),
        ("/inboxes", _inboxes),
        ("/agents", _agents),
        ("/teams", _teams),
        ("/labels", _labels),
        ("/notifications", _notifications),
        ("/contacts", _contacts),
        (r"/contacts/(\d{1,18})", _contact),
        (r"/contacts/(\d{1,18})/conversations", _contact_conversations),
        (r"/contacts/(\d{1,18})/labels", _empty_payload),
        (r"/contacts/(\d{1,18})/notes", _empty_list),
        ("/canned_responses|/custom_filters|/custom_attribute_definitions", _empty_list),
        ("/macros", _empty_payload),
        ("/search|/search/(?:conversations|contacts|messages)", _search),
    )
)
