"""Lines as agents type them, and what is said of those that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.store.filters import FilterError, Names, parse

NAMES = Names(
    me_id=12,
    agents=((12, "Nare Petrosyan"), (13, "Anna Berg"), (14, "Anahit Cay"), (15, "any")),
    inboxes=((21, "Website"), (23, "Shop, Berlin"), (24, "Website")),
    teams=((5, "Support"),),
    labels=("billing", "VIP", "two words", "none"),
    attributes=("plan",),
)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("status:OPEN   Label:vip", "status:open label:VIP"),
        ("assignee:nare", "assignee:me"),
        ("agent:@anna,nobody", 'assignee:"Anna Berg",none'),
        ("assignee:#15", 'assignee:"any"'),
        ("inbox:shop", 'inbox:"Shop, Berlin"'),
        ("inbox:#24", "inbox:#24"),
        ('label:"none",none', 'label:"none",none'),
        ("waiting:>120m", "waiting:2h"),
        ("waiting:<10m", "waiting:<10m"),
        ("created:>36h", "created:36h"),
        ("created:=2026-11-01", "created:2026-11-01"),
        ("older:14days", "older:14days"),
        ("#42", "id:42"),
        ("id:#42,7", "id:42,7"),
        ('-"  two   words ', '-"two words"'),
        ('"or" or -x', '"or" or -x'),
        ('"a:b" a,b', '"a:b" "a,b"'),
        ("attr.plan:=Gold", "attr.plan:Gold"),
        ('subject:"re: bill"', 'subject:"re: bill"'),
        ("refund refund", "refund"),
        ('""', ""),
    ],
)
def test_a_line_has_one_spelling(line: str, text: str) -> None:
    rule = parse(line, NAMES)
    assert rule.text == text
    assert parse(text, NAMES) == rule


@pytest.mark.parametrize(
    ("line", "sentence", "place"),
    [
        ("x label:bilinng", "There is no label “bilinng”; did you mean “billing”?", (2, 15)),
        ("stauts:open", "There is no field “stauts”; did you mean “status”?", (0, 11)),
        ("assignee:an", "“an” could be the assignee Anna Berg or Anahit Cay or any.", (0, 11)),
        (
            "assignee:zoe",
            "There is no assignee “zoe”; possible: Anahit Cay, Anna Berg, any,",
            (0, 12),
        ),
        ("status:", "“status:” needs a value, such as open, pending", (0, 7)),
        ("older:soon", "“soon” is no time; write such as 30m, 2h, 1d12h, 1w.", (0, 10)),
        ("unread:many", "“many” is no number; write such as 3, >3 or <3.", (0, 11)),
        ("id:x", "“x” is no number of a conversation; write such as 1042.", (0, 4)),
        ("is:open", "There is no state “open”", (0, 7)),
        ("attr.plna:x", "There is no attribute “plna”; did you mean “plan”?", (0, 11)),
        ("channel:t", "“t” could be the channel telegram or twiliosms or twitterprofile.", (0, 9)),
        ("or x", "“or” stands between two conditions.", (0, 2)),
        ("x or", "“or” stands between two conditions.", (2, 4)),
    ],
)
def test_a_wrong_word_is_named_with_what_is_possible(
    line: str, sentence: str, place: tuple[int, int]
) -> None:
    with pytest.raises(FilterError) as caught:
        parse(line, NAMES)
    assert caught.value.sentence.startswith(sentence)
    assert (caught.value.start, caught.value.end) == place


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_read_or_refused_and_what_is_read_keeps_its_meaning(line: str) -> None:
    try:
        rule = parse(line, NAMES)
    except FilterError:
        return
    assert parse(rule.text, NAMES) == rule


@given(st.text(max_size=20))
def test_whatever_is_in_quotes_is_looked_for(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    rule = parse(f'"{escaped}"', NAMES)
    assert rule.searched == " ".join(text.split()).casefold()
