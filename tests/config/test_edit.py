"""One key of a settings file is changed, and not a letter of what stands around it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.config.document import Document
from hoory_tui.config.edit import edited, set_value, toml
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings, load_settings

WRITTEN = """\
# My own settings.

  theme   =  "nord"   # calm # at night
# bell = "none"
macros = { refund = "f9", hello = "f8" }  # two
pipe.todo = { command = ["tee",
  "x # y"] } # long

# What I press.
[keys]
reload = ["f5"] # as in a browser

[[rules]]
on = "mine"
"""


@pytest.mark.parametrize(
    ("key", "value", "line", "instead"),
    [
        (("theme",), "gruvbox-dark", 2, '  theme   =  "gruvbox-dark"   # calm # at night'),
        (("keys", "reload"), ["f6", "ctrl+r"], 10, 'reload = ["f6", "ctrl+r"] # as in a browser'),
        (
            ("macros", "hello"),
            "f7",
            4,
            'macros = { refund = "f9", hello = "f7" }  # two',
        ),
    ],
)
def test_a_value_is_changed_in_its_place(
    key: tuple[str, ...], value: object, line: int, instead: str
) -> None:
    lines = WRITTEN.splitlines()
    lines[line] = instead
    assert edited(WRITTEN, key, value).splitlines() == lines  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("", ("theme",), "theme = 1\n"),
        ('# bell = "none"\nx = 1\n', ("bell",), '# bell = "none"\nbell = 1\nx = 1\n'),
        ("x = 1\n\n# of keys\n[keys]\n", ("theme",), "x = 1\ntheme = 1\n\n# of keys\n[keys]\n"),
        ("# of keys\n[keys]", ("theme",), "theme = 1\n\n# of keys\n[keys]\n"),
        ("# me\n\n# keys\n[keys]\n", ("theme",), "# me\ntheme = 1\n\n# keys\n[keys]\n"),
        ("x = 1", ("keys", "a.b"), 'x = 1\n\n[keys]\n"a.b" = 1\n'),
        ("[keys]\nx = 1\n\n[pipe]\n", ("keys", "y"), "[keys]\nx = 1\ny = 1\n\n[pipe]\n"),
        ("a = 1\r\nb = 2\r\n", ("a",), "a = 1\r\nb = 2\r\n"),
        ("a.b = 2\n", ("a", "b"), "a.b = 1\n"),
    ],
)
def test_a_new_value_stands_where_its_like_do(text: str, key: tuple[str, ...], after: str) -> None:
    assert edited(text, key, 1) == after


def test_a_value_is_taken_out_alone() -> None:
    lines = WRITTEN.splitlines(keepends=True)
    assert edited(WRITTEN, ("pipe", "todo"), None) == "".join(lines[:5] + lines[7:])
    assert edited(WRITTEN, ("keys", "nothing"), None) == WRITTEN


def test_the_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    mine = tmp_path / "dotfiles" / "hoory.toml"
    mine.parent.mkdir(mode=0o755)
    mine.write_text(WRITTEN)
    mine.chmod(0o644)
    link = tmp_path / "config" / "config.toml"
    link.parent.mkdir()
    link.symlink_to(mine)
    set_value(link, "theme", "dracula")
    assert link.is_symlink()
    assert mine.read_text() == WRITTEN.replace('"nord"', '"dracula"')
    assert stat.S_IMODE(mine.stat().st_mode) == 0o644
    assert stat.S_IMODE(mine.parent.stat().st_mode) == 0o755
    assert list(mine.parent.iterdir()) == [mine]


def test_a_file_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "hoory-tui" / "config.toml"
    assert set_value(file, "theme", "nord").values == {"theme": "nord"}
    assert load_settings(file).theme == "nord"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_what_a_check_refuses_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(WRITTEN)

    def check(document: Document) -> None:
        document.build(Settings)

    with pytest.raises(ConfigError, match=r"line 3, key theme: this must be text"):
        set_value(file, "theme", 3, check=check)
    with pytest.raises(ConfigError, match=r"key theme\.dark: .* only a person can change"):
        set_value(file, ("theme", "dark"), "nord")
    assert file.read_text() == WRITTEN


def test_a_broken_or_exposed_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text('theme = "nord\n')
    with pytest.raises(ConfigError, match="line 1: this is not valid TOML"):
        set_value(file, "theme", "dracula")
    file.chmod(0o644)
    with pytest.raises(ConfigError, match="other users can open this file"):
        set_value(file, "theme", "dracula", is_secret=True)
    assert file.read_text() == 'theme = "nord\n'
    file.chmod(0o600)
    file.write_text("# kept\n[profiles.a]\n")
    set_value(file, ("profiles", "a", "colour"), "red", is_secret=True)
    assert file.read_text() == '# kept\n[profiles.a]\ncolour = "red"\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_that_leads_to_itself_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.symlink_to(file)
    with pytest.raises(ConfigError, match="a link that leads to itself; nothing was changed"):
        set_value(file, "theme", "nord")
    assert file.is_symlink()


_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


@given(value=_VALUES, name=st.text(st.characters(codec="utf-8"), max_size=6))
def test_whatever_is_written_reads_as_it_was_meant(value: object, name: str) -> None:
    import tomllib

    # JSON has no name for half of a letter, and neither has TOML.
    text = edited(WRITTEN, ("keys", name), value)  # type: ignore[arg-type]
    assert tomllib.loads(text) == {
        **tomllib.loads(WRITTEN),
        "keys": {**tomllib.loads(WRITTEN)["keys"], name: value},
    }
    assert tomllib.loads(f"x = {toml(value)}") == {"x": value}
