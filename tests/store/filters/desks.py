"""A demo desk and the store of a console that knows all of it, for filters to agree about."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation
from hoory_tui.store.filters import Names, names_of
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationLoaded,
    InboxesLoaded,
    LabelsLoaded,
    TeamsLoaded,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload
from hoory_tui.wire.payload import read_payload
from hoory_tui.wire.people import TeamPayload, UserPayload

NOW: Final = 1_790_000_000.0
ME: Final = 11


class Pair:
    """One company twice: as the demo desk has it and as a console holds it."""

    def __init__(self) -> None:
        self.desk = DemoDesk(seed=7, quiet_visitors=True, now=lambda: NOW, conversations=80)
        self.world = self.desk.engine.world
        rng = self.world.rng
        for row in self.rows:
            row.custom_attributes = rng.choice(
                [{}, {"plan": "Gold"}, {"plan": "silver", "orders": rng.randrange(9)}]
            )
            row.additional_attributes |= rng.choice(
                [{}, {"referer": "https://Shop.example/cart"}, {"browser_language": "de"}]
            )
        self.store = Store(self.world.account.id, me_id=ME)
        self._read_lists()
        for row in self.rows:
            shape = self.desk.engine.rest.conversation(row, self.desk.agent(ME))
            page = read_payload(ConversationPayload, shape)
            apply(self.store, ConversationLoaded(page), NOW)

    @property
    def rows(self) -> list[Conversation]:
        """All conversations as the desk has them."""
        return list(self.world.all_conversations())

    def _read_lists(self) -> None:
        rest, world, me = self.desk.engine.rest, self.world, self.desk.agent(ME)
        agents = [rest.agent(one) for one in world.agents.values()]
        inboxes = [rest.inbox(one, me) for one in world.inboxes.values()]
        teams = [rest.team(one, me) for one in world.teams.values()]
        labels = [{"id": one.id, "title": one.title} for one in world.labels]
        for step in (
            AgentsLoaded([read_payload(UserPayload, one) for one in agents]),
            InboxesLoaded([read_payload(InboxPayload, one) for one in inboxes]),
            TeamsLoaded([read_payload(TeamPayload, one) for one in teams]),
            LabelsLoaded([read_payload(LabelPayload, one) for one in labels]),
        ):
            apply(self.store, step, NOW)

    @property
    def names(self) -> Names:
        """What can be named."""
        return names_of(self.store)


PAIR: Final = Pair()
_IDS: Final = {
    "assignee_id": sorted(PAIR.store.agents),
    "team_id": sorted(PAIR.store.teams),
    "inbox_id": sorted(PAIR.store.inboxes),
}
_TITLES: Final = [one.title for one in PAIR.store.labels.values()]


def _values(*values: object) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


def _row(
    key: str, operators: tuple[str, ...], values: st.SearchStrategy[list[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda operator, given, joined: {
            "attribute_key": key,
            "filter_operator": operator,
            "values": [] if operator.endswith("present") else given,
            "query_operator": joined,
        },
        st.sampled_from(operators),
        values,
        st.sampled_from(["and", "or"]),
    )


_EQUAL: Final = ("equal_to", "not_equal_to")
_THERE: Final = ("is_present", "is_not_present")
_HOLDS: Final = ("contains", "does_not_contain")
_DAY: Final = _values("2026-09-10", "2026-09-19", "2026-09-20", "2026-09-21")


def _custom(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"custom_attribute_type": "conversation_attribute"}


CONDITIONS: Final = st.one_of(
    _row("status", _EQUAL, _values("open", "resolved", "snoozed", "pending")),
    _row("priority", _EQUAL, _values("urgent", "high", "low")),
    *(_row(key, (*_EQUAL, *_THERE), _values(*ids)) for key, ids in _IDS.items()),
    _row("labels", (*_EQUAL, *_THERE), _values(*_TITLES)),
    _row("display_id", _EQUAL, _values(*range(1, 9))),
    _row("referer", (*_EQUAL, *_HOLDS), _values("https://Shop.example/cart", "SHOP", "x")),
    _row("browser_language", _EQUAL, _values("de", "en")),
    _row("created_at", ("is_greater_than", "is_less_than"), _DAY),
    _row("last_activity_at", ("is_greater_than", "is_less_than"), _DAY),
    _row("last_activity_at", ("days_before",), _values("0", "1", "3")),
    _row("plan", (*_EQUAL, *_THERE, *_HOLDS), _values("gold", "Gold", "il")).map(_custom),
    _row("orders", ("is_greater_than", "is_less_than"), _values("3", "5")).map(_custom),
)
"""Conditions as a dashboard saves them."""
QUERIES: Final = st.lists(CONDITIONS, min_size=1, max_size=4)

WORDS: Final = st.one_of(
    st.sampled_from(
        [
            *("status:open", "status:open,pending", "status:all", "assignee:me", "assignee:none"),
            *("assignee:any", "assignee:#12", "assignee:me,none", "team:none", "team:any"),
            *("priority:urgent", "priority:none", "priority:any", "priority:high,none"),
            *("is:unread", "is:waiting", "unread:>0", "unread:<3", "waiting:>2h", "waiting:<1d"),
            *("older:2h", "older:3d", "older:2days", "newer:1d", "newer:90m", "created:>1d"),
            *("created:2026-09-20", "created:>2026-09-19", "activity:<2026-09-20"),
            *("activity:<1h", "contact:a", "contact:#501", "id:3", "id:3,4", "#5", "channel:api"),
            *("subject:order", "referer:shop", "referer:=https://Shop.example/cart"),
            *("attr.plan:gold", "attr.plan:none", "attr.plan:~il", "attr.orders:>3"),
            *("attr.plan:gold,silver", "browser:de", "has:unsent", "hello", '"the bike"'),
        ]
    ),
    st.sampled_from(_TITLES).map(lambda title: f'label:"{title}"'),
    st.sampled_from([one.name for one in PAIR.store.inboxes.values()]).map(
        lambda name: f'inbox:"{name}"'
    ),
)
LINES: Final = st.lists(
    st.tuples(st.sampled_from(["", "-"]), WORDS, st.sampled_from([" ", " ", " or "])),
    min_size=1,
    max_size=5,
).map(
    lambda parts: "".join(
        sign + word + (joint if place < len(parts) else "")
        for place, (sign, word, joint) in enumerate(parts, 1)
    )
)
"""Lines as agents type them."""
