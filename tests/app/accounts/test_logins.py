"""Saved logins as ways in: a token that was replaced is found by all who are refused at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hoory_tui.app.accounts.logins import SavedLogins
from hoory_tui.client.errors import SignInRefused
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.places import Place

NAME = "desk"


def login_of(desk: DemoDesk, token: str) -> Profile:
    return Profile(name=NAME, url=desk.url, token=Secret(token), account_id=desk.account_id)


def saved(home: Path, desk: DemoDesk, token: str) -> dict[str, str]:
    file = home / "hoory-tui" / "profiles.toml"
    file.parent.mkdir(mode=0o700, exist_ok=True)
    lines = [f'url = "{desk.url}"', f'token = "{token}"', f"account_id = {desk.account_id}"]
    file.write_text("\n".join([f"[profiles.{NAME}]", *lines]))
    file.chmod(0o600)
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}


async def test_all_who_are_refused_at_once_find_the_token_that_is_saved_now(tmp_path: Path) -> None:
    async with DemoDesk(quiet_visitors=True, conversations=0, branch=0) as desk:
        assert desk.branch is not None
        environ = saved(tmp_path, desk, desk.agents[0].access_token)
        logins = SavedLogins(login_of(desk, "an-older-token-of-mine"), environ)
        assert logins.names() == [NAME]
        places = [Place(NAME, desk.account_id), Place(NAME, desk.branch.account_id)]
        backends = await asyncio.gather(*map(logins.open, places))
        assert [one.api.account_id for one in backends] == [one.account_id for one in places]
        for one in backends:
            await one.close()


async def test_a_login_that_cannot_be_read_again_is_not_forgotten(tmp_path: Path) -> None:
    async with DemoDesk(quiet_visitors=True, conversations=0) as desk:
        environ = saved(tmp_path, desk, "another-older-token")
        logins = SavedLogins(login_of(desk, "an-older-token-of-mine"), environ)
        place = Place(NAME, desk.account_id)
        logins.names()
        with pytest.raises(SignInRefused):
            await logins.open(place)
        (tmp_path / "hoory-tui" / "profiles.toml").write_text("no TOML")
        with pytest.raises(ConfigError):
            await logins.open(place)
        assert logins.opened(place).url == desk.url
