"""What an agent is called for, in a sentence: never a stranger's words unless they are wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.store.calls import ASSIGNED, MENTION, MESSAGE, NEW, UNASSIGNED, Call
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import counted, said

_LONGEST_NAME: Final = 40


def calls_told(calls: Sequence[Call], inboxes: Mapping[int, str], *, with_text: bool) -> str:
    """Return what all these calls are about, as one sentence; `inboxes` are names by id."""
    late = [one for one in calls if one.is_late]
    parts = [_several(group, inboxes, with_text=with_text) for group in _groups(calls)]
    told = ". ".join(parts)
    if len(late) == len(calls):
        return said("{what}, while nothing could be heard", what=told)
    return told


def _groups(calls: Sequence[Call]) -> list[list[Call]]:
    """Return calls by what they are about, what says most first."""
    order = (MENTION, ASSIGNED, MESSAGE, NEW, UNASSIGNED)
    groups = [[one for one in calls if one.about == about] for about in order]
    return [group for group in groups if group]


def _several(calls: list[Call], inboxes: Mapping[int, str], *, with_text: bool) -> str:
    if len(calls) == 1:
        return _one(calls[0], inboxes, with_text=with_text)
    places = Counter(one.conversation_id for one in calls)
    among = counted("{count} conversation", "{count} conversations", len(places))
    match calls[0].about:
        case "mention":
            return said("You were mentioned in {conversations}", conversations=among)
        case "assigned":
            return said("{conversations} were assigned to you", conversations=among)
        case "unassigned":
            return said("{conversations} are nobody's now", conversations=among)
        case "conversation":
            return counted("{count} new conversation", "{count} new conversations", len(calls))
    if all(one.is_late for one in calls):
        # Nobody counted what came while nothing could be heard.
        return said("New messages in {conversations}", conversations=among)
    many = counted("{count} new message", "{count} new messages", len(calls))
    if len(places) == 1:
        return said("{messages} in {place}", messages=many, place=_place(calls[0], inboxes))
    return said("{messages} in {conversations}", messages=many, conversations=among)


def _one(call: Call, inboxes: Mapping[int, str], *, with_text: bool) -> str:
    place = _place(call, inboxes)
    match call.about:
        case "mention":
            return said("You were mentioned in #{number}", number=call.conversation_id)
        case "assigned":
            return said("#{number} was assigned to you", number=call.conversation_id)
        case "unassigned":
            return said("#{number} is nobody's now", number=call.conversation_id)
        case "conversation":
            return said("New conversation in {place}", place=place)
    if with_text and (words := ": ".join(filter(None, (call.who, call.text)))):
        return clean_line(words)
    return said("New message in {place}", place=place)


def _place(call: Call, inboxes: Mapping[int, str]) -> str:
    name = clean_line(inboxes.get(call.inbox_id, ""))[:_LONGEST_NAME]
    if not name:
        return f"#{call.conversation_id}"
    return said("{inbox} inbox", inbox=name)
