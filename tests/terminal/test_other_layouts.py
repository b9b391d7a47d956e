"""Keyboards of other scripts, through a real terminal: keys by their places, and texts as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from .console import console, until
from .desks import ASKED, said, small_desk
from .disk import on_disk


@pytest.mark.parametrize(
    ("resolve", "reply", "words"),
    [("у", "к", "Уже едет, ура"), ("ե", "ր", "Երեք րոպե"), ("ث", "ق", "ثلاث دقائق")],
    ids=["Cyrillic", "Armenian", "Arabic"],
)
async def test_keys_act_by_their_places_and_texts_are_written_as_typed(
    resolve: str, reply: str, words: str, tmp_path: Path
) -> None:
    async with small_desk("Dana Okafor") as desk, console(desk, tmp_path) as running:
        await running.shows("Dana Okafor", ASKED, "r reply")
        (row,) = desk.engine.world.conversations.values()
        running.press(reply)
        await running.shows("ctrl+s send")
        for letter in words:
            running.press(letter)
        await until(lambda: on_disk(tmp_path).drafts == [words], "the draft on the disk")
        assert row.status == "open", "letters of a text are no keys"
        assert said(desk) == []
        running.type(b"\x1b" + resolve.encode())
        await until(lambda: row.status == "resolved", "it resolved")
        running.type(b"\x13")
        await until(lambda: said(desk) == [words], "the reply at the desk")
