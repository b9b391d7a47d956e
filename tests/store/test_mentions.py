"""Mentions, from what an agent writes to what servers understand and back."""

from __future__ import annotations

from hoory_tui.store.mentions import linked, mentionable, unlinked
from hoory_tui.store.records import Agent, Team
from hoory_tui.store.state import Store


def desk() -> Store:
    store = Store(1, me_id=1)
    for number, name in enumerate(("Ana", "Ana López", "Ben", "Ben", "money"), 1):
        store.agents[number] = Agent(number, name, f"{name[0].lower()}{number}@x.example")
    store.teams[9] = Team(9, "money")
    store.teams[8] = Team(8, "late [shift]")
    return store


def test_each_has_a_handle_of_its_own() -> None:
    handles = [one.handle for one in mentionable(desk())]
    assert handles == [
        "Ana",
        "Ana López",
        "Ben (b3@x.example)",
        "Ben (b4@x.example)",
        "money (m5@x.example)",
        "late [shift]",
        "money (team)",
    ]


def test_names_become_links() -> None:
    store = desk()
    text = "@Ana López and @Ana, @Ben (b4@x.example): @money (team)? @late [shift]!"
    assert linked(text, store) == (
        "[@Ana López](mention://user/2/Ana%20L%C3%B3pez) and [@Ana](mention://user/1/Ana), "
        "[@Ben](mention://user/4/Ben): [@money](mention://team/9/money)? "
        "[@late (shift)](mention://team/8/late%20%5Bshift%5D)!"
    )
    assert unlinked(linked(text, store), store) == text


def test_what_names_nobody_stays() -> None:
    store = desk()
    for text in ("@Ben", "mail@Ana.example", "@Anahit", "`@Ana` and ```\n@Ana\n```", "@@Ana", "@"):
        assert linked(text, store) == text
    done = linked("@Ana", store)
    assert linked(done, store) == done, "a link is not linked again"
    assert linked("@Ana", Store(1)) == "@Ana"


def test_somebody_who_has_left_keeps_the_name_that_was_written() -> None:
    gone = "[@Carl](mention://user/99/Carl) saw it"
    assert unlinked(gone, desk()) == "@Carl saw it"
