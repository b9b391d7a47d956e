"""The layout that was chosen last, kept in a file of its own."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.config.settings import Settings

from ..flows.console import console


async def test_the_layout_chosen_last_is_the_one_to_begin_with(tmp_path: Path) -> None:
    file = tmp_path / "panes"
    async with console() as desk:
        desk.app.panes_file = file
        assert desk.app.chosen_panes() == "auto"
        await desk.press("Z", "down", "enter")
        await desk.until(file.exists, "the file")
        await desk.until(lambda: desk.app.chosen_panes() == "thread")


async def test_what_the_settings_say_comes_first_and_nonsense_never(tmp_path: Path) -> None:
    file = tmp_path / "panes"
    async with console(settings=Settings(panes="three")) as desk:
        desk.app.panes_file = file
        file.write_bytes(b"thread")
        assert desk.app.chosen_panes() == "three"
    async with console() as desk:
        desk.app.panes_file = file
        for nonsense in (b"", b"\xff\x00", b"everything", b"../x"):
            file.write_bytes(nonsense)
            file.chmod(0o600)
            assert desk.app.chosen_panes() == "auto"
        file.write_bytes(b"two")
        assert desk.app.chosen_panes() == "two"
        file.chmod(0o644)
        assert desk.app.chosen_panes() == "auto", "others could have written it"
