"""Conversations changed by commands: the desk's side, the rows, the codes, and what fails."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.changing import TABLE

from ..acts import Acts, acting
from ..schemas import complaints


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        yield running


async def test_ids_from_arguments_lines_and_json_are_resolved_and_reopened(acts: Acts) -> None:
    one, two, three = acts.open_ids(3)
    done = await acts.run("resolve", str(one), "--json")
    assert (done.code, done.err) == (Exit.DONE, "")
    assert done.rows == [{"id": one, "result": "changed", "change": "Resolved", "problem": ""}]
    await acts.run("resolve", "-", given=f"{two}\n")
    lines = "".join(f"{json.dumps({'id': n, 'status': 'open'})}\n" for n in (one, three))
    done = await acts.run("resolve", "--jsonl", given=lines)
    results = [json.loads(line)["result"] for line in done.out.splitlines()]
    assert results == ["already", "changed"]
    assert {acts.row(n).status for n in (one, two, three)} == {"resolved"}
    done = await acts.run("reopen", str(one), str(two), "--ids")
    assert done.out == f"{one}\n{two}\n"
    done = await acts.run("pending", str(three))
    assert acts.row(three).status == "pending"
    assert acts.row(one).status == acts.row(two).status == "open"


async def test_what_fails_is_told_by_its_id_and_the_rest_is_done(acts: Acts) -> None:
    one, two, three = acts.open_ids(3)
    acts.desk.fail_next("POST", f"/{two}/toggle_priority", 422, body={"error": "No such luck"})
    done = await acts.run("priority", str(one), str(two), "99999", str(three), "urgent", "--json")
    assert done.code == Exit.FAILED
    assert [row["result"] for row in done.rows] == ["changed", "failed", "failed", "changed"]
    assert f"#{two}: " in done.err
    assert "No such luck" in done.err
    assert "#99999: There is no such conversation" in done.err
    assert "2 of 4" in done.err
    assert [acts.row(n).priority for n in (one, two, three)] == ["urgent", None, "urgent"]
    assert complaints(done.rows, TABLE) == []
    done = await acts.run("priority", str(one), "99999", "none", "--ids")
    assert done.out == f"{one}\n"
    assert acts.row(one).priority is None


async def test_the_only_id_being_unknown_has_a_code_of_its_own(acts: Acts) -> None:
    for words in (["resolve"], ["mute"], ["unread"], ["snooze"]):
        done = await acts.run(words[0], "99999", *words[1:])
        assert done.code == Exit.NOT_FOUND, words
        assert "There is no such conversation" in done.err, words


async def test_a_server_that_wants_a_pause_gets_it_and_everything_is_done(acts: Acts) -> None:
    ids = acts.open_ids(6)
    acts.desk.fail_next("POST", "/toggle_status", 429, times=2, headers={"Retry-After": "1"})
    done = await acts.run("resolve", *map(str, ids), "--ids")
    assert done.code == Exit.DONE
    assert done.out.split() == [str(one) for one in ids]
    assert {acts.row(one).status for one in ids} == {"resolved"}


async def test_an_answer_that_got_lost_is_looked_up_and_nothing_is_done_twice(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    acts.desk.lose_next_answer("POST", "/toggle_status")
    done = await acts.run("resolve", str(one), "--json")
    assert done.rows[0]["result"] == "changed"
    assert len(acts.desk.asked("toggle_status")) == 1


async def test_a_dry_run_says_what_would_be_and_does_nothing(acts: Acts) -> None:
    one, two = acts.open_ids(2)
    await acts.run("resolve", str(two))
    done = await acts.run("resolve", str(one), str(two), "--dry-run", "--json")
    assert [row["result"] for row in done.rows] == ["would change", "already"]
    assert acts.row(one).status == "open"


async def test_no_conversations_from_a_pipe_are_no_mistake(acts: Acts) -> None:
    done = await acts.run("resolve", "-", "--json", given="")
    assert (done.code, done.rows) == (Exit.DONE, [])
    assert "nothing was changed" in done.err


async def test_a_token_that_expires_on_the_way_stops_the_run(acts: Acts) -> None:
    done = await acts.run("resolve", "1", HOORY_TOKEN="gone")
    assert done.code == Exit.SIGNED_OUT
    ids = acts.open_ids(12)
    acts.desk.fail_next("POST", "/toggle_status", 401, 99, {"error": "Invalid Access Token"})
    done = await acts.run("resolve", *map(str, ids), "--json")
    assert done.code == Exit.SIGNED_OUT
    results = [row["result"] for row in done.rows]
    assert results.count("failed") <= 4
    assert results.count("skipped") >= 8


async def test_without_a_network_nothing_is_changed_and_said_so(acts: Acts) -> None:
    done = await acts.run("resolve", "1", HOORY_URL="http://127.0.0.1:9")
    assert done.code == Exit.UNREACHED
    assert done.out == ""
    acts.desk.lose_next_answer("GET", "/api/v1/profile", times=9)
    done = await acts.run("resolve", "1")
    assert done.code == Exit.UNREACHED


async def test_a_closed_pipe_ends_it_behind_the_deed(acts: Acts) -> None:
    (one,) = acts.open_ids(1)
    process = await acts.start("resolve", str(one), "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    # Nobody reads any more: asyncio closes our end of the pipe.
    process.stdout._transport.close()  # type: ignore[attr-defined]
    complaint = await process.stderr.read()
    assert (await process.wait(), complaint) == (Exit.PIPE_CLOSED, b"")
    assert acts.row(one).status == "resolved"


async def test_what_failed_is_told_though_nobody_reads_the_output(acts: Acts) -> None:
    process = await acts.start("reopen", "1", "99999", "--json")
    assert process.stdout is not None
    process.stdout._transport.close()  # type: ignore[attr-defined]
    assert process.stderr is not None
    complaint = (await process.stderr.read()).decode()
    assert await process.wait() == Exit.PIPE_CLOSED
    assert "#99999: There is no such conversation" in complaint


async def test_labels_that_two_runs_change_at_once_all_stay(acts: Acts) -> None:
    ids = acts.open_ids(5)
    before = {one: list(acts.row(one).labels) for one in ids}
    # All have read before the first one writes.
    acts.desk.delay_next("POST", "/labels", 0.4, times=12)
    runs = [
        await acts.start("label", *map(str, ids), sign, "--json")
        for sign in ("+vip", "+refund", "+praise")
    ]
    ended = [await asyncio.wait_for(run.communicate(), 20) for run in runs]
    for out, err in ended:
        assert err == b""
        assert all(row["result"] in ("changed", "already") for row in json.loads(out))
    for one in ids:
        assert set(acts.row(one).labels) == {*before[one], "vip", "refund", "praise"}


async def test_who_stops_a_run_learns_how_far_it_came(acts: Acts) -> None:
    ids = acts.open_ids(8)
    await acts.run("resolve", str(ids[0]))
    acts.desk.stall_next_answer("POST", "/toggle_status", 30.0, times=9)
    process = await acts.start("resolve", *map(str, ids), "--json")
    await acts.asked("POST", "/toggle_status", 4)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == Exit.INTERRUPTED
    results = [row["result"] for row in json.loads(out)]
    assert results == ["already", *["unsure"] * 4, *["skipped"] * 3]
    assert "4 of 8 did not work, and 3 were not tried." in err.decode()


async def test_a_person_sees_how_far_a_long_run_is_and_why_it_waits(acts: Acts) -> None:
    ids = acts.open_ids(8)
    acts.desk.fail_next("POST", "/toggle_status", 429, headers={"Retry-After": "1"})
    acts.environ["TERM"] = "xterm"
    code, out = await acts.on_terminal("resolve", *map(str, ids))
    assert code == Exit.DONE
    assert "The server wants a pause of 1 s." in out
    assert " of 8\r" in out
    assert "8 of 8" not in out.splitlines()[-1]


async def test_many_are_asked_about_on_a_terminal(acts: Acts) -> None:
    ids = [str(one.display_id) for one in acts.desk.engine.world.conversations.values()]
    code, out = await acts.on_terminal("resolve", *ids[:21], typed="n\n")
    assert code == Exit.FAILED
    assert "Resolve 21 conversations? [y/N]" in out
    assert "Nothing was changed." in out
    assert acts.desk.asked("/toggle_status") == []
    code, out = await acts.on_terminal("mute", ids[0], typed="y\n")
    assert (code, "Mute #" in out) == (Exit.DONE, True)
    assert acts.desk.contact_of(int(ids[0])).blocked
