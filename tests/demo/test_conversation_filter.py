from __future__ import annotations

from typing import Any

import pytest

from .keys import CONVERSATION_REST
from .people import Json, Office


def condition(key: str, operator: str, *values: object, then: str | None = None) -> Json:
    return {
        "attribute_key": key,
        "filter_operator": operator,
        "values": list(values),
        "query_operator": then,
    }


async def filtered(office: Office, *conditions: Json, who: str = "Nare") -> list[Any]:
    body = await office.agent(who).post("/conversations/filter", {"payload": list(conditions)})
    assert set(body) == {"meta", "payload"}
    rows: list[Any] = body["payload"]
    return rows


async def test_status_and_priority_by_name(office: Office) -> None:
    rows = await filtered(office, condition("status", "equal_to", "resolved"))
    assert {row["status"] for row in rows} == {"resolved"}
    assert set(rows[0]) == CONVERSATION_REST
    rows = await filtered(
        office,
        condition("status", "equal_to", "all", then="and"),
        condition("priority", "equal_to", "urgent", "high"),
    )
    assert {row["priority"] for row in rows} == {"urgent", "high"}


async def test_and_binds_closer_than_or(office: Office) -> None:
    rows = await filtered(
        office,
        condition("priority", "equal_to", "urgent", then="or"),
        condition("status", "equal_to", "pending", then="and"),
        condition("assignee_id", "is_present"),
    )
    assert rows
    for row in rows:
        assigned_pending = row["status"] == "pending" and "assignee" in row["meta"]
        assert row["priority"] == "urgent" or assigned_pending


async def test_labels_words_and_days(office: Office) -> None:
    rows = await filtered(office, condition("labels", "equal_to", "brakes"))
    assert rows
    assert all("brakes" in row["labels"] for row in rows)
    rows = await filtered(office, condition("mail_subject", "contains", "newsletter"))
    assert [row["additional_attributes"]["mail_subject"] for row in rows] == [
        "Your newsletter, and a small correction"
    ]
    now = office.desk.engine.world.now()
    day = now - now % 86_400 - 2 * 86_400
    rows = await filtered(office, condition("last_activity_at", "days_before", "2"))
    assert rows
    assert all(row["last_activity_at"] < day for row in rows)


async def test_custom_attributes(office: Office) -> None:
    conversation_id = office.talk()
    path = f"/conversations/{conversation_id}/custom_attributes"
    await office.agent().post(path, {"custom_attributes": {"order_id": "43"}})
    asked = condition("order_id", "equal_to", "43")
    rows = await filtered(office, asked | {"custom_attribute_type": "conversation_attribute"})
    assert [row["id"] for row in rows] == [conversation_id]


async def test_what_is_absent_is_neither_equal_nor_unequal(office: Office) -> None:
    rows = await filtered(office, condition("assignee_id", "not_equal_to", 12))
    assert rows
    assert all(row["meta"]["assignee"]["id"] != 12 for row in rows)
    rows = await filtered(office, condition("labels", "not_equal_to", "brakes"))
    assert any(not row["labels"] for row in rows)
    assert all("brakes" not in row["labels"] for row in rows)


async def test_an_unequal_custom_attribute_at_the_end_lets_all_in_that_lack_it(
    office: Office,
) -> None:
    first, other = office.talk(), office.talk()
    for number, value in ((first, "43"), (other, "44")):
        path = f"/conversations/{number}/custom_attributes"
        await office.agent().post(path, {"custom_attributes": {"order_id": value}})
    asked = condition("order_id", "not_equal_to", "43")
    custom = asked | {"custom_attribute_type": "conversation_attribute"}
    rows = await filtered(office, condition("status", "equal_to", "resolved", then="and"), custom)
    assert "open" in {row["status"] for row in rows}
    assert first not in {row["id"] for row in rows}


async def test_only_own_inboxes_are_searched(office: Office) -> None:
    asked = condition("status", "equal_to", "all")
    rows = await filtered(office, asked, who="Kenji")
    assert {row["inbox_id"] for row in rows} <= {21, 24}


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        (condition("shoe_size", "equal_to", "44"), "Invalid attribute key - [shoe_size]."),
        (
            condition("status", "smells_like", "open"),
            "Invalid operator. The allowed operators for status are [equal_to,not_equal_to].",
        ),
        (condition("inbox_id", "equal_to"), "Invalid value. The values provided for inbox_id"),
        (condition("created_at", "is_less_than", "soon"), "Invalid value. The values provided"),
        (condition("status", "equal_to", "open", then="nor"), "Query operator must be either"),
    ],
)
async def test_a_wrong_condition_is_named(office: Office, asked: Json, start: str) -> None:
    answer = await office.agent().ask("POST", "/conversations/filter", {"payload": [asked]})
    assert answer.status == 422
    assert answer.json["error"].startswith(start)
