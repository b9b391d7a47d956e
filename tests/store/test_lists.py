"""The lists beside the conversations: notifications, agents, inboxes, teams, labels, counts."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.happenings import (
    AgentsLoaded,
    ContactLoaded,
    CountsLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LinkMoved,
    NotificationsLoaded,
    ProfileLoaded,
    TeamsLoaded,
    Tick,
)
from hoory_tui.store.views import ALL
from hoory_tui.wire.answers import ConversationCounts, NotificationPage
from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.wire.people import ContactPayload, TeamPayload, UserPayload
from tests.store.build import (
    ME,
    START,
    Desk,
    Json,
    agent,
    contact,
    conversation_row,
    dirty,
    payload,
)


def test_lists_bring_counts_and_completeness() -> None:
    desk = Desk()
    changes = desk.load_list(conversation_row(1), view=ALL, complete=False)
    assert changes.counts
    assert desk.store.complete_views == set()
    assert not desk.load_list(conversation_row(1), view=ALL).counts
    assert desk.store.complete_views == {ALL}
    assert desk.do(CountsLoaded(ConversationCounts(mine_count=2, all_count=9))).counts
    assert desk.store.counts[ALL] == 9
    assert desk.hear("conversation.unread_count_changed", {}).counts


def told(number: int = 1, **fields: Any) -> Json:
    return {"id": number, "notification_type": "conversation_mention", "read_at": None} | fields


def test_wrapped_notifications_bring_their_counter() -> None:
    desk = Desk()
    assert desk.hear(
        "notification.created", {"notification": told(), "unread_count": 7}
    ).notifications
    assert (desk.store.unread_notifications, set(desk.store.notifications)) == (7, {1})
    read = {"notification": told(read_at="2026-11-22T15:00:00Z"), "unread_count": 6}
    desk.hear("notification.updated", read)
    assert desk.store.unread_notifications == 6
    assert desk.store.notifications[1].read_at is not None
    desk.hear("notification.deleted", {"notification": {"id": 1}, "unread_count": 0})
    assert (desk.store.unread_notifications, desk.store.notifications) == (0, {})
    assert desk.hear("notification.deleted", {"notification": {"id": 1}, "unread_count": 4})
    assert desk.store.unread_notifications == 4


def test_bare_notifications_are_counted_here() -> None:
    desk = Desk()
    desk.hear("notification_created", told(1))
    desk.hear("notification_created", told(2))
    desk.hear("notification_created", told(3, read_at="2026-11-22T15:00:00Z"))
    assert desk.store.unread_notifications == 2
    desk.hear("notification.deleted", {"id": 1})
    assert desk.store.unread_notifications == 1


def test_a_page_of_notifications_brings_its_counter() -> None:
    desk = Desk()
    page = {"meta": {"unread_count": 5, "count": 9}, "payload": [told(1), told(2)]}
    assert dirty(desk.do(NotificationsLoaded(payload(NotificationPage, page)))) == {"notifications"}
    assert (desk.store.unread_notifications, set(desk.store.notifications)) == (5, {1, 2})
    desk.do(NotificationsLoaded(payload(NotificationPage, {"payload": []})))
    assert desk.store.unread_notifications == 5


def test_changed_version_marks_make_lists_stale() -> None:
    desk = Desk()
    marks = {"label": "1", "inbox": "1", "team": "1"}
    first = desk.hear("account.cache_invalidated", {"cache_keys": marks})
    assert first.stale_lists == {"label", "inbox", "team"}
    assert not desk.hear("account.cache_invalidated", {"cache_keys": marks})
    changed = marks | {"team": "2", "inbox": None}
    assert desk.hear("account.cache_invalidated", {"cache_keys": changed}).stale_lists == {"team"}
    assert desk.store.cache_keys == {"label": "1", "inbox": "1", "team": "2"}


def test_the_lists_of_the_account_replace_the_former_ones() -> None:
    desk = Desk()
    desk.do(ProfileLoaded(payload(ProfilePayload, {"id": 5})))
    assert desk.store.me_id == 5
    for numbers in ([1, 2], [2]):
        rows = [{"id": number, "name": f"N{number}", "title": f"T{number}"} for number in numbers]
        steps: list[Happening] = [
            InboxesLoaded([payload(InboxPayload, row) for row in rows]),
            TeamsLoaded([payload(TeamPayload, row) for row in rows]),
            LabelsLoaded([payload(LabelPayload, row) for row in rows]),
        ]
        for step in steps:
            assert dirty(desk.do(step)) == {"lists"}
    assert {one.name for one in desk.store.inboxes.values()} == {"N2"}
    assert {one.name for one in desk.store.teams.values()} == {"N2"}
    assert {one.title for one in desk.store.labels.values()} == {"T2"}


def test_removed_agents_vanish_from_the_list_and_we_ourselves_never() -> None:
    desk = Desk()
    rows = [agent(ME, availability_status="busy"), agent(4, availability_status="online")]
    desk.do(AgentsLoaded([payload(UserPayload, row) for row in rows]))
    desk.do(AgentsLoaded([payload(UserPayload, agent(6))]))
    assert set(desk.store.agents) == {ME, 6}
    assert desk.store.agents[ME].availability == "busy"


def test_one_contact_from_rest() -> None:
    desk = Desk()
    row = contact(70, created_at=START)
    assert desk.do(ContactLoaded(payload(ContactPayload, row))).contacts == {70}
    assert desk.store.contacts[70].created_at == START


def test_the_link_is_kept_for_all_to_see() -> None:
    desk = Desk()
    live = LinkStatus(LinkState.LIVE)
    assert dirty(desk.do(LinkMoved(live))) == {"link"}
    assert desk.store.link is live
    assert not desk.do(Tick())
