"""Assigning, labels and priority, one and many, looked at on the server's side."""

from __future__ import annotations

from .console import Console, console
from .stage import DANA, INES, KWAME, NARE, THEO, TOMAS, ZOE
from .verbs import choose, mark, row


async def test_assigning_to_another_to_nobody_and_to_a_team() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await choose(desk, "A", *"ines", "enter", title="Assign #4 Zoë Brückner to")
        await desk.until(lambda: row(desk, ZOE).assignee_id == INES)
        await choose(desk, "A", *"nobody", "enter")
        await desk.until(lambda: row(desk, ZOE).assignee_id is None)
        team = next(iter(desk.store.teams.values()))
        await choose(desk, "A", *team.name, "enter")
        await desk.until(lambda: row(desk, ZOE).team_id == team.id)
        await desk.settled()
        await choose(desk, "A", *"no team", "enter")
        await desk.until(lambda: row(desk, ZOE).team_id is None)


async def test_the_box_shows_availability_and_load() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("A")
        await desk.shows("Nare Petrosyan (me)")
        assert "online, 5 open" in desk.text()[lines_with(desk, "Nare Petrosyan (me)")]
        order = [lines_with(desk, name) for name in ("Nare Petrosyan (me)", "Kenji")]
        assert order == sorted(order)


def lines_with(desk: Console, text: str) -> int:
    return next(at for at, line in enumerate(desk.text()) if text in line)


async def test_several_are_assigned_to_another_and_to_me() -> None:
    async with console() as desk:
        await mark(desk, ZOE, THEO, KWAME)
        await choose(desk, "A", *"tomas", "enter", title="Assign 3 conversations to")
        some = (ZOE, THEO, KWAME)
        await desk.until(lambda: {row(desk, one).assignee_id for one in some} == {TOMAS})
        await desk.settled()
        await mark(desk, *some)
        await desk.press("a")
        await desk.until(lambda: {row(desk, one).assignee_id for one in some} == {NARE})
        await desk.settled()
        await mark(desk, *some)
        await desk.press("a")
        await desk.until(lambda: {row(desk, one).assignee_id for one in some} == {None})


async def test_labels_are_put_on_and_taken_off_and_others_stay() -> None:
    async with console() as desk:
        first, second, third = sorted(one.title for one in desk.store.labels.values())[:3]
        await desk.turn_to(ZOE)
        await choose(desk, "t", "space", "down", "tab", "enter", title="Labels of #4 Zoë")
        await desk.until(lambda: set(row(desk, ZOE).labels) == {first, second})
        await desk.settled()
        # A colleague puts another one on while the box is open.
        await desk.press("t")
        desk.desk.set_labels(ZOE, [first, second, third])
        await desk.press("space", "enter")
        await desk.until(lambda: set(row(desk, ZOE).labels) == {second, third})


async def test_labels_of_several_keep_what_only_some_have() -> None:
    async with console(before=lambda desk: desk.set_labels(DANA, ["vip"])) as desk:
        first = sorted(one.title for one in desk.store.labels.values())[0]
        await mark(desk, DANA, ZOE)
        await desk.press("t")
        await desk.shows("on 1 of 2")
        await desk.press("space", "enter")
        await desk.until(lambda: set(row(desk, ZOE).labels) == {first})
        await desk.until(lambda: set(row(desk, DANA).labels) == {first, "vip"})


async def test_labels_left_as_they_were_change_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        said = len(desk.desk.engine.world.messages)
        await choose(desk, "t", "space", "space", "enter")
        await desk.settled()
        assert len(desk.desk.engine.world.messages) == said, "nothing that was done was told of"


async def test_priority_by_its_digit_by_its_name_and_none() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await choose(desk, "exclamation_mark", "1")
        await desk.until(lambda: row(desk, ZOE).priority == "urgent")
        await choose(desk, "exclamation_mark", *"low", "enter", title="Priority of #4 Zoë")
        await desk.until(lambda: row(desk, ZOE).priority == "low")
        await choose(desk, "exclamation_mark", "0")
        await desk.until(lambda: not row(desk, ZOE).priority)


async def test_priority_of_several() -> None:
    async with console() as desk:
        await mark(desk, DANA, ZOE)
        await choose(desk, "exclamation_mark", "2")
        await desk.until(lambda: row(desk, DANA).priority == row(desk, ZOE).priority == "high")
