"""Other programs for the terminal: which, how they are installed, fed and started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks import fakes
from tests.benchmarks.fakes import Post

_SPEC: Final = "installed.txt"
_WORDS_KEPT: Final = 300
"""Of what pip complained of: its last words say what failed."""


class NotInstalledError(Exception):
    """A program could not be installed here; the text says why."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program and what its screens are known by.

    `painted` is on the terminal when the program first shows itself, `loaded` when what its
    server says is there too; both are any of several words. `down` and `up` move its cursor.
    `prepare` writes its settings into a home and returns its arguments, given the address of
    its server.
    """

    name: str
    version: str
    requirements: tuple[str, ...]
    executable: str
    painted: tuple[str, ...]
    loaded: tuple[str, ...]
    prepare: Callable[[Path, str, Sequence[Post]], list[str]]
    serve: Callable[[list[Post]], AbstractContextManager[str]] = lambda _: nullcontext("")
    down: str = "j"
    up: str = "k"

    @property
    def title(self) -> str:
        """The name with the version that was measured."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Start:
    """What to run, and in which environment."""

    command: list[str]
    environ: dict[str, str]


def install(program: Program, folder: Path) -> Path:
    """Return the program's executable, installed into an environment of its own if need be.

    Raises NotInstalledError where that cannot be done.
    """
    home = folder / f"{program.name}-{program.version}"
    executable = home / "bin" / program.executable
    spec = "\n".join(program.requirements)
    if (home / _SPEC).exists() and (home / _SPEC).read_text() == spec and executable.exists():
        return executable
    run([sys.executable, "-m", "venv", "--clear", str(home)])
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    run([*pip, "--quiet", *program.requirements])
    # Last of all, so that what was broken off half-way is begun again.
    (home / _SPEC).write_text(spec)
    return executable


def run(command: list[str]) -> None:
    """Run one step of an installation; raises NotInstalledError with its last words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(str(error)[:_WORDS_KEPT]) from error
    if done.returncode:
        words = " ".join(done.stderr.split())
        raise NotInstalledError(words[-_WORDS_KEPT:] or f"exit code {done.returncode}")


@contextmanager
def ready(program: Program, executable: Path, home: Path, posts: list[Post]) -> Iterator[Start]:
    """Run what the program needs to be run, and yield how to start it as often as wanted."""
    with program.serve(posts) as url:
        arguments = program.prepare(home, url, posts)
        yield Start([str(executable), *arguments], _environ(home))


def homes(home: Path) -> dict[str, str]:
    """Return what tells a program where to keep all that it keeps."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def _environ(home: Path) -> dict[str, str]:
    # A program that may not keep compiled files compiles itself anew at every start.
    hidden = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "NO_COLOR"}
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return kept | homes(home) | {"POSTING_FOCUS__ON_STARTUP": "collection"}


def _prepare_zulip(home: Path, url: str, posts: Sequence[Post]) -> list[str]:
    settings = home / "zuliprc"
    settings.write_text(f"[api]\nemail=1@example.org\nkey=benchmark\nsite={url}\n")
    settings.chmod(0o600)
    return ["--config-file", str(settings), "--color-depth", "24bit"]


def _prepare_toot(home: Path, url: str, posts: Sequence[Post]) -> list[str]:
    host = "127.0.0.1"
    app = {"instance": host, "base_url": url, "client_id": "", "client_secret": ""}
    user = {"instance": host, "username": "user0", "access_token": "benchmark"}
    settings = {
        "apps": {host: app},
        "users": {f"user0@{host}": user},
        "active_user": f"user0@{host}",
        "dismiss_tui_deprecation_notice": True,
    }
    folder = home / "config" / "toot"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(settings))
    return ["tui"]


def _prepare_posting(home: Path, url: str, posts: Sequence[Post]) -> list[str]:
    folder = home / "requests"
    folder.mkdir()
    for number, post in enumerate(posts):
        request = {"name": f"{post.name} {post.text}"[:60], "method": "GET"}
        # JSON is YAML, which is what it reads.
        text = json.dumps(request | {"url": "http://127.0.0.1/"})
        (folder / f"{number:03}.posting.yaml").write_text(text)
    return ["--collection", str(folder)]


def _serve_zulip(posts: list[Post]) -> AbstractContextManager[str]:
    return fakes.serving(fakes.zulip(posts))


def _serve_toot(posts: list[Post]) -> AbstractContextManager[str]:
    return fakes.serving(fakes.mastodon(posts))


PROGRAMS: Final = (
    Program(
        "zulip-term",
        "0.7.0",
        # Its wheel says 3.10 at most, and runs on newer ones all the same.
        ("zulip-term==0.7.0", "--ignore-requires-python"),
        "zulip-term",
        ("Messages",),
        ("Messages",),
        _prepare_zulip,
        _serve_zulip,
    ),
    Program(
        "posting",
        "2.11.1",
        # Version 0.26 of tree-sitter ends it at once.
        ("posting==2.11.1", "tree-sitter==0.25.2"),
        "posting",
        ("Collection",),
        ("Collection",),
        _prepare_posting,
    ),
    Program(
        "toot",
        "0.52.1",
        ("toot==0.52.1",),
        "toot",
        ("Maintained by",),
        ("status 1 of",),
        _prepare_toot,
        _serve_toot,
    ),
)
