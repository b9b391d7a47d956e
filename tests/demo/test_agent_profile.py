from __future__ import annotations

from .people import Office


async def test_choosing_availability_is_seen_at_others_next_tick(office: Office) -> None:
    ear = await office.listen("Hanna")
    await office.listen("Nare")
    body = {"profile": {"account_id": office.desk.account_id, "availability": "busy"}}
    profile = await office.root().post("/api/v1/profile/availability", body)
    account = profile["accounts"][0]
    assert (account["availability"], account["availability_status"]) == ("busy", "busy")
    assert await ear.names(office.desk) == []
    await ear.tick()
    assert (await ear.until("presence.update"))["users"]["11"] == "busy"


async def test_an_unknown_availability_is_a_500(office: Office) -> None:
    body = {"profile": {"account_id": office.desk.account_id, "availability": "dancing"}}
    answer = await office.root().ask("POST", "/api/v1/profile/availability", body)
    assert answer.status == 500


async def test_away_means_offline_unless_auto_offline_is_off(office: Office) -> None:
    profile = await office.root("Kenji").get("/api/v1/profile")
    assert profile["accounts"][0]["availability_status"] == "offline"
    body = {"profile": {"account_id": office.desk.account_id, "auto_offline": False}}
    profile = await office.root("Kenji").post("/api/v1/profile/auto_offline", body)
    assert profile["accounts"][0]["availability_status"] == "online"


async def test_own_settings_are_kept(office: Office) -> None:
    changes = {
        "message_signature": "-- \n**N.**",
        "ui_settings": {"a": 1},
        "display_name": "Nare P.",
    }
    await office.root().ask("PUT", "/api/v1/profile", {"profile": changes})
    profile = await office.root().get("/api/v1/profile")
    assert {key: profile[key] for key in changes} == changes
    assert (profile["name"], profile["available_name"]) == ("Nare Petrosyan", "Nare P.")


async def test_the_rest_is_accepted(office: Office) -> None:
    body = {"profile": {"account_id": office.desk.account_id}}
    answer = await office.root().ask("PUT", "/api/v1/profile/set_active_account", body)
    assert (answer.status, answer.raw) == (200, b"")
    settings = await office.agent().get("/notification_settings")
    assert settings["user_id"] == 11
    assert "email_conversation_mention" in settings["selected_email_flags"]
