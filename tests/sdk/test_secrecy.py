"""Secrets become stars: known ones by what they are, others by what they stand behind."""

from __future__ import annotations

import base64
import json
import time
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from hoory_tui.sdk.secrecy import KnownSecrets

TOKEN = "Tok3n/with+odd=letters"


@pytest.fixture
def secrets() -> KnownSecrets:
    known = KnownSecrets()
    known.add(SecretStr(TOKEN))
    return known


@pytest.mark.parametrize("text", [TOKEN, quote(TOKEN, safe=""), repr(TOKEN), f"x{TOKEN}y{TOKEN}"])
def test_a_known_secret_is_gone_in_all_its_spellings(secrets: KnownSecrets, text: str) -> None:
    hidden = secrets.hide(f"before {text} after")
    assert "Tok3n" not in hidden
    assert "odd" not in hidden
    assert hidden.startswith("before ")
    assert hidden.endswith(" after")


def test_of_an_address_the_password_counts() -> None:
    known = KnownSecrets()
    known.add("http://agent:p%40ssw0rd!@proxy.lan:3128")
    for told in ("p@ssw0rd!", base64.b64encode(b"agent:p@ssw0rd!").decode(), "agent:p@ssw0rd!"):
        assert known.hide(f"x {told} y") == "x *** y"
    assert known.hide("proxy.lan:3128") == "proxy.lan:3128"


def test_short_or_empty_ones_hide_nothing() -> None:
    known = KnownSecrets()
    for one in (None, "", "abc", SecretStr("")):
        known.add(one)
    assert known.hide("abc and more") == "abc and more"


@pytest.mark.parametrize(
    "text",
    [
        "{'api_access_token': 'UNKNOWN'}",
        '"access-token": "UNKNOWN"',
        "access-token=UNKNOWN",
        "client: UNKNOWN",
        "uid=UNKNOWN; x",
        '{\\"channel\\":\\"RoomChannel\\",\\"pubsub_token\\":\\"UNKNOWN\\"}',
        "hmac_token=UNKNOWN",
        "hmac_identifier: UNKNOWN",
        "Authorization: Bearer UNKNOWN",
        "Proxy-Authorization: Basic UNKNOWN",
        "Bearer UNKNOWN",
        "('api-access-token', 'UNKNOWN')",
        "http://me:UNKNOWN@proxy.lan:3128/",
        "https://desk.example/?token=UNKNOWN&x=1",
        "password=UNKNOWN",
    ],
)
def test_what_stands_behind_such_a_name_is_hidden(text: str) -> None:
    assert "UNKNOWN" not in KnownSecrets().hide(text)


@pytest.mark.parametrize(
    "text",
    [
        "link live , attempt 0",
        "GET /api/v1/accounts/:id/conversations: 404 NotFound, 12 ms",
        "message.created: MessagePayload: cannot read sender_id (3)",
    ],
)
def test_our_own_lines_stay_what_they_are(text: str) -> None:
    assert KnownSecrets().hide(text) == text


@pytest.mark.parametrize(
    "part", ["x", "x-", "token", "http://", "a.", ": ", "hmac", "basic ", "\\"]
)
def test_a_long_text_takes_no_longer_than_it_is_long(part: str) -> None:
    known = KnownSecrets()
    spent = []
    for length in (2_000, 20_000):
        text = part * (length // len(part))
        began_at = time.process_time()
        known.hide(text)
        spent.append(time.process_time() - began_at)
    assert spent[1] < 15 * spent[0] + 0.05


def test_the_spelling_of_json_is_known() -> None:
    known, secret = KnownSecrets(), "ab'c\"d\\e/f"
    known.add(secret)
    assert known.hide(json.dumps(secret)) == '"***"'


def test_it_is_told_whether_a_text_holds_a_known_secret() -> None:
    secrets = KnownSecrets()
    assert not secrets.holds("Bearer s3cret-token")
    secrets.add("s3cret-token")
    assert secrets.holds("Bearer s3cret-token")
    assert not secrets.holds("token=looks-like-one")
