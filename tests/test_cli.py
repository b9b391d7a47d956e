"""What each command line starts, what it refuses, and what it must not import."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import hoory_tui
from hoory_tui.arguments import parse_arguments
from hoory_tui.cli import EXIT_CONFIG, Starters, main, scrub_textual
from hoory_tui.config.profiles import Profile
from hoory_tui.config.settings import Settings
from hoory_tui.config.wishes import LoginWishes

REPOSITORY = Path(hoory_tui.__file__).parent.parent


@dataclass
class Recorder:
    """Stands at the edge where the programs start, and writes down what would run."""

    started: list[tuple[Any, ...]] = field(default_factory=list)

    def starters(self) -> Starters:
        def record(name: str) -> Any:
            def start(*values: Any) -> int:
                self.started.append((name, *values))
                return 7

            return start

        names = ("console", "demo", "login", "demo_server", "greet")
        return Starters(*map(record, names))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}


LOGIN = {"HOORY_URL": "https://acme.example", "HOORY_TOKEN": "sEcReT"}


def started(argv: list[str], environ: dict[str, str], *, terminal: bool = True) -> Any:
    recorder = Recorder()
    code = main(argv, environ=environ, starters=recorder.starters(), on_terminal=lambda: terminal)
    assert (code == 7) == bool(recorder.started)
    return recorder.started[0] if recorder.started else code


def test_the_console_starts_with_the_login_and_the_settings(environ: dict[str, str]) -> None:
    environ.update(LOGIN)
    name, profile, settings, debug = started(["--theme", "hoory-light"], environ)
    assert name == "console"
    assert isinstance(profile, Profile)
    assert profile.url == "https://acme.example"
    assert settings == Settings(theme="hoory-light")
    assert debug is False
    assert "HOORY_TOKEN" not in environ


def test_a_session_is_recorded_into_a_file_that_is_not_there_yet(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one"
    _, settings, *_ = started(["--demo", "--record", str(path)], environ)
    assert settings.recording == str(path)
    path.write_text("mine")
    assert started(["--demo", "--record", str(path)], environ) == EXIT_CONFIG
    assert "something of this name already" in capsys.readouterr().err
    assert path.read_text() == "mine"


def test_the_demo_starts_without_a_login(environ: dict[str, str]) -> None:
    assert started(["--demo"], environ) == ("demo", Settings(), 1, False)
    argv = ["--demo", "--seed", "5", "--quiet-visitors"]
    assert started(argv, environ) == ("demo", Settings(), 5, True)


@pytest.mark.parametrize(
    ("argv", "profile"),
    [
        (["login"], None),
        (["login", "--profile", "acme"], "acme"),
        (["-P", "acme", "login"], "acme"),
    ],
)
def test_login_starts_with_the_name(
    argv: list[str], profile: str | None, environ: dict[str, str]
) -> None:
    assert started(argv, environ) == ("login", profile, LoginWishes())


def test_the_demo_server_needs_no_terminal(environ: dict[str, str]) -> None:
    plain = ("demo_server", 0, 1, False, False, 100, None, 1)
    assert started(["demo-server"], environ, terminal=False) == plain
    argv = ["demo-server", "--port", "4000", "--seed", "3", "--quiet-visitors", "--json"]
    argv += ["--conversations", "100000", "--rate", "1000", "--accounts", "5"]
    wanted = ("demo_server", 4000, 3, True, True, 100_000, 1000.0, 5)
    assert started(argv, environ, terminal=False) == wanted
    assert started(["--seed", "3", "demo-server"], environ)[2] == 3


@pytest.mark.parametrize("argv", [["--demo"], ["demo-server"], ["login"]])
def test_a_token_that_is_not_needed_is_not_passed_on(
    argv: list[str], environ: dict[str, str]
) -> None:
    environ.update(LOGIN)
    started(argv, environ)
    assert "HOORY_TOKEN" not in environ


@pytest.mark.parametrize("argv", [[], ["--demo"], ["login"]])
def test_without_a_terminal_it_says_so(
    argv: list[str], environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    environ.update(LOGIN)
    assert started(argv, environ, terminal=False) == 2
    assert "this is not a terminal" in capsys.readouterr().err


def test_without_a_login_it_greets_a_person_and_tells_a_program_what_to_do(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert started([], environ) == ("greet", Settings())
    assert started(["-P", "acme"], environ) == 2
    assert 'no saved login called "acme"' in capsys.readouterr().err
    assert started([], environ, terminal=False) == 2
    shown = capsys.readouterr()
    assert shown.err == (
        "hoory-tui: no server is set up yet; nothing was changed;"
        " run hoory-tui login, or hoory-tui --demo to look around first.\n"
    )
    assert shown.out == ""


def test_a_wrong_settings_file_is_one_sentence(
    tmp_path: Path, environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hoory-tui" / "config.toml"
    file.parent.mkdir()
    file.write_text("theme = 1")
    assert started(["--demo"], environ) == 2
    assert capsys.readouterr().err.startswith(f"hoory-tui: {file}, line 1, key theme: ")


@pytest.mark.parametrize(
    "argv",
    [
        ["--token", "sEcReT"],
        ["--dem"],
        ["login", "--token", "sEcReT"],
        ["--demo", "login"],
        ["--theme", "x", "demo-server"],
        ["-P", "x", "demo-server"],
        ["--demo", "-P", "x"],
        ["--demo", "--token-file", "x"],
        ["--demo", "--debug"],
        ["login", "--token-command", "x", "--keyring"],
        ["--token-file", "x", "login"],
        ["--debug", "demo-server"],
        ["--record", "x", "login"],
        ["--seed", "1"],
        ["--quiet-visitors", "login"],
        ["--demo", "--seed", "-1"],
        ["--demo", "--seed", "x"],
        ["demo-server", "--port", "65536"],
        ["demo-server", "--port", "-1"],
        ["demo-server", "--conversations", "1000001"],
        ["demo-server", "--rate", "-1"],
        ["demo-server", "--accounts", "0"],
        ["demo-server", "--accounts", "6"],
        ["nonsense"],
    ],
)
def test_arguments_that_make_no_sense(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse_arguments(argv)
    assert caught.value.code == 2
    assert "usage: hoory-tui" in capsys.readouterr().err


def test_interrupted(environ: dict[str, str]) -> None:
    def interrupt(*_: Any) -> int:
        raise KeyboardInterrupt

    starters = Starters(demo_server=interrupt)
    assert main(["demo-server"], environ=environ, starters=starters) == 130


def test_textuals_variables_are_dropped_before_anything_starts(environ: dict[str, str]) -> None:
    environ |= {"TEXTUAL": "devtools", "TEXTUAL_LOG": "keys.log"}
    started(["--demo"], environ)
    assert not any(name.startswith("TEXTUAL") for name in environ)
    kept = {"TERM": "xterm"}
    scrub_textual(kept)
    assert kept == {"TERM": "xterm"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    for variable in ("HOORY_URL", "HOORY_TOKEN", "HOORY_ACCOUNT"):
        environ.pop(variable, None)
    return subprocess.run(
        [sys.executable, *command],
        env={**environ, "XDG_CONFIG_HOME": "/nonexistent"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(flag: str) -> None:
    code = (
        "import sys, hoory_tui.cli\n"
        f"try: hoory_tui.cli.main(['{flag}'])\n"
        "except SystemExit as done: assert not done.code\n"
        "heavy = {'textual', 'aiohttp', 'pydantic', 'rich', 'asyncio'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or None)"
    )
    done = run("-c", code)
    assert (done.returncode, done.stderr) == (0, "")


def test_version_is_told_before_arguments_are_even_parsed() -> None:
    code = (
        "import sys, hoory_tui.cli\n"
        "assert hoory_tui.cli.main(['--version']) == 0\n"
        "slow = {'argparse', 're', 'typing', 'dataclasses', 'pathlib', 'ctypes'}\n"
        "sys.exit(', '.join(slow & set(sys.modules)) or None)"
    )
    done = run("-S", "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{hoory_tui.VERSION_LINE}\n", "")


def test_the_short_way_and_the_parser_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    short = capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        parse_arguments(["--version"])
    assert not caught.value.code
    assert capsys.readouterr().out == short


def test_the_demo_server_command_imports_no_textual(environ: dict[str, str]) -> None:
    code = (
        "import sys\n"
        "from hoory_tui.cli import main, Starters\n"
        "main(['demo-server'], starters=Starters(demo_server=lambda *_: 0))\n"
        "sys.exit('textual' in sys.modules)"
    )
    assert run("-c", code).returncode == 0


def test_the_module_runs_as_the_command() -> None:
    version = run("-m", "hoory_tui", "--version")
    assert (version.returncode, version.stdout) == (0, f"{hoory_tui.VERSION_LINE}\n")
    bare = run("-m", "hoory_tui")
    assert bare.returncode == 2
    assert bare.stderr.count("\n") == 1
    assert "run hoory-tui login" in bare.stderr


def test_the_token_of_a_file_is_used_and_details_are_asked_for(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    file = tmp_path / "token"
    file.write_text("of-file\n")
    file.chmod(0o600)
    environ.update(LOGIN)
    argv = ["--token-file", str(file), "--debug"]
    _, profile, _, debug = started(argv, environ)
    assert profile.token.get_secret_value() == "of-file"
    assert debug is True
    assert "HOORY_TOKEN" not in environ


def test_login_is_told_what_is_wished(environ: dict[str, str]) -> None:
    pin = "ab" * 32
    argv = ["login", "--token-command", "pass show hoory", "--pin-sha256", pin, "--proxy", "env"]
    _, name, wishes = started(argv, environ)
    assert name is None
    assert wishes.token_command == ("pass", "show", "hoory")
    assert wishes.pin_sha256 == (pin,)
    assert wishes.proxy.get_secret_value() == "env"


def test_a_wish_that_makes_no_sense_is_one_sentence(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(["login", "--ca-file", "/no/such.pem"], environ) == 2
    assert capsys.readouterr().err == (
        "hoory-tui: --ca-file: there is no such file; nothing was saved; correct it.\n"
    )
