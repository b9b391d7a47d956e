"""The desk answers every call that an agent's console makes as a recorded server answered it.

Each recorded call is put to the desk, with the desk's own numbers in the places of the recorded
ones. Status and shape must be the same: which keys there are, and of what kind their values are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import aiohttp
import pytest

from hoory_tui.demo import DemoDesk
from hoory_tui.demo.records import Attachment
from tests.recordings import Answer, recordings

_NARE, _TOMAS, _INES = 11, 12, 13
_WEB, _TELEGRAM = 21, 24
_CALLERS: Final = {"john": _NARE, "alice": _TOMAS, "zoe": _INES}
"""Who of the desk stands for whom: an administrator and two agents."""

_NAMES: Final = (
    "assign_alice assign_alice_again assign_none assign_unknown attachments_list auto_offline "
    "availability_busy availability_offline availability_bad bulk_assign bulk_labels "
    "bulk_status bulk_team bulk_bad cache_keys contact_conversations contact_labels "
    "contact_labels_get contact_note contact_notes contact_note_delete contact_show "
    "contact_update contact_update_bad_phone contact_update_taken_mail contactable_inboxes "
    "contacts_p1 contacts_search contacts_search_none conversation_patch conversation_show "
    "conversations conversations_meta custom_attributes draft_put draft_get draft_delete "
    "err_bad_status err_bad_snooze err_unknown_conversation err_zoe_other_inbox "
    "err_agent_forbidden filter_status filter_two filter_bad_key filter_bad_op filter_create "
    "filters labels_get list_account list_agents list_assignable list_attributes list_canned "
    "list_canned_search list_canned_search_none list_custom_filters list_labels list_macros "
    "list_team_members list_teams list_notification_settings macro_execute "
    "macro_execute_unknown message message_delete message_delete_again message_delete_unknown "
    "message_retry messages_latest messages_before messages_after messages_after_last "
    "messages_between mute unmute note_mention notifications notifications_all "
    "notifications_count notification_read notification_snooze notification_delete "
    "notifications_read_all participants participants_add participants_set "
    "participants_remove profile public_mention reply_to search_none status_open "
    "status_pending status_resolved status_snoozed status_snoozed_until_reply team_set "
    "team_remove toggle_priority transcript transcript_no_mail transcript_bad_mail typing_on "
    "typing_off unread update_last_seen message_bad_type canned_create err_canned_twice "
    "profile_signature ui_settings "
)
CALLS: Final = _NAMES.split()

FREE: Final = frozenset(
    (
        *("additional_attributes", "custom_attributes", "content_attributes", "ui_settings"),
        *("settings", "features", "query", "action_params", "cache_keys", "external_source_ids"),
        *("processed_message_content", "sentiment", "csat_config", "custom_filter"),
    )
)
"""Keys whose values have no shape of their own."""
MAYBE: Final = frozenset(
    (
        *(
            "sender",
            "attachments",
            "assignee",
            "assignee_type",
            "team",
            "echo_id",
            "contact_inboxes",
        ),
        # Of promises only some servers know, and those that were recorded are others.
        *("applied_sla", "sla_events"),
        *("last_activity_at", "secondary_actor", "last_non_activity_message", "files", "meta"),
        *("agent_last_seen_at", "width", "height", "extension", "updated_by", "created_by"),
        *("fallback_title", "coordinates_lat", "coordinates_long", "thumb_url", "file_size"),
    )
)
"""Keys that real servers leave out where there is nothing to say."""


@cache
def recorded() -> Mapping[str, Answer]:
    """Return the first recorded call of each name."""
    found: dict[str, Answer] = {}
    for answer in next(one for one in recordings() if one.name == "v4.15-a").answers():
        found.setdefault(re.sub(r"^rest/\d+-", "", answer.name), answer)
    return found


class Stage:
    """What the desk has of everything that a recorded call may name."""

    def __init__(self, desk: DemoDesk) -> None:
        self.desk = desk
        # All who call are members of its inbox; of the other one's, only the administrator is.
        self.talk, self.hidden = (
            next(
                one.display_id
                for one in desk.engine.world.conversations.values()
                if one.inbox_id == inbox
            )
            for inbox in (_WEB, _TELEGRAM)
        )
        desk.set_labels(self.talk, ["vip"])
        photo = Attachment(0, 0, "image", desk.engine.world.now(), sample="photo-frame.png")
        desk.contact_writes(self.talk, "See this.", files=[photo])
        failed = desk.agent_writes(_NARE, self.talk, "Hello.")
        desk.set_message_status(failed.id, "failed", "carrier said no")
        self.message = failed.id
        self.contact = desk.conversation(self.talk).contact_id
        other = desk.new_contact("Taken", email="taken@mail.example")
        desk.update_contact(other.id, phone_number="+37410000001")
        desk.assign(self.talk, None)
        for text in ("one", "two"):
            desk.agent_writes(
                _NARE, self.talk, f"[@T](mention://user/{_TOMAS}/T) {text}", private=True
            )
        self.notification = next(desk.engine.world.bells[_TOMAS].newest_first()).id

    def path(self, answer: Answer) -> str:
        """Return the path of a call with the desk's numbers in it."""
        path = answer.path
        talk = self.hidden if answer.status == 401 else self.talk
        notes = self.desk.engine.world.contact_notes.get(self.contact)
        for pattern, number in (
            (r"/notes/\d+", f"/notes/{notes[-1].id if notes else 0}"),
            (r"/accounts/\d+", f"/accounts/{self.desk.account_id}"),
            (r"/conversations/(?!987654)\d+", f"/conversations/{talk}"),
            (r"/contacts/\d+", f"/contacts/{self.contact}"),
            (r"/messages/(?!99999999)\d+", f"/messages/{self.message}"),
            (r"/notifications/\d+", f"/notifications/{self.notification}"),
            (r"/macros/(?!99999)\d+", "/macros/42"),
            (r"/teams/\d+", "/teams/31"),
        ):
            path = re.sub(pattern, number, path)
        return path

    def body(self, sent: Any, key: str = "") -> Any:
        """Return what a call sends with the desk's numbers in it."""
        numbers = {
            "assignee_id": _TOMAS,
            "team_id": 31,
            "user_ids": _INES,
            "ids": self.talk,
            "conversation_ids": self.talk,
            "account_id": self.desk.account_id,
            "in_reply_to": self.message,
            "primary_actor_id": 1,
        }
        match sent:
            case dict():
                return {name: self.body(value, name) for name, value in sent.items()}
            case list():
                return [self.body(value, key) for value in sent]
            case int() if not isinstance(sent, bool) and sent not in (0, 424242):
                return numbers.get(key, sent)
        return "taken@mail.example" if sent == "other-a@example.com" else sent


