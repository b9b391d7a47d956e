"""Saved logins, and the login in the environment."""

from __future__ import annotations

import os
import stat
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import Profile, check_name, load_profile, read_profiles, save_profile

TOKEN = "sEcReT123"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hoory-tui" / "profiles.toml"


def profile(name: str = "acme", **changes: Any) -> Profile:
    fields: dict[str, Any] = {
        "url": "https://acme.example",
        "account_id": 3,
        "token": TOKEN,
        "agent_name": "Ana",
        "agent_email": "ana@acme.example",
    }
    return Profile(name=name, **{**fields, **changes})


def write(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text)
    file.chmod(0o600)


def test_a_saved_login_comes_back(file: Path) -> None:
    kept = profile(colour="red")
    assert save_profile(kept, path=file) == file
    assert load_profile("acme", {}, path=file) == kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_file_is_found_by_the_environment(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    save_profile(profile(), environ=environ)
    assert load_profile(None, environ) == profile()


def test_the_first_is_the_default_until_another_is_chosen(file: Path) -> None:
    save_profile(profile("one"), path=file)
    save_profile(profile("two"), path=file)
    assert load_profile(None, {}, path=file).name == "one"
    save_profile(profile("three"), as_default=True, path=file)
    assert load_profile(None, {}, path=file).name == "three"
    assert sorted(read_profiles(file).profiles) == ["one", "three", "two"]


def test_saving_again_replaces(file: Path) -> None:
    save_profile(profile(), path=file)
    changed = profile(url="http://desk.lan", allow_plaintext=True, agent_name="")
    save_profile(changed, path=file)
    assert load_profile(None, {}, path=file) == changed


def test_saving_leaves_a_file_it_cannot_read(file: Path) -> None:
    write(file, "not toml")
    with pytest.raises(ConfigError):
        save_profile(profile(), path=file)
    assert file.read_text() == "not toml"


def test_what_cannot_be_saved(file: Path) -> None:
    with pytest.raises(ValueError, match="one account"):
        save_profile(profile(account_id=None), path=file)
    with pytest.raises(ValueError, match="is kept for"):
        save_profile(profile("environment"), path=file)
    assert not file.exists()


def test_names() -> None:
    assert check_name("acme-2_B") == "acme-2_B"
    for wrong in ["", "-x", "a b", "../x", "a.b", "é", "x" * 65]:
        with pytest.raises(ValueError, match="letters, digits"):
            check_name(wrong)


def test_the_token_shows_nowhere_but_when_asked() -> None:
    saved = profile()
    assert TOKEN not in f"{saved!r} {saved} {asdict(saved)}"
    assert saved.token.get_secret_value() == TOKEN
    for wrong in [f"{TOKEN} x", f"{TOKEN}\n", f"{TOKEN}é", ""]:
        with pytest.raises(ValueError, match="token") as caught:
            profile(token=wrong)
        assert TOKEN not in str(caught.value)


def test_a_file_others_can_read_is_refused(file: Path) -> None:
    save_profile(profile(), path=file)
    file.chmod(0o644)
    with pytest.raises(ConfigError, match=f"run chmod 600 {file}"):
        load_profile(None, {}, path=file)


LOGIN = f'url = "https://acme.example"\naccount_id = 3\ntoken = "{TOKEN}"\n'


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (f"[profiles.a]\n{LOGIN}color = 'red'\n", 5, "profiles.a.color", "perhaps colour"),
        (f"[profiles.a]\n{LOGIN}colour = 'rot'\n", 5, "profiles.a.colour", "or one of red,"),
        (f"[profiles.a]\n{LOGIN}agent_nmae = ''\n", 5, "profiles.a.agent_nmae", "agent_name"),
        (f"[profiles.'a b']\n{LOGIN}", 1, 'profiles."a b"', "letters, digits"),
        ("[profiles.a]\nurl = 'https://x'\n", 1, "profiles.a.account_id", "missing"),
        ("[profiles.a]\nurl = 'https://x'\naccount_id = 1\n", 1, "profiles.a.token", "missing"),
        (f"[profiles.a]\n{LOGIN.replace('3', 'true', 1)}", 3, "profiles.a.account_id", "whole"),
        (f"[profiles.a]\n{LOGIN.replace('3', '0', 1)}", 3, "profiles.a.account_id", "too small"),
        (f"[profiles.a]\n{LOGIN.replace(TOKEN, '')}", 4, "profiles.a.token", "empty"),
        (f"[profiles.a]\n{LOGIN.replace('https', 'http')}", 2, "profiles.a.url", "http://"),
        (f"default = 'b'\n[profiles.a]\n{LOGIN}", 1, "default", "write one of a"),
        ("default = 'b'\n", 1, "default", "remove it"),
        (f"[profiles.a]\n{LOGIN}oops {TOKEN}\n", 5, None, "not valid TOML"),
    ],
)
def test_mistakes_name_file_line_and_key(
    file: Path, text: str, line: int, key: str | None, words: str
) -> None:
    write(file, text)
    with pytest.raises(ConfigError) as caught:
        load_profile(None, {}, path=file)
    assert (caught.value.path, caught.value.line, caught.value.key) == (file, line, key)
    assert words in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert caught.value.__context__ is None


