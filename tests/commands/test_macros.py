"""Macros listed and run: what they would do, what is known of what they did, what is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.macros import TABLE
from hoory_tui.commands.parts import macrorun

from .acts import Acts, acting
from .schemas import complaints


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        yield running


async def test_macros_are_listed_with_their_steps(acts: Acts) -> None:
    done = await acts.run("macros", "--json")
    assert done.code == Exit.DONE
    assert complaints(done.rows, TABLE) == []
    assert "resolve it" in next(row for row in done.rows if "Close" in row["name"])["steps"]


async def test_a_dry_run_tells_the_steps_and_runs_nothing(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    done = await acts.run("macros", "run", "to the workshop", str(one), "99999", "-n", "--json")
    assert done.code == Exit.FAILED
    assert [row["result"] for row in done.rows] == ["would run", "failed"]
    assert "add label warranty" in done.rows[0]["change"]
    assert complaints(done.rows, macrorun.TABLE) == []
    done = await acts.run("macros", "run", "to the workshop", str(one), str(two), "-n")
    assert f"#{one}\n  1. assign to team workshop\n  2. add label warranty\n" in done.out
    assert f"\n#{two}\n" in done.out
    assert acts.desk.asked("/execute") == []
    done = await acts.run("macros", "run", "workshop", str(two))
    assert (done.code, "To the workshop" in done.err) == (Exit.NOT_FOUND, True)


async def test_without_waiting_only_the_asking_is_told(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    macro = next(iter(acts.desk.engine.world.macros.values()))
    done = await acts.run("macros", "run", str(macro.id), "-", "--json", given=f"{one}\n")
    assert (done.code, done.rows[0]["result"]) == (Exit.DONE, "started")
    assert "does not tell" in done.err


async def test_with_waiting_the_conversations_tell_what_was_done(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    run = ("macros", "run", "To the workshop", "--wait", "4", "--json")
    done = await acts.run(*run, str(one))
    assert (done.code, done.rows[0]["result"]) == (Exit.DONE, "done")
    assert "warranty" in acts.row(one).labels
    # A server that took the order and lost it.
    acts.desk.fail_next("POST", "/execute", 200, body={})
    done = await acts.run("macros", "run", "To the workshop", "--wait", "0.1", "--json", str(two))
    assert (done.code, done.rows[0]["result"]) == (Exit.FAILED, "not seen")
    assert "warranty" in done.err
    assert "message" in done.err


async def test_what_it_wrote_the_last_time_is_no_sign_of_this_time(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    run = ("macros", "run", "Close politely", "--wait", "4", "--json", "--yes", str(one))
    done = await acts.run(*run)
    assert (done.code, done.rows[0]["result"]) == (Exit.DONE, "done")
    acts.desk.fail_next("POST", "/execute", 200, body={})
    done = await acts.run(*run)
    assert (done.code, done.rows[0]["result"]) == (Exit.FAILED, "not seen")
    acts.desk.fail_next("POST", "/execute", 502)
    done = await acts.run(*run)
    assert (done.code, done.rows[0]["result"]) == (Exit.UNSURE, "unsure")
    assert "try again" not in done.err


async def test_an_unclear_answer_is_looked_for_and_never_asked_again(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    acts.desk.lose_next_answer("POST", "/execute", times=9)
    done = await acts.run("macros", "run", "To the workshop", str(one), "--json")
    assert (done.code, done.rows[0]["result"]) == (Exit.UNSURE, "unsure")
    assert "look before you repeat it" in done.err
    done = await acts.run("macros", "run", "To the workshop", str(two), "--json", "--wait", "4")
    assert (done.code, done.rows[0]["result"]) == (Exit.DONE, "done")
    assert len(acts.desk.asked("/execute")) == 2
    for number in (one, two):
        assert sum("Photos are in" in text for text in acts.contents(number)) == 1


async def test_a_server_that_wants_a_pause_is_asked_again(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    acts.desk.fail_next("POST", "/execute", 429, headers={"Retry-After": "0"})
    done = await acts.run("macros", "run", "To the workshop", str(one), "--json")
    assert (done.code, done.rows[0]["result"]) == (Exit.DONE, "started")
    assert len(acts.desk.asked("/execute")) == 2


async def test_listing_and_running_have_a_schema_each(acts: Acts) -> None:
    for words, table in ((["macros"], TABLE), (["macros", "run"], macrorun.TABLE)):
        done = await acts.run(*words, "--schema", HOORY_URL="http://127.0.0.1:9")
        assert (done.code, done.rows["items"]) == (Exit.DONE, table.schema()), words


async def test_words_that_are_no_order_are_refused(acts: Acts) -> None:
    for words in (["run"], ["rub", "x"], ["run", "Nothing of the kind", "1"]):
        done = await acts.run("macros", *words)
        assert done.code in (Exit.USAGE, Exit.NOT_FOUND), words
    assert (await acts.run("macros", HOORY_TOKEN="old")).code == Exit.SIGNED_OUT


async def test_on_a_terminal_what_it_writes_is_shown_before_it_is_asked_about(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    code, out = await acts.on_terminal("macros", "run", "Lost parcel", str(one), typed="n\n")
    assert code == Exit.FAILED
    assert f"Lost parcel on #{one}:" in out
    assert "4. send to the customer: I've opened a search" in out
    assert f"Run it on #{one}? [y/N]" in out
    assert acts.desk.asked("/execute") == []
    code, out = await acts.on_terminal("macros", "run", "Mine, until tomorrow", str(one))
    assert (code, "[y/N]" in out) == (Exit.DONE, False)