_BEFORE: Final[Mapping[str, tuple[tuple[str, str, Any], ...]]] = {
    "message_delete_again": (("DELETE", "conversations/{talk}/messages/{message}", None),),
    "contact_notes": (("POST", "contacts/{contact}/notes", {"content": "Likes tea."}),),
    "contact_note_delete": (("POST", "contacts/{contact}/notes", {"content": "Likes tea."}),),
    "draft_get": (
        ("PUT", "conversations/{talk}/draft_messages", {"draft_message": {"message": "a"}}),
    ),
}
"""What has to be asked for first, so that there is something to ask about."""
_OTHERWISE: Final[Mapping[str, Any]] = {
    "canned_create": {"short_code": "hi-there", "content": "Hi {{contact.name}}."},
}
"""What is sent in place of what was: the desk has a text of the recorded name already."""


@pytest.mark.parametrize("name", CALLS)
async def test_the_desk_answers_as_the_recorded_server_did(name: str) -> None:
    call = recorded()[name]
    async with (
        DemoDesk(seed=2, quiet_visitors=True, conversations=12) as desk,
        aiohttp.ClientSession() as http,
    ):
        stage = Stage(desk)
        caller = desk.agent(_CALLERS.get(call.who, _NARE)).access_token
        headers = {"api-access-token": caller}
        for method, path, body in _BEFORE.get(name, ()):
            url = f"{desk.url}/api/v1/accounts/{desk.account_id}/{path}"
            url = url.format(contact=stage.contact, message=stage.message, talk=stage.talk)
            async with http.request(method, url, json=body, headers=headers) as before:
                assert before.status == 200
        async with http.request(
            call.method,
            desk.url + stage.path(call),
            params=[(key, str(value)) for key, value in (call.query or {}).items()],
            json=_OTHERWISE.get(name) or stage.body(call.sent),
            headers=headers,
        ) as response:
            said = await response.text()
        assert response.status == call.status, said[:300]
        if call.status < 500 and call.body is not None:
            assert said, "the recorded server said something"
            assert differences(json.loads(said), call.body) == []


def differences(ours: object, theirs: object, where: str = "") -> list[str]:
    """Return where two answers are not of the same shape; null is of every shape."""
    if ours is None or theirs is None:
        return []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if {ours.get("type"), theirs.get("type")} == {"user", "contact"}:
            return []
        return [
            *(f"{where}.{key} is ours alone" for key in ours.keys() - theirs.keys() - MAYBE),
            *(f"{where}.{key} is missing" for key in theirs.keys() - ours.keys() - MAYBE),
            *(
                found
                for key in sorted(ours.keys() & theirs.keys() - FREE)
                for found in differences(ours[key], theirs[key], f"{where}.{key}")
            ),
        ]
    if isinstance(ours, list) and isinstance(theirs, list):
        # Rows differ among themselves; each of ours has to be like one of theirs.
        return [
            found
            for one in ours
            for found in min(
                (differences(one, other, f"{where}[]") for other in theirs), key=len, default=[]
            )
        ]
    return [] if _kind(ours) == _kind(theirs) else [f"{where}: {_kind(ours)}, not {_kind(theirs)}"]


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else type(value).__name__
