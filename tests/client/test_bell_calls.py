"""Notifications, asked of the demo desk and marked there."""

from __future__ import annotations

from .desks import DeskClient


async def test_what_was_read_comes_when_it_is_asked_for(client: DeskClient) -> None:
    api = client.agent()
    row = client.desk.new_conversation("Visitor", 25, "Hi")
    client.desk.assign(row.display_id, client.desk.agents[0].id, by=14)
    newest = (await api.notifications()).payload[0]
    await api.mark_notification(newest.id, read=True)
    assert newest.id not in [one.id for one in (await api.notifications()).payload]
    both = await api.notifications(with_read=True)
    assert next(one for one in both.payload if one.id == newest.id).read_at is not None
    await api.mark_notification(newest.id, read=False)
    assert newest.id in [one.id for one in (await api.notifications()).payload]
    await api.snooze_notification(newest.id, 1_900_000_000)
    assert newest.id not in [one.id for one in (await api.notifications()).payload]
    await api.delete_notification(newest.id)
    left = await api.notifications(with_read=True)
    assert newest.id not in [one.id for one in left.payload]
    await api.mark_all_notifications()
    assert (await api.notifications()).payload == []
