"""Macros out of files: read whole, or refused with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.macrofiles import macros_folder, read_macro, read_macros
from hoory_tui.store.ownmacros import OwnMacro, OwnStep

GOOD = '''name = "Refund asked"

[[step]]
label = ["billing", "refund"]

[[step]]
note = """
Please check,
[[step]]
"""

[[step]]
reply = "Hi {{contact.first_name}}"
'''


def written(folder: Path, text: str, name: str = "refund.toml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def test_a_macro_is_read(tmp_path: Path) -> None:
    assert read_macro(written(tmp_path, GOOD)) == OwnMacro(
        "refund",
        "Refund asked",
        (
            OwnStep("label", ("billing", "refund")),
            OwnStep("note", ("Please check,\n[[step]]",)),
            OwnStep("reply", ("Hi {{contact.first_name}}",)),
        ),
    )


def test_a_macro_without_a_name_is_called_like_its_file(tmp_path: Path) -> None:
    assert read_macro(written(tmp_path, '[[step]]\nassign = "me"')).name == "refund"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("nam = 1", 1, "this key is unknown"),
        ("name = 1\n[[step]]\nassign = 'me'", 1, "this must be text in quotes"),
        ("name = 'x'", None, r"a macro needs \[\[step\]\] tables"),
        (f"{GOOD}\n[[step]]\nlabl = 'x'", 16, "no step is called so"),
        ("[[step]]\nstatus = 'done'", 2, "a status is one of open"),
        ("[[step]]\npriority = 'hot'", 2, "a priority is one of urgent"),
        ("[[step]]\nassign = 'me'\n\n[[step]]\nnote = 3", 5, "this must be text in quotes"),
        ("[[step]]\nassign = 'me'\nnote = 'x'", None, "has one key"),
        ("[[step]]\nlabel = []", 2, "this must be text in quotes"),
        ("[[step]\n", 1, "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    text: str, line: int | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=said) as found:
        read_macro(written(tmp_path, text))
    assert found.value.path == tmp_path / "refund.toml"
    if line is not None:
        assert found.value.line == line


def test_a_file_with_a_mistake_costs_nothing_but_itself(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, "[[step]]\nx = 1", "bad.toml")
    written(tmp_path, "no macro", "readme.txt")
    found = read_macros(tmp_path)
    assert [one.name for one in found.macros] == ["Refund asked"]
    assert [error.path for error in found.problems] == [tmp_path / "bad.toml"]
    assert read_macros(tmp_path / "nowhere").macros == ()


def test_macros_are_beside_the_settings() -> None:
    assert macros_folder({"XDG_CONFIG_HOME": "/c"}) == Path("/c/hoory-tui/macros")
