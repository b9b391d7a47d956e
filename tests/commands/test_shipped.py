"""What the wheel carries for man and for shells is what the commands say now."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from hoory_tui.commands.parts.manpage import man_page
from hoory_tui.commands.registry import COMMANDS, CONSOLES_OWN

from .shipped import FOLDER, shipped


@pytest.mark.parametrize("name", list(shipped()))
def test_the_shipped_files_are_as_the_commands_are_now(name: str) -> None:
    held = (FOLDER / name).read_text(encoding="utf-8")
    assert held == shipped()[name], "run python -m tests.commands.shipped"


def test_the_page_names_every_command_and_breaks_no_line() -> None:
    page = man_page()
    for name in (*COMMANDS, *CONSOLES_OWN):
        assert f".SS {name}\n".replace("-", "\\-") in page
    # Only requests may begin with a dot, and the page knows these alone.
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br"}


def test_formatters_read_it_without_a_word() -> None:
    tools = {
        "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
        "groff": ["groff", "-man", "-ww", "-z", "-Kutf8"],
    }
    found = [words for name, words in tools.items() if shutil.which(name)]
    if not found:
        pytest.skip("neither mandoc nor groff is installed")
    for words in found:
        done = subprocess.run(
            words, input=man_page(), capture_output=True, text=True, timeout=30, check=False
        )
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
