"""What the settings leave open is settled by the terminal, and nothing else is touched."""

from __future__ import annotations

import pytest

from hoory_tui.app.fitting import fitted, theme_for
from hoory_tui.config.settings import Settings

HERE = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nowhere"}


@pytest.mark.parametrize(
    ("environ", "theme", "is_ascii"),
    [
        (HERE, "hoory-dark", False),
        (HERE | {"TERM": "xterm"}, "terminal", False),
        (HERE | {"TERM": "linux"}, "terminal", True),
        (HERE | {"TERM": "linux", "NO_COLOR": "1"}, "monochrome", True),
        (HERE | {"LANG": "hy_AM.ARMSCII-8"}, "hoory-dark", True),
        (HERE | {"LC_ALL": "C.UTF-8", "LANG": "x.iso88591"}, "hoory-dark", False),
        (HERE | {"LANG": "de_DE.utf8@euro"}, "hoory-dark", False),
        ({"TERM": "xterm-kitty"}, "hoory-dark", False),
    ],
)
def test_the_terminal_decides(environ: dict[str, str], theme: str, is_ascii: bool) -> None:
    found = fitted(Settings(), environ)
    assert (found.theme, found.ascii) == (theme, is_ascii)
    assert found.pictures is not None
    named = "monochrome" if "NO_COLOR" in environ else "nord"
    chosen = Settings(theme=named, ascii=not is_ascii, pictures=True, emoji="plain")
    assert fitted(chosen, environ) == chosen
    assert fitted(found, {}) == found
    assert theme_for("nord", environ) == named
