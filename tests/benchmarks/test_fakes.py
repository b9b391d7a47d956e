"""The pretend servers answer as a table says, keep events to themselves, and end."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from tests.benchmarks import fakes
from tests.benchmarks.fakes import Post

POSTS = [Post("Zoe", "first"), Post("Adam", "second"), Post("Zoe", "third")]


def _get(url: str, path: str) -> Any:
    with urllib.request.urlopen(url + path, timeout=5) as answer:
        return json.load(answer)


def test_a_path_is_answered_from_the_table_whatever_is_asked_of_it() -> None:
    with fakes.serving({"/known": [1, 2]}) as url:
        assert url.startswith("http://127.0.0.1:")
        assert _get(url, "/known?limit=40") == [1, 2]
        assert _get(url, "/unknown") == {}


def test_events_are_waited_for_in_vain() -> None:
    with (
        fakes.serving(fakes.zulip(POSTS)) as url,
        pytest.raises(TimeoutError),
        urllib.request.urlopen(f"{url}/api/v1/events", timeout=0.2),
    ):
        pass


def test_zulip_shows_every_post_once_and_everybody_who_wrote_one() -> None:
    with fakes.serving(fakes.zulip(POSTS)) as url:
        account = _get(url, "/api/v1/register")
        messages = _get(url, "/api/v1/messages")["messages"]
    assert [one["content"] for one in messages] == ["<p>first</p>", "<p>second</p>", "<p>third</p>"]
    known = {one["user_id"]: one["full_name"] for one in account["realm_users"]}
    assert [known[one["sender_id"]] for one in messages] == ["Zoe", "Adam", "Zoe"]
    assert known[account["user_id"]] == "Me"


def test_mastodon_shows_every_post_once() -> None:
    with fakes.serving(fakes.mastodon(POSTS)) as url:
        statuses = _get(url, "/api/v1/timelines/home?limit=40")
    assert [one["account"]["display_name"] for one in statuses] == ["Zoe", "Adam", "Zoe"]
