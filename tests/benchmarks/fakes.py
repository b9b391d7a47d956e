"""Servers on loopback that say as much as other programs need in order to show their screens."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

Answers: TypeAlias = Mapping[str, Any]
"""JSON by path; what is not in it is answered with an empty object."""

_NOON: Final = 1_795_000_000
_TURN: Final = 0.05
"""Seconds between two looks at whether it is to end."""
_LONG_POLL: Final = "/api/v1/events"


@dataclass(frozen=True, slots=True)
class Post:
    """Who said what: one line of a list, one message of a thread."""

    name: str
    text: str


@contextmanager
def serving(answers: Answers) -> Iterator[str]:
    """Answer every request from this table and yield the address; events never come."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            path = urlsplit(self.path).path
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if path == _LONG_POLL:
                ended.wait()
            body = json.dumps(answers.get(path, {})).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal belongs to the table."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[_TURN], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def zulip(posts: list[Post]) -> Answers:
    """Return what a Zulip server says, with these posts as the messages of one stream."""
    success = {"result": "success", "msg": ""}
    people: list[dict[str, Any]] = [
        {"user_id": number, "email": f"{number}@example.org", "full_name": name, "is_bot": False}
        for number, name in enumerate(["Me", *sorted({post.name for post in posts})], start=1)
    ]
    ids = {person["full_name"]: person["user_id"] for person in people}
    messages = [
        _zulip_message(number, post, ids[post.name]) for number, post in enumerate(posts, start=1)
    ]
    found = {
        "messages": messages,
        "anchor": 10_000_000_000_000_000,
        "found_newest": True,
        "found_oldest": True,
    }
    return {
        "/api/v1/server_settings": success | {"zulip_version": "5.0", "zulip_feature_level": 100},
        "/api/v1/register": success | _zulip_account(people, len(posts)),
        "/api/v1/messages": success | found,
        "/api/v1/users/me/presence": success | {"presences": {}},
        "/api/v1/messages/flags": success | {"messages": []},
        _LONG_POLL: success | {"events": []},
    }


def _zulip_message(number: int, post: Post, sender_id: int) -> dict[str, Any]:
    return {
        "id": number,
        "type": "stream",
        "stream_id": 1,
        "display_recipient": "support",
        "subject": "inbox",
        "content": f"<p>{post.text}</p>",
        "sender_id": sender_id,
        "sender_email": f"{sender_id}@example.org",
        "sender_full_name": post.name,
        "timestamp": _NOON + 60 * number,
        "flags": ["read"],
        "reactions": [],
        "topic_links": [],
        "is_me_message": False,
    }


def _zulip_account(people: list[dict[str, Any]], max_message_id: int) -> dict[str, Any]:
    stream = {
        "name": "support",
        "stream_id": 1,
        "color": "#76ce90",
        "description": "",
        "rendered_description": "",
        "pin_to_top": False,
        "in_home_view": True,
        "is_muted": False,
        "desktop_notifications": False,
        "invite_only": False,
        "is_web_public": False,
        "history_public_to_subscribers": True,
        "message_retention_days": None,
        "date_created": _NOON,
        "is_announcement_only": False,
        "stream_post_policy": 1,
        "subscribers": [person["user_id"] for person in people],
        "stream_weekly_traffic": 1,
    }
    return {
        "queue_id": "1:1",
        "last_event_id": -1,
        "max_message_id": max_message_id,
        "user_id": 1,
        "email": "1@example.org",
        "full_name": "Me",
        "realm_name": "Support",
        "zulip_version": "5.0",
        "zulip_feature_level": 100,
        "subscriptions": [stream],
        "muted_topics": [],
        "realm_users": people,
        "cross_realm_bots": [],
        "presences": {
            person["email"]: {"aggregated": {"status": "active", "timestamp": _NOON}}
            for person in people
        },
        "realm_user_groups": [],
        "realm_emoji": {},
        "starred_messages": [],
        "unread_msgs": {"mentions": [], "pms": [], "streams": [], "huddles": [], "count": 0},
        "realm_message_retention_days": None,
        "realm_allow_message_editing": True,
        "realm_message_content_edit_limit_seconds": 600,
        "realm_allow_edit_history": True,
        "twenty_four_hour_time": True,
        "pm_content_in_desktop_notifications": False,
    }


def mastodon(posts: list[Post]) -> Answers:
    """Return what a Mastodon server says, with these posts as the home timeline."""
    return {
        "/api/v1/accounts/verify_credentials": _mastodon_account(0, "Me"),
        "/api/v1/accounts/0/following": [],
        "/api/v1/instance": {"version": "4.0.0", "max_toot_chars": 500},
        "/api/v1/timelines/home": [
            _mastodon_status(number, post) for number, post in enumerate(posts, start=1)
        ],
    }


def _mastodon_account(number: int, name: str) -> dict[str, Any]:
    return {
        "id": str(number),
        "acct": f"user{number}",
        "username": f"user{number}",
        "display_name": name,
        "avatar": "",
    }


def _mastodon_status(number: int, post: Post) -> dict[str, Any]:
    return {
        "id": str(number),
        "account": _mastodon_account(number, post.name),
        "created_at": "2026-11-22T12:00:00.000Z",
        "content": f"<p>{post.text}</p>",
        "spoiler_text": "",
        "visibility": "public",
        "media_attachments": [],
        "mentions": [],
        "url": f"http://127.0.0.1/@user{number}/{number}",
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "reblog": None,
        "poll": None,
        "card": None,
    }
