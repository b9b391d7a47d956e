"""What a desk told of people is in no recording; what breaks consoles still is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hoory_tui.sdk.recording.format import Heard, write_entry
from hoory_tui.sdk.recording.redaction import Keeping, Redactor
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.events import Malformed, read_event
from tests.recordings import Recording, hostile, recordings

from .originals import told_again

KEY = b"the same in every run of a test!"
SECRET = "a-secret-that-nobody-may-ever-see-4711"


def trimmed() -> list[Recording]:
    return [one for one in recordings() if not one.name.endswith("-full")]


def frames_of(recording: Recording) -> list[dict[str, Any]]:
    found = []
    for socket in recording.sockets():
        for line in recording.frames(socket):
            message = json.loads(line.text).get("message") if line.direction == "s>c" else None
            if isinstance(message, dict) and isinstance(message.get("data"), dict):
                found.append(message)
    return found


@pytest.mark.parametrize("recording", trimmed(), ids=lambda one: one.name)
def test_no_word_and_no_number_of_a_day_is_in_its_recording(recording: Recording) -> None:
    redactor = Redactor(key=KEY)
    originals = [one["data"] for one in frames_of(recording)]
    originals += [one.body for one in recording.answers() if isinstance(one.body, dict)]
    redacted = [redactor.redacted(one) for one in originals]
    assert len(originals) > 500
    assert told_again(originals, redacted) == set()
    written = "".join(write_entry(Heard(0.0, {"event": "x", "data": one})) for one in redacted)
    assert "example.com" not in written


@pytest.mark.parametrize("recording", trimmed(), ids=lambda one: one.name)
def test_what_is_redacted_is_read_as_the_same_kind_of_event(recording: Recording) -> None:
    redactor = Redactor(key=KEY)
    for frame in frames_of(recording):
        before = read_event(frame["event"], frame["data"])
        after = read_event(frame["event"], redactor.redacted(frame["data"]))
        assert type(after) is type(before)
        assert isinstance(before, Malformed) or before.account_id == after.account_id


def test_hostile_texts_lose_their_words_wherever_they_stand() -> None:
    redactor = Redactor(key=KEY)
    texts = [one["string"][:1000] for one in hostile()]
    originals = [
        {
            "content": text,
            "name": text,
            "status": text,
            "labels": [text],
            "custom_attributes": {text: text},
            "unheard_of": text,
            "created_at": text,
        }
        for text in texts
    ]
    redacted = [redactor.redacted(one) for one in originals]
    assert told_again(originals, redacted) == set()
    keys = [{"key": list(one["custom_attributes"])} for one in redacted]
    assert told_again(texts, keys) == set()
    for before, after in zip(texts, redacted, strict=True):
        assert len(after["content"]) == len(before)
        assert after["content"].count("\n") == before.count("\n")


def test_secrets_are_stars_whatever_is_kept() -> None:
    SECRETS.add(SECRET)
    redactor = Redactor(Keeping(texts=True, names=True), key=KEY)
    told = redactor.redacted(
        {
            "pubsub_token": "abcdefgh",
            "hmac_identifier": "abcdefgh",
            "content": f"my token is {SECRET}, keep it",
            "name": SECRET,
            "custom_attributes": {"api_key": "abcdefgh", SECRET: 1},
        }
    )
    assert told["pubsub_token"] == told["hmac_identifier"] == "***"
    assert told["content"].endswith("***, keep it")
    assert told["custom_attributes"]["api_key"] == "***" or "abcdefgh" not in str(told)
    assert SECRET not in json.dumps(told)


def test_texts_and_names_stay_only_where_they_were_asked_for() -> None:
    data = {
        "content": "Hello Mia",
        "labels": ["vip"],
        "meta": {"sender": {"name": "Mia Wong"}, "team": {"name": "Blue team"}},
    }
    texts = Redactor(Keeping(texts=True), key=KEY).redacted(data)
    names = Redactor(Keeping(names=True), key=KEY).redacted(data)
    assert texts["content"] == "Hello Mia"
    assert texts["labels"] != ["vip"]
    assert names["content"] != "Hello Mia"
    assert (names["labels"], names["meta"]["team"]["name"]) == (["vip"], "Blue team")
    for one in (texts, names):
        assert one["meta"]["sender"]["name"] != "Mia Wong"
    assert Redactor(Keeping(names=True), key=KEY).redacted([{"name": "Shop"}], "inboxes") == [
        {"name": "Shop"}
    ]


def test_what_people_filled_in_is_theirs_though_it_looks_like_the_servers() -> None:
    told = Redactor(key=KEY).redacted(
        {
            "content": "open",
            "name": "contact",
            "status": "open",
            "custom_attributes": {"customer_number": 49152, "vip": True, "status": "open"},
            "additional_attributes": {"city": "Berlin", "browser": {"browser_name": "Chrome"}},
        }
    )
    assert told["status"] == "open"
    assert told["content"] != "open"
    assert told["name"] != "contact"
    number, vip, status = told["custom_attributes"].items()
    assert number[0] != "customer_number"
    assert number[1] != 49152
    assert len(str(number[1])) == 5
    assert vip[1] is True
    assert status[1] != "open"
    assert list(told["additional_attributes"]) == ["city", "browser"]
    assert list(told["additional_attributes"]["browser"]) == ["browser_name"]
    assert "Berlin" not in str(told)
    assert "Chrome" not in str(told)


def test_a_form_still_says_which_lines_have_to_be_filled_in() -> None:
    item = {"name": "iban", "label": "Robin's IBAN", "type": "email", "required": True}
    (told,) = Redactor(key=KEY).redacted({"content_attributes": {"items": [item]}})[
        "content_attributes"
    ]["items"]
    assert told["required"] is True
    assert set(told) == set(item)
    assert "Robin" not in json.dumps(told)


def test_ids_stay_or_move_all_by_the_same() -> None:
    data = {
        "id": 7,
        "conversation_id": 8,
        "in_reply_to": 6,
        "unread_count": 3,
        "users": {"9": "online"},
        "created_at": 1_700_000_000,
        "phone_number": 491701234567,
    }
    kept = Redactor(key=KEY).redacted(data)
    assert {**kept, "phone_number": 0} == {**data, "phone_number": 0}
    assert kept["phone_number"] != data["phone_number"]
    redactor = Redactor(shift_ids=True, key=KEY)
    moved = redactor.redacted(data)
    by = redactor.shift
    assert by > 0
    assert (moved["id"], moved["conversation_id"], moved["in_reply_to"]) == (7 + by, 8 + by, 6 + by)
    assert moved["users"] == {str(9 + by): "online"}
    mention = "[@Mia](mention://user/12/Mia)"
    assert f"mention://user/{12 + by}/" in redactor.redacted({"content": mention})["content"]
    assert (moved["unread_count"], moved["created_at"]) == (3, 1_700_000_000)
