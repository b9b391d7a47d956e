"""What the boxes of the verbs offer: people, teams, labels, priorities, moments, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.render import when
from hoory_tui.render.facts import Moment
from hoory_tui.store import select, snoozing
from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, SetPriority, SetStatus
from hoory_tui.store.records import Agent, Conversation
from hoory_tui.store.state import Store
from hoory_tui.widgets.choices import Choice
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

PRIORITIES: Final = {"1": "urgent", "2": "high", "3": "medium", "4": "low", "0": ""}
"""By the digit that takes it at once."""
NO_SUCH_MOMENT: Final = to_say("No moment to come; try 2h, mon 9 or 24 dec.")

_ADDRESS: Final = pattern(r"[^@\s<>,;\"]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_AGENT, _TEAM, _LABEL, _AT = "agent:", "team:", "label:", "at:"
_PRESENCE: Final = {"online": 0, "busy": 1}


def _shared(values: Sequence[object]) -> object:
    """Return the one value that all have, or a value that nothing equals."""
    return values[0] if values and all(one == values[0] for one in values) else float("nan")


# Whom


def assignees(store: Store, targets: Sequence[Conversation]) -> list[Choice]:
    """Return us, the others by availability and load, nobody, then the teams."""
    load = select.open_load(store)
    has, team = _shared([one.assignee_id for one in targets]), _shared([o.team_id for o in targets])

    def place(agent: Agent) -> tuple[bool, int, int, str]:
        presence = _PRESENCE.get(select.availability_of(store, agent), 2)
        return agent.id != store.me_id, presence, load.get(agent.id, 0), agent.label.casefold()

    choices = [
        Choice(
            f"{_AGENT}{one.id}",
            said("{name} (me)", name=one.label) if one.id == store.me_id else one.label,
            said(
                "{availability}, {count} open",
                availability=term(select.availability_of(store, one)),
                count=load.get(one.id, 0),
            ),
            has == one.id,
            f"{one.email} agent",
        )
        for one in sorted(store.agents.values(), key=place)
    ]
    choices.append(Choice(_AGENT, said("Nobody"), said("unassigned"), has is None, "none unassign"))
    for one in sorted(store.teams.values(), key=lambda one: one.name.casefold()):
        name = one.name or f"#{one.id}"
        choices.append(Choice(f"{_TEAM}{one.id}", name, said("team"), team == one.id, "team"))
    if store.teams:
        choices.append(Choice(_TEAM, said("No team"), said("team"), team is None, "none"))
    return choices


def assigning(key: str) -> Assign | AssignTeam:
    """Return the deed that a choice of an assignee means."""
    kind, _, number = key.partition(":")
    chosen = int(number) if number else None
    return Assign(chosen) if f"{kind}:" == _AGENT else AssignTeam(chosen)


# Labels


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """The labels there are, those that all have, and those that some have."""

    choices: tuple[Choice, ...]
    on_all: frozenset[str]
    on_some: frozenset[str]


def label_choices(store: Store, targets: Sequence[Conversation]) -> LabelChoices:
    """Return the labels of the account, and those that the conversations have besides."""
    counts = dict.fromkeys(sorted(one.title for one in store.labels.values() if one.title), 0)
    for conversation in targets:
        for title in set(conversation.labels):
            counts[title] = counts.get(title, 0) + 1
    on_all = {f"{_LABEL}{title}" for title, count in counts.items() if count == len(targets)}
    on_some = {f"{_LABEL}{title}" for title, count in counts.items() if 0 < count < len(targets)}
    choices = tuple(
        Choice(
            f"{_LABEL}{title}",
            title,
            said("on {count} of {all}", count=count, all=len(targets))
            if f"{_LABEL}{title}" in on_some
            else "",
        )
        for title, count in counts.items()
    )
    return LabelChoices(choices, frozenset(on_all), frozenset(on_some))


def relabelling(before: LabelChoices, chosen: Sequence[str], partly: Sequence[str]) -> ChangeLabels:
    """Return the difference between what was chosen before and what is now."""
    add = sorted(set(chosen) - before.on_all)
    remove = sorted((before.on_all | before.on_some) - set(chosen) - set(partly))
    return ChangeLabels(
        tuple(one.removeprefix(_LABEL) for one in add),
        tuple(one.removeprefix(_LABEL) for one in remove),
    )


# Priority


def priorities(targets: Sequence[Conversation]) -> list[Choice]:
    """Return the priorities, the highest first."""
    has = _shared([one.priority for one in targets])
    return [
        Choice(f"priority:{name}", term(name) or said("none"), digit, has == name, digit)
        for digit, name in PRIORITIES.items()
    ]


def prioritising(key: str) -> SetPriority:
    """Return the deed that a choice of a priority means."""
    return SetPriority(key.partition(":")[2])


# Until when


def snoozes(at: Moment) -> list[Choice]:
    """Return the moments that are offered, with when they are."""
    return [
        Choice(
            _AT if one.at is None else f"{_AT}{one.at}",
            said(one.text),
            said("when the contact writes")
            if one.at is None
            else when.whole(one.at, at.now, at.zone),
            words=one.words,
        )
        for one in snoozing.presets(at.now, at.zone)
    ]


def typed_snooze(text: str, at: Moment) -> Choice | None:
    """Return the moment that was typed, with when it is; None for none to come."""
    moment = snoozing.parse(text, at.now, at.zone)
    if moment is None:
        return None
    whole, ahead = when.whole(moment, at.now, at.zone), when.ahead(moment, at.now)
    return Choice(f"{_AT}{moment}", said("Until {when}", when=whole), ahead)


def snoozed(key: str) -> SetStatus:
    """Return the deed that a choice of a moment means."""
    moment = key.removeprefix(_AT)
    return SetStatus("snoozed", float(moment) if moment else None)


# Where to


def is_address(text: str) -> bool:
    """Tell whether a text is one mail address."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def addresses(store: Store, targets: Sequence[Conversation]) -> list[Choice]:
    """Return where a thread can be mailed: its contact, us, who has it."""
    mails = {_mail_of_contact(store, one) for one in targets} - {""}
    found: list[Choice] = []
    if len(targets) > 1 and mails:
        reached = sum(bool(_mail_of_contact(store, one)) for one in targets)
        text = said("Each to its own contact")
        found.append(
            Choice(
                "contacts",
                text,
                said("{count} of {all} have an address", count=reached, all=len(targets)),
            )
        )
    elif mails:
        found.append(Choice(f"mail:{min(mails)}", min(mails), said("the contact"), words="contact"))
    me = store.agents.get(store.me_id)
    if me is not None and is_address(me.email):
        found.append(Choice(f"mail:{me.email}", me.email, said("me"), words="me"))
    for agent_id in dict.fromkeys(one.assignee_id for one in targets):
        agent = store.agents.get(agent_id) if agent_id is not None else None
        if agent is not None and agent_id != store.me_id and is_address(agent.email):
            found.append(
                Choice(f"mail:{agent.email}", agent.email, said("{name}, has it", name=agent.label))
            )
    return found


def typed_address(text: str) -> Choice | None:
    """Return the address that was typed, None as long as it is none."""
    text = text.strip()
    return Choice(f"mail:{text}", text, "typed") if is_address(text) else None


def mails_of_contacts(store: Store, targets: Sequence[Conversation]) -> dict[str, list[int]]:
    """Return the conversations by the address of their contact, without those that have none."""
    found: dict[str, list[int]] = {}
    for one in targets:
        if mail := _mail_of_contact(store, one):
            found.setdefault(mail, []).append(one.id)
    return found


def _mail_of_contact(store: Store, conversation: Conversation) -> str:
    mail = select.contact_of(store, conversation).email.strip()
    return mail if is_address(mail) else ""
