"""hoory-tui conversations: which ones, in which order, how many, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .acts import Acts, acting

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


async def test_all_of_a_list_is_read_over_its_pages_each_once(acts: Acts) -> None:
    done = await acts.run("conversations", "--status", "all", "--all", "--ids")
    ids = [int(line) for line in done.out.split()]
    world = acts.desk.engine.world.conversations.values()
    assert len(ids) == len(set(ids)) == len(world) > 25
    assert len((await acts.run("conversations", "--limit", "3", "--json")).rows) == 3


async def test_it_can_be_narrowed_by_whom_and_where(acts: Acts) -> None:
    me, inbox = acts.desk.agents[0], acts.desk.inboxes[0]
    mine = (await acts.run("conversations", "--assignee", "me", "--all", "--json")).rows
    assert {row["assignee_id"] for row in mine} == {me.id}
    nobodys = (await acts.run("conversations", "--assignee", "none", "--all", "--json")).rows
    assert {row["assignee_id"] for row in nobodys} == {None}
    named = await acts.run("conversations", "--assignee", me.name.split()[0], "--all", "--json")
    assert {row["id"] for row in named.rows} == {row["id"] for row in mine}
    one = (await acts.run("conversations", "--inbox", inbox.name, "--all", "--json")).rows
    assert {row["inbox_id"] for row in one} == {inbox.id}
    label = next(row["labels"][0] for row in mine if row["labels"])
    labelled = (await acts.run("conversations", "--label", label, "--json")).rows
    assert all(label in row["labels"] for row in labelled)
    unread = (await acts.run("conversations", "--unread", "--all", "--json")).rows
    assert unread
    assert all(row["unread_count"] > 0 for row in unread)


async def test_a_filter_line_means_what_it_means_in_the_console(acts: Acts) -> None:
    everything = (await acts.run("conversations", "--all", "--json")).rows
    done = await acts.run("conversations", "--filter", "assignee:me -labels:none", "--json")
    wanted = {
        row["id"]
        for row in everything
        if row["assignee_id"] == acts.desk.agents[0].id and row["labels"]
    }
    assert {row["id"] for row in done.rows} == wanted != set()
    # What no server decides: here alone is known how many are unread.
    unread = await acts.run("conversations", "--filter", "unread:>1", "--all", "--ids")
    assert set(map(int, unread.out.split())) == {
        row["id"] for row in everything if row["unread_count"] > 1
    }
    wrong = await acts.run("conversations", "--filter", "assigne:me")
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean “assignee”?" in wrong.err


async def test_an_order_is_asked_for(acts: Acts) -> None:
    rows = (await acts.run("conversations", "--sort", "oldest", "--all", "--json")).rows
    moments = [row["created_at"] for row in rows]
    assert moments == sorted(moments)


async def test_what_is_piped_on_is_not_cut_short_in_silence(acts: Acts) -> None:
    for words in (["conversations", "--ids"], ["contacts", "--jsonl"]):
        done = await acts.run(*words)
        assert len(done.out.splitlines()) == 25
        assert done.err == "These are the first 25; --all writes all there are.\n"
        for whole in (["--all"], ["--limit", "3"]):
            assert (await acts.run(*words, *whole)).err == ""


async def test_people_are_told_that_there_is_more_or_nothing(acts: Acts) -> None:
    some = await acts.run("conversations", "--limit", "2")
    assert some.out.count("\n") == 3
    assert some.err == "There are more than these 2; --all shows them.\n"
    none = await acts.run("conversations", "--status", "snoozed", "--only", "mentions")
    assert (none.code, none.out, none.err) == (0, "", "There is no such conversation.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--filter", "x", "--inbox", "1"], "--inbox does not go with --filter"),
        (["--filter", "x", "--sort", "newest"], "--sort does not go with --filter"),
        (["--assignee", "nare", "--sort", "newest"], "--sort does not go with an agent's name"),
        (["--assignee", "nare", "--only", "mentions"], "--only goes with --assignee me or none"),
        (["--limit", "0"], "a limit is a whole number from 1 on"),
        (["--limit", "3", "--all"], "not allowed with argument"),
        (["--status", "shut"], "invalid choice"),
    ],
)
async def test_what_makes_no_sense_together(words: list[str], said: str, acts: Acts) -> None:
    done = await acts.run("conversations", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
