"""`hoory-tui version`: what a report of a mistake needs, with and without a server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

import hoory_tui
from hoory_tui.cli import main
from hoory_tui.commands.version import generation_of
from hoory_tui.demo.desk import DemoDesk


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}


def told(
    capsys: pytest.CaptureFixture[str], environ: dict[str, str], *words: str
) -> dict[str, str | None]:
    assert main(["version", "--json", *words], environ=environ) == 0
    found: dict[str, str | None] = json.loads(capsys.readouterr().out)
    return found


def test_without_a_login_it_tells_of_itself(
    capsys: pytest.CaptureFixture[str], environ: dict[str, str]
) -> None:
    found = told(capsys, environ)
    assert found["version"] == hoory_tui.__version__
    assert "textual 8" in (found["libraries"] or "")
    assert found["server"] is None
    assert found["generation"]


async def test_it_asks_the_server_of_the_login(
    capsys: pytest.CaptureFixture[str], environ: dict[str, str]
) -> None:
    async with DemoDesk(seed=1, quiet_visitors=True) as desk:
        environ |= {"HOORY_URL": desk.url, "HOORY_TOKEN": desk.agents[0].access_token}
        found = await asyncio.to_thread(told, capsys, dict(environ))
        offline = await asyncio.to_thread(told, capsys, dict(environ), "--offline")
    assert found["server"] == desk.url
    assert found["server_version"]
    assert found["generation"] == "one of those that are tested"
    assert (offline["server"], offline["server_version"]) == (desk.url, None)
    gone = await asyncio.to_thread(told, capsys, dict(environ))
    assert gone["server_version"] is None
    assert "reach" in (gone["generation"] or "") or "connect" in (gone["generation"] or "")


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("2.15.9", "older"),
        ("2.16.0", "one of those"),
        ("4.15.1", "one of those"),
        ("4.16.0-pre", "newer"),
        ("", "does not tell"),
        ("latest", "does not tell"),
    ],
)
def test_a_version_is_placed(version: str, words: str) -> None:
    assert words in generation_of(version)
