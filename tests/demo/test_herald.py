from __future__ import annotations

from collections.abc import Callable

import pytest

from hoory_tui.demo import DemoDesk

from .keys import (
    CONTACT_INBOX,
    CONTACT_PUSH,
    CONVERSATION_EVENT,
    CONVERSATION_EVENT_META,
    MESSAGE_CONVERSATION,
    MESSAGE_EVENT,
    MESSAGE_MORE,
    USER_PUSH,
)
from .people import Json, Office

NARE, TOMAS, INES, YUSUF, HANNA, KENJI = range(11, 17)

Deed = Callable[[DemoDesk, int], object]

DEEDS: dict[str, tuple[Deed, list[str]]] = {
    "contact writes": (
        lambda desk, talk: desk.contact_writes(talk, "more"),
        ["message.created", "contact.updated"],
    ),
    "first answer": (
        lambda desk, talk: desk.agent_writes(TOMAS, talk, "Hi"),
        ["message.created", "first.reply.created", "conversation.updated"],
    ),
    "private note": (
        lambda desk, talk: desk.agent_writes(TOMAS, talk, "hm", private=True),
        ["message.created"],
    ),
    "status": (
        lambda desk, talk: desk.set_status(talk, "pending"),
        ["conversation.status_changed", "conversation.updated", "message.created"],
    ),
    "resolved": (
        lambda desk, talk: desk.set_status(talk, "resolved"),
        [
            "conversation.status_changed",
            "conversation.updated",
            "message.created",
            "message.created",
        ],
    ),
    "assignee": (
        lambda desk, talk: desk.assign(talk, TOMAS),
        ["conversation.updated", "assignee.changed", "message.created"],
    ),
    "team": (
        lambda desk, talk: desk.assign_team(talk, 31),
        ["conversation.updated", "team.changed", "message.created"],
    ),
    "labels": (
        lambda desk, talk: desk.set_labels(talk, ["vip"]),
        ["message.created", "conversation.updated"],
    ),
    "priority": (
        lambda desk, talk: desk.set_priority(talk, "high"),
        ["conversation.updated", "message.created"],
    ),
    "contact reads": (
        lambda desk, talk: desk.contact_reads(talk),
        ["conversation.read"],
    ),
    "rename": (
        lambda desk, talk: desk.rename_contact(desk.contact_of(talk).id, "Mira Renamed"),
        ["contact.updated"],
    ),
    "mute": (
        lambda desk, talk: desk.mute(talk),
        [
            "contact.updated",
            "conversation.status_changed",
            "conversation.updated",
            "message.created",
            "message.created",
            "message.created",
        ],
    ),
}


@pytest.mark.parametrize(("deed", "expected"), DEEDS.values(), ids=list(DEEDS))
async def test_a_deed_causes_just_its_burst(
    office: Office, deed: Deed, expected: list[str]
) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    deed(office.desk, talk)
    assert await ear.names(office.desk) == expected


async def test_an_answer_after_a_wait_clears_it_and_a_second_one_only_speaks(
    office: Office,
) -> None:
    talk = office.talk()
    office.desk.agent_writes(TOMAS, talk, "Hi")
    ear = await office.listen("Hanna")
    office.desk.agent_writes(TOMAS, talk, "And another thing")
    assert await ear.names(office.desk) == ["message.created"]
    office.desk.contact_writes(talk, "Thanks")
    names = await ear.names(office.desk)
    assert names == ["message.created", "conversation.updated", "contact.updated"]
    office.desk.agent_writes(TOMAS, talk, "Welcome")
    heard = await ear.heard(office.desk)
    assert [name for name, _data in heard] == ["message.created", "conversation.updated"]
    assert heard[1][1]["waiting_since"] == 0


@pytest.mark.parametrize("status", ["resolved", "snoozed"])
async def test_writing_wakes_a_conversation(office: Office, status: str) -> None:
    talk = office.talk("Telegram")
    office.desk.set_status(talk, status)
    ear = await office.listen("Hanna")
    office.desk.contact_writes(talk, "me again")
    heard = await ear.heard(office.desk)
    names = [name for name, _data in heard]
    assert names[:2] == ["conversation.status_changed", "message.created"]
    assert heard[0][1]["status"] == "open"
    assert names.count("conversation.updated") == 1
    lines = [data["content"] for name, data in heard if name == "message.created"]
    reopened = "System reopened the conversation due to a new incoming message."
    assert (reopened in lines) == (status == "resolved")


