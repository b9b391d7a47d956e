"""No string of a stranger, wherever it is drawn, makes the console write what it should not."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from . import hostile_main
from .console import console
from .desks import small_desk
from .hostile import walk_everywhere
from .hostile_tour import Tour
from .strict import Watch


async def test_every_string_in_every_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = await walk_everywhere(tmp_path, dialogs_every=6)
    with capsys.disabled():
        print(f"\n{outcome.table()}")  # noqa: T201 (the counts are to be seen)
    assert outcome.faults == []
    assert outcome.hits == 0
    assert outcome.alive
    assert outcome.missing == {}


async def test_a_text_that_nobody_cleaned_is_held_back_and_counted(tmp_path: Path) -> None:
    watch = Watch()
    main = str(Path(hostile_main.__file__))
    async with (
        small_desk("Dana Okafor") as desk,
        console(desk, tmp_path, main, watch=watch) as running,
    ):
        await running.until(lambda: "Dana Okafor" in watch.text, "the list")
        running.send(signal.SIGUSR2)
        await running.until(lambda: "leak" in watch.text, "the leak")
        assert watch.faults == []
        assert await Tour(desk, running, watch, []).hits(tmp_path) > 0
