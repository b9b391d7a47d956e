from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from hoory_tui.client.errors import (
    HooryError,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
)
from hoory_tui.client.statuses import (
    LONGEST_PAUSE,
    explain_status,
    read_complaint,
    read_retry_after,
)

URL_ASKED = "https://desk.example/api/v1/profile?key=secret"


def explain(status: int, body: object = None, **headers: str) -> HooryError:
    return explain_status(status, headers, json.dumps(body).encode(), URL_ASKED)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": "Invalid Access Token"}, SignInRefused),
        ({"errors": ["You need to sign in or sign up before continuing."]}, SignInRefused),
        (
            {"success": False, "errors": ["Invalid login credentials. Please try again."]},
            SignInRefused,
        ),
        ({"error": "You are not authorized to do this action"}, NotAllowed),
        ({"error": "You are not authorized to access this account"}, NotAllowed),
        ({"error": "Account is suspended"}, NotAllowed),
        (None, NotAllowed),
    ],
)
def test_tells_a_bad_token_from_a_missing_right(body: object, expected: type[HooryError]) -> None:
    assert type(explain(401, body)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (302, Moved),
        (400, Invalid),
        (402, NotAllowed),
        (403, NotAllowed),
        (404, NotFound),
        (405, NotFound),
        (408, TimedOut),
        (409, Invalid),
        (410, NotFound),
        (413, Invalid),
        (418, Invalid),
        (422, Invalid),
        (429, TooManyRequests),
        (500, ServerFailed),
        (502, ServerFailed),
        (503, ServerFailed),
    ],
)
def test_each_status_has_its_error(status: int, expected: type[HooryError]) -> None:
    assert type(explain(status)) is expected


@pytest.mark.parametrize(
    ("status", "may_have_arrived"),
    [
        (301, False),
        (302, False),
        (303, False),
        (307, False),
        (308, False),
        (400, False),
        (401, False),
        (403, False),
        (404, False),
        (408, True),
        (409, False),
        (413, False),
        (422, False),
        (429, False),
        (500, True),
        (502, True),
        (503, True),
        (504, True),
        (520, True),
    ],
)
def test_only_trouble_inside_the_server_leaves_doubt(status: int, may_have_arrived: bool) -> None:
    assert explain(status).may_have_arrived is may_have_arrived


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error":"Title has already been taken"}', "Title has already been taken"),
        (b'{"message":"Email Invalid email","attributes":["email"]}', "Email Invalid email"),
        (b'{"error":{"name":["is short","is odd"]}}', "name: is short, is odd"),
        (b'{"errors":["one.","two."]}', "one., two"),
        (b'{"error":"red \\u001b[31m\\u202e"}', "red ␛[31m"),
        (b"Retry later\n", "Retry later"),
        (b"<html>Bad Gateway</html>", ""),
        (b"", ""),
        (b"[1]", ""),
        (b'{"error":42}', ""),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_finds_the_servers_own_words_and_cleans_them(body: bytes, said: str) -> None:
    assert read_complaint(body) == said


def test_cuts_long_words_short() -> None:
    assert len(read_complaint(json.dumps({"error": "x" * 5000}).encode())) == 160


def test_puts_the_words_into_the_sentence() -> None:
    error = explain(422, {"message": "Email Invalid email"})
    assert error.sentence == "The server did not accept this (“Email Invalid email”); change it."
    assert str(error) == error.sentence


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://new.example:8443/login?token=secret#x", "https://new.example:8443"),
        ("/login?token=secret", ""),
        ("http://desk.example/", "http://desk.example"),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_names_the_origin_of_a_redirect_and_nothing_else(location: str, address: str) -> None:
    error = explain(301, Location=location)
    assert isinstance(error, Moved)
    assert error.address == address
    assert "secret" not in error.sentence


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("99999", LONGEST_PAUSE),
        ("9" * 5000, LONGEST_PAUSE),
        ("Sun, 22 Nov 9999 20:00:00 GMT", LONGEST_PAUSE),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        (f"Sun, 22 Nov {'9' * 30} 20:00:00 GMT", None),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("1e9", None),
        ("²", None),
    ],
)
def test_reads_how_long_to_wait(header: str, seconds: float | None) -> None:
    assert read_retry_after({"Retry-After": header}) == seconds
    assert read_retry_after({}) is None


def test_reads_until_when_to_wait() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=60)
    seconds = read_retry_after({"Retry-After": format_datetime(moment, usegmt=True)})
    assert seconds is not None
    assert 55 < seconds <= 60
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    assert read_retry_after({"Retry-After": past}) == 0


def test_reckons_until_when_by_the_clock_of_who_says_so() -> None:
    headers = {
        "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
        "Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT",
    }
    assert read_retry_after(headers) == 30
    assert explain(429, **headers).retry_after == 30
    assert explain(503, **headers).retry_after == 30


def test_says_that_a_message_is_too_large() -> None:
    page = explain_status(413, {}, b"<html>413</html>", URL_ASKED)
    assert page.sentence == "The server did not accept this (“it is too large”); change it."
