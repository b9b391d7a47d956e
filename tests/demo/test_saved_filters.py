from __future__ import annotations

from .people import Json, Office

OPEN = {
    "payload": [
        {
            "attribute_key": "status",
            "filter_operator": "equal_to",
            "values": ["open"],
            "query_operator": None,
        }
    ]
}


async def saved(office: Office, name: str = "Mine open", who: str = "Ines") -> Json:
    body = {"name": name, "filter_type": "conversation", "query": OPEN}
    made: Json = await office.agent(who).post("/custom_filters", {"custom_filter": body})
    return made


async def test_a_saved_filter_is_listed_and_shown_as_it_was_saved(office: Office) -> None:
    made = await saved(office)
    assert set(made) == {"id", "name", "filter_type", "query", "created_at", "updated_at"}
    assert made["query"] == OPEN
    path = f"/custom_filters/{made['id']}"
    assert await office.agent("Ines").get("/custom_filters") == [made]
    assert await office.agent("Ines").get("/custom_filters", filter_type="contact") == []
    assert await office.agent("Ines").get(path) == made
    for method in ("GET", "PATCH", "DELETE"):
        answer = await office.agent("Nare").ask(method, path, {"custom_filter": {"name": "x"}})
        assert (answer.status, answer.json) == (404, {"error": "Resource could not be found"})


async def test_a_saved_filter_is_renamed_and_removed(office: Office) -> None:
    made = await saved(office)
    path = f"/custom_filters/{made['id']}"
    renamed = await office.agent("Ines").patch(path, {"custom_filter": {"name": "Ours"}})
    assert renamed == made | {"name": "Ours"}
    answer = await office.agent("Ines").ask("DELETE", path)
    assert (answer.status, answer.raw) == (204, b"")
    assert await office.agent("Ines").get("/custom_filters") == []


async def test_what_is_no_filter_and_one_too_many_are_refused(office: Office) -> None:
    answer = await office.agent().ask("POST", "/custom_filters", {"name": "bare"})
    assert answer.status == 400
    for number in range(51):
        await saved(office, f"view {number}")
    body = {"custom_filter": {"name": "one more", "query": OPEN}}
    answer = await office.agent("Ines").ask("POST", "/custom_filters", body)
    assert answer.status == 422
    assert "do not allow creating >50" in answer.json["message"]
