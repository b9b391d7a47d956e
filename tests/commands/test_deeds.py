"""Each command that changes conversations: the words that it takes, and the desk afterwards."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.label import as_arguments

from .acts import Acts, acting


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        yield running


async def test_assign_takes_me_names_teams_and_nobody(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    agents, number = acts.desk.agents, str(one)
    team = next(iter(acts.desk.engine.world.teams.values()))
    for who, expected in (
        ("me", agents[0].id),
        (f"@{agents[1].name}", agents[1].id),
        (agents[2].name.split()[0].upper(), agents[2].id),
        (agents[1].email, agents[1].id),
        (f"#{agents[0].id}", agents[0].id),
        ("nobody", None),
    ):
        done = await acts.run("assign", number, who)
        assert (done.code, acts.row(one).assignee_id) == (Exit.DONE, expected), who
    done = await acts.run("assign", "-", f"team:{team.name}", "--ids", given=f"{number}\n")
    assert (done.out, acts.row(one).team_id) == (f"{number}\n", team.id)
    await acts.run("assign", number, "team:none")
    assert acts.row(one).team_id is None


async def test_a_name_that_means_several_or_nobody_changes_nothing(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    first, second = acts.desk.agents[1:3]
    first.name, second.name = "Alex Stone", "Alex Wood"
    done = await acts.run("assign", str(one), "@alex")
    assert done.code == Exit.AMBIGUOUS
    assert f"Alex Stone (#{first.id}) or Alex Wood (#{second.id})" in done.err
    done = await acts.run("assign", str(one), "Alex Stine")
    assert (done.code, "did you mean Alex Stone" in done.err) == (Exit.NOT_FOUND, True)
    done = await acts.run("assign", str(one), "team:zzz")
    assert done.code == Exit.NOT_FOUND
    assert acts.row(one).assignee_id is None
    # An id alone is no agent's, whatever stands on the input.
    done = await acts.run("assign", str(acts.desk.agents[1].id), given=f"{one}\n")
    assert (done.code, "Nobody is named to assign" in done.err) == (Exit.USAGE, True)
    assert acts.row(one).assignee_id is None
    done = await acts.run("assign", "me", given="")
    assert done.code == Exit.DONE


async def test_labels_are_put_on_and_taken_off_as_they_are_written(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    acts.row(one).labels[:] = ["refund", "battery"]
    acts.row(two).labels[:] = []
    words = (str(one), "-refund", "+VIP", str(two), "+praise", "--json")
    done = await acts.run("label", *words)
    assert [row["result"] for row in done.rows] == ["changed", "changed"]
    assert acts.row(one).labels == ["battery", "vip", "praise"]
    assert acts.row(two).labels == ["vip", "praise"]
    done = await acts.run("label", "-", "-vip", "-praise", given=f"{one}\n{two}\n")
    assert acts.row(one).labels == ["battery"]
    for wrong, code, said in (
        ("+vipp", Exit.NOT_FOUND, "did you mean vip"),
        ("-vipp", Exit.NOT_FOUND, "did you mean vip"),
        ("--add=vip", Exit.USAGE, "at once"),
    ):
        done = await acts.run("label", str(one), wrong, "-vip")
        assert (done.code, said in done.err) == (code, True), wrong
    assert (await acts.run("label", str(one))).code == Exit.USAGE
    assert acts.row(one).labels == ["battery"]


def test_only_what_is_a_label_is_taken_for_one() -> None:
    words = ["1", "-spam", "-h", "-Pwork", "-", "--json", "--", "-x"]
    expected = ["1", "--remove=spam", "-h", "-Pwork", "-", "--json", "--", "-x"]
    assert as_arguments(words) == expected


async def test_snooze_takes_moments_to_come_in_the_zone_of_the_machine(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    await acts.run("snooze", str(one), "--until", "2h")
    until = acts.row(one).snoozed_until
    assert until is not None
    assert abs(until - time.time() - 7200) < 30
    done = await acts.run("snooze", str(two), "-u", "tomorrow 9", "--json")
    until = acts.row(two).snoozed_until
    assert until is not None
    here = datetime.fromtimestamp(until, UTC).astimezone()
    assert (here.hour, here.minute) == (9, 0)
    assert "09:00" in done.rows[0]["change"]
    done = await acts.run("snooze", str(two), "--until", "tomorrow 9", "--json")
    assert done.rows[0]["result"] == "already"
    await acts.run("snooze", str(two), "--until", "next-reply")
    assert (acts.row(two).status, acts.row(two).snoozed_until) == ("snoozed", None)
    done = await acts.run("snooze", str(one), "--until", "yesterday")
    assert (done.code, "“yesterday”" in done.err) == (Exit.USAGE, True)


async def test_priority_reading_and_muting(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    number = str(one)
    assert (await acts.run("priority", number, "HIGH")).code == Exit.DONE
    assert acts.row(one).priority == "high"
    assert (await acts.run("priority", number, "huge")).code == Exit.USAGE
    acts.desk.contact_writes(one, "Anybody?")
    for command, result in (
        ("read", "changed"),
        ("read", "already"),
        ("unread", "changed"),
        ("mute", "changed"),
        ("mute", "already"),
        ("unmute", "changed"),
    ):
        done = await acts.run(command, number, "--json")
        assert done.rows[0]["result"] == result, command
        contact = acts.desk.contact_of(one)
        assert contact.blocked is (command == "mute"), command
    assert acts.row(one).status == "resolved"
