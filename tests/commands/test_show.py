"""hoory-tui show, export and search: one thread whole, and the way to it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from .acts import Acts, acting

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


def longest(acts: Acts) -> tuple[int, int]:
    """Return the conversation with the most messages, and how many they are."""
    world = acts.desk.engine.world
    counts: dict[int, int] = {}
    for message in world.messages.values():
        counts[message.conversation_id] = counts.get(message.conversation_id, 0) + 1
    row = max(counts, key=lambda one: counts[one])
    return world.conversations[row].display_id, counts[row]


async def test_a_thread_is_read_to_its_first_message(acts: Acts) -> None:
    number, count = longest(acts)
    assert count > 60
    before = len(acts.desk.asked("messages"))
    whole = (await acts.run("show", f"#{number}", "--all", "--json")).rows["messages"]
    assert len(acts.desk.asked("messages")) - before == count // 20 + 1
    assert len(whole) == count
    assert [one["id"] for one in whole] == sorted({one["id"] for one in whole})
    assert {one["conversation_id"] for one in whole} == {number}
    some = (await acts.run("show", str(number), "--messages", "33", "--jsonl")).out.splitlines()
    assert [json.loads(line)["id"] for line in some] == [one["id"] for one in whole[-33:]]
    none = (await acts.run("show", str(number), "--messages", "0", "--json")).rows
    assert (none["id"], none["messages"]) == (number, [])


async def test_people_read_a_transcript(acts: Acts) -> None:
    number, _ = longest(acts)
    done = await acts.run("show", str(number))
    assert done.code == 0
    assert done.out.startswith(f"#{number}  ")
    assert "  inbox     " in done.out
    assert "\x1b" not in done.out


async def test_an_export_keeps_notes_to_itself_unless_asked(acts: Acts, tmp_path: Path) -> None:
    world = acts.desk.engine.world
    note = next(one for one in world.messages.values() if one.private)
    number = str(world.conversations[note.conversation_id].display_id)
    for form in ("md", "json", "csv"):
        without = await acts.run("export", number, "--format", form)
        with_notes = await acts.run("export", number, "--format", form, "--notes")
        assert without.code == with_notes.code == 0
        assert len(without.out) < len(with_notes.out)
    table = list(csv.DictReader(io.StringIO(with_notes.out)))
    assert any(row["private"] == "true" for row in table)
    file = tmp_path / "thread.json"
    done = await acts.run("export", number, "-o", str(file))
    assert done.out == ""
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text())["id"] == int(number)
    before = file.read_text()
    again = await acts.run("export", number, "-o", str(file))
    assert (again.code, file.read_text()) == (2, before)
    assert "is there already" in again.err
    nowhere = await acts.run("export", number, "-o", str(tmp_path / "no" / "x.md"))
    assert nowhere.code == 2


async def test_what_is_found_leads_to_conversations(acts: Acts) -> None:
    words = "hinge"
    found = (await acts.run("search", words, "--in", "messages", "--all", "--json")).rows
    assert found
    assert all(words in row["content"].casefold() for row in found)
    ids = (await acts.run("search", words, "--in", "messages", "--all", "--ids")).out.split()
    assert list(map(int, ids)) == list(dict.fromkeys(row["conversation_id"] for row in found))
    people = (await acts.run("search", "priya", "--json")).rows
    assert "contact" in {row["kind"] for row in people}
    mixed = await acts.run("search", words, "--ids")
    assert (mixed.code, mixed.out) == (2, "")
    nothing = await acts.run("search", "qqqqzzz")
    assert nothing.err == "Nothing was found for “qqqqzzz”.\n"
