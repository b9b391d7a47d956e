"""Attachments and links: saved, drawn and opened, over a real desk, and never more than asked."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Attachment
from hoory_tui.screens import intents
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.picture import NO_COLOURS, PictureScreen
from hoory_tui.wire.filenames import clean_file_name
from tests.pictures.pictures import FOUR, png
from tests.recordings import hostile

from .console import Console, console
from .reading import says, told
from .stage import ZOE

FILE_MB = 1_000_000


def settings(folder: Path, **more: Any) -> Settings:
    return Settings(download_folder=str(folder), **more)


def attached(name: str, body: bytes, kind: str = "file") -> Attachment:
    return Attachment(
        0, 0, kind, 0.0, file_name=name, content_type="application/octet-stream", body=body
    )


@asynccontextmanager
async def with_files(
    folder: Path, *files: Attachment, **more: object
) -> AsyncIterator[tuple[Console, list[intents.SaveFile]]]:
    """Run a console in which Zoë has sent files, each in a message of its own."""

    def send(desk: DemoDesk) -> None:
        for file in files:
            desk.contact_writes(ZOE, "", files=[file])

    async with console(settings=settings(folder, **more), before=send) as desk:
        await desk.turn_to(ZOE)
        asked = [
            intents.SaveFile(ZOE, message.id, attachment.id)
            for message in desk.store.timelines[ZOE].messages()
            for attachment in message.attachments
        ]
        assert len(asked) == len(files)
        yield desk, asked


def names(folder: Path) -> set[str]:
    return set(os.listdir(folder))  # noqa: PTH208


async def test_a_file_is_saved_and_its_place_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    body = os.urandom(700_000)
    async with with_files(folder, attached("Rechnung März.pdf", body)) as (desk, asked):
        desk.app.post_message(asked[0])
        await says(desk, "Saving Rechnung März.pdf")
        said = await says(desk, "Saved as")
        assert said == f"Saved as {folder / 'Rechnung März.pdf'}."
        path = folder / "Rechnung März.pdf"
        assert path.read_bytes() == body
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        desk.app.post_message(asked[0])
        await says(desk, "März-1.pdf")
        assert names(folder) == {"Rechnung März.pdf", "Rechnung März-1.pdf"}
        assert not desk.app._being_saved


async def test_a_program_in_disguise_is_warned_of(tmp_path: Path) -> None:
    async with with_files(tmp_path, attached("photo.jpg.sh", b"#!/bin/sh\n")) as (desk, asked):
        desk.app.post_message(asked[0])
        assert "Take care" in await says(desk, "Saved as")
        assert stat.S_IMODE((tmp_path / "photo.jpg.sh").stat().st_mode) == 0o600


async def test_names_with_bad_intent_stay_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    strings = [item["string"] for item in hostile() if item["kind"] == "filename"]
    # No server makes an address of an empty name, of one without end, or of another folder's.
    raw = [name for name in strings if 0 < len(name) < 200 and "\0" not in name and name != ".."]
    async with with_files(folder, *(attached(name, b"x") for name in raw)) as (desk, asked):
        for number, one in enumerate(asked, 1):
            desk.app.post_message(one)
            await desk.until(
                lambda count=number: folder.exists() and len(names(folder)) == count,  # type: ignore[misc]
                raw[number - 1],
            )
            await desk.until(lambda: not desk.app._being_saved, "the end of it")
    assert names(tmp_path) == {"folder"}
    for path in folder.iterdir():
        assert stat.S_ISREG(path.lstat().st_mode)
        assert stat.S_IMODE(path.lstat().st_mode) == 0o600
        assert clean_file_name(quote(path.name), "") == path.name


async def test_the_same_file_is_not_saved_twice_at_once(tmp_path: Path) -> None:
    async with with_files(tmp_path, attached("a.txt", b"x")) as (desk, asked):
        desk.desk.stall_next_answer("GET", "/disk/", 30)
        desk.app.post_message(asked[0])
        desk.app.post_message(asked[0])
        await says(desk, "a.txt is being saved already.")
        assert sum("Saving" in one for one in told(desk)) == 1


async def test_leaving_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    async with with_files(tmp_path, attached("a.txt", b"x" * 500)) as (desk, asked):
        desk.desk.drip_next_answer("GET", "/disk/", 0.01)
        desk.app.post_message(asked[0])
        await desk.until(lambda: names(tmp_path) == {"a.txt.part"}, "the file has begun")
    assert names(tmp_path) == set()


async def test_troubles_are_said_in_a_sentence_and_leave_nothing(tmp_path: Path) -> None:
    files = [attached("large.bin", b"x" * (FILE_MB + 1)), attached("a.txt", b"x" * 500)]
    async with with_files(tmp_path, *files, download_megabytes=1) as (desk, asked):
        desk.app.post_message(asked[0])
        await says(desk, "it is larger than 1 MB")
        desk.desk.fail_next("GET", "/disk/", 404)
        desk.app.post_message(asked[1])
        await says(desk, "The server has no such thing")
        desk.desk.cut_next_answer("GET", "/disk/")
        desk.app.post_message(asked[1])
        await says(desk, "broke off")
        place = {"Location": "http://169.254.169.254/latest/meta-data"}
        desk.desk.fail_next("GET", "/redirect/", 302, headers=place)
        desk.app.post_message(asked[1])
        await says(desk, "169.254.169.254, which is inside a private network")
        assert names(tmp_path) == set()
        tmp_path.joinpath("file").write_text("in the way")
        desk.app.post_message(intents.SaveFile(ZOE, 999_999, 1))
        await says(desk, "There is no file behind this attachment.")


async def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with with_files(tmp_path / "file", attached("a.txt", b"x")) as (desk, asked):
        desk.app.post_message(asked[0])
        await says(desk, "cannot be used (Not a directory)")


# Pictures


def shown(asked: intents.SaveFile) -> intents.ShowPicture:
    return intents.ShowPicture(asked.conversation_id, asked.message_id, asked.attachment_id)


async def test_pictures_are_off_until_they_are_turned_on(tmp_path: Path) -> None:
    async with with_files(tmp_path, attached("a.png", FOUR, "image")) as (desk, asked):
        before = desk.desk.requests_seen
        desk.app.post_message(shown(asked[0]))
        await says(desk, "config.toml says pictures = true")
        assert desk.desk.requests_seen == before


async def test_a_picture_is_drawn_in_its_own_colours(tmp_path: Path) -> None:
    file = attached("Vier Farben.png", FOUR, "image")
    async with with_files(tmp_path, file, pictures=True) as (desk, asked):
        desk.app.post_message(shown(asked[0]))
        await desk.shows("Vier Farben.png  ·  esc closes")
        styles = desk.styles_of("▀▀")
        found = [
            (style.color.triplet, style.bgcolor.triplet)
            for style in styles
            if style.color and style.bgcolor
        ]
        assert found == [((255, 0, 0), (0, 0, 255)), ((0, 255, 0), (255, 255, 255))]
        row = next(line for line in desk.text() if "▀▀" in line)
        assert row.index("▀▀") == desk.app.size.width // 2 - 1, "in the middle"
        await desk.press("escape")
        await desk.lacks("esc closes")
        assert not isinstance(desk.app.screen, PictureScreen)


async def test_a_picture_fits_the_screen_and_survives_a_smaller_one(tmp_path: Path) -> None:
    file = attached("a.png", png(600, 600), "image")
    async with with_files(tmp_path, file, pictures=True) as (desk, asked):
        desk.app.post_message(shown(asked[0]))
        await desk.shows("a.png  ·  esc closes")
        rows = [line for line in desk.text() if "▀" in line]
        assert len(rows) == desk.app.size.height - 2
        await desk.pilot.resize_terminal(40, 12)
        await desk.until(lambda: len(desk.text()) == 12, "a small screen")


async def test_plain_letters_and_no_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = attached("a.png", FOUR, "image")
    more = {"pictures": True, "ascii": True}
    async with with_files(tmp_path, file, **more) as (desk, asked):
        desk.app.post_message(shown(asked[0]))
        await desk.shows("a.png  -  esc closes")
        assert "▀" not in desk.seen()
    monkeypatch.setenv("NO_COLOR", "1")
    async with with_files(tmp_path, file, pictures=True) as (desk, asked):
        desk.app.post_message(shown(asked[0]))
        await desk.shows(NO_COLOURS)


async def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    files = [
        attached("broken.png", FOUR[:40], "image"),
        attached("bomb.png", png(5000, 5000), "image"),
        attached("song.mp3", b"x", "audio"),
        attached("large.png", bytes(20_000_001), "image"),
    ]
    async with with_files(tmp_path, *files, pictures=True) as (desk, asked):
        sentences = ("none that can be read", "too large to be decoded", "no picture", "20 MB")
        for one, sentence in zip(asked, sentences, strict=True):
            desk.app.post_message(shown(one))
            await says(desk, sentence)
            assert len(desk.app.screen_stack) == 1


async def test_a_picture_takes_no_letters_from_the_composer(tmp_path: Path) -> None:
    file = attached("a.png", FOUR, "image")
    async with with_files(tmp_path, file, pictures=True) as (desk, asked):
        await desk.write("Dear Zoë")
        desk.app.post_message(shown(asked[0]))
        await says(desk, "The picture is here; leave this and ask for it again.")
        assert len(desk.app.screen_stack) == 1
        assert desk.written == "Dear Zoë"
        await desk.press("escape")
        desk.desk.delay_next("GET", "/disk/", 0.2)
        desk.app.post_message(shown(asked[0]))
        await desk.turn()
        await desk.app.push_screen(ConfirmScreen("Really?"))
        await desk.until(lambda: sum("is here" in one for one in told(desk)) == 2, "told again")
        # Asked from a box that stays, it is shown above it.
        desk.app.post_message(shown(asked[0]))
        await desk.shows("a.png  ·  esc closes")


# Links

REPORT = """
import json, os, sys
from pathlib import Path
Path(sys.argv[1] + ".part").write_text(json.dumps(sys.argv[2:]))
os.rename(sys.argv[1] + ".part", sys.argv[1])
"""


async def test_a_link_goes_to_the_configured_program(tmp_path: Path) -> None:
    file = tmp_path / "argv"
    command = [sys.executable, "-c", REPORT, str(file), "--", "{url}"]
    async with with_files(tmp_path, open_command=command) as (desk, _):
        desk.app.post_message(intents.OpenLink("https://shop.example/a?b=$(id)"))
        async with asyncio.timeout(10):
            while not file.exists():
                await desk.turn()
                await asyncio.sleep(0.01)
        assert json.loads(file.read_text()) == ["--", "https://shop.example/a?b=$(id)"]
        file.unlink()
        for url in ("file:///etc/passwd", "--help", "javascript:alert(1)"):
            desk.app.post_message(intents.OpenLink(url))
            await desk.until(
                lambda: any("was not opened" in one for one in told(desk)), "a refusal"
            )
            desk.app._notifications.clear()
        assert not file.exists()


async def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    async with with_files(tmp_path, open_command=["/nowhere/browser"]) as (desk, _):
        desk.app.post_message(intents.OpenLink("https://shop.example/"))
        await says(desk, "/nowhere/browser could not be started (No such file or directory)")
    async with with_files(tmp_path, open_command=["{url}"]) as (desk, _):
        desk.app.post_message(intents.OpenLink("https://shop.example/"))
        await says(desk, "the first word of the command must be a program")
