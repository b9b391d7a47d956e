"""What each reading command writes, against the schema that it gives out itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from hoory_tui.commands.parts.grammar import all_grammars

from .acts import Acts, acting
from .valid import violations

LISTS = [
    ["conversations", "--all", "--status", "all"],
    ["conversations", "--filter", "status:all", "--limit", "3"],
    ["contacts", "--all"],
    ["agents"],
    ["teams"],
    ["inboxes"],
    ["labels"],
    ["search", "a"],
    ["config", "path"],
    ["config", "show"],
    ["config", "validate"],
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
async def test_a_list_is_what_its_schema_says(words: list[str], acts: Acts) -> None:
    schema = json.loads((await acts.run(*words, "--schema")).out)
    done = await acts.run(*words, "--json")
    assert (done.code, done.err) == (0, "")
    rows = done.rows
    assert rows or words == ["config", "validate"]
    assert list(violations(rows, schema)) == []
    lines = (await acts.run(*words, "--jsonl")).out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.reader(io.StringIO((await acts.run(*words, "--csv")).out)))
    assert table[0] == schema["items"]["required"]
    assert len(table) == len(rows) + 1
    for agent in acts.desk.agents:
        assert agent.access_token not in done.out
        assert agent.pubsub_token not in done.out
    if "id" in schema["items"]["properties"] and words[0] != "search":
        ids = (await acts.run(*words, "--ids")).out.split()
        assert ids == [str(row["id"]) for row in rows]


@pytest.mark.parametrize("words", [["show", "3", "--all"], ["whoami"]], ids=" ".join)
async def test_one_thing_is_what_its_schema_says(words: list[str], acts: Acts) -> None:
    schema = json.loads((await acts.run(*words, "--schema")).out)
    done = await acts.run(*words, "--json")
    assert list(violations(done.rows, schema)) == []


async def test_every_thread_of_the_desk_fits(acts: Acts, tmp_path: Path) -> None:
    schema = json.loads((await acts.run("show", "1", "--schema")).out)
    kinds = set()
    for number in range(1, 41):
        done = await acts.run("export", str(number), "--format", "json", "--notes")
        assert list(violations(done.rows, schema)) == []
        kinds |= {one["message_type"] for one in done.rows["messages"]}
    assert kinds == {"incoming", "outgoing", "activity", "template"}


async def test_whatever_writes_json_tells_its_schema(acts: Acts) -> None:
    told = 0
    for grammar in all_grammars():
        options = {name for option in grammar.options for name in option.names}
        # The pretend company's own --json is a line for whoever starts it.
        if "--json" in options and grammar.words != ("demo-server",):
            assert "--schema" in options, grammar.name
            done = await acts.run(*grammar.words, "--schema")
            assert (done.code, done.err) == (0, ""), grammar.name
            assert done.rows["type"] in ("array", "object")
            assert done.rows["$schema"].startswith("https://json-schema.org/")
            told += 1
    assert told > 20
