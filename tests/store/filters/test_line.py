"""Filters as values: two independent deciders agree, and what is asked is never too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.demo.conversation_filter import read_filter
from hoory_tui.store.filters import Filter, from_query, parse

from .desks import LINES, NOW, PAIR


def taken_here(rule: Filter) -> set[int]:
    store = PAIR.store
    held = store.conversations.values()
    return {one.id for one in held if rule.takes(store, one, NOW)}


def taken_there(rows: list[dict[str, object]]) -> set[int]:
    fits = read_filter(PAIR.world, rows)
    return {one.display_id for one in PAIR.rows if fits(one)}


@given(LINES)
def test_the_text_of_a_filter_parses_to_the_same(line: str) -> None:
    rule = parse(line, PAIR.names)
    again = parse(rule.text, PAIR.names)
    assert again == rule
    assert hash(again) == hash(rule)
    assert again.text == rule.text


@given(LINES, st.sampled_from([NOW, None]))
def test_what_the_server_takes_for_a_line_is_what_we_take_or_more(
    line: str, now: float | None
) -> None:
    rule = parse(line, PAIR.names)
    question = rule.payload(now)
    there, here = taken_there(question.body["payload"]), taken_here(rule)
    if question.is_exact:
        assert there == here
    else:
        assert there >= here


@given(LINES)
def test_what_is_saved_of_an_exact_line_is_the_same_line_again(line: str) -> None:
    rule = parse(line, PAIR.names)
    question = rule.payload()
    if question.is_exact:
        assert taken_here(from_query(question.body, PAIR.names)) == taken_here(rule)


def test_within_a_status_is_said_in_every_alternative_unless_the_line_says_it() -> None:
    rule = parse("label:brakes or assignee:none", PAIR.names)
    assert rule.within("open").text == ("status:open label:brakes or status:open assignee:none")
    assert rule.within("all") is rule
    said = parse("status:pending", PAIR.names)
    assert said.within("open") is said


def test_a_question_has_no_more_conditions_than_a_server_likes() -> None:
    line = " or ".join(f"-assignee:#{one} -team:#{one}" for one in range(1, 30))
    question = parse(line, PAIR.names).payload(NOW)
    assert len(question.rows) <= 24
    assert question.left


def test_what_is_to_be_searched_for_are_the_plain_words() -> None:
    assert parse('status:open refund "my bike" -spam', PAIR.names).searched == "refund my bike"
    assert parse("status:open", PAIR.names).searched == ""
    assert parse("", PAIR.names).is_empty


def test_a_filter_tells_whether_time_alone_changes_what_it_takes() -> None:
    assert parse("older:2h", PAIR.names).is_timely
    assert not parse("status:open refund", PAIR.names).is_timely