async def test_members_and_administrators_hear_and_others_do_not(office: Office) -> None:
    member, admin, stranger = [await office.listen(one) for one in ("Tomás", "Hanna", "Kenji")]
    talk = office.talk()
    office.desk.assign(talk, KENJI)
    for ear in (member, admin):
        names = await ear.names(office.desk)
        assert names.count("conversation.created") == 1
        assert "assignee.changed" in names
        assert "message.created" in names
    heard = await stranger.names(office.desk)
    assert heard == ["contact.created", "contact.updated", "notification.created"], (
        "an assignee outside the inbox hears the account and the bell, but no conversation"
    )


async def test_an_administrator_who_is_a_member_hears_once(office: Office) -> None:
    talk = office.talk()
    ear = await office.listen("Nare")
    office.desk.contact_types(talk)
    assert await ear.names(office.desk) == ["conversation.typing_on"]


async def test_what_the_contact_hears(office: Office) -> None:
    talk = office.talk()
    visitor = await office.listen_as_contact(talk)
    office.desk.agent_writes(TOMAS, talk, "secret", private=True)
    office.desk.set_priority(talk, "low")
    office.desk.assign(talk, TOMAS)
    office.desk.agent_types(TOMAS, talk)
    office.desk.contact_types(talk)
    answered = office.desk.agent_writes(TOMAS, talk, "public")
    office.desk.set_message_status(answered.id, "delivered")
    office.desk.rename_contact(office.desk.contact_of(talk).id, "M")
    office.desk.set_status(talk, "resolved")
    heard = await visitor.heard(office.desk)
    assert [name for name, _data in heard] == [
        "conversation.updated",  # priority
        "conversation.updated",  # assignee
        "conversation.typing_on",
        "message.created",
        "conversation.updated",  # no longer waiting
        "message.updated",
        "conversation.status_changed",
        "conversation.updated",
        "message.created",  # the survey, not the activity line
    ]
    assert heard[2][1]["user"]["type"] == "user"
    texts = [data["content"] for name, data in heard if name == "message.created"]
    assert texts == ["public", "Please rate the conversation"]


async def test_another_contact_hears_nothing(office: Office) -> None:
    other = await office.listen_as_contact(office.talk())
    office.desk.contact_writes(office.talk(), "elsewhere")
    assert await other.names(office.desk) == []


async def test_typing_reaches_all_but_the_typist(office: Office) -> None:
    talk = office.talk()
    typist, colleague = await office.listen("Tomás"), await office.listen("Yusuf")
    visitor = await office.listen_as_contact(talk)
    office.desk.agent_types(TOMAS, talk, private=True)
    office.desk.agent_types(TOMAS, talk, on=False)
    assert await typist.names(office.desk) == []
    expected = ["conversation.typing_on", "conversation.typing_off"]
    assert await visitor.names(office.desk) == expected
    heard = await colleague.heard(office.desk)
    assert [name for name, _data in heard] == expected
    data = heard[0][1]
    assert set(data) == {"conversation", "user", "is_private", "account_id", "performer"}
    assert data["is_private"] is True
    assert set(data["conversation"]) == CONVERSATION_EVENT - {"account_id"}
    office.desk.contact_types(talk)
    assert await visitor.names(office.desk) == []
    data = await typist.until("conversation.typing_on")
    assert set(data) == {"conversation", "user", "is_private", "account_id"}
    assert data["user"]["type"] == "contact"


async def test_reading_turns_what_was_sent_to_read_one_by_one(office: Office) -> None:
    talk = office.talk()
    first = office.desk.agent_writes(TOMAS, talk, "one")
    second = office.desk.agent_writes(TOMAS, talk, "two")
    office.desk.set_message_status(second.id, "delivered")
    ear = await office.listen("Hanna")
    office.desk.contact_reads(talk)
    heard = await ear.heard(office.desk)
    assert [name for name, _data in heard] == ["conversation.read", *["message.updated"] * 2]
    ticks = [(data["id"], data["previous_changes"]["status"]) for _name, data in heard[1:]]
    assert ticks == [(first.id, ["sent", "read"]), (second.id, ["delivered", "read"])]
    assert all("updated_at" in data["previous_changes"] for _name, data in heard[1:])
    office.desk.contact_reads(talk)
    assert await ear.names(office.desk) == ["conversation.read"]


def check_conversation(data: Json) -> None:
    assert set(data) - {"performer"} == CONVERSATION_EVENT
    assert set(data["meta"]) == CONVERSATION_EVENT_META
    assert set(data["contact_inbox"]) == CONTACT_INBOX
    assert set(data["meta"]["sender"]) == CONTACT_PUSH
    assert set(data["meta"]["assignee"] or USER_PUSH) == USER_PUSH
    assert len(data["messages"]) <= 1
    first_reply = data["first_reply_created_at"]
    assert first_reply is None or first_reply.endswith("Z"), "ISO in events"


