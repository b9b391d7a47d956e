"""The single lines around the panes: tabs and link, thread head, typing, composer, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.glyphs import UNICODE, Glyphs
from hoory_tui.render.lines import Line, cut, fit, line_width, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.store.records import Kind, Typist
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.words import for_key, said, to_say
from hoory_tui.words.terms import term

HELP_WORD: Final = to_say("all keys")
"""What the footer calls the key that leads to all others."""

POLLED: Final = 20
"""Seconds between two readings while no events come, as the agent is told."""
PLAINTEXT: Final = to_say("PLAINTEXT")
"""Stands in the top bar as long as the server is reached without encryption."""
OBSERVING: Final = to_say("observing")
"""Stands there as long as nobody sees us."""
_LONGEST_TITLE: Final = 24
_SNUG: Final = 10
"""Cells of the title of the list that is shown, before the other tabs give way to it."""
_QUIET: Final = 4.0
"""Seconds without a frame that are still ordinary: the server pings every three."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the list; `count` None for not known, `short` for where there is little room."""

    title: str
    count: int | None
    current: bool
    short: str = ""
    has_rule: bool = False
    """Whether a rule of the agent's own chooses it, which says more than what stands beside."""
    press: str = ""
    """The key that a click on it presses."""


def top_bar(
    tabs: Sequence[Tab],
    link: Line,
    who: Line,
    width: int,
    aside: str = "",
    elsewhere: Line | None = None,
) -> Line:
    """Return the first line of the screen: tabs at the left, who and how we are at the right.

    `aside` is how the list is chosen and ordered, where that is not as usual, `elsewhere` what
    there is in other accounts. Where there is little room, who we are goes first, then that, then
    what the other tabs are called, then they; how the link is doing stays.
    """
    beside: Line = [("  ", "bar"), (aside, "bar-text")] if aside else []
    state: Line = [("   ", "bar"), *link, (" ", "bar")]
    short = [Tab(one.short or one.title, one.count, one.current, press=one.press) for one in tabs]
    only = [one for one in tabs if one.current]
    fullest: Line = [*_tabs(tabs), *beside]
    others = elsewhere or []
    for told in ([*others, *who], others) if others else (who,):
        right: Line = [("   ", "bar"), *told, *state]
        if line_width(fullest) + line_width(right) <= width:
            return spread(fullest, right, width, "bar")
    # So much apart, it can be told later what was written at the right.
    state.insert(0, (" ", "bar"))
    room = width - line_width(state)
    snug = [replace(one, title=cut(one.title, _SNUG)) if one.current else one for one in short]
    tries: list[Line] = [[*_tabs(shown), *beside] for shown in (tabs, short, snug)]
    if only and only[0].has_rule:
        tries.append(_tabs(snug))
    for left in (*tries, [*_tabs(only), *beside]):
        if line_width(left) <= room:
            return spread(left, state, width, "bar")
    # The names of folders and inboxes are as long as somebody liked.
    return spread(fit(left, max(0, room), "bar"), state, width, "bar")


def _tabs(tabs: Sequence[Tab]) -> Line:
    line: Line = [(" ", "bar")]
    for tab in tabs:
        role = "tab-current" if tab.current else "tab"
        count_role = "tab-current" if tab.current else "tab-count"
        count = "–" if tab.count is None else str(tab.count)
        press = f"@{tab.press}" if tab.press else ""
        title = f" {cut(tab.title, _LONGEST_TITLE)} "
        line += [(title, f"{role}{press}"), (f"{count} ", f"{count_role}{press}")]
        line.append((" ", "bar"))
    return line


def who_spans(account: str, agent: str, availability: str, glyphs: Glyphs) -> Line:
    """Return the account and ourselves, as the others see us."""
    mark, role = presence_mark(availability, glyphs)
    shown = shown_name(account, glyphs), shown_name(agent, glyphs)
    return [(shown[0], "bar-dim"), ("   ", "bar"), (f"{mark} ", role), (shown[1], "bar-text")]


_PRESENCE_ROLES: Final = {"online": "live", "busy": "warn"}


def presence_mark(availability: str, glyphs: Glyphs) -> tuple[str, str]:
    """Return the symbol and role of an availability, or its word for who wants words."""
    if glyphs.is_words:
        return term(availability), _PRESENCE_ROLES.get(availability, "faint")
    if availability == "online":
        return glyphs.full, "live"
    if availability == "busy":
        return glyphs.half, "warn"
    return glyphs.empty, "faint"


