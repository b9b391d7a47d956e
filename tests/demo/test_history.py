from __future__ import annotations

import itertools
import unicodedata

import pytest

from hoory_tui.demo import DemoDesk
from hoory_tui.demo.records import Conversation, MessageType
from hoory_tui.demo.world import World, unread_count

from .people import Clock


@pytest.fixture(scope="module")
def world() -> World:
    return DemoDesk(quiet_visitors=True, now=Clock()).engine.world


@pytest.fixture(scope="module")
def talks(world: World) -> list[Conversation]:
    return list(world.conversations.values())


def test_there_are_a_hundred_talks_of_every_kind(talks: list[Conversation]) -> None:
    assert len(talks) == 100
    assert {one.status for one in talks} == {"open", "pending", "snoozed", "resolved"}
    assert {one.priority for one in talks} == {None, "low", "medium", "high", "urgent"}
    assert sum(len(one.messages) > 120 for one in talks) == 2
    assert sum(one.assignee_id is None for one in talks) > 10
    assert sum(one.assignee_id == 11 for one in talks) >= 10
    assert sum(unread_count(one) > 0 for one in talks) > 20
    lengths = [len(one.messages) for one in talks]
    assert min(lengths) >= 1


def test_time_and_ids_rise_together(talks: list[Conversation], world: World) -> None:
    for talk in talks:
        for one, following in itertools.pairwise(talk.messages):
            assert one.created_at < following.created_at
            assert one.id < following.id
        assert talk.last_activity_at == talk.messages[-1].created_at <= world.now()
        assert talk.created_at == talk.messages[0].created_at
    by_time = sorted(world.messages.values(), key=lambda one: one.created_at)
    assert [one.id for one in by_time] == sorted(world.messages)
    assert [one.display_id for one in sorted(talks, key=lambda one: one.created_at)] == list(
        range(1, 101)
    )


def test_many_scripts_are_spoken(world: World) -> None:
    text = "".join(one.content or "" for one in world.messages.values())
    names = "".join(one.name for one in world.contacts.values())
    scripts = {unicodedata.name(one, "NONE").split()[0] for one in set(text + names)}
    assert {
        "LATIN",
        "ARMENIAN",
        "CYRILLIC",
        "ARABIC",
        "HEBREW",
        "CJK",
        "HIRAGANA",
        "DEVANAGARI",
        "GREEK",
        "HANGUL",
        "THAI",
    } <= scripts
    assert any(one.name == "" for one in world.contacts.values())
    assert any(len(one.name) > 100 for one in world.contacts.values())
    assert any(one.blocked for one in world.contacts.values())


def test_messages_of_every_kind(world: World) -> None:
    messages = world.messages.values()
    assert {one.message_type for one in messages} == set(MessageType)
    assert {one.status for one in messages} == {"sent", "delivered", "read", "failed"}
    kinds = {one.content_type for one in messages}
    assert {"text", "input_csat", "input_select", "incoming_email"} <= kinds
    attributes = [one.content_attributes for one in messages]
    for key in ("external_error", "deleted", "in_reply_to", "email", "submitted_values"):
        assert any(key in one for one in attributes), key
    assert any("mention://user/" in (one.content or "") for one in messages if one.private)
    assert all("{@" not in (one.content or "") for one in messages)
    files = {file.file_type for one in messages for file in one.attachments}
    assert files == {"image", "file", "audio", "location"}


def test_no_pattern_slot_is_left_open(world: World) -> None:
    for message in world.messages.values():
        assert "{" not in (message.content or ""), message.content


def test_what_was_read_and_who_waits(talks: list[Conversation]) -> None:
    for talk in talks:
        incoming = [one for one in talk.messages if one.message_type == MessageType.INCOMING]
        answers = [
            one
            for one in talk.messages
            if one.message_type == MessageType.OUTGOING and not one.private
        ]
        assert (talk.first_reply_created_at is None) == (not answers)
        for one in answers:
            if one.created_at < incoming[-1].created_at and one.status != "failed":
                assert one.status == "read"
        if talk.status == "resolved":
            assert talk.waiting_since is None
            assert unread_count(talk) == 0
        elif not answers:
            assert talk.waiting_since == talk.created_at


def test_assignees_are_real_and_watch(talks: list[Conversation], world: World) -> None:
    for talk in talks:
        if talk.assignee_id is not None:
            assert talk.assignee_id in world.agents
            assert talk.assignee_id in talk.participant_ids


@pytest.mark.parametrize("count", [0, 1, 30, 300])
def test_any_number_of_talks(count: int) -> None:
    desk = DemoDesk(quiet_visitors=True, now=Clock(), conversations=count)
    assert len(desk.engine.world.conversations) == count
