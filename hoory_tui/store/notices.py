"""Reducing notifications: events, and the newest page that makes up for missed ones."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.store import named
from hoory_tui.store.beside import AllNotificationsRead, NotificationMarked, NotificationsPaged
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_notification
from hoory_tui.store.happenings import Asked, NotificationsLoaded
from hoory_tui.store.records import Notification
from hoory_tui.store.state import Store
from hoory_tui.wire import events as cable


def hear_notification(store: Store, event: cable.NotificationEvent, changes: Changes) -> None:
    """Take a notification of an event in, or out, and the counter that comes with it."""
    notification = event.notification
    if isinstance(event, cable.NotificationCreated) and _is_past(store, notification.created_at):
        return
    store.notified[notification.id] = store.steps
    before = store.notifications.get(notification.id)
    if isinstance(event, cable.NotificationDeleted):
        store.notifications.pop(notification.id, None)
    else:
        now = store.notifications[notification.id] = fold_notification(notification)
        named.follow(store, before, now, changes)
    if event.unread_count is not None:
        store.unread_notifications = event.unread_count
    else:
        unread = [one for one in store.notifications.values() if one.read_at is None]
        store.unread_notifications = len(unread)
    store.counted_notifications = store.steps
    changes.notifications = True


def read_notifications(store: Store, step: NotificationsLoaded, changes: Changes) -> None:
    """Take the newest page in; what it leaves out was deleted, unless an event is later."""
    asked = step.asked or Asked(store.steps)
    if asked.step < store.notifications_read:
        # A later question has been answered already.
        return
    store.notifications_read = store.steps
    page = [fold_notification(one) for one in step.page.payload]
    listed = {one.id for one in page}
    is_whole = step.page.meta.count is not None and step.page.meta.count <= len(page)
    oldest = min((one.created_at or 0.0 for one in page), default=None)
    earlier = {key for key in {*store.notifications, *listed} if key not in store.notified}
    earlier |= {key for key, heard in store.notified.items() if heard <= asked.step}
    for key, notification in list(store.notifications.items()):
        made_at = notification.created_at or 0.0
        is_reached = is_whole or (oldest is not None and made_at > oldest)
        # Newer servers leave out what was read, so of that a page tells nothing.
        is_told = notification.read_at is None and notification.snoozed_until is None
        if is_told and is_reached and key in earlier and key not in listed:
            del store.notifications[key]
    for one in page:
        if one.id in earlier:
            before, store.notifications[one.id] = store.notifications.get(one.id), one
            named.follow(store, before, one, changes)
    if step.page.meta.unread_count is not None and store.counted_notifications <= asked.step:
        store.unread_notifications = step.page.meta.unread_count
    store.notifications_since = max(asked.since or 0.0, store.notifications_since)
    store.notified = {key: heard for key, heard in store.notified.items() if heard > asked.step}
    changes.notifications = True


def read_page(store: Store, step: NotificationsPaged, changes: Changes) -> None:
    """Take a further page in; it tells nothing of what it leaves out."""
    for payload in step.page.payload:
        if payload.id not in store.notified:
            store.notifications[payload.id] = fold_notification(payload)
    changes.notifications = True


def mark(store: Store, step: NotificationMarked, changes: Changes) -> None:
    """Show one as it becomes, and count on what is shown."""
    before = store.notifications.pop(step.notification_id, None)
    if step.becomes is not None:
        store.notifications[step.notification_id] = step.becomes
    counted = _counts(step.becomes) - _counts(before)
    store.unread_notifications = max(0, store.unread_notifications + counted)
    changes.notifications = True


def read_all(store: Store, step: AllNotificationsRead, changes: Changes) -> None:
    """Take all that were unread for read."""
    for key, one in store.notifications.items():
        if one.read_at is None:
            store.notifications[key] = replace(one, read_at=step.at)
    store.unread_notifications = 0
    changes.notifications = True


def _counts(notification: Notification | None) -> int:
    if notification is None:
        return 0
    return int(notification.read_at is None and notification.snoozed_until is None)


def _is_past(store: Store, created_at: float | None) -> bool:
    # It is told in whole seconds; what the last answer had to know of is past.
    return created_at is not None and created_at + 1.0 <= store.notifications_since
