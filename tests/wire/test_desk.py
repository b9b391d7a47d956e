from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from hoory_tui.wire.desk import Identifier, InboxPayload, LabelPayload, ProfilePayload

TOKEN = "t0ken"


def test_both_tokens_of_a_profile_are_stars_wherever_they_are_printed() -> None:
    profile = ProfilePayload.model_validate(
        {"id": 7, "access_token": "acc3ss", "pubsub_token": TOKEN, "name": "Zoe"}
    )
    shown = repr(profile) + str(profile.model_dump()) + profile.model_dump_json()
    assert "acc3ss" not in shown
    assert TOKEN not in shown
    assert profile.access_token is not None
    assert profile.access_token.get_secret_value() == "acc3ss"


def test_availability_is_told_per_account() -> None:
    profile = ProfilePayload.model_validate(
        {
            "id": 7,
            "accounts": [
                {"id": 1, "name": "Acme", "availability": "busy", "permissions": ["agent"]},
                {"id": 2, "active_at": "2026-11-22T12:00:00Z"},
            ],
        }
    )
    assert [account.availability for account in profile.accounts] == ["busy", None]
    assert profile.accounts[1].active_at == 1_795_348_800


def test_secrets_of_an_inbox_are_not_even_read() -> None:
    inbox = InboxPayload.model_validate(
        {"id": 3, "name": "Front", "hmac_token": TOKEN, "imap_password": TOKEN}
    )
    assert TOKEN not in repr(inbox)
    assert inbox.name == "Front"


def test_a_label_is_what_conversations_carry() -> None:
    label = LabelPayload.model_validate({"id": 1, "title": "late\u202e-ferry", "color": "#ff0000"})
    assert (label.title, label.color) == ("late-ferry", "#ff0000")


@pytest.mark.parametrize(
    ("account_id", "user_id", "expected"),
    [
        (
            1,
            7,
            '{"channel":"RoomChannel","pubsub_token":"t0ken","account_id":1,"user_id":7}',
        ),
        (None, None, '{"channel":"RoomChannel","pubsub_token":"t0ken"}'),
    ],
)
def test_an_identifier_is_compact_with_numbers_as_numbers(
    account_id: int | None, user_id: int | None, expected: str
) -> None:
    identifier = Identifier(pubsub_token=SecretStr(TOKEN), account_id=account_id, user_id=user_id)
    assert identifier.encode() == expected
    assert identifier.encode() == identifier.encode()
    assert TOKEN not in repr(identifier)


def test_a_token_with_quotes_stays_inside_its_string() -> None:
    token = 'a"b\\c,"user_id":1'
    encoded = Identifier(pubsub_token=SecretStr(token)).encode()
    assert json.loads(encoded) == {"channel": "RoomChannel", "pubsub_token": token}
