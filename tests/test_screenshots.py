"""The README's pictures: all there, and drawn by the script that the README names."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests import screenshots

README = screenshots.FOLDER.parent / "README.md"

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
    "note": ["drawer 4", "PRIVATE NOTE", "never shown to Priya Ramanathan", "1 unsent"],
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screenshots")
    screenshots.main(folder)
    return folder


def visible_text(picture: Path) -> str:
    """Return the words of a picture, those of one line of the screen on one line."""
    lines: dict[float, list[str]] = {}
    text = picture.read_text(encoding="utf-8")
    for y, words in re.findall(
        r'<text class="hoory-r\d+" x="[^"]+" y="([^"]+)"[^>]*>([^<]*)', text
    ):
        lines.setdefault(float(y), []).append(html.unescape(words).replace("\xa0", " "))
    return "\n".join("".join(lines[y]) for y in sorted(lines))


def test_the_readme_shows_pictures_that_exist() -> None:
    shown = re.findall(r"\((screenshots/[^)]+)\)", README.read_text(encoding="utf-8"))
    assert shown
    assert [name for name in shown if not (README.parent / name).is_file()] == []


def test_the_script_draws_what_the_folder_holds(drawn: Path) -> None:
    held = sorted(path.name for path in screenshots.FOLDER.glob("*.svg"))
    assert sorted(path.name for path in drawn.iterdir()) == held
    assert sorted(f"{name}.svg" for name in WORDS) == held


@pytest.mark.parametrize("name", list(WORDS))
def test_a_picture_shows_what_it_is_for(drawn: Path, name: str) -> None:
    for folder in (drawn, screenshots.FOLDER):
        text = visible_text(folder / f"{name}.svg")
        assert [words for words in WORDS[name] if words not in text] == []


def test_no_picture_loads_anything_from_elsewhere(drawn: Path) -> None:
    for picture in drawn.iterdir():
        assert not re.search(r"url\((?!#)|@import|href=", picture.read_text(encoding="utf-8"))
