"""A pane's pictures: wanted once, hung where their room is, forgotten when there are too many."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from hoory_tui.app.themes import load_theme
from hoory_tui.pictures.decode import Picture
from hoory_tui.render.lines import DrawnLine
from hoory_tui.render.room import BEFORE, pictures_of
from hoory_tui.store.records import Attachment, Direction, Message
from hoory_tui.widgets.palette import Palette
from hoory_tui.widgets.picturecells import block_cells
from hoory_tui.widgets.pictured import MOST, Hung

PALETTE = Palette(load_theme("hoory-dark", {"HOME": "/nowhere"}))
WIDTH = 20


def lines(number: int, rows: int) -> list[DrawnLine]:
    return [DrawnLine([(" " * WIDTH, "text")], "thread", (number, row)) for row in range(rows)]


def signatures(*drawn: DrawnLine) -> list[object]:
    return [(one, False, True) for one in drawn]


def test_each_is_wanted_once() -> None:
    hung = Hung()
    seen = [None, *signatures(*lines(7, 3), *lines(8, 2)), ("something else", 1, 2)]
    assert hung.missing(seen) == [7, 8]
    assert hung.missing(seen) == []
    hung.hang(7, None)
    assert hung.missing(seen) == []
    assert hung.lines_of(8, seen) == [4, 5]
    hung.take_down()
    assert hung.missing(seen) == [7, 8]


def test_its_cells_are_in_its_room_and_nowhere_else() -> None:
    hung = Hung()
    picture = Picture(4, 4, bytes(range(48)))
    before = Strip([Segment("123|56" + "x" * (WIDTH - 6))])
    rows = lines(7, 3)
    assert hung.strip(before, rows[0], PALETTE).text == "123…56" + "x" * (WIDTH - 6)
    hung.hang(7, block_cells(picture))
    shown = [hung.strip(before, one, PALETTE) for one in rows]
    assert [one.text for one in shown] == [
        *("123" + "▀" * 4 + "x" * (WIDTH - 7),) * 2,
        before.text,
    ]
    assert {one.cell_length for one in shown} == {WIDTH}
    other = DrawnLine([(" " * WIDTH, "text")], "thread")
    assert hung.strip(before, other, PALETTE) is before
    narrow = before.crop(0, BEFORE + 2)
    assert hung.strip(narrow, rows[0], PALETTE) is narrow
    hung.hang(7, None)
    assert "no preview" in hung.strip(before, rows[0], PALETTE).text


def test_the_oldest_are_forgotten() -> None:
    hung = Hung()
    for number in range(MOST + 1):
        hung.hang(number, ())
    assert hung.missing(signatures(*lines(0, 1), *lines(MOST, 1))) == [0]


def test_room_is_for_pictures_that_can_be_fetched_and_not_for_all() -> None:
    files = [Attachment(number, "image", "http://x/a.png") for number in range(9)]
    files[1] = Attachment(1, "file", "http://x/a.pdf")
    files[2] = Attachment(2, "image")
    message = Message(1, 1, Direction.INCOMING, "", 0.0, attachments=tuple(files))
    assert [one.id for one in pictures_of(message, 10, 80)] == [0, 3, 4, 5]
    assert not pictures_of(message, 0, 80)
    assert not pictures_of(message, 10, 40)
