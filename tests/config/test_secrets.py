"""Where a login's token comes from, in order, and that it is written nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile, load_profile, read_profiles, save_profile
from hoory_tui.config.secret import Secret
from hoory_tui.config.secrets import read_token_from

LOGIN = '[profiles.a]\nurl = "https://acme.example"\naccount_id = 3\n'
COMMAND = f'token_command = ["{sys.executable}", "-c", "print(\'of-command\')"]\n'
WRITTEN = 'token = "of-profile"\n'
FILE = 'token_file = "hidden/token"\n'
KEYRING = "keyring = true\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "keyring.py").write_text(
        "def get_password(service, name):\n    return 'of-keyring'\n"
    )
    monkeypatch.syspath_prepend(tmp_path / "library")
    (tmp_path / "hidden").mkdir(mode=0o700)
    token = tmp_path / "hidden" / "token"
    token.write_text("of-file\nsecond line\n")
    token.chmod(0o600)
    sys.modules.pop("keyring", None)
    yield tmp_path / "profiles.toml"
    sys.modules.pop("keyring", None)


def load(file: Path, text: str, name: str | None = None, **environ: str) -> str:
    file.write_text(LOGIN + text)
    file.chmod(0o600)
    given = {"PATH": os.environ["PATH"], **environ}
    profile = load_profile(name, given, path=file)
    assert "HOORY_TOKEN" not in given
    assert profile.url == "https://acme.example"
    return profile.token.get_secret_value()


@pytest.mark.parametrize("name", [None, "a"])
@pytest.mark.parametrize(
    ("text", "environ", "token"),
    [
        (COMMAND + WRITTEN + FILE + KEYRING, {"HOORY_TOKEN": "of-environment"}, "of-command"),
        (WRITTEN + FILE + KEYRING, {"HOORY_TOKEN": "of-environment"}, "of-environment"),
        ("", {"HOORY_TOKEN": "of-environment"}, "of-environment"),
        (WRITTEN + FILE + KEYRING, {}, "of-file"),
        (WRITTEN + KEYRING, {}, "of-profile"),
        (KEYRING, {}, "of-keyring"),
    ],
)
def test_the_order(
    file: Path, text: str, environ: dict[str, str], token: str, name: str | None
) -> None:
    assert load(file, text, name, **environ) == token


def test_a_token_that_came_with_another_address_is_not_sent_here(file: Path) -> None:
    other = {"HOORY_TOKEN": "of-other", "HOORY_URL": "https://other.example"}
    assert load(file, WRITTEN, "a", **other) == "of-profile"
    same = {"HOORY_TOKEN": "of-environment", "HOORY_URL": "acme.example/"}
    assert load(file, WRITTEN, "a", **same) == "of-environment"


def test_one_for_this_run_wins_over_all(file: Path) -> None:
    file.write_text(LOGIN + COMMAND + WRITTEN)
    file.chmod(0o600)
    environ = {"HOORY_TOKEN": "of-environment"}
    loaded = load_profile("a", environ, path=file, token=Secret("of-option"))
    assert loaded.token.get_secret_value() == "of-option"
    assert environ == {}


def test_without_any_it_says_which_key_is_missing(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(file, "")
    assert (caught.value.line, caught.value.key) == (1, "profiles.a.token")


def test_a_looser_token_file_is_refused(file: Path) -> None:
    (file.parent / "hidden" / "token").chmod(0o640)
    with pytest.raises(ConfigError, match="run chmod 600"):
        load(file, FILE)
    with pytest.raises(ConfigError, match="no such token file"):
        load(file, 'token_file = "nowhere"\n')


def test_what_a_command_says_must_be_a_token(file: Path) -> None:
    wrong = COMMAND.replace("of-command", "not a token")
    with pytest.raises(ConfigError, match="first line of the token command is wrong") as caught:
        load(file, wrong)
    assert "not a token" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("token_command = 7\n", 4, "token_command", "a command"),
        ('token_command = "pass \'x"\n', 4, "token_command", "quote"),
        ("keyring = 'yes'\n", 4, "keyring", "true or false"),
        ("pin_sha256 = 'abc'\n", 4, "pin_sha256", "64 hexadecimal"),
        ("proxy = 'socks5://me:sEcReT@x'\n", 4, "proxy", "http://host:port"),
        ("token = 't'\nca_file = 'none.pem'\n", 5, "ca_file", "no such file"),
    ],
)
def test_mistakes_name_file_line_and_key(
    file: Path, text: str, line: int, key: str, words: str
) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load(file, text)
    assert (caught.value.path, caught.value.line) == (file, line)
    assert caught.value.key == f"profiles.a.{key}"
    assert "sEcReT" not in str(caught.value)


def _profile(**place: Any) -> Profile:
    token = Secret("sEcReT")
    return Profile(name="b", url="https://b.example", account_id=1, token=token, **place)


@pytest.mark.parametrize(
    "place", [{"token_command": ("pass", "show")}, {"token_file": "t"}, {"keyring": True}]
)
def test_a_token_kept_elsewhere_is_not_written_down(file: Path, place: dict[str, object]) -> None:
    profile = _profile(**place)
    save_profile(profile, path=file)
    assert "sEcReT" not in file.read_text()
    saved = read_profiles(file).profiles["b"]
    assert saved.token is None
    assert {key: getattr(saved, key) for key in place} == place


def test_a_proxys_password_is_saved_and_shown_as_stars(file: Path) -> None:
    proxy = Secret("http://me:sEcReT@proxy.lan:3128")
    profile = Profile(
        name="b", url="https://b.example", account_id=1, token=Secret("t"), proxy=proxy
    )
    save_profile(profile, path=file)
    saved = read_profiles(file).profiles["b"]
    assert saved.proxy == proxy
    assert "sEcReT" not in f"{saved!r}{saved}{profile!r}"


def test_a_file_for_one_run(file: Path) -> None:
    token = read_token_from(str(file.parent / "hidden" / "token"))
    assert token.get_secret_value() == "of-file"


def test_standard_input_for_one_run() -> None:
    script = (
        "import sys\nfrom hoory_tui.config.secrets import read_token_from\n"
        "print(read_token_from('-').get_secret_value() == 'of-pipe')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=b"of-pipe\nrest\n",
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        start_new_session=True,
    )
    assert done.stdout == b"True\n"