def test_the_only_login_needs_no_default(file: Path) -> None:
    write(file, f"[profiles.a]\n{LOGIN}")
    assert load_profile(None, {}, path=file).name == "a"
    write(file, f"[profiles.a]\n{LOGIN}[profiles.b]\n{LOGIN}")
    with pytest.raises(ConfigError, match="choose one of a, b with --profile"):
        load_profile(None, {}, path=file)


def test_an_unknown_name_says_which_there_are(file: Path) -> None:
    with pytest.raises(ConfigError, match="run hoory-tui login --profile x"):
        load_profile("x", {}, path=file)
    save_profile(profile(), path=file)
    with pytest.raises(ConfigError, match=r'called "x"; .* choose one of acme'):
        load_profile("x", {}, path=file)
    with pytest.raises(ConfigError, match='called ""'):
        load_profile("", {}, path=file)


def test_nothing_at_all_says_what_to_do(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_profile(None, {}, path=file)
    assert str(caught.value) == (
        "no server is set up yet; nothing was changed;"
        " run hoory-tui login, or hoory-tui --demo to look around first."
    )


def test_the_environment_needs_no_file_and_loses_the_token(file: Path) -> None:
    environ = {"HOORY_URL": "acme.example/", "HOORY_TOKEN": TOKEN, "HOORY_ACCOUNT": "7"}
    loaded = load_profile(None, environ, path=file)
    assert (loaded.name, loaded.url, loaded.account_id) == (
        "environment",
        "https://acme.example",
        7,
    )
    assert loaded.token.get_secret_value() == TOKEN
    assert environ == {"HOORY_URL": "acme.example/", "HOORY_ACCOUNT": "7"}
    assert (
        load_profile(None, {**environ, "HOORY_TOKEN": "t", "HOORY_ACCOUNT": ""}).account_id is None
    )


def test_the_real_environment_loses_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOORY_URL", "https://acme.example")
    monkeypatch.setenv("HOORY_TOKEN", TOKEN)
    assert load_profile(None).token.get_secret_value() == TOKEN
    assert "HOORY_TOKEN" not in os.environ


def test_a_name_wins_over_the_environment(file: Path) -> None:
    save_profile(profile(), path=file)
    environ = {"HOORY_URL": "https://other.example", "HOORY_TOKEN": "other"}
    assert load_profile("acme", environ, path=file) == profile()
    assert "HOORY_TOKEN" not in environ


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"HOORY_URL": "https://x"}, "HOORY_TOKEN is missing"),
        ({"HOORY_TOKEN": TOKEN, "HOORY_ACCOUNT": "1"}, "HOORY_URL is missing"),
        ({"HOORY_ACCOUNT": "1"}, "HOORY_URL and HOORY_TOKEN is missing"),
        ({"HOORY_URL": "https://x", "HOORY_TOKEN": f"{TOKEN} "}, "HOORY_TOKEN in the environment"),
        ({"HOORY_URL": "http://x", "HOORY_TOKEN": TOKEN}, "http:// would show the token"),
        ({"HOORY_URL": "x", "HOORY_TOKEN": TOKEN, "HOORY_ACCOUNT": "0"}, "HOORY_ACCOUNT"),
        ({"HOORY_URL": "x", "HOORY_TOKEN": TOKEN, "HOORY_ACCOUNT": "9" * 5000}, "HOORY_ACCOUNT"),
    ],
)
def test_a_half_set_environment_is_never_guessed_at(
    file: Path, environ: dict[str, str], words: str
) -> None:
    save_profile(profile(), path=file)
    with pytest.raises(ConfigError) as caught:
        load_profile(None, environ, path=file)
    assert words in str(caught.value)
    assert TOKEN not in str(caught.value)
