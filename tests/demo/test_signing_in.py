from __future__ import annotations

import pytest

from hoory_tui.demo.company import PASSWORD

from .keys import PROFILE, PROFILE_ACCOUNT
from .people import Caller, Office

BAD_TOKEN = {"error": "Invalid Access Token"}
SIGN_IN_FIRST = {"errors": ["You need to sign in or sign up before continuing."]}
WRONG_LOGIN = {"success": False, "errors": ["Invalid login credentials. Please try again."]}


async def test_the_version_needs_no_sign_in(office: Office) -> None:
    body = await office.nobody().get("/api")
    assert set(body) == {"version", "timestamp", "queue_services", "data_services"}
    assert body["version"] == "4.15.1"


@pytest.mark.parametrize("header", ["api-access-token", "api_access_token"])
async def test_both_spellings_of_the_token_header_work(office: Office, header: str) -> None:
    token = office.row("Ines")["token"]
    caller = Caller(office.http, office.desk.url, {header: token})
    profile = await caller.get("/api/v1/profile")
    assert set(profile) == PROFILE
    assert set(profile["accounts"][0]) == PROFILE_ACCOUNT
    assert profile["access_token"] == token
    assert profile["pubsub_token"] == office.row("Ines")["pubsub"]
    assert profile["accounts"][0]["permissions"] == ["agent"]


async def test_bad_and_missing_proof_differ(office: Office) -> None:
    bad = Caller(office.http, office.desk.url, {"api-access-token": "wrong"})
    answer = await bad.ask("GET", "/api/v1/profile")
    assert (answer.status, answer.json) == (401, BAD_TOKEN)
    answer = await office.nobody().ask("GET", "/api/v1/profile")
    assert (answer.status, answer.json) == (401, SIGN_IN_FIRST)


async def test_signing_in_hands_out_three_headers_that_work(office: Office) -> None:
    login = {"email": "Ines@Sparrow.example", "password": PASSWORD}
    answer = await office.nobody().ask("POST", "/auth/sign_in", login)
    assert answer.good()["data"]["access_token"] == office.row("Ines")["token"]
    assert answer.headers["token-type"] == "Bearer"
    names = ("access-token", "client", "uid")
    trio = {name: answer.headers[name] for name in names}
    signed_in = Caller(office.http, office.desk.url, trio)
    assert (await signed_in.get("/api/v1/profile"))["id"] == office.row("Ines")["id"]
    valid = await signed_in.get("/auth/validate_token")
    assert valid["payload"]["success"] is True
    assert set(valid["payload"]["data"]) == PROFILE | {"created_at"}
    for name in names:
        spoiled = Caller(office.http, office.desk.url, {**trio, name: "spoiled"})
        assert (await spoiled.ask("GET", "/api/v1/profile")).json == SIGN_IN_FIRST
        assert (await spoiled.ask("GET", "/auth/validate_token")).status == 401
    assert (await signed_in.ask("DELETE", "/auth/sign_out")).good() == {"success": True}
    assert (await signed_in.ask("GET", "/api/v1/profile")).status == 401


@pytest.mark.parametrize(
    "login",
    [
        {"email": "ines@sparrow.example", "password": "wrong"},
        {"email": "ghost@sparrow.example", "password": PASSWORD},
        {},
    ],
)
async def test_a_wrong_login_is_refused(office: Office, login: dict[str, str]) -> None:
    answer = await office.nobody().ask("POST", "/auth/sign_in", login)
    assert (answer.status, answer.json) == (401, WRONG_LOGIN)


async def test_a_rotated_api_token_is_dead_at_once(office: Office) -> None:
    before = office.root("Ines")
    office.desk.rotate_access_token(office.row("Ines")["id"])
    assert (await before.ask("GET", "/api/v1/profile")).json == BAD_TOKEN
    assert (await office.root("Ines").ask("GET", "/api/v1/profile")).status == 200
