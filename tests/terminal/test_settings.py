"""The settings in an editor out of the console: a mistake is edited again, then it counts."""

from __future__ import annotations

from pathlib import Path

from .console import console
from .desks import small_desk
from .newcomer import ENTER, Newcomer


def editor(folder: Path) -> Path:
    """Return an editor that makes a mistake the first time and none the next."""
    script = folder / "editor"
    script.write_text(
        "#!/bin/sh\n"
        f"if [ -e {folder}/again ]; then word=mine; else word=mnie; touch {folder}/again; fi\n"
        f'echo "${{HOORY_TOKEN:-none}}" >> {folder}/seen\n'
        'printf \'send_delay = 0\\nbell = "%s"\\n\' "$word" > "$1"\n'
    )
    script.chmod(0o700)
    return script


async def test_a_mistake_is_edited_again_and_what_is_well_counts_at_once(tmp_path: Path) -> None:
    desk = small_desk("Ada Byron")
    variables = {"HOORY_EDITOR": str(editor(tmp_path))}
    async with desk, console(desk, tmp_path, variables=variables) as running:
        me = Newcomer(running)
        await me.sees("Ada Byron", "live")
        me.press(":")
        await me.sees("Commands")
        await me.type("edit the settings")
        me.press(ENTER)
        await me.sees("line 2, key bell: this must be", "Edit again", "Save all the same")
        me.press("\x1b[A")
        me.press(ENTER)
        await me.sees("Settings taken up: bell.")
    settings = tmp_path / "config" / "hoory-tui" / "config.toml"
    assert settings.read_text() == 'send_delay = 0\nbell = "mine"\n'
    assert (tmp_path / "seen").read_text() == "none\nnone\n"
    left = [one.name for one in (tmp_path / "state" / "hoory-tui").iterdir()]
    assert not [one for one in left if one.startswith("config-")]


async def test_a_file_that_is_changed_outside_is_noticed_while_the_console_runs(
    tmp_path: Path,
) -> None:
    desk = small_desk("Ada Byron")
    async with desk, console(desk, tmp_path) as running:
        me = Newcomer(running)
        await me.sees("Ada Byron", "live")
        settings = tmp_path / "config" / "hoory-tui" / "config.toml"
        me.press("?")
        await me.sees("enter run")
        settings.write_text('send_delay = 0\nbell = "all"\ncache = false\n')
        await me.sees("Settings taken up: bell. After the next start: cache.")