_CAUSES: Final = {
    Cause.UNREACHABLE: to_say("server not reached"),
    Cause.TIMED_OUT: to_say("no answer"),
    Cause.UNTRUSTED: to_say("certificate not trusted"),
    Cause.NO_WELCOME: to_say("no welcome"),
    Cause.SILENT: to_say("went silent"),
    Cause.CLOSED: to_say("connection lost"),
    Cause.TOO_LARGE: to_say("frame too large"),
    Cause.SEND_STUCK: to_say("connection stuck"),
    Cause.SERVER_ASKED: to_say("server asked to"),
    Cause.UNCONFIRMED: to_say("not confirmed"),
    Cause.DEAF: to_say("deaf, no events come"),
    Cause.REJECTED: to_say("refused"),
    Cause.UNAUTHORIZED: to_say("token refused"),
    Cause.UNSUPPORTED: to_say("cable not supported"),
    Cause.TURNED_AWAY: to_say("turned away"),
    Cause.PROXY: to_say("proxy in the way"),
    Cause.SLEPT: to_say("slept"),
    Cause.RENEWED: to_say("new token"),
}


def cause_words(cause: Cause) -> str:
    """Return why a link is not simply live, in words; "" for no reason."""
    return said(_CAUSES.get(cause, ""))


@dataclass(frozen=True, slots=True)
class LinkNow:
    """The link's state with the times that pass by while it stays the same.

    Both times are of the monotonic clock; `heard_at` is when any frame last came in.
    """

    status: LinkStatus
    heard_at: float | None
    now: float
    is_behind: bool = False
    """Whether something has to be read again before the screen is true."""
    recovered: int = 0
    """How much the last catching up brought that no event had told."""
    offline_since: float | None = None
    """Unix seconds since when events are missing, once that is worth saying."""
    unreadable: int = 0
    """How much came in the last minute that could not be read, once that is worth saying."""
    is_plaintext: bool = False
    """Whether anybody on the way to the server can read all this."""
    as_of: float | None = None
    """Unix seconds of the list of last time, while rows of it are shown."""
    is_observer: bool = False
    """Whether we look on unseen, so that nothing we see tells others of us."""
    recorded: str = ""
    """Where in a recording this is, empty for what happens now."""
    is_recording: bool = False
    """Whether all that comes is written into a file for a bug report."""
    quiet_until: float | None = None
    """Unix seconds until which nothing calls the agent; None while things do."""


def link_spans(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None = None) -> Line:
    """Return how the link is doing, in words, and first that it is readable to anybody."""
    told = _link_told(at, glyphs, zone)
    if at.recorded:
        # Of a link to a file it only matters where it was down when it was one to a server.
        is_up = at.status.state is LinkState.LIVE
        return [(at.recorded, "note-mark"), *([] if is_up else [("  ", "bar"), *told])]
    if at.as_of is not None:
        told = [
            (said("as of {when}", when=when.clock(at.as_of, zone)), "warn"),
            ("  ", "bar"),
            *told,
        ]
    if at.quiet_until is not None:
        until = said("quiet until {time}", time=when.clock(at.quiet_until, zone))
        told = [(until, "note-mark"), ("  ", "bar"), *told]
    if at.is_recording:
        told = [(f"{glyphs.full} " + said("rec"), "failed"), ("  ", "bar"), *told]
    if at.is_observer:
        told = [(said(OBSERVING), "note-mark"), ("  ", "bar"), *told]
    return [(said(PLAINTEXT), "failed"), ("  ", "bar"), *told] if at.is_plaintext else told


def _link_told(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None) -> Line:
    link, now = at.status, at.now
    cause = said(_CAUSES.get(link.cause, ""))
    since = _since(at, glyphs, zone)
    match link.state:
        case LinkState.LIVE if at.is_behind:
            return [
                (f"{glyphs.half} " + said("live"), "live"),
                (f" {glyphs.dot} " + said("catching up"), "warn"),
            ]
        case LinkState.LIVE if at.unreadable:
            text = f" {glyphs.dot} {glyphs.warn} " + said(
                "{unreadable} unreadable", unreadable=at.unreadable
            )
            return [(f"{glyphs.half} " + said("live"), "live"), (text, "warn")]
        case LinkState.LIVE:
            news = (
                said("{recovered} recovered", recovered=at.recovered)
                if at.recovered
                else _heard(at)
            )
            return [
                (f"{glyphs.full} " + said("live"), "live"),
                (f" {glyphs.dot} {news}", "bar-dim"),
            ]
        case LinkState.DEGRADED:
            text = f"{glyphs.warn} {cause or said('events may be missing')}"
            return [
                (text, "warn"),
                (
                    f" {glyphs.dot} " + said("reading every {span}", span=when.duration(POLLED)),
                    "bar-dim",
                ),
                *since,
            ]
        case LinkState.HALTED:
            hint = (" " + said("ctrl+r tries again"), "bar-dim")
            return [
                (f"{glyphs.cross} " + said("offline: {cause}", cause=cause), "failed"),
                *since,
                hint,
            ]
        case LinkState.WAITING | LinkState.REFUSED:
            due = when.duration(max(0.0, (link.retry_at or now) - now))
            text = f"{glyphs.half} " + said(
                "{cause}, attempt {number} in {due}", cause=cause, number=link.attempt + 1, due=due
            )
            return [(text, "warn"), *since]
        case LinkState.SUBSCRIBING:
            return [(f"{glyphs.half} " + said("subscribing"), "warn"), *since]
    # Here the attempt that is being made counts already, while waiting it does not.
    text = said("connecting")
    if link.attempt > 1:
        text = said("connecting again, attempt {number}", number=link.attempt)
    return [(f"{glyphs.half} {text}", "warn"), *since]


