"""Rules at work: what they are about, how often, at which hours, and one summary for a gap."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.config.rules import Rule
from hoory_tui.store.filters import Filter, FilterError, Names
from hoory_tui.store.occurrences import Occurrence
from hoory_tui.store.rules import Moment, OwnDeeds, Rulebook, check_filter, is_within

NOON = 12 * 60


def rule(**keys: Any) -> Rule:
    return Rule(**{"name": "x", "on": ("mention",), "bell": True, **keys})


def book(*rules: Rule) -> Rulebook:
    found = Rulebook(rules)
    assert found.read_filters(Names()) == []
    return found


def mention(number: int = 1) -> Occurrence:
    return Occurrence(frozenset({"mention", "conversation.mentioned"}), number)


def always(_line: Filter) -> bool:
    return True


def test_at_most_so_often_in_any_stretch() -> None:
    rules = book(rule(at_most="2/min"))
    fired = [bool(rules.set_off(mention(), always, Moment(at, NOON))) for at in (0, 1, 2, 61, 62)]
    assert fired == [True, True, False, True, True]


def test_cooldown_is_for_each_conversation() -> None:
    rules = book(rule(cooldown=60))
    fired = [
        bool(rules.set_off(mention(number), always, Moment(at, NOON)))
        for number, at in ((1, 0), (1, 30), (2, 30), (1, 61))
    ]
    assert fired == [True, False, True, True]


def test_hours_quiet_and_other_kinds() -> None:
    rules = book(rule(hours="09:00-18:00", quiet=True))
    assert rules.set_off(mention(), always, Moment(0, NOON)) == [0]
    assert rules.set_off(mention(), always, Moment(0, 18 * 60)) == []
    assert rules.set_off(mention(), always, Moment(0, NOON), is_looked_at=True) == []
    assert rules.set_off(Occurrence(frozenset({"pending"}), 1), always, Moment(0, NOON)) == []
    assert is_within((22 * 60, 6 * 60), 23 * 60)
    assert is_within((22 * 60, 6 * 60), 5 * 60)
    assert not is_within((22 * 60, 6 * 60), NOON)


def test_a_filter_decides_and_the_unknown_sets_nothing_off() -> None:
    rules = book(rule(filter="priority:urgent"), rule(name="y"))
    assert rules.set_off(mention(), lambda _: True, Moment(0, NOON)) == [0, 1]
    assert rules.set_off(mention(), lambda _: False, Moment(1, NOON)) == [1]
    assert rules.set_off(mention(), lambda _: None, Moment(2, NOON)) == [1]


def test_a_filter_that_names_nobody_rests_alone() -> None:
    rules = Rulebook([rule(filter="assignee:Zed"), rule(name="y")])
    complaints = rules.read_filters(Names(agents=((1, "Ann"),)))
    assert len(complaints) == 1
    assert "rule “x” rests" in complaints[0]
    assert rules.set_off(mention(), always, Moment(0, NOON)) == [1]


def test_a_gap_makes_one_summary_a_rule() -> None:
    rules = book(rule(at_most="1/min"), rule(name="night", hours="22:00-23:00"))
    for number in [*range(1, 101), 1]:
        rules.miss(mention(number), always)
    summaries = rules.summaries(Moment(0, NOON))
    assert [(one.rule, len(one.conversation_ids)) for one in summaries] == [(0, 100)]
    assert rules.summaries(Moment(0, NOON)) == []
    # The one summary counts as one.
    assert rules.set_off(mention(), always, Moment(1, NOON)) == []


@pytest.mark.parametrize(
    "line",
    ["", "is:unread", "assignee:me label:vip or inbox:Web", "attr.plan:gold", "-priority:low dana"],
)
def test_filters_that_may_be_right(line: str) -> None:
    check_filter(line)


@pytest.mark.parametrize("line", ["or", "is:red", "a or or b", "wating:>2h", "waiting:soon"])
def test_filters_that_are_surely_wrong(line: str) -> None:
    with pytest.raises(FilterError):
        check_filter(line)


def test_what_nobody_says_who_did_is_ours_for_a_while() -> None:
    ours = OwnDeeds()
    ours.note(5, 100.0)
    anonymous = Occurrence(frozenset({"resolved"}), 5, is_anonymous=True)
    assert ours.may_be(anonymous, 110.0)
    assert not ours.may_be(anonymous, 116.0)
    assert not ours.may_be(Occurrence(frozenset({"resolved"}), 5), 110.0)
    assert not ours.may_be(Occurrence(frozenset({"resolved"}), 6, is_anonymous=True), 110.0)
