"""hoory-tui config: places, effective values and every mistake, without a secret."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from hoory_tui.cli import main
from hoory_tui.commands.context import Context
from hoory_tui.commands.parts.config_writing import edit_file
from hoory_tui.config.errors import ConfigError

TOKEN = "sEcReT-token-123"


class Home:
    """A person's settings folder, and the program run in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / "hoory-tui"
        self.folder.mkdir()
        self.environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        self._capsys = capsys
        self.terminals: list[int] = []

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
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Home]:
    home = Home(tmp_path, capsys)
    yield home
    for number in home.terminals:
        os.close(number)


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
    (home.folder / "themes").mkdir()
    theme = home.write("themes/mine.toml", 'name = "mine"\ndark = 1\n')
    code, out, err = home.run("validate")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert any(line.startswith(f"{theme}, line 2, key dark: ") for line in lines)
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


def editor(home: Home, *turns: str) -> None:
    """Have an editor that each time writes the next of these in place of what it is given."""
    for number, text in enumerate(turns):
        (home.folder.parent / f"turn-{number}").write_text(text)
    script = home.folder.parent / "editor"
    script.write_text(
        "#!/bin/sh\n"
        f"cd {home.folder.parent}\n"
        "n=$(cat count 2>/dev/null || echo 0)\n"
        'echo "$1 ${HOORY_TOKEN:-none}" >> seen\n'
        'cat "turn-$n" > "$1"\n'
        "echo $((n + 1)) > count\n"
    )
    script.chmod(0o700)
    home.environ |= {
        "HOORY_EDITOR": str(script),
        "PATH": os.environ["PATH"],
        "XDG_STATE_HOME": str(home.folder.parent / "state"),
        "HOORY_TOKEN": TOKEN,
    }


class Asked(StringIO):
    """The answers of a person who sits at a terminal."""

    def isatty(self) -> bool:
        return True


def edit(home: Home, answers: str, which: str = "settings") -> tuple[int, str]:
    """Edit with these answers to what is asked; return the code and what was said."""
    said = Asked()
    context = Context(dict(home.environ), stdin=Asked(answers), stderr=said)
    code = edit_file(which, context)
    assert TOKEN not in said.getvalue()
    assert "HOORY_TOKEN" not in context.environ
    return int(code), said.getvalue()


def test_a_file_that_explains_every_key_is_written_once(home: Home) -> None:
    file = home.folder / "config.toml"
    code, out, err = home.run("init")
    assert (code, out) == (0, "")
    assert f"Written to {file}" in err
    assert file.stat().st_mode & 0o777 == 0o600
    assert "#send_delay = 3" in file.read_text()
    file.write_text("mine")
    code, _, err = home.run("init")
    assert code == 1
    assert "left as it is" in err
    assert file.read_text() == "mine"


def test_a_mistake_is_named_and_edited_again_before_anything_is_saved(home: Home) -> None:
    editor(
        home, 'bell = "mnie"\n[keys]\nrelod = "f5"\n', 'bell = "mine"\n[keys]\nrelod = "f5"\n', "x"
    )
    file = home.write("config.toml", 'bell = "all"\n')
    code, said = edit(home, "\nd\n")
    assert code == 0
    assert 'line 1, key bell: this must be "none", "mine" or "all"; correct it.' in said
    assert "line 3, key keys.relod: there is no binding of this name; perhaps reload" in said
    assert file.read_text() == 'bell = "all"\n', "discarded"
    seen = (home.folder.parent / "seen").read_text().splitlines()
    assert all(line.endswith("/config.toml none") for line in seen)
    assert list((home.folder.parent / "state" / "hoory-tui").iterdir()) == []


def test_what_is_well_is_saved_at_once_and_what_is_not_only_when_told(home: Home) -> None:
    editor(home, 'bell = "mine"\n', "bell = 1\n")
    code, said = edit(home, "")
    file = home.folder / "config.toml"
    assert (code, file.read_text()) == (0, 'bell = "mine"\n')
    assert "Saved to" in said
    assert edit(home, "s\n")[0] == 0
    assert file.read_text() == "bell = 1\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link_and_what_others_changed_is_asked_about(home: Home) -> None:
    mine = home.folder.parent / "dotfiles"
    mine.mkdir()
    (mine / "my.toml").write_text("")
    link = home.folder / "config.toml"
    link.symlink_to(mine / "my.toml")
    editor(home, 'bell = "mine"\n', 'bell = "all"\n')
    assert edit(home, "")[0] == 0
    assert link.is_symlink()
    assert (mine / "my.toml").read_text() == 'bell = "mine"\n'
    script = home.folder.parent / "editor"
    script.write_text(script.read_text() + f"echo 'send_delay = 1' > {mine}/my.toml\n")
    _, said = edit(home, "d\n")
    assert "changed by somebody else" in said
    assert (mine / "my.toml").read_text() == "send_delay = 1\n"