def _since(at: LinkNow, glyphs: Glyphs, zone: tzinfo | None) -> Line:
    if at.offline_since is None:
        return []
    return [
        (
            f" {glyphs.dot} " + said("since {when}", when=when.clock(at.offline_since, zone)),
            "bar-dim",
        )
    ]


def _heard(at: LinkNow) -> str:
    if at.heard_at is None:
        return said("nothing heard")
    silence = at.now - at.heard_at
    # Counting every second of an ordinary silence would paint all day for nothing.
    return (
        said("heard now")
        if silence < _QUIET
        else said("heard {when} ago", when=when.duration(silence))
    )


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What the line above a thread tells."""

    name: str
    number: int
    inbox: str
    labels: tuple[str, ...]
    status: str
    priority: str
    waiting: str
    assignee: str
    online: bool


def thread_head(facts: HeadFacts, width: int, glyphs: Glyphs) -> Line:
    """Return the line above a thread: who, where, and what is special about it."""
    if glyphs.is_words:
        from hoory_tui.render.plainly import plain_head

        return plain_head(facts, width)
    left: Line = [(" ", "head"), (facts.name, "head-name")]
    if facts.online:
        left.append((f" {glyphs.online}", "live"))
    left.append((f" {glyphs.dot} #{facts.number} {glyphs.dot} {facts.inbox}", "head-dim"))
    right: Line = []
    if facts.priority:
        role = "failed" if facts.priority == "urgent" else "head-text"
        right += [(term(facts.priority), role), ("  ", "head")]
    if facts.status != "open":
        right += [(term(facts.status), "head-text"), ("  ", "head")]
    elif facts.waiting:
        right += [(said("waiting {waiting}", waiting=facts.waiting), "head-text"), ("  ", "head")]
    right += [(facts.assignee or said("unassigned"), "head-dim"), (" ", "head")]
    # Labels take what is left: whom we speak to matters more.
    for label in reversed(facts.labels):
        tag: Line = [(f" {cut(label, 16)} ", "label"), (" ", "head")]
        if line_width(left) + line_width(tag) + line_width(right) < width:
            right = [*tag, *right]
    return spread(left, [(" ", "head"), *right], width, "head")


def typing_line(typists: Sequence[Typist], width: int, glyphs: Glyphs = UNICODE) -> Line:
    """Return who is typing, each by name; a colleague's note is told apart."""
    parts = []
    for typist in typists[:3]:
        name = shown_name(typist.name, glyphs)
        if typist.private and typist.kind is Kind.AGENT:
            parts.append(said("{name} writes a note…", name=name))
        else:
            parts.append(said("{name} is typing…", name=name))
    return fit([("  ", "text"), ("  ".join(parts), "typing")], width, "text")


def footer(keys: Sequence[tuple[str, str]], notes: Line, width: int) -> Line:
    """Return the last line: the keys that matter now, and what waits at the right."""
    right: Line = [*notes, (" ", "bar")] if notes else []
    to_all = for_key(HELP_WORD)
    if width < 60:
        keys = [(name, word) for name, word in keys if word == to_all]
    # The key that leads to all others is the last to go, and none is cut in half.
    reserved = sum(_key_width(name, word) for name, word in keys if word == to_all)
    if line_width(right) > width - reserved - 1:
        right = fit(right, max(0, width - reserved - 1), "bar")
    room = width - line_width(right)
    left: Line = [(" ", "bar")]
    for name, word in keys:
        spare = 0 if word == to_all else reserved
        if line_width(left) + _key_width(name, word) + spare <= room:
            left += [(name, "key"), (f" {word}  ", "bar-dim")]
            reserved = spare
    return spread(left, right, width, "bar")


def _key_width(name: str, word: str) -> int:
    return width_of(name) + width_of(word) + 3
