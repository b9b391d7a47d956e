"""Who is here, and the card of the contact at hand."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.render.sidebar import Card, Colleague, sidebar_lines
from hoory_tui.store.records import Contact
from hoory_tui.wire.clean import clean_line

ANA = Colleague("Ana", "online", 7, is_me=True)
BEN = Colleague("Ben", "busy", 0, is_me=False, doing="#12…")
CLEO = Colleague("Cleo", "offline", 3, is_me=False)
ZOE = Contact(
    5,
    "Zoë",
    "zoe@mail.example",
    blocked=True,
    custom_attributes={"plan": "gold", "secret": {"nested": 1}, "empty": ""},
)


def texts(card: Card | None, online: tuple[str, ...] = (), width: int = 34) -> list[str]:
    lines = sidebar_lines([ANA, BEN, CLEO], online, card, width, UNICODE)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_colleagues_with_presence_and_load() -> None:
    assert texts(None) == [
        f" Agents{'1 online':>26}",
        f" ● Ana (you){'7':>21}",
        " ◐ Ben  #12…",
        f" ○ Cleo{'3':>26}",
    ]


def test_contacts_who_are_online() -> None:
    assert texts(None, ("Zoë", "Yan"))[-3:] == [
        f" Contacts online{'2':>17}",
        " ● Zoë",
        " ● Yan",
    ]


def test_the_card_shows_what_is_known_and_nothing_empty() -> None:
    shown = texts(Card(ZOE, online=True, facts=(("team", "workshop"), ("seen", ""))))
    assert shown[:6] == [
        f" Contact{'#5':>25}",
        f" ● Zoë{'online':>27}",
        "   blocked yes",
        "   mail    zoe@mail.example",
        "   team    workshop",
        "   plan    gold",
    ]
    assert not any("secret" in line or "seen" in line or "empty" in line for line in shown)


def test_a_nameless_contact_can_still_be_pointed_at() -> None:
    assert "(no name) #5" in texts(Card(Contact(5, " "), online=False))[1]


def test_long_values_are_broken_and_cut() -> None:
    contact = Contact(5, "Zoë", custom_attributes={"story": "word " * 100})
    shown = texts(Card(contact, online=False))
    assert sum("word" in line for line in shown) == 3


@given(st.text(max_size=60), st.integers(1, 60))
def test_every_line_has_exactly_the_width(said: str, width: int) -> None:
    contact = Contact(5, said, said, said, said, custom_attributes={said or "key": said})
    card = Card(contact, online=True, facts=((said, said),))
    someone = Colleague(said, "online", 12, is_me=True, doing=said)
    for line in sidebar_lines([someone], [said], card, width, UNICODE):
        assert line_width(line) == width


def test_attributes_of_any_size_cost_no_more_than_what_is_shown() -> None:
    """Visitors choose what is in an attribute; forty times as much may not cost more."""

    def cost(size: int) -> float:
        told = {f"key {number}": "ж" * size for number in range(8)}
        card = Card(Contact(1, name="Zoë", custom_attributes=told), online=True)
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            sidebar_lines([], [], card, 34, UNICODE)
            best = min(best, time.process_time() - start)
        return best

    assert cost(400_000) < max(4 * cost(10_000), 0.01)


def test_what_a_visitor_chose_is_drawn_short_whole_and_marked() -> None:
    hidden = clean_line("gold\u202e")
    many = {f"key_{number}": number for number in range(100_000)}
    huge = {"big": 10**6000, "plan": hidden, "snake_case": "a_b", "long": "👍🏽" * 500_000}
    contact = Contact(5, hidden, email="a_b@c", custom_attributes=huge | many)
    started = time.perf_counter()
    shown = texts(Card(contact, online=True))
    assert time.perf_counter() - started < 0.5
    assert shown[1].startswith(" ● ⚠ gold")
    assert "   mail    a_b@c" in shown
    assert "   big     (a huge number)" in shown
    assert "   plan    ⚠ gold" in shown
    assert "   snake … a_b" in shown
    assert sum("👍" in line for line in shown) == 3
    assert sum("key" in line for line in shown) == 4


def test_a_terminal_with_plain_pictures_gets_plain_names() -> None:
    glyphs = replace(UNICODE, is_plain=True)
    card = Card(Contact(5, "👍🏽 Zoë", custom_attributes={"mood": "❤️"}), online=True)
    lines = sidebar_lines([Colleague("👩‍👧", "online", 0, False)], ["1️⃣"], card, 34, glyphs)
    shown = "\n".join("".join(text for text, _ in line) for line in lines)
    assert "👍 Zoë" in shown
    assert "👩👧" in shown
    assert "● 1 " in shown
    assert "❤ " in shown
    assert "\ufe0f" not in shown
