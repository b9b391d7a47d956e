"""Lists read page by page, and what real servers of two ages answer, written by the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from hoory_tui.commands.parts.asking import Raw, paged
from hoory_tui.commands.parts.values import whole
from hoory_tui.wire.redact import is_secret_key

from ...client.servers import http_server
from ...recordings import Recording, recordings
from ..acts import Acts
from ..valid import violations

COMMANDS = (
    ["conversations", "--all", "--status", "all"],
    ["contacts", "--all"],
    ["agents"],
    ["teams"],
    ["inboxes"],
    ["labels"],
    ["search", "a"],
)


def pages(*found: list[int]) -> tuple[Any, list[int]]:
    asked: list[int] = []

    def ask(page: int) -> list[Raw]:
        asked.append(page)
        return [{"id": one} for one in found[min(page, len(found)) - 1]]

    return ask, asked


@pytest.mark.parametrize(
    ("found", "limit", "wanted", "asked"),
    [
        ([[1, 2], [2, 3], [4]], None, [1, 2, 3, 4], [1, 2, 3]),
        ([[1, 2], [3, 4]], 2, [1, 2], [1]),
        ([[1, 2], [3, 4]], 3, [1, 2, 3], [1, 2]),
        ([[1, 2]], None, [1, 2], [1, 2]),
        ([[]], None, [], [1]),
    ],
)
def test_pages_that_move_overlap_or_never_end(
    found: list[list[int]], limit: int | None, wanted: list[int], asked: list[int]
) -> None:
    ask, seen = pages(*found)
    assert [one["id"] for one in paged(ask, 2, limit)] == wanted
    assert seen == asked


@pytest.mark.parametrize("recording", recordings(), ids=lambda one: one.name)
async def test_real_answers_fit_the_schemas_and_no_secret_leaves(
    recording: Recording, tmp_path: Path
) -> None:
    answers: dict[str, Any] = {}
    secrets: set[str] = set()
    for answer in recording.answers():
        if answer.method == "GET" and answer.status == 200 and answer.body:
            secrets |= set(secrets_in(answer.body))
            path = answer.path.split("?")[0]
            if len(json.dumps(answer.body)) > len(json.dumps(answers.get(path))):
                answers[path] = answer.body
    account = next(one.split("/")[4] for one in answers if one.endswith("/conversations"))
    threads = [
        one.split("/")[-2]
        for one in answers
        if one.startswith(f"/api/v1/accounts/{account}/")
        and one.endswith("/messages")
        and "/search/" not in one
    ]

    async def handle(request: web.Request) -> web.Response:
        found = answers.get(request.path)
        if "before" in request.query:
            found = {"payload": []}
        return web.json_response(found or {}, status=200 if found is not None else 404)

    async with http_server(handle) as server:
        environ = {"HOORY_URL": server.url, "HOORY_ACCOUNT": account}
        acts = Acts(_Nobody(), tmp_path, environ)  # type: ignore[arg-type]
        written = 0
        for words in (*COMMANDS, *(["show", one, "--all"] for one in threads)):
            schema = json.loads((await acts.run(*words, "--schema")).out)
            done = await acts.run(*words, "--json")
            if words[0] == "show" and done.code == 3:
                continue
            assert (done.code, done.err) == (0, ""), words
            assert list(violations(done.rows, schema)) == []
            assert not [one for one in secrets if one in done.out]
            written += 1
    assert written > len(COMMANDS)


class _Nobody:
    """Stands where the demo desk would be: nothing but what a login needs."""

    url = ""
    account_id = 0

    class _Agent:
        access_token = "token-of-a-test"

    agents = (_Agent,)


def secrets_in(data: Any) -> list[str]:
    """Return the texts under keys that name a secret."""
    found: list[str] = []
    if isinstance(data, dict):
        for key, value in data.items():
            if is_secret_key(key) and isinstance(value, str) and len(value) > 8:
                found.append(value)
            found += secrets_in(value)
    elif isinstance(data, list):
        for one in data:
            found += secrets_in(one)
    return found


def test_a_number_may_be_written_as_text() -> None:
    assert [whole(one) for one in ("12", 12, True, "x", None)] == [12, 12, None, None, None]