def test_logins_are_edited_too_and_none_are_made_up(home: Home) -> None:
    editor(home, '[profiles.a]\nurl = "ftp://x"\naccount_id = 3\n')
    with pytest.raises(ConfigError, match="no saved logins yet"):
        edit(home, "", "profiles")
    text = f'[profiles.a]\nurl = "https://x.example"\naccount_id = 3\ntoken = "{TOKEN}"\n'
    file = home.write("profiles.toml", text)
    _, said = edit(home, "d\n", "profiles")
    assert "line 2, key profiles.a.url: the address must begin with https://" in said
    assert file.read_text() == text


LOGINS = f'[profiles.a]\nurl = "https://x.example"\naccount_id = 3\ntoken = "{TOKEN}"\n'


def cut_off(home: Home, which: str, *lines: str) -> None:
    """Begin to edit on a terminal, with an editor that writes, kills the program and does more."""
    script = home.folder.parent / "deadly"
    script.write_text("\n".join(["#!/bin/sh", *lines[:1], "kill -9 $PPID", *lines[1:], ""]))
    script.chmod(0o700)
    environ = home.environ | {"HOORY_EDITOR": str(script), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "hoory_tui", "config", "edit", which]
    ours, its = pty.openpty()
    home.terminals.append(ours)
    try:
        killed = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environ)
    finally:
        os.close(its)
    assert killed.wait(30) == -signal.SIGKILL


def editor_ends(home: Home) -> None:
    """Wait until nobody is on the terminal any more."""
    with contextlib.suppress(OSError):
        while os.read(home.terminals[-1], 1000):
            pass


def left_in(home: Home) -> list[Path]:
    return list((home.folder.parent / "state" / "hoory-tui").glob("*/*.toml"))


def test_what_a_killed_program_left_is_gone_on_with(home: Home) -> None:
    newer = LOGINS.replace("= 3", "= 5")
    editor(home, newer)
    file = home.write("profiles.toml", LOGINS)
    cut_off(home, "profiles", """sed -i 's/= 3/= 4/' "$1" """)
    editor_ends(home)
    (left,) = left_in(home)
    code, said = edit(home, "k\n", "profiles")
    assert code == 0
    assert f"Words that were never saved are in {left}, of 2" in said
    assert file.read_text() == newer
    assert left.read_text() == LOGINS.replace("= 3", "= 4")
    # They do not know of what was saved since, so they are saved by nobody's default.
    home.environ["HOORY_EDITOR"] = "true"
    code, said = edit(home, "\n", "profiles")
    assert code == 1
    assert f"Not saved; what was edited is in {left}." in said
    assert edit(home, "\ns\n", "profiles")[0] == 0
    assert file.read_text() == LOGINS.replace("= 3", "= 4")
    assert left_in(home) == []


def test_what_is_left_is_discarded_only_when_told_or_when_it_is_saved_already(home: Home) -> None:
    editor(home)
    file = home.write("profiles.toml", LOGINS)
    for line in ("true", """echo '# more' >> "$1" """):
        cut_off(home, "profiles", line)
        editor_ends(home)
        assert len(left_in(home)) == 1, "what the first one left is in the file already"
    home.environ["HOORY_EDITOR"] = "true"
    _, said = edit(home, "", "profiles")
    assert said.count("never saved") == 1
    (left,) = left_in(home)
    assert left.read_text() == f"{LOGINS}# more\n"
    edit(home, "d\n", "profiles")
    assert left_in(home) == []
    assert file.read_text() == LOGINS


def test_an_editor_that_outlives_the_program_keeps_its_file(home: Home) -> None:
    editor(home)
    home.write("profiles.toml", LOGINS)
    fifo = home.folder.parent / "fifo"
    os.mkfifo(fifo)
    lines = ("true", f"""read line < {fifo}; echo "$line" > "$1"; echo > {fifo}""")
    cut_off(home, "profiles", *lines)
    home.environ["HOORY_EDITOR"] = "true"
    assert "never saved" not in edit(home, "", "profiles")[1]
    (left,) = left_in(home)
    fifo.write_text("# late\n")
    fifo.read_text()
    assert left.read_text() == "# late\n"
