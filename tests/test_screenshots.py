"""The README's pictures: all there, and drawn by the commands that the README names."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests import screenshots
from tests.screenshots import tour
from tests.screenshots.__main__ import main
from tests.screenshots.cells import clusters, joined, rows_of
from tests.screenshots.fonts import NoFontError, face
from tests.screenshots.pane import Pane
from tests.screenshots.png import CELL

README = screenshots.FOLDER.parent / "README.md"
CELL_WIDTH = 8.4
KEPT = 3_000_000
"""Bytes that all pictures may take."""

# What must be readable in each.
WORDS = {
    "three-panes": ["All 76", "live", "typing…", "not sent", "NOTE", "drawer 4", "read", "Agents"],
    "vast": ["Website chat", "hinge-left.png", "drawer 4", "Contacts online", "Priya Ramanathan"],
    "light": ["typing…", "NOTE", "drawer 4", "REPLY", "1 unsent"],
    "thread": ["typing…", "NOTE", "drawer 4", "REPLY", "1 unsent"],
    "help": ["Keys", "Move", "Next row", "Order of the list", "enter run"],
    "list": ["Zoë Brückner", "typing…", "not sent: You only need", "1 draft"],
    "beside": ["Priya Ramanathan ● · #92", "Zoë Brückner ● · #", "brake cable"],
    "snooze": ["Snooze 3 conversations", "tomorrow 9", "Until Tue 22 Sep 09:00", "3 marked"],
    "filter": ["unread:>1 -label:praise assignee:n", "2 match", "ctrl+s saves", "Kenji Mori"],
    "contact": ["CONTACT'S SIDE", "battery lock", "✓✓ read", "fills in the form", "is typing…"],
    "portrait": ["All 76", "not sent", "drawer 4", "REPLY", "h back"],
    "small": ["PRIVATE NOTE", "1 draft", "typing…"],
    "palette": ["Commands", "Assign to Kenji Mori", "assign"],
    "card": ["Zoë Brückner", "Attributes of the contact", "enter change"],
    "search": ["Search everything", "latch", "Messages"],
    "note": ["drawer 4", "PRIVATE NOTE", "never shown to Priya Ramanathan", "1 unsent"],
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screenshots")
    # Without a font the drawings are there all the same.
    with contextlib.suppress(NoFontError):
        main(folder)
    return folder


def visible_text(picture: Path) -> str:
    """Return the words of a picture, those of one line of the screen on one line."""
    lines: list[str] = []
    for row in picture.read_text(encoding="utf-8").split('<g transform="translate(0 ')[1:]:
        line = ""
        for x, words in re.findall(r'<text x="([^"]+)"[^>]*>([^<]*)', row):
            line = line.ljust(round(float(x) / CELL_WIDTH)) + html.unescape(words)
        lines.append(line)
    return "\n".join(lines)


def test_the_readme_shows_pictures_that_exist() -> None:
    shown = re.findall(r"\((screenshots/[^)]+)\)", README.read_text(encoding="utf-8"))
    assert shown
    assert [name for name in shown if not (README.parent / name).is_file()] == []


def test_the_script_draws_what_the_folder_holds(drawn: Path) -> None:
    held = sorted(path.stem for path in screenshots.FOLDER.glob("*.svg"))
    assert sorted(path.stem for path in drawn.glob("*.svg")) == sorted(WORDS)
    assert sorted([*WORDS, "tour"]) == held
    assert {f"{name}.png" for name in WORDS} <= {one.name for one in screenshots.FOLDER.iterdir()}
    assert sum(one.stat().st_size for one in screenshots.FOLDER.iterdir()) < KEPT


@pytest.mark.parametrize("name", list(WORDS))
def test_a_picture_shows_what_it_is_for(drawn: Path, name: str) -> None:
    for folder in (drawn, screenshots.FOLDER):
        text = visible_text(folder / f"{name}.svg")
        assert [words for words in WORDS[name] if words not in text] == []


def test_no_picture_loads_anything_from_elsewhere(drawn: Path) -> None:
    for picture in [*drawn.glob("*.svg"), screenshots.FOLDER / "tour.svg"]:
        assert not re.search(r"url\((?!#)|@import|href=", picture.read_text(encoding="utf-8"))


def test_a_png_has_the_cells_of_its_screen(drawn: Path) -> None:
    try:
        face(False, False, 16)
    except NoFontError as error:
        pytest.skip(str(error))
    for name, size in (("small", (60, 16)), ("portrait", (84, 60)), ("vast", (200, 50))):
        with Image.open(io.BytesIO((drawn / f"{name}.png").read_bytes())) as picture:
            assert picture.size == (size[0] * CELL[0], size[1] * CELL[1])
            assert len(picture.getcolors() or []) > 20


def test_the_recording_shows_what_is_done_and_undone() -> None:
    cast = (screenshots.FOLDER / "tour.cast").read_text(encoding="utf-8")
    header = json.loads(cast.splitlines()[0])
    assert (header["version"], (header["width"], header["height"])) == (2, tour.SIZE)
    times = [at for at, _ in tour.events_of(cast)]
    assert times[0] == 0
    assert all(before <= after for before, after in pairwise(times))
    assert 20 < times[-1] < 45
    seen, pane = [], Pane(*tour.SIZE)
    for _, words in tour.events_of(cast):
        pane.feed(words.encode())
        seen.append(pane.text)
    for words in ("takes it back", "✓✓ read", "NOTE", "drawer 4", "Resolved #", "Shall I bring"):
        assert any(words in shown for shown in seen), words
    assert "resolved" not in seen[-1].splitlines()[1], "what was resolved is undone at the end"


def test_the_film_is_drawn_from_the_recording() -> None:
    cast = (screenshots.FOLDER / "tour.cast").read_text(encoding="utf-8")
    stored = (screenshots.FOLDER / "tour.svg").read_text(encoding="utf-8")
    assert tour.film(cast) == stored
    assert len(stored.encode()) < 800_000
    assert "<script" not in stored
    assert stored.count("@keyframes") > 10


def test_colours_that_a_program_writes_are_those_that_are_drawn() -> None:
    pane = Pane(6, 2)
    pane.feed(
        "\x1b[1;38;2;255;0;0;48;2;0;0;255mab\x1b[0m\x1b[2;1H\x1b[7;38;5;231mc\x1b[27m田".encode()
    )
    (first, *_), (turned, wide, *_) = pane.rows
    assert (first.text, first.cells, first.pen.bold) == ("ab", 2, True)
    assert (first.pen.ink, first.pen.ground) == ("#ff0000", "#0000ff")
    assert (turned.text, turned.pen.ground) == ("c", "#ffffff")
    assert (wide.column, wide.text[0]) == (1, "田")
    assert joined([("e\u0301", first.pen), ("x", first.pen)])[0].cells == 2
    assert [cells for _, cells in clusters("e\u0301田👍🏽")] == [1, 2, 2]
    assert rows_of([]) == []
