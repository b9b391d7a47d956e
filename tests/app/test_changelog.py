"""What is new, said once after an upgrade and whole when it is asked for."""

from __future__ import annotations

from pathlib import Path

from hoory_tui import __version__
from hoory_tui.config.private import write_private

from ..flows.console import console


async def test_an_upgrade_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "version"
    write_private(file, b"0.0.1")
    async with console() as desk:
        desk.app.version_file = file
        await desk.live_on(4)

        def is_told() -> bool:
            return any(
                one.message.startswith(f"Updated to {__version__}: ")
                for one in desk.app._notifications
            )

        await desk.until(is_told, "the headline")
        assert file.read_text() == __version__
        await desk.press("colon", *"changelog", "enter")
        await desk.until(lambda: type(desk.app.screen).__name__ == "TextScreen", "the changelog")
        assert any(__version__ in line for line in desk.text())
