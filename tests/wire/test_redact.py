"""Secrets are gone from decoded data before anything else sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from hoory_tui.wire.frames import Data, read_frame
from hoory_tui.wire.payload import read_json
from hoory_tui.wire.redact import STARS, is_secret_key, may_hold_secrets

from ..recordings import recordings

CANARY = "cAnArY-4711"

SECRET_KEYS = [
    "pubsub_token",
    "access_token",
    "hmac_token",
    "hmac_identifier",
    "hmac_identifier_hash",
    "webhook_verify_token",
    "Page_Access_TOKEN",
    "accessToken",
    "imap_password",
    "client_secret",
    "api_key",
    "apiKey",
    "API-KEY",
    "tokens",
    "private_key",
]
PLAIN_KEYS = ["hmac_verified", "identifier", "private", "key", "tokenized", "password_changed_at"]


@pytest.mark.parametrize("key", SECRET_KEYS)
@pytest.mark.parametrize("value", [CANARY, [CANARY], {"inner": CANARY}, 4711])
def test_what_stands_under_a_secret_key_becomes_stars(key: str, value: object) -> None:
    text = json.dumps({"data": [{"contact_inbox": {key: value, "id": 3}}]})
    assert read_json(text) == {"data": [{"contact_inbox": {key: STARS, "id": 3}}]}
    assert read_json(text.encode()) == read_json(text)


@pytest.mark.parametrize("key", PLAIN_KEYS)
def test_what_is_no_secret_stays(key: str) -> None:
    assert not is_secret_key(key)
    assert read_json(json.dumps({key: "x", "token": 1})) == {key: "x", "token": STARS}


def test_that_there_is_a_secret_is_none() -> None:
    text = '{"has_password": true, "access_token": null, "use_token": false}'
    assert read_json(text) == {"has_password": True, "access_token": None, "use_token": False}


def test_whoever_asks_for_a_secret_gets_it_wrapped() -> None:
    found = read_json(json.dumps({"access_token": CANARY}), with_secrets=True)
    assert found == {"access_token": SecretStr(CANARY)}
    assert CANARY not in repr(found)


def test_letters_written_as_escapes_hide_nothing() -> None:
    assert read_json('{"pubsub_tok\\u0065n": "x"}') == {"pubsub_token": STARS}
    assert read_json('{"access\\u005ftoken" : "x"}') == {"access_token": STARS}


def test_the_identifier_costs_no_closer_look_and_prints_nowhere() -> None:
    identifier = json.dumps({"channel": "RoomChannel", "pubsub_token": CANARY})
    message = {"event": "message.created", "data": {"id": 1, "sender": {"access_token": CANARY}}}
    assert not may_hold_secrets(json.dumps({"identifier": identifier, "message": {}}))
    frame = read_frame(json.dumps({"identifier": identifier, "message": message}))
    assert isinstance(frame, Data)
    assert frame.data == {"id": 1, "sender": {"access_token": STARS}}
    assert CANARY not in repr(frame)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(SECRET_KEYS), inner)
        ),
        max_leaves=20,
    )
)
def test_nothing_but_the_values_of_secret_keys_changes(data: Any) -> None:
    assert read_json(json.dumps(data)) == _expected(json.loads(json.dumps(data)))


def _expected(data: Any) -> Any:
    if isinstance(data, list):
        return [_expected(item) for item in data]
    if isinstance(data, dict):
        return {
            key: STARS
            if is_secret_key(key) and value is not None and not isinstance(value, bool)
            else _expected(value)
            for key, value in data.items()
        }
    return data


def test_no_recorded_frame_keeps_a_token() -> None:
    looked_at = 0
    for recording in recordings():
        for name in recording.sockets():
            for line in recording.frames(name):
                frame = read_frame(line.text) if line.direction == "s>c" else None
                if isinstance(frame, Data):
                    looked_at += 1
                    for secret in _secrets(json.loads(line.text)["message"]):
                        assert secret not in json.dumps(frame.data)
    assert looked_at > 500


def _secrets(data: Any) -> list[str]:
    if isinstance(data, list):
        return [secret for item in data for secret in _secrets(item)]
    if not isinstance(data, dict):
        return []
    own = [value for key, value in data.items() if is_secret_key(key) and isinstance(value, str)]
    return own + [secret for value in data.values() for secret in _secrets(value)]
