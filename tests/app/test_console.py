"""Which name stands at the edge of the screen, so that no desk is taken for another one."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.app.accounts.logins import SavedLogins
from hoory_tui.app.console import _badge_of
from hoory_tui.config.paths import profiles_file
from hoory_tui.config.private import write_private
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.render.badge import Badge


def test_a_login_among_several_is_named_with_or_without_a_colour(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    plain = Profile(name="staging", url="https://desk.example", token=Secret("a" * 24))
    red = Profile(name="live", url="https://desk.example", token=Secret("b" * 24), colour="red")
    assert _badge_of(plain, SavedLogins(plain, environ)) is None, "there is no other"
    assert _badge_of(red, SavedLogins(red, environ)) == Badge("live", "#a01c1c")
    saved = '[profiles.live]\nurl = "https://desk.example"\naccount_id = 3\ntoken = "bbbbbbbb"\n'
    write_private(profiles_file(environ), saved.encode())
    assert _badge_of(plain, SavedLogins(plain, environ)) == Badge("staging")
    write_private(profiles_file(environ), b"no toml at all")
    assert _badge_of(plain, SavedLogins(plain, environ)) is None
