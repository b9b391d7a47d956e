"""The list of all accounts: how each of them is doing, and what needs the agent in any of them."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import bars, when
from hoory_tui.render.badge import PROFILE
from hoory_tui.render.facts import Moment, row_facts
from hoory_tui.render.lines import Line, pad, spread
from hoory_tui.render.names import shown_name
from hoory_tui.store.merged import Source, Talk, needing, numbers
from hoory_tui.store.places import Known
from hoory_tui.wire.link import LinkState
from hoory_tui.words import counted, said

_BADGE: Final = 12
"""Cells of an account's name before a conversation."""
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """All that the row of an account shows."""

    name: str
    where: str
    counts: str
    link: str
    link_role: str
    needs: int


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """All that the row of a conversation shows."""

    badge: str
    badge_role: str
    name: str
    number: int
    unread: int
    age: str
    inbox: str
    mark: str
    mark_role: str
    fact: str
    is_mention: bool
    urgent: str


def account_facts(source: Source, at: Moment) -> AccountFacts:
    """Return what the row of an account shows."""
    known = source.known
    link, role = link_words(source, at)
    counts = ""
    if source.is_read:
        found = numbers(source.store)
        told = [counted("{count} mention", "{count} mentions", found.mentions)]
        told = told if found.mentions else []
        if found.mine is not None:
            told.append(said("{count} mine", count=found.mine))
        if found.unassigned is not None:
            told.append(said("{count} unassigned", count=found.unassigned))
        counts = f" {at.glyphs.dot} ".join(told)
    where = said("you are here") if known.is_here else ""
    if known.is_last:
        where = said("the last one")
    return AccountFacts(
        shown_name(known.label, at.glyphs, _LONGEST),
        where,
        counts,
        at.glyphs.shown(link),
        role,
        len(needing(source.store)) if source.is_read else 0,
    )


def link_words(source: Source, at: Moment) -> tuple[str, str]:
    """Return how an account is listened to, in words, and the role of those."""
    if source.is_asleep:
        return said("not listened to"), "row-dim"
    if source.trouble and not source.is_read:
        return source.trouble, "warn"
    if source.listens_from is not None:
        clock = when.clock(source.listens_from, at.zone, seconds=True)
        return said("left just now, live from {when} on", when=clock), "row-dim"
    link = source.link
    if link is None:
        return said("connecting"), "row-dim"
    if link.state is LinkState.LIVE:
        if source.trouble:
            return source.trouble, "warn"
        return (said("live"), "live") if source.is_read else (said("live, being read"), "row-dim")
    cause = bars.cause_words(link.cause)
    if source.offline_since is not None:
        clock = when.clock(source.offline_since, at.zone)
        words = said("offline since {when}", when=clock)
        return f"{words}: {cause}" if cause else words, "warn"
    return (said("offline: {cause}", cause=cause), "warn") if cause else (said("connecting"), "dim")


def talk_facts(source: Source, talk: Talk, at: Moment) -> TalkFacts:
    """Return what the row of a conversation shows; of its account, only the store is asked."""
    facts = row_facts(source.store, talk.conversation_id, at, "")
    held = source.store.conversations.get(talk.conversation_id)
    known = source.known
    return TalkFacts(
        shown_name(known.short, at.glyphs, _BADGE),
        f"{PROFILE}{known.colour}",
        facts.name,
        talk.conversation_id,
        facts.unread,
        facts.age,
        facts.inbox,
        facts.mark,
        facts.mark_role,
        facts.fact,
        held is not None and held.mention_unread,
        facts.urgent,
    )


def account_lines(facts: AccountFacts, width: int, dot: str) -> list[Line]:
    """Return the two lines of an account, each of exactly `width` cells."""
    role = "row-name-unread" if facts.needs else "row-name"
    first: Line = [("   ", "row"), (facts.name, role)]
    if facts.where:
        first.append((f"  {dot} {facts.where}", "row-dim"))
    needs = counted("{count} needs you", "{count} need you", facts.needs) if facts.needs else ""
    right: Line = [(f"  {needs} ", "row-age-unread")]
    second: Line = [("   ", "row"), (facts.link, facts.link_role)]
    return [
        spread(first, right, width, "row"),
        spread(second, [(f"  {facts.counts} ", "row-dim")], width, "row"),
    ]


def talk_lines(facts: TalkFacts, width: int, dot: str) -> list[Line]:
    """Return the two lines of a conversation, each of exactly `width` cells."""
    indent = " " * (_BADGE + 4)
    name_role = "row-name-unread" if facts.unread else "row-name"
    first: Line = [(" ", "row"), (f" {pad(facts.badge, _BADGE)} ", facts.badge_role), (" ", "row")]
    first += [(facts.name, name_role), (f"  #{facts.number}", "row-dim")]
    right: Line = []
    if facts.is_mention:
        right.append((said("mentions you") + "  ", "note-mark"))
    if facts.urgent:
        right.append((f"{facts.urgent}  ", "urgent"))
    count = " 9+" if facts.unread > 9 else f" {facts.unread} "
    right += [(pad(facts.age, 4, right=True), "row-dim"), (" ", "row")]
    right.append((count, "badge") if facts.unread else ("   ", "row"))
    second: Line = [(indent, "row"), (facts.mark, facts.mark_role)]
    second.append((facts.fact, "row-fact-unread" if facts.unread else "row-fact"))
    inbox: Line = [(f"  {facts.inbox} ", "row-dim")]
    return [spread(first, right, width, "row"), spread(second, inbox, width, "row")]


def place_words(known: Known) -> str:
    """Return what is to be said of an account in the list to choose from."""
    told = []
    if known.needing:
        told.append(counted("{count} needs you", "{count} need you", known.needing))
    if known.is_here:
        told.append(said("you are here"))
    elif known.is_last:
        told.append(said("the last one"))
    return ", ".join(told)
