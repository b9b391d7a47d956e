"""What a server can do: asked for where asking changes nothing, else told by its version."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.abilities import Ability, heeds_time, judge_abilities, tells_priority
from hoory_tui.wire.answers import ConversationPage

from .examining import at_desk, found


async def test_only_gets_are_asked(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await found(at_desk(desk, tmp_path))
    assert {one.split()[0] for one in desk.asked("/")} == {"GET"}
    said = findings["abilities"].said
    assert said.startswith("Asked, it has changes since (updated_within), priority,")
    assert "by its version, it has snoozing notifications, filtering," in said


async def test_an_old_server(desk: DemoDesk, tmp_path: Path) -> None:
    desk.falsify_next_answer("GET", "/api", {"version": "2.16.0"})
    desk.fail_next("GET", "/search/messages", 404)
    desk.fail_next("GET", "/unread_counts", 404)
    findings = await found(at_desk(desk, tmp_path), "abilities")
    said = findings["abilities"].said
    assert "and lacks unread counts (unread_counts) and searching messages;" in said
    assert "by its version, it has filtering and lacks snoozing notifications" in said
    assert findings["abilities"].state == "ok"


async def test_a_server_that_wants_a_pause_says_nothing_of_itself(
    desk: DemoDesk, tmp_path: Path
) -> None:
    desk.fail_next("GET", "/search/messages", 429)
    findings = await found(at_desk(desk, tmp_path), "abilities")
    asked, _, told = findings["abilities"].said.partition("by its version")
    assert "searching messages" not in asked
    assert "searching messages" in told


def page(*rows: dict[str, object]) -> ConversationPage:
    return ConversationPage.model_validate({"payload": [{"id": 1, **row} for row in rows]})


def test_pages_tell() -> None:
    assert tells_priority(page({"priority": None})) is True
    assert tells_priority(page({})) is False
    assert tells_priority(page()) is None
    assert heeds_time(page({}, {}), page({})) is True
    assert heeds_time(page({}, {}), page({}, {})) is False
    assert heeds_time(page({}), None) is False
    assert heeds_time(page(), page()) is None


def test_missing_counts_are_pointed_out() -> None:
    verdict = judge_abilities([Ability("counts of tabs (/conversations/meta)", False, True)])
    assert verdict.state == "warn"
    assert verdict.said == "Asked, it lacks counts of tabs (/conversations/meta)."
