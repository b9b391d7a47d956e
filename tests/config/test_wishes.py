"""Wishes for a new login, checked before anything is asked."""

from __future__ import annotations

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.wishes import read_wishes


def test_wishes_that_make_no_sense_name_their_option() -> None:
    for wished, option in (
        ({"token_command": "a 'b"}, "--token-command"),
        ({"ca_file": "/no/such.pem"}, "--ca-file"),
        ({"pin_sha256": ["abc"]}, "--pin-sha256"),
        ({"proxy": "socks5://x"}, "--proxy"),
    ):
        with pytest.raises(ConfigError, match=f"{option}: "):
            read_wishes(**wished)
    with pytest.raises(ConfigError, match="can read a command line") as caught:
        read_wishes(proxy="http://me:sEcReT@proxy:1")
    assert "sEcReT" not in str(caught.value)