async def test_events_have_just_the_real_keys(office: Office) -> None:
    ear = await office.listen("Hanna")
    for deed, _expected in DEEDS.values():
        deed(office.desk, office.talk("Website chat"))
    seen = set()
    for name, data in await ear.heard(office.desk):
        seen.add(name)
        assert data["account_id"] == office.desk.account_id
        if name.startswith("message.") or name == "first.reply.created":
            extra = MESSAGE_MORE | {"performer", "echo_id", "previous_changes"}
            assert MESSAGE_EVENT <= set(data) <= MESSAGE_EVENT | extra
            assert set(data["conversation"]) == MESSAGE_CONVERSATION
        elif name.startswith("contact."):
            assert set(data) - {"performer"} == CONTACT_PUSH | {"account_id"}
        else:
            check_conversation(data)
    assert len(seen) >= 9


async def test_the_five_rebuilt_events_know_no_performer_and_no_availability(
    office: Office,
) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    path = f"/conversations/{talk}"
    tomas = office.agent("Tomás")
    await tomas.post(f"{path}/assignments", {"assignee_id": TOMAS})
    await tomas.post(f"{path}/assignments", {"team_id": 31})
    await tomas.post(f"{path}/toggle_status", {"status": "pending"})
    office.desk.contact_reads(talk)
    rebuilt = {"conversation.updated", "assignee.changed", "team.changed"}
    rebuilt |= {"conversation.status_changed", "conversation.read"}
    heard = [one for one in await ear.heard(office.desk) if one[0] in rebuilt]
    assert {name for name, _data in heard} == rebuilt
    for _name, data in heard:
        assert "performer" not in data
        assert data["meta"]["assignee"]["availability_status"] is None


async def test_updated_at_always_rises_even_with_a_still_clock(office: Office) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    for priority in ("low", "high", None, "urgent"):
        office.desk.set_priority(talk, priority)
    heard = await ear.heard(office.desk)
    stamps = [data["updated_at"] for name, data in heard if name == "conversation.updated"]
    assert stamps == sorted(set(stamps))
    assert len(stamps) == 4


async def test_verified_seats_hear_each_other(office: Office) -> None:
    talk, other = office.talk(), office.talk()
    desk = office.desk
    desk.merge_contacts(desk.contact_of(talk).id, desk.contact_of(other).id)
    second = await office.listen_as_contact(other)
    desk.set_priority(talk, "low")
    assert await second.names(desk) == []
    desk.session_of(talk).hmac_verified = desk.session_of(other).hmac_verified = True
    desk.set_priority(talk, "high")
    assert await second.names(desk) == ["conversation.updated"]


async def test_merging_announces_every_moved_conversation(office: Office) -> None:
    talk, other = office.talk(), office.talk()
    desk = office.desk
    base, merged = desk.contact_of(talk), desk.contact_of(other)
    ear = await office.listen("Hanna")
    desk.merge_contacts(base.id, merged.id)
    heard = await ear.heard(desk)
    assert [name for name, _data in heard] == [
        "contact.merged",
        "conversation.contact_changed",
        "contact.deleted",
        "contact.updated",
    ]
    assert heard[0][1]["id"] == base.id
    assert heard[1][1]["id"] == other
    assert heard[1][1]["meta"]["sender"]["id"] == base.id
    assert heard[2][1]["id"] == merged.id


async def test_changed_lists_are_told_to_everybody(office: Office) -> None:
    ear = await office.listen("Kenji")
    before = (await office.agent().get("/cache_keys"))["cache_keys"]
    office.desk.invalidate_caches()
    data = await ear.until("account.cache_invalidated")
    assert set(data["cache_keys"]) == {"label", "inbox", "team"}
    assert data["cache_keys"] != before
    assert (await office.agent().get("/cache_keys"))["cache_keys"] == data["cache_keys"]


async def test_a_rotated_token_leaves_the_old_socket_deaf(office: Office) -> None:
    ear = await office.listen("Hanna")
    old_token = office.row("Hanna")["pubsub"]
    office.desk.rotate_pubsub_token(HANNA)
    office.talk()
    assert await ear.names(office.desk) == ["contact.created", "contact.updated"], (
        "only the account's own stream goes on"
    )
    await ear.tick()
    assert (await ear.event())[0] == "presence.update"
    assert office.row("Hanna")["pubsub"] != old_token


async def test_another_cable_can_be_told_of_all_that_happens(office: Office) -> None:
    told: list[tuple[list[str], str]] = []
    office.desk.hub.relay = lambda streams, event, _data: told.append((streams, event))
    talk = next(iter(office.desk.engine.world.conversations.values())).display_id
    office.desk.agent_types(NARE, talk)
    (streams, event) = told[0]
    assert event == "conversation.typing_on"
    assert office.desk.session_of(talk).pubsub_token in streams
    assert office.desk.agent(NARE).pubsub_token not in streams
