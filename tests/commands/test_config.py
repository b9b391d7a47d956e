"""hoory-tui config: places, effective values and every mistake, without a secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoory_tui.cli import main

TOKEN = "sEcReT-token-123"


class Home:
    """A person's settings folder, and the program run in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / "hoory-tui"
        self.folder.mkdir()
        self.environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        self._capsys = capsys

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text)
        file.chmod(0o600)
        return file

    def run(self, *words: str) -> tuple[int, str, str]:
        code = main(["config", *words], environ=dict(self.environ))
        shown = self._capsys.readouterr()
        assert TOKEN not in shown.out + shown.err
        return code, shown.out, shown.err


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


def test_the_places_are_told_alone_or_together(home: Home) -> None:
    file = home.folder / "config.toml"
    assert home.run("path", "settings") == (0, f"{file}\n", "")
    code, out, _ = home.run("path", "--json")
    assert code == 0
    assert json.loads(out)[0] == {"name": "settings", "path": str(file), "exists": False}


def test_each_value_names_where_it_comes_from(home: Home) -> None:
    home.write("config.toml", 'bell = "mine"\n\n[keys]\nresolve = "f5"\n[pipe]\nai = "llm -m x"\n')
    home.write(
        "profiles.toml",
        f'default = "a"\n[profiles.a]\nurl = "https://desk.example"\naccount_id = 3\n'
        f'token = "{TOKEN}"\nproxy = "http://me:{TOKEN}@proxy.example:3128"\n',
    )
    _, out, _ = home.run("show", "--json")
    rows = {row["name"]: (row["value"], row["source"]) for row in json.loads(out)}
    assert rows["bell"] == ("mine", "config.toml, line 1")
    assert rows["keys.resolve"] == ("f5", "config.toml, line 4")
    assert rows["pipe.ai"] == ("command = llm -m x", "config.toml, line 6")
    assert rows["send_delay"] == ("3", "default")
    assert rows["login.url"] == ("https://desk.example", "profiles.toml, line 3")
    assert rows["login.token"] == ("***", "token")
    assert rows["login.proxy"][0] == "***"
    home.environ |= {"HOORY_URL": "https://other.example", "HOORY_TOKEN": TOKEN}
    _, out, _ = home.run("show")
    assert "https://other.example" in out
    assert "login.token" in out


def test_every_mistake_is_named_with_file_line_and_key(home: Home) -> None:
    settings = home.write("config.toml", 'bel = "mine"\ntheme = 1\nsend_delay = 99\n')
    profiles = home.write("profiles.toml", '[profiles.a]\nurl = "ftp://x"\naccount_id = 0\n')
    (home.folder / "macros").mkdir()
    macro = home.write("macros/bad.toml", 'name = "x"\n[[step]]\nnonsense = 1\n')
    code, out, err = home.run("validate")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert f"{settings}, line 1, key bel: this key is unknown; perhaps bell is meant." in lines
    assert any(line.startswith(f"{settings}, line 2, key theme: ") for line in lines)
    assert any(line.startswith(f"{settings}, line 3, key send_delay: ") for line in lines)
    assert any(line.startswith(f"{profiles}, line 3, key profiles.a.account_id") for line in lines)
    assert any(line.startswith(f"{macro}, ") for line in lines)
    code, out, err = home.run("validate", "--json")
    assert (code, err) == (2, "")
    assert len(json.loads(out)) == len(lines)
    assert home.run("show")[0] == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("config.toml", "theme = ", "line 1"),
        (
            "profiles.toml",
            '[profiles.a]\nurl = "ftp://x"\naccount_id = 1\n',
            "line 2, key profiles.a.url: the address must begin with https://",
        ),
        ("config.toml", '[keys]\nresolv = "x"\n', "there is no binding of this name"),
        ("profiles.toml", 'default = "b"\n', "there is no saved login of this name"),
        (
            "profiles.toml",
            '[profiles.a]\nurl = "https://x.example"\naccount_id = 1\n',
            "this login has no token",
        ),
        (
            "profiles.toml",
            '[profiles.a]\nurl = "https://x.example"\naccount_id = 1\nca_file = "no.pem"\n'
            f'token = "{TOKEN}"\n',
            "key profiles.a.ca_file: there is no such file",
        ),
    ],
)
def test_what_only_shows_when_it_is_used(name: str, text: str, said: str, home: Home) -> None:
    home.write(name, text)
    code, _, err = home.run("validate")
    assert code == 2
    assert said in err


def test_a_file_that_others_can_read_is_a_mistake_and_none_is_none(home: Home) -> None:
    assert home.run("validate") == (
        0,
        "",
        "The settings, the saved logins and the macros can be read without a mistake.\n",
    )
    home.write("profiles.toml", f'[profiles.a]\ntoken = "{TOKEN}"\n').chmod(0o644)
    code, _, err = home.run("validate")
    assert code == 2
    assert "profiles.toml" in err
    assert err.count("\n") == 1
