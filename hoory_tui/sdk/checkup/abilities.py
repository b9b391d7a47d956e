"""What the server can do that the console makes use of: asked where asking changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hoory_tui.client.errors import Declined, Unreadable
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.desk import generation
from hoory_tui.sdk.checkup.findings import Verdict, ok, warn
from hoory_tui.wire.answers import ConversationPage
from hoory_tui.wire.conversation import ConversationPayload

_RECENT: Final = 1
"""Seconds; hardly anything changed since, so a server that heeds it has a short answer."""
_WORD: Final = "hoory-tui-doctor"


@dataclass(frozen=True, slots=True)
class Ability:
    """One thing that not every server can; None for `has` where nobody could tell."""

    name: str
    has: bool | None
    is_asked: bool
    """Whether the server itself showed it; else its version says so."""


SINCE: Final = {
    "changes since (updated_within)": (2, 0),
    "unread counts (unread_counts)": (4, 14),
    "priority": (3, 0),
    "counts of tabs (/conversations/meta)": (2, 0),
    "snoozing notifications": (3, 13),
    "searching messages": (3, 0),
    "filtering": (2, 0),
    "sending a message again": (3, 0),
    "contacts' typing": (3, 0),
}
"""By ability, the first version that is known to have it."""
_CHANGES, _UNREAD, _PRIORITY, _TABS, _SNOOZE, _SEARCH, *_TOLD = SINCE


async def check_abilities(case: Case) -> Verdict:
    """Ask for everything that can be asked for without changing anything."""
    asked: dict[str, bool | None] = {}
    asked[_TABS] = await _answers(case, "/conversations/meta")
    asked[_UNREAD] = await _answers(case, "/conversations/unread_counts")
    asked[_SEARCH] = await _answers(case, "/search/messages", q=_WORD)
    page = await case.the_api().conversations(status="all")
    asked[_PRIORITY] = tells_priority(page)
    recent = await _page_or_none(case.the_api().conversations(status="all", updated_within=_RECENT))
    asked[_CHANGES] = heeds_time(page, recent)
    return judge_abilities(_listed(asked, generation(case.version)))


def judge_abilities(abilities: Sequence[Ability]) -> Verdict:
    """Judge what a server can do."""
    said = []
    for is_asked, how in ((True, "asked"), (False, "by its version")):
        has = [one.name for one in abilities if one.is_asked is is_asked and one.has]
        lacks = [one.name for one in abilities if one.is_asked is is_asked and one.has is False]
        parts = [f"has {_listing(has)}"] if has else []
        parts += [f"lacks {_listing(lacks)}"] if lacks else []
        if parts:
            said.append(f"{how}, it {' and '.join(parts)}")
    unknown = [one.name for one in abilities if one.has is None]
    if unknown:
        said.append(f"not known: {_listing(unknown)}")
    sentence = "; ".join(said)
    text = f"{sentence[:1].upper()}{sentence[1:]}."
    if any(one.name == _TABS and one.has is False for one in abilities):
        return warn(text, "Without counts of tabs the console cannot say how many there are.")
    return ok(text)


def heeds_time(page: ConversationPage, recent: ConversationPage | None) -> bool | None:
    """Tell from a whole page and one of the last moment whether the server heeds the time."""
    if recent is None:
        return False
    if not page.payload:
        return None
    return len(recent.payload) < len(page.payload)


def tells_priority(page: ConversationPage) -> bool | None:
    """Tell whether conversations come with their priority; None where there are none."""
    if not page.payload:
        return None
    return any(_has_priority(one) for one in page.payload)


def _has_priority(conversation: ConversationPayload) -> bool:
    return "priority" in conversation.model_fields_set


def _listed(asked: dict[str, bool | None], version: tuple[int, int] | None) -> list[Ability]:
    found = []
    for name, since in SINCE.items():
        has = asked.get(name)
        if has is not None:
            found.append(Ability(name, has, is_asked=True))
        else:
            found.append(Ability(name, None if version is None else version >= since, False))
    return found


async def _answers(case: Case, path: str, **params: str) -> bool | None:
    assert case.signed_in is not None
    base = f"/api/v1/accounts/{case.the_api().account_id}"
    return await _whether(lambda: case.signed_in.get(f"{base}{path}", **params))  # type: ignore[union-attr]


async def _whether(ask: Callable[[], Awaitable[object]]) -> bool | None:
    try:
        await ask()
    except (Declined, Unreadable) as error:
        # A pause that is wanted says nothing of what the server can do.
        return None if isinstance(error, Declined) and error.status == 429 else False
    return True


async def _page_or_none(asking: Awaitable[ConversationPage]) -> ConversationPage | None:
    try:
        return await asking
    except (Declined, Unreadable):
        return None


def _listing(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
