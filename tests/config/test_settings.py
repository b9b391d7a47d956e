"""config.toml, and the checks of its keys against the bindings."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import (
    Settings,
    check_key_clashes,
    check_key_ids,
    load_settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_means_the_defaults(file: Path) -> None:
    assert load_settings(file) == Settings(theme="auto", ascii=None, pictures=None, keys={})


def test_everything_can_be_set(file: Path) -> None:
    file.write_text(
        'theme = "hoory-light"\nascii = true\n[keys]\nreply = "r, R"\n"nav.down" = ["j", "down"]\n'
    )
    settings = load_settings(file)
    assert (settings.theme, settings.ascii) == ("hoory-light", True)
    assert settings.keymap() == {"reply": "r,R", "nav.down": "j,down"}


def test_words_for_symbols_and_the_mouse_are_chosen_apart(file: Path) -> None:
    file.write_text("plain = true\nmouse = false\n")
    settings = load_settings(file)
    assert (settings.plain, settings.mouse) == (True, False)
    assert (Settings().plain, Settings().mouse) == (False, True)


def test_the_file_is_found_by_the_environment(tmp_path: Path) -> None:
    folder = tmp_path / "hoory-tui"
    folder.mkdir()
    (folder / "config.toml").write_text('theme = "mine"')
    assert load_settings(environ={"XDG_CONFIG_HOME": str(tmp_path)}).theme == "mine"


@pytest.mark.parametrize("size", [1_000, 32_768, 1_000_000_000])
def test_the_bytes_for_news_may_be_anything_sensible(file: Path, size: int) -> None:
    file.write_text(f"bytes_per_second = {size}")
    assert load_settings(file).bytes_per_second == size


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().theme = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("\ntheme = 1", 2, "theme", "text in quotes"),
        ('ascii = "yes"', 1, "ascii", "true, false or"),
        ("pictures = 1", 1, "pictures", "true, false or"),
        ('picture_protocol = "gif"', 1, "picture_protocol", "sixel"),
        ("plain = 1", 1, "plain", "true or false"),
        ('mouse = "off"', 1, "mouse", "true or false"),
        ("bytes_per_second = 999", 1, "bytes_per_second", "too small"),
        ("bytes_per_second = 1000000001", 1, "bytes_per_second", "too large"),
        ("bytes_per_second = 3e4", 1, "bytes_per_second", "whole number"),
        ("asci = true", 1, "asci", "perhaps ascii is meant"),
        ("keys = 'r'", 1, "keys", "must be a table"),
        ('[keys]\nreply = "ctlr+r"', 2, "keys.reply", "ctlr+r"),
        ("[keys]\nreply = 1", 2, "keys.reply", "list of keys"),
        # Without quotes, a dot in TOML makes a table.
        ('[keys]\nnav.down = "j"', 2, "keys.nav", "list of keys"),
        ("theme = \n", 1, None, "not valid TOML"),
    ],
)
def test_mistakes_name_file_line_and_key(
    file: Path, text: str, line: int, key: str | None, words: str
) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(file)
    assert (caught.value.path, caught.value.line, caught.value.key) == (file, line, key)
    assert words in str(caught.value)


def test_unknown_ids_are_refused_at_their_line(file: Path) -> None:
    file.write_text('[keys]\nreply = "r"\nrepli = "x"\n')
    settings = load_settings(file)
    check_key_ids(settings, {"reply", "repli"})
    with pytest.raises(ConfigError) as caught:
        check_key_ids(settings, {"reply", "note"})
    assert (caught.value.path, caught.value.line) == (file, 3)
    assert "perhaps reply is meant" in str(caught.value)


def test_ids_are_checked_in_settings_made_without_a_file() -> None:
    with pytest.raises(ConfigError, match=r"keys\.x: there is no binding"):
        check_key_ids(Settings(keys={"x": ("j",)}), {"reply"})


def test_one_key_for_two_chosen_bindings_names_both(file: Path) -> None:
    file.write_text('[keys]\nreply = "x"\nnote = ["n", "x"]\n')
    with pytest.raises(ConfigError) as caught:
        check_key_clashes(load_settings(file))
    assert caught.value.line == 3
    assert "x is already the key of reply" in str(caught.value)
    assert "give note or reply another key" in str(caught.value)


def test_a_chosen_key_that_another_binding_has_by_default_is_refused(file: Path) -> None:
    file.write_text('[keys]\nreply = "?"\n')
    settings = load_settings(file)
    with pytest.raises(ConfigError, match="question_mark is already the key of help"):
        check_key_clashes(settings, {"reply": ["r"], "help": ["?", "f1"]})


def test_keys_that_do_not_clash(file: Path) -> None:
    file.write_text('[keys]\nreply = "x"\nnote = "r"\nsend = "x"\n')
    settings = load_settings(file)
    # Reply's own key was given up, so note may have it; send is active somewhere else; defaults
    # that share a key are not the user's mistake.
    check_key_clashes(settings, {"reply": ["r"], "note": ["p"], "back": ["q"], "quit": ["q"]})


@pytest.mark.parametrize(
    ("text", "keyboards"),
    [
        ("", None),
        ('layout = "auto"', None),
        ('layout = "off"', ()),
        ('layout = "greek"', ("greek",)),
        ('layout = ["persian", "arabic"]', ("persian", "arabic")),
    ],
)
def test_keyboards_are_all_none_or_those_that_are_named(
    file: Path, text: str, keyboards: tuple[str, ...] | None
) -> None:
    file.write_text(text)
    assert load_settings(file).keyboards == keyboards


@pytest.mark.parametrize(
    ("text", "key"),
    [('layout = "dvorak"', "layout"), ("layout = 1", "layout"), ('panes = "four"', "panes")],
)
def test_other_layouts_are_refused_with_the_ones_there_are(file: Path, text: str, key: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError, match=rf"line 1, key {key}: this must be"):
        load_settings(file)


def test_a_key_that_belongs_to_others_is_refused_with_file_and_key(file: Path) -> None:
    file.write_text('[keys]\nresolve = "ctrl+b"\n')
    with pytest.raises(ConfigError, match=r"line 2, key keys\.resolve: .*tmux waits for it"):
        load_settings(file)


def test_what_is_sent_is_held_for_ten_seconds_at_most(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert Settings().send_delay == 3
    file.write_text("send_delay = 0\n")
    assert load_settings(file).send_delay == 0
    file.write_text("send_delay = 11\n")
    with pytest.raises(ConfigError, match="10 is the most"):
        load_settings(file)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("false", False), ('["shop", "main/7"]', ("shop", "main/7")), ("[]", ())],
)
def test_other_accounts_are_listened_to_all_or_by_their_names(
    file: Path, written: str, meant: object
) -> None:
    file.write_text(f"accounts_together = {written}\n")
    assert load_settings(file).accounts_together == meant


@pytest.mark.parametrize("written", ['"shop"', "1", '[""]', "[1]"])
def test_what_names_no_accounts_is_refused(file: Path, written: str) -> None:
    file.write_text(f"accounts_together = {written}\n")
    with pytest.raises(ConfigError, match="true, false or a list of names") as caught:
        load_settings(file)
    assert caught.value.line == 1
