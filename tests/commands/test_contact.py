"""`hoory-tui contact`: where it goes, as whom, where it keeps the session, and what it refuses."""

from __future__ import annotations

import argparse
import hashlib
import hmac
import io
import subprocess
import sys
from pathlib import Path

import pytest

from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.commands.contact import add_arguments, plan_of
from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.config.errors import ConfigError

URL = "http://127.0.0.1:4000"
INBOX = ("--inbox", "abc")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def plan(environ: dict[str, str], *given: str) -> VisitPlan:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile")
    add_arguments(parser)
    return plan_of(parser.parse_args([*INBOX, *given]), Context(environ, stdin=io.StringIO()))


def test_the_address_comes_from_the_option_the_environment_or_the_login(
    environ: dict[str, str],
) -> None:
    folder = Path(environ["XDG_CONFIG_HOME"]) / "hoory-tui"
    folder.mkdir(parents=True, mode=0o700)
    book = folder / "profiles.toml"
    # No command for a token is run: a contact has none.
    book.write_text(
        'default = "home"\n[profiles.home]\nurl = "https://desk.example.com"\n'
        'account_id = 1\ntoken_command = ["false"]\n'
    )
    book.chmod(0o600)
    assert plan(environ).url == "https://desk.example.com"
    environ["HOORY_URL"] = "https://other.example.com/"
    assert plan(environ).url == "https://other.example.com"
    assert plan(environ, "--profile", "home").url == "https://desk.example.com"
    assert plan(environ, "--url", URL).url == URL


def test_without_any_address_it_is_said_what_to_do(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="no server is set up yet"):
        plan(environ)


@pytest.mark.parametrize("url", ["http://desk.example.com", "ftp://x", "https://a b"])
def test_a_wrong_address_is_refused(environ: dict[str, str], url: str) -> None:
    with pytest.raises(CommandError, match="--url") as refused:
        plan(environ, "--url", url)
    assert refused.value.code is Exit.USAGE


def test_each_inbox_and_each_person_has_a_session_of_its_own(environ: dict[str, str]) -> None:
    files = [
        plan(environ, "--url", URL, *who).file
        for who in ((), ("--identifier", "robin"), ("--email", "r@example.com"))
    ]
    assert len(set(files)) == 3
    assert plan(environ, "--url", URL, "--name", "Robin").file == files[0]
    assert all(one is not None and environ["XDG_STATE_HOME"] in str(one) for one in files)
    assert plan(environ, "--url", URL, "--session", "/x/y").file == Path("/x/y")


def test_the_proof_is_given_or_made_from_a_private_file(
    environ: dict[str, str], tmp_path: Path
) -> None:
    token = tmp_path / "hmac"
    token.write_text("key\n")
    token.chmod(0o600)
    who = ("--url", URL, "--identifier", "robin")
    made = plan(environ, *who, "--hmac-file", str(token)).contact
    expected = hmac.new(b"key", b"robin", hashlib.sha256).hexdigest()
    assert made.proof() == expected
    assert plan(environ, *who, "--identifier-hash", "ab").contact.proof() == "ab"
    with pytest.raises(CommandError, match="give --identifier too"):
        plan(environ, "--url", URL, "--identifier-hash", "ab")
    with pytest.raises(CommandError, match="no HMAC token"):
        plan(environ, *who, "--hmac-file", str(tmp_path / "none"))
    token.chmod(0o644)
    with pytest.raises(ConfigError, match="other users can open"):
        plan(environ, *who, "--hmac-file", str(token))


def test_without_a_terminal_it_says_so_and_its_help_loads_no_screen(
    environ: dict[str, str],
) -> None:
    def run(*given: str) -> subprocess.CompletedProcess[str]:
        program = (
            "import sys; from hoory_tui.cli import main\n"
            "try: code = main(sys.argv[1:])\n"
            "except SystemExit as error: code = error.code\n"
            "assert 'textual' not in sys.modules\n"
            "sys.exit(code)"
        )
        return subprocess.run(
            [sys.executable, "-c", program, "contact", *given],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**environ, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
        )

    refused = run(*INBOX, "--url", URL)
    assert refused.returncode == Exit.USAGE
    assert "there is no terminal here" in refused.stderr
    told = run("--help")
    assert told.returncode == 0
    assert "demo-server" in told.stdout
