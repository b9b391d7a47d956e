"""Macros on keys and commands for threads, as config.toml names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings, load_settings
from hoory_tui.config.wordtools import PipeCommand, check_macro_keys
from hoory_tui.keys import default_keys


def loaded(folder: Path, text: str) -> Settings:
    file = folder / "config.toml"
    file.write_text(text)
    return load_settings(file)


def test_commands_are_texts_lists_or_tables(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        """
[pipe]
short = "summarise --len '2 lines'"
list = ["llm", "-m", "x y"]
full = {command = "llm", format = "json", notes = true, whole = true, seconds = 5}
""",
    )
    assert settings.pipe == {
        "short": PipeCommand(command=("summarise", "--len", "2 lines")),
        "list": PipeCommand(command=("llm", "-m", "x y")),
        "full": PipeCommand(command=("llm",), format="json", notes=True, whole=True, seconds=5),
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[pipe]\na = 'x'\nb = \"it's\"", 3, "pipe.b: this command has a quote that does not end"),
        ("[pipe]\na = []", 2, "pipe.a: this must be a command"),
        ("[pipe]\na = {command = 'x', note = true}", 2, "perhaps notes is meant"),
        ("[macros]\nf5 = true", 2, "macros.f5: this must be the name or the id of a macro"),
        ("[macros]\n'hyperr+x' = 1", 2, "is no key"),
        ("macros_ask = 'never'", 1, "macros_ask: this must be"),
        ("language = 'english'", 1, "language: this must be the code of a language"),
    ],
)
def test_mistakes_are_named_with_file_and_line(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=said) as found:
        loaded(tmp_path, text)
    assert found.value.line == line


def test_macros_have_keys_by_name_or_id(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "[macros]\nF5 = 'Close politely'\n'&' = 12\n")
    assert settings.macros == {"f5": "Close politely", "ampersand": "12"}
    check_macro_keys(settings, default_keys()[:2])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[macros]\n\n'E' = 1", "line 3, key macros.E: E is already the key of"),
        ("[macros]\n'CTRL+S' = 1", "ctrl.s is already the key of compose.send"),
        ("[keys]\nresolve = 'f5'\n[macros]\nF5 = 1", "f5 is already the key of resolve"),
    ],
)
def test_a_key_that_does_something_else_is_refused(text: str, said: str, tmp_path: Path) -> None:
    settings = loaded(tmp_path, text)
    with pytest.raises(ConfigError, match=said):
        check_macro_keys(settings, default_keys()[:2])


def test_a_key_that_was_given_away_is_free(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "[keys]\nresolve = 'f5'\n[macros]\ne = 1")
    check_macro_keys(settings, default_keys()[:2])
