"""Saved filters: decided here just as the server decides them, and shown as a line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given

from hoory_tui.demo.conversation_filter import read_filter
from hoory_tui.store.filters import FilterError, from_query, parse

from .desks import NOW, PAIR, QUERIES


def query(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"payload": [{"query_operator": "and"} | row for row in rows]}


def row(key: str, operator: str, *values: object) -> dict[str, Any]:
    return {"attribute_key": key, "filter_operator": operator, "values": list(values)}


CUSTOM = {"custom_attribute_type": "conversation_attribute"}


@given(QUERIES)
@example([row("status", "equal_to", "open"), row("plan", "not_equal_to", "gold") | CUSTOM])
@example([row("plan", "not_equal_to", "gold") | CUSTOM, row("status", "equal_to", "open")])
def test_a_saved_filter_takes_what_the_server_takes(rows: list[dict[str, Any]]) -> None:
    rule = from_query({"payload": rows}, PAIR.names)
    fits = read_filter(PAIR.world, rows)
    store = PAIR.store
    assert {one.id for one in store.conversations.values() if rule.takes(store, one, NOW)} == {
        one.display_id for one in PAIR.rows if fits(one)
    }
    assert parse(rule.text, PAIR.names) == rule


def test_it_reads_as_an_agent_would_have_typed_it() -> None:
    rule = from_query(
        query(
            row("status", "equal_to", "open"),
            row("labels", "equal_to", "brakes"),
            row("assignee_id", "not_equal_to", 12),
            row("created_at", "days_before", "7"),
        ),
        PAIR.names,
    )
    assert rule.text.startswith("status:open label:brakes -assignee:")
    assert rule.text.endswith(" assignee:any created:7days")


def test_whole_choices_and_unknown_ids_are_read_too() -> None:
    rule = from_query(query(row("team_id", "equal_to", {"id": 99, "name": "Gone"})), PAIR.names)
    assert rule.text == "team:#99"
    assert from_query({"payload": []}, PAIR.names).is_empty


@pytest.mark.parametrize(
    "rows",
    [
        [row("campaign_id", "equal_to", 3)],
        [row("status", "smells_like", "open")],
        [row("created_at", "is_greater_than")],
        [row("team_id", "equal_to", "support")],
    ],
)
def test_what_no_line_can_say_is_told(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(FilterError):
        from_query(query(*rows), PAIR.names)


def test_a_query_without_conditions_is_told() -> None:
    with pytest.raises(FilterError, match="no conditions"):
        from_query({"payload": "all"}, PAIR.names)
