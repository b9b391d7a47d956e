"""Which language messages are translated into."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import load_settings
from hoory_tui.config.spoken import interface_language, language_code, spoken_language


@pytest.mark.parametrize(
    ("chosen", "environ", "code"),
    [
        ("hy", {"LANG": "de_DE.UTF-8"}, "hy"),
        ("", {"LANG": "de_DE.UTF-8"}, "de"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "fr_FR@euro", "LANG": "de_DE"}, "fr"),
        ("", {"LANG": "pt_BR.UTF-8"}, "pt_BR"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "POSIX"}, "en"),
        ("", {}, "en"),
    ],
)
def test_the_chosen_one_else_that_of_the_login(
    chosen: str, environ: dict[str, str], code: str
) -> None:
    assert spoken_language(chosen, environ) == code


@pytest.mark.parametrize("value", ["english", "e", 7, "", "de-"])
def test_no_code_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="the code of a language"):
        language_code(value)


@pytest.mark.parametrize(
    ("chosen", "environ", "code"),
    [
        ("auto", {}, "en"),
        ("auto", {"LANG": "hy_AM.UTF-8"}, "hy"),
        ("auto", {"LC_ALL": "C.UTF-8", "LANG": "hy_AM.UTF-8"}, "en"),
        ("auto", {"LC_MESSAGES": "hy_AM", "LANG": "en_US.UTF-8"}, "hy"),
        ("auto", {"LANG": "de_DE.UTF-8"}, "en"),
        ("en", {"LANG": "hy_AM.UTF-8"}, "en"),
        ("hy", {"LC_ALL": "C"}, "hy"),
    ],
)
def test_the_console_speaks_what_was_chosen_or_what_it_knows_of_the_locale(
    chosen: str, environ: dict[str, str], code: str
) -> None:
    assert interface_language(chosen, environ) == code


@pytest.mark.parametrize("chosen", ["auto", "en", "hy"])
def test_both_languages_are_chosen_apart(chosen: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'language = "de"\ninterface_language = "{chosen}"')
    settings = load_settings(file)
    assert (settings.language, settings.interface_language) == ("de", chosen)


def test_a_language_that_the_console_does_not_speak_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "hoory-dark"\ninterface_language = "de"')
    with pytest.raises(ConfigError, match="interface_language") as found:
        load_settings(file)
    assert found.value.line == 2
