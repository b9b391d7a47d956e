"""The manual page and the completions that the wheel carries, written from the commands.

``python -m tests.commands.shipped`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hoory_tui.commands.parts.completion_scripts import script_for
from hoory_tui.commands.parts.manpage import man_page

FOLDER: Final = Path(__file__).parents[2] / "hoory_tui" / "commands" / "shipped"


def shipped() -> dict[str, str]:
    """Return what each file holds, by its name."""
    return {
        "hoory-tui.1": man_page(),
        "hoory-tui.bash": script_for("bash"),
        "_hoory-tui": script_for("zsh"),
        "hoory-tui.fish": script_for("fish"),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in shipped().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
