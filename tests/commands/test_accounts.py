"""Other accounts for commands: --account by id and name, and every account of every login."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from hoory_tui.commands.exits import Exit
from hoory_tui.demo.branch import NAME
from hoory_tui.demo.desk import DemoDesk

from .acts import Acts, Done

pytestmark = pytest.mark.asyncio(loop_scope="module")

GONE = "http://127.0.0.1:9"


def save(home: Path, name: str, url: str, token: str, account_id: int) -> None:
    file = home / ".config" / "hoory-tui" / "profiles.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text() if file.exists() else ""
    table = f'[profiles.{name}]\nurl = "{url}"\ntoken = "{token}"\naccount_id = {account_id}\n'
    file.write_text(before + table)
    file.chmod(0o600)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    home = tmp_path_factory.mktemp("home")
    none = {"HOORY_URL": "", "HOORY_TOKEN": "", "HOORY_ACCOUNT": ""}
    async with (
        DemoDesk(quiet_visitors=True, conversations=12, branch=3) as desk,
        DemoDesk(seed=2, quiet_visitors=True, conversations=4) as shop,
    ):
        save(home, "desk", desk.url, desk.agents[0].access_token, desk.account_id)
        save(home, "shop", shop.url, shop.agents[0].access_token, shop.account_id)
        yield Acts(desk, home, none)


def ids(done: Done) -> set[int]:
    assert done.code == 0, done.err
    return {row["id"] for row in done.rows}


async def test_an_account_is_named_by_its_id_its_name_or_a_part_of_that(acts: Acts) -> None:
    assert acts.desk.branch is not None
    number = acts.desk.branch.account_id
    world = acts.desk.branch.engine.world.conversations.values()
    there = {row.display_id for row in world}
    for wanted in (str(number), f"#{number}", NAME, "repairs"):
        told = await acts.run(
            "conversations", "-P", "desk", "-A", wanted, "--status", "all", "--json"
        )
        assert ids(told) == there
        assert {row["account_id"] for row in told.rows} == {number}
    who = await acts.run("whoami", "--profile=desk", f"--account={NAME}", "--json")
    assert who.rows["account_name"] == NAME


async def test_a_remembered_name_is_not_asked_for_and_a_wrong_one_names_those_there_are(
    acts: Acts,
) -> None:
    await acts.run("labels", "-P", "desk", "-A", NAME, "--json")
    before = len(acts.desk.asked("/api/v1/profile"))
    told = await acts.run("labels", "-P", "desk", "-A", NAME, "--json")
    assert told.code == 0
    assert len(acts.desk.asked("/api/v1/profile")) == before
    wrong = await acts.run("labels", "-P", "desk", "-A", "Sparow Repair")
    assert wrong.code == Exit.NOT_FOUND
    assert NAME in wrong.err
    assert (await acts.run("labels", "-P", "desk", "-A", "sparrow")).code == Exit.AMBIGUOUS
    assert (await acts.run("labels", "-P", "desk", "-A", "99")).code == Exit.NOT_FOUND


async def test_every_account_of_every_login_in_one_list(acts: Acts) -> None:
    words = ("conversations", "--all-accounts", "--status", "all", "--all")
    told = await acts.run(*words, "--json")
    assert told.code == 0, told.err
    places = {(row["login"], row["account_name"]) for row in told.rows}
    assert places == {("desk", "Sparrow Bikes"), ("desk", NAME), ("shop", "Sparrow Bikes")}
    assert len(told.rows) == 12 + 3 + 4
    few = await acts.run("conversations", "--all-accounts", "--status", "all", "--limit", "2")
    assert f"desk / {NAME}: there are more than these 2" in few.err
    people = await acts.run(*words)
    assert people.out.startswith("ACCOUNT")
    assert f"desk / {NAME}" in people.out


async def test_what_cannot_be_asked_is_named_and_the_rest_is_there(acts: Acts) -> None:
    save(acts.home, "gone", GONE, "a-token-of-nobody", 1)
    told = await acts.run("conversations", "--all-accounts", "--json")
    assert told.code == Exit.FAILED
    assert told.err.startswith("gone: ")
    assert {row["login"] for row in told.rows} == {"desk", "shop"}


@pytest.mark.parametrize("more", [["--ids"], ["-P", "desk"], ["-A", "3"]])
async def test_what_goes_with_no_list_of_all_accounts_is_refused(
    acts: Acts, more: list[str]
) -> None:
    told = await acts.run("conversations", "--all-accounts", *more)
    assert told.code == Exit.USAGE
    assert "--all-accounts" in told.err
