"""The short lists, and whose login it is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from ..acts import Acts, acting

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


async def test_each_list_has_what_the_desk_has(acts: Acts) -> None:
    agents = (await acts.run("agents", "--json")).rows
    assert {row["name"] for row in agents} == {one.name for one in acts.desk.agents}
    assert set((await acts.run("inboxes", "--ids")).out.split()) == {
        str(one.id) for one in acts.desk.inboxes
    }
    for name in ("teams", "labels"):
        done = await acts.run(name)
        assert done.out.splitlines()[0].startswith("ID")


async def test_contacts_by_activity_or_by_a_word(acts: Acts) -> None:
    everybody = (await acts.run("contacts", "--all", "--json")).rows
    world = acts.desk.engine.world.contacts
    assert len(everybody) == len({row["id"] for row in everybody}) > 15
    assert {row["id"] for row in everybody} <= set(world)
    name = everybody[0]["name"]
    found = (await acts.run("contacts", name, "--json")).rows
    assert name in {row["name"] for row in found}
    some = await acts.run("contacts", "--limit", "2")
    assert some.err == "There are more than these 2; --all shows them.\n"
    assert (await acts.run("contacts", "qqqzzz")).err == "There is no such contact.\n"


async def test_whose_login_it_is_with_or_without_an_account(acts: Acts) -> None:
    me = acts.desk.agents[0]
    row = (await acts.run("whoami", "--json")).rows
    assert (row["id"], row["email"], row["account_id"]) == (me.id, me.email, acts.desk.account_id)
    assert (row["url"], row["profile"]) == (acts.desk.url, "environment")
    assert me.access_token not in str(row)
    unset = await acts.run("whoami", "--json", HOORY_ACCOUNT="")
    assert unset.rows == row
    assert "name          " in (await acts.run("whoami")).out
    wrong = await acts.run("whoami", HOORY_ACCOUNT="99")
    assert wrong.code == 3
    assert "has no account 99; its accounts are:" in wrong.err
