"""The token and the account: wrong ones, limited ones, and servers in trouble at that moment."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.demo.desk import DemoDesk

from .examining import at_desk, failed, found, left_out

BEHIND_ACCOUNT = {"abilities", "speed", "subscribed", "echo", "cable-token", "tls"}


async def test_a_wrong_token(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path, token="nOtOnEoFtHeIrS123"))
    assert failed(findings) == ["token"]
    assert findings["token"].said == (
        "The server does not take the token: it is wrong, or it was replaced."
    )
    assert "hoory-tui login" in findings["token"].hint
    assert left_out(findings) == {"account"} | BEHIND_ACCOUNT
    # Nobody needs a token to be greeted.
    assert {findings[one].state for one in ("desk", "handshake", "welcome", "pings")} == {"ok"}
    assert "nOtOnEoFtHeIrS123" not in str(findings)


async def test_a_wrong_account(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path, account_id=99))
    assert failed(findings) == ["account"]
    assert findings["account"].said == (
        f"You do not belong to account 99; yours are: {desk.account_id} (Sparrow Bikes)."
    )
    assert left_out(findings) == BEHIND_ACCOUNT
    assert findings["token"].state == "ok"


async def test_a_right_account_that_shows_nothing(desk: DemoDesk, tmp_path: Path) -> None:
    refusal = {"error": "Account is suspended"}
    desk.fail_next("GET", "/conversations/meta", 401, body=refusal)
    findings = await found(at_desk(desk, tmp_path))
    assert failed(findings) == ["account"]
    assert "Account is suspended" in findings["account"].said
    assert findings["account"].said.count(".") == 1


async def test_trouble_at_the_moment_is_no_wrong_token(desk: DemoDesk, tmp_path: Path) -> None:
    desk.fail_next("GET", "/api/v1/profile", 503)
    findings = await found(at_desk(desk, tmp_path))
    assert failed(findings) == ["token"]
    assert findings["token"].said == "The server has a problem (503)."


async def test_without_an_account_the_usual_one_is_taken(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path, account_id=None), "account")
    assert findings["account"].said == (
        f"You are administrator of Sparrow Bikes (account {desk.account_id})."
    )
