"""The commands of the line mode: what each is called, what it takes, what it does in one line."""

from __future__ import annotations

import difflib
from typing import Final

from hoory_tui.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One command; `takes` names what may stand behind it."""

    name: str
    takes: str
    does: str
    aliases: tuple[str, ...] = ()


VERBS: Final = (
    Verb("list", "[mine|unassigned|all|mentions] [STATUS]", "list conversations", ("ls",)),
    Verb("mine", "", "list what is assigned to you"),
    Verb("unassigned", "", "list what is assigned to nobody"),
    Verb("all", "[STATUS]", "list everybody's"),
    Verb("mentions", "", "list where you are mentioned"),
    Verb("more", "", "go on with the list"),
    Verb("open", "NUMBER", "open a conversation and read its end", ("go",)),
    Verb("next", "", "open the next conversation of the list"),
    Verb("previous", "", "open the one before", ("prev", "back")),
    Verb("read", "[COUNT|all|older]", "read messages: the last five, so many, all, or older ones"),
    Verb("who", "", "say which conversation is open, and how it stands", ("where",)),
    Verb("reply", "[WORDS]", "write to the contact; asked once more before it is sent"),
    Verb("note", "[WORDS]", "write a private note, which no contact ever sees"),
    Verb("draft", "", "read what you wrote and did not send"),
    Verb("discard", "", "throw that away"),
    Verb("resolve", "[NUMBERS]", "resolve"),
    Verb("reopen", "[NUMBERS]", "open again"),
    Verb("pending", "[NUMBERS]", "set pending"),
    Verb("snooze", "[WHEN]", "snooze until a moment such as tomorrow 9, or the next reply"),
    Verb("assign", "me|NAME|team:NAME|nobody", "assign"),
    Verb("label", "+LABEL -LABEL", "put labels on or take them off", ("labels",)),
    Verb("priority", "urgent|high|medium|low|none", "change the priority"),
    Verb("seen", "", "mark as read"),
    Verb("unread", "", "mark as unread"),
    Verb("mute", "", "mute the contact"),
    Verb("unmute", "", "unmute the contact"),
    Verb("events", "", "tell what came in meanwhile"),
    Verb("listen", "", "tell what comes in at once, until you press Enter"),
    Verb("quiet", "[on|off]", "hold everything back until events is asked for, or no longer"),
    Verb("help", "[COMMAND]", "say what can be done", ("?",)),
    Verb("quit", "", "leave", ("exit", "q")),
)

_BY_NAME: Final = {name: verb for verb in VERBS for name in (verb.name, *verb.aliases)}


def understood(line: str) -> tuple[Verb | None, str, str]:
    """Return the command of a line, the words behind it, and what is wrong when there is none.

    A name may be cut short as long as only one begins so; a number alone opens that conversation.
    """
    name, _, words = line.strip().partition(" ")
    wanted = name.casefold()
    if wanted.removeprefix("#").isdecimal() and not words:
        return _BY_NAME["open"], wanted.removeprefix("#"), ""
    found = _BY_NAME.get(wanted)
    if found is not None:
        return found, words.strip(), ""
    begun = {verb.name: verb for verb in VERBS if verb.name.startswith(wanted)}
    if len(begun) == 1:
        return next(iter(begun.values())), words.strip(), ""
    if begun:
        return None, "", f"That may be {' or '.join(begun)}; write one of them."
    near = difflib.get_close_matches(wanted, _BY_NAME, n=1)
    hint = f" Perhaps {near[0]} is meant." if near else ""
    return None, "", f"There is no command {name}.{hint} Help lists them all."


def help_lines(name: str = "") -> list[str]:
    """Return what can be done as lines, or what is known of one command."""
    if name:
        verb, _, problem = understood(name)
        return [problem] if verb is None else [_told(verb)]
    return [_told(verb) for verb in VERBS]


def _told(verb: Verb) -> str:
    takes = f" {verb.takes}" if verb.takes else ""
    return f"{verb.name}{takes}: {verb.does}"
