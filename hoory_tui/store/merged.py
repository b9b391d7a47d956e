"""What needs the agent in several accounts, as one list: rows that name their account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store import select
from hoory_tui.store.places import Known
from hoory_tui.store.records import Conversation
from hoory_tui.store.sieves import Rank, need_of, rank_by_need
from hoory_tui.store.state import Store
from hoory_tui.store.views import MINE, UNASSIGNED
from hoory_tui.wire.link import LinkStatus

MOST_ROWS: Final = 2_000
"""Rows that a list shows; nobody goes through more of them."""
_OURS: Final = 2
"""The last of the needs that are the agent's own: beyond it, it is nobody's."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that needs the agent, by the account that it is in and its id there."""

    login: str
    account_id: int
    conversation_id: int


@dataclass(slots=True)
class Source:
    """One account of the list, with its own store, which is only read.

    `offline_since` is in unix seconds, None while nothing is missing; `trouble` is what keeps it
    from being read, as a sentence.
    """

    known: Known
    store: Store
    link: LinkStatus | None = None
    offline_since: float | None = None
    trouble: str = ""
    is_read: bool = False
    """Whether all that needs the agent there has been read once."""
    is_asleep: bool = False
    """Whether nobody listens to it, so that nothing is known of it."""
    listens_from: float | None = None
    """Unix seconds from when on it is listened to live, while it is not yet."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is in one account; None where that is not known yet."""

    needing: int
    mentions: int
    mine: int | None
    unassigned: int | None


def needing(store: Store) -> list[int]:
    """Return the conversations of an account that need the agent, the most pressing first.

    Open ones that are the agent's and unread or waiting, and those that name the agent unread;
    what is nobody's is only counted.
    """
    held = store.conversations
    return [one for one in select.needing_me(store) if _is_ours(held[one], store.me_id)]


def _is_ours(conversation: Conversation, me_id: int) -> bool:
    need = need_of(conversation, me_id)
    return need is not None and need <= _OURS


def numbers(store: Store) -> Numbers:
    """Return how much there is in an account."""
    ours = needing(store)
    return Numbers(
        needing=len(ours),
        mentions=sum(store.conversations[one].mention_unread for one in ours),
        mine=select.count_of(store, MINE),
        unassigned=select.count_of(store, UNASSIGNED),
    )


def merged(sources: Iterable[Source]) -> list[Talk]:
    """Return what needs the agent in all of them: mentions, then urgent, then who waits longest."""
    ranked: list[tuple[Rank, str, int, Talk]] = []
    for source in sources:
        store, place = source.store, source.known.place
        rank = rank_by_need(store.me_id)
        for one in needing(store):
            talk = Talk(place.login, place.account_id, one)
            ranked.append((rank(store.conversations[one]), place.login, place.account_id, talk))
    ranked.sort(key=lambda one: one[:3])
    return [talk for *_, talk in ranked[:MOST_ROWS]]


def source_of(sources: Sequence[Source], talk: Talk) -> Source | None:
    """Return the account that a row is in, None where it is no longer listened to."""
    wanted = (talk.login, talk.account_id)
    places = ((one.known.place.login, one.known.place.account_id) for one in sources)
    return next((one for one, place in zip(sources, places, strict=True) if place == wanted), None)
