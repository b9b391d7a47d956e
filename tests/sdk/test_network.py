"""What a saved login says about the network, as connections are made with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.sdk.network import network_of


def login(**given: object) -> Profile:
    url, token = "https://desk.example", Secret("token")
    return Profile(name="a", url=url, token=token, **given)  # type: ignore[arg-type]


def test_files_lie_beside_the_login_and_pins_are_bytes(tmp_path: Path) -> None:
    options = network_of(login(ca_file="own.pem", pin_sha256=("ab" * 32,)), {}, at=tmp_path)
    assert options.ca_file == tmp_path / "own.pem"
    assert options.pin_sha256 == (bytes.fromhex("ab" * 32),)
    assert network_of(login(), {}).ca_file is None


def test_a_proxy_is_the_logins_own_or_the_environments() -> None:
    environ = {"HTTPS_PROXY": "http://way:1", "NO_PROXY": "inner.example"}
    assert network_of(login(), environ).proxy_for("https://desk.example") is None
    own = network_of(login(proxy=Secret("http://me:secret@own:2")), environ)
    assert str(own.proxy_for("http://desk.example")) == "http://me:secret@own:2"
    assert "secret" not in repr(own)
    taken = network_of(login(proxy=Secret("env")), environ)
    assert str(taken.proxy_for("https://desk.example")) == "http://way:1"
    assert taken.proxy_for("https://inner.example") is None
    with pytest.raises(ConfigError, match="HTTPS_PROXY"):
        network_of(login(proxy=Secret("env")), {"HTTPS_PROXY": "ftp://x"})
