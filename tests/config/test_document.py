"""Finding the line of a key, and saying what is wrong with a TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from hoory_tui.config.document import Document, key_text, line_of_key
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.tables import Checked, key, table_of, text, truth, whole

TEXT = '''\
# a comment
theme = """
[not.a.table]
ascii = 1
"""
dotted.inner = 1

[keys]
reply = [
  "r",
  "R",
]
"quoted key" = "x"

[profiles.acme]
url = "https://x"  # url = "no"

[profiles.other]
url = "https://y"
inline = { deep = { deeper = 1 } }
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (["theme"], 2),
        (["dotted", "inner"], 6),
        (["keys"], 8),
        (["keys", "reply"], 9),
        (["keys", "quoted key"], 13),
        (["profiles", "acme", "url"], 16),
        (["profiles", "other", "url"], 19),
        (["profiles", "other", "inline", "deep", "deeper"], 20),
        (["profiles", "acme", "token"], 15),
        (["not", "a", "table"], None),
        (["ascii"], None),
    ],
)
def test_line_of_key(key: list[str], line: int | None) -> None:
    assert line_of_key(TEXT, key) == line


def test_key_text_quotes_what_toml_would() -> None:
    assert key_text(["profiles", "a b", "\x1b"]) == 'profiles."a b"."\\u001b"'


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a = 1\nb == 2\n", 2, "not valid TOML (invalid value)"),
        (b"a = 1\nb = [1,\n", 2, "not valid TOML"),
        (b"a = 1\n\nb = '\xff'\n", 3, "not UTF-8"),
        (b"a = " + b"9" * 5000, None, "cannot be read"),
        (b"a = " + b"[" * 100_000, None, "nested too deep"),
        (b"#" * (1024 * 1024 + 1), None, "far too large"),
    ],
)
def test_bad_toml_names_its_line(content: bytes, line: int | None, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Document.parse(Path("/x.toml"), content)
    assert caught.value.line == line
    assert words in str(caught.value)


def test_errors_never_repeat_values() -> None:
    with pytest.raises(ConfigError) as caught:
        Document.parse(Path("/x.toml"), b'token = "sEcReT\n')
    assert "sEcReT" not in str(caught.value)
    assert caught.value.__context__ is None


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = 1")
    document = Document.read(tmp_path / "x.toml")
    assert document is not None
    assert document.values == {"a": 1}
    assert Document.read(tmp_path / "none.toml") is None
    with pytest.raises(ConfigError, match="not a plain file"):
        Document.read(tmp_path)


@dataclass(frozen=True, kw_only=True)
class _Table(Checked):
    token: str = key(text)
    count: int = key(whole(0), default=0)


@dataclass(frozen=True, kw_only=True)
class _File(Checked):
    inner: _Table = key(table_of(_Table))  # noqa: RUF009
    flag: bool = key(truth, default=False)


@pytest.mark.parametrize(
    ("written", "line", "place", "words"),
    [
        ("flag = 1\n[inner]\ntoken = 'x'", 1, "flag", "true or false"),
        ("[inner]\ntoken = 5", 2, "inner.token", "text in quotes"),
        ("[inner]\ncount = '5'\ntoken = ''", 2, "inner.count", "whole number"),
        ("[inner]\n", 1, "inner.token", "this key is missing"),
        ("[inner]\n\ntokn = 'x'", 3, "inner.tokn", "perhaps token is meant"),
        ("what = 1\n[inner]\ntoken = 'x'", 1, "what", "remove it"),
        ("inner = 1", 1, "inner", "must be a table"),
        ("", None, "inner", "this key is missing"),
    ],
)
def test_wrong_keys(written: str, line: int | None, place: str, words: str) -> None:
    document = Document.parse(Path("/x.toml"), written.encode())
    with pytest.raises(ConfigError) as caught:
        document.build(_File, tables=(_Table,))
    assert (caught.value.line, caught.value.key) == (line, place)
    assert words in str(caught.value)
    assert caught.value.__context__ is None


def test_a_right_document_is_built() -> None:
    document = Document.parse(Path("/x.toml"), b"[inner]\ntoken = 't'\ncount = 2")
    assert document.build(_File) == _File(inner=_Table(token="t", count=2))
