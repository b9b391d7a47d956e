"""Pictures in the thread: their room is there first, they come when seen, and from the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hoory_tui.render.room import COLUMNS, ROWS
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.picturecells import UPPER_HALF
from tests.pictures.pictures import BLUE, GREEN, RED, png

from .console import Console
from .stage import ZOE
from .test_files import attached, with_files

WIDE: Final = png(80, 40, b"".join(bytes([0, *(RED + BLUE) * 40]) for _ in range(40)))
GREEN_DOT: Final = png(1, 1, bytes([0, *GREEN]))
GREY: Final = png(80, 40, b"".join(bytes([0, *(90, 90, 90) * 80]) for _ in range(40)))


def pane(desk: Console) -> MessagePane:
    return desk.app.main.query_one("#messages", MessagePane)


def rows_with_pictures(desk: Console) -> list[str]:
    return [line for line in desk.text() if UPPER_HALF * 8 in line]


async def test_it_comes_into_the_room_that_was_kept(tmp_path: Path) -> None:
    files = [attached("wide.png", WIDE, "image"), attached("paper.pdf", b"%PDF")]
    async with with_files(tmp_path, *files, pictures=True) as (desk, _):
        before = pane(desk).virtual_size
        await desk.until(lambda: len(rows_with_pictures(desk)) == ROWS, "the whole picture")
        assert pane(desk).virtual_size == before, "nothing may jump under the hand"
        lines = desk.text()
        first = next(y for y, line in enumerate(lines) if UPPER_HALF * 8 in line)
        assert "wide.png" in lines[first - 1]
        assert f" {UPPER_HALF * COLUMNS} " in lines[first]
        edge = lines[first].index(UPPER_HALF) - 2
        assert lines[first][edge] == lines[first - 1][edge], "the edge of the message goes on"
        assert any("paper.pdf" in line for line in lines)
        # Covered by a box, and back again, without being fetched once more.
        kept = dict(desk.app._hung)
        await desk.press("question_mark")
        await desk.shows("Next row")
        await desk.press("escape")
        await desk.until(lambda: len(rows_with_pictures(desk)) == ROWS, "the picture again")
        assert all(desk.app._hung[one] is held for one, held in kept.items())
        pane(desk).take_pictures_down()
        await desk.until(lambda: len(rows_with_pictures(desk)) == ROWS, "what is still kept")
        assert all(desk.app._hung[one] is held for one, held in kept.items())


async def test_only_what_is_seen_is_fetched_and_each_once(tmp_path: Path) -> None:
    files = [attached(f"picture-{number}.png", GREY, "image") for number in range(12)]
    async with with_files(tmp_path, *files, pictures=True) as (desk, asked):
        hung = desk.app._hung
        await desk.until(lambda: len(hung) >= 2, "what is in view")
        await desk.until(lambda: not desk.app._waiting, "all of that")
        # The first new one is in view, and the last one was when the thread was turned to.
        between = asked[7]
        assert between.attachment_id not in hung
        assert pane(desk).go_to(("message", between.message_id))
        await desk.until(lambda: between.attachment_id in hung, "what is come to")
        await desk.until(lambda: rows_with_pictures(desk), "it is drawn")


async def test_what_is_none_or_elsewhere_leaves_its_room_empty(tmp_path: Path) -> None:
    files = [attached("broken.png", WIDE[:60], "image"), attached("odd.png", GREEN_DOT, "image")]
    async with with_files(tmp_path, *files, pictures=True) as (desk, asked):
        await desk.until(lambda: len(desk.app._hung) == 2, "both were tried")
        await desk.shows("no preview")
        assert not rows_with_pictures(desk)
        # A stranger's server would learn when the message is read.
        found = desk.app._attachment(asked[0])
        assert found is not None
        assert desk.app._is_of_the_desk(found)
        elsewhere = type(found)(id=1, file_type="image", url="http://127.0.0.2:9/a.png")
        assert not desk.app._is_of_the_desk(elsewhere)
        assert await desk.app._made(elsewhere) == (0, None)


async def test_a_small_pane_and_no_wish_keep_no_room(tmp_path: Path) -> None:
    file = attached("wide.png", WIDE, "image")
    async with with_files(tmp_path, file, pictures=False) as (desk, _):
        without = pane(desk).virtual_size.height
        assert not desk.app._hung
    async with with_files(tmp_path, file, pictures=True) as (desk, _):
        assert pane(desk).virtual_size.height == without + ROWS
        await desk.pilot.resize_terminal(40, 30)
        await desk.until(lambda: pane(desk).size.width < 50, "a narrow pane")
        assert not rows_with_pictures(desk)
        assert desk.app.store.timelines[ZOE].messages()
