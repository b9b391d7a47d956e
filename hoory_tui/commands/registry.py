"""Every command by its name: where it lives, and what is said of it in one line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final


class Command:
    """A command; its module is loaded when it is run, because most starts run another one."""

    # No dataclass: importing those takes longer than most commands' lists.
    def __init__(self, name: str, module: str, summary: str, group: str) -> None:
        self.name = name
        self.module = f"hoory_tui.commands.{module}"
        self.summary = summary
        self.group = group


READ: Final = "read"
ACT: Final = "act"
STREAM: Final = "stream"
SETUP: Final = "set up"

COMMANDS: Final = {
    one.name: one
    for one in (
        Command("conversations", "conversations", "list conversations", READ),
        Command("show", "show", "show a conversation and its messages", READ),
        Command("contacts", "contacts", "list or search contacts", READ),
        Command("agents", "people", "list agents with their availability", READ),
        Command("teams", "people", "list teams", READ),
        Command("inboxes", "inboxes", "list inboxes", READ),
        Command("labels", "labels", "list labels", READ),
        Command("search", "search", "search conversations, messages and contacts", READ),
        Command("export", "export", "write a conversation as Markdown, JSON or CSV", READ),
        Command("whoami", "whoami", "say whose login this is", READ),
        Command("reply", "reply", "send a reply or a private note", ACT),
        Command("resolve", "status", "resolve conversations", ACT),
        Command("reopen", "status", "reopen conversations", ACT),
        Command("pending", "status", "set conversations pending", ACT),
        Command("snooze", "snooze", "snooze conversations", ACT),
        Command("assign", "assign", "assign conversations to an agent, a team or nobody", ACT),
        Command("label", "label", "put labels on conversations or take them off", ACT),
        Command("priority", "priority", "change the priority of conversations", ACT),
        Command("read", "reading", "mark conversations as read", ACT),
        Command("unread", "reading", "mark conversations as unread", ACT),
        Command("mute", "muting", "mute the contacts of conversations", ACT),
        Command("unmute", "muting", "unmute the contacts of conversations", ACT),
        Command("macros", "macros", "list macros, or run one", ACT),
        Command("lines", "lines", "work in plain lines, for screen readers and pipes", STREAM),
        Command("tail", "tail", "write every event as a line of JSON", STREAM),
        Command("record", "record", "record a session without its secrets", STREAM),
        Command("replay", "replay", "play a recorded session", STREAM),
        Command("contact", "contact", "write to an inbox from the contact's side", STREAM),
        Command("tour", "tour", "learn the console in ten steps, by doing", SETUP),
        Command("doctor", "doctor", "check the way to the server, step by step", SETUP),
        Command("keys", "keys", "show what the terminal sends for a key", SETUP),
        Command("config", "config", "show, check, begin and edit the settings", SETUP),
        Command("serve", "serve", "open the console in a browser of this machine", SETUP),
        Command("version", "version", "say which version this is, and the server's", SETUP),
        Command("man", "man", "write the manual page", SETUP),
        Command("changelog", "changelog", "tell what every version brought", SETUP),
        Command("completion", "completion", "write the completion for a shell", SETUP),
    )
}

CONSOLES_OWN: Final = {
    "login": "save a login",
    "demo-server": "serve the pretend company to any client",
}
"""The commands that are no module of this package, and what is said of them."""
_WITH_VALUE: Final = (
    "-P",
    "--profile",
    "-A",
    "--account",
    "--token-file",
    "--theme",
    "--seed",
    "--record",
)


def find_place(given: Sequence[str]) -> int:
    """Return where the name of a command stands, -1 where there is none."""
    is_value = False
    for place, word in enumerate(given):
        if is_value:
            is_value = False
        elif word in _WITH_VALUE:
            is_value = True
        elif not word.startswith("-"):
            return place
    return -1


def find_command(given: Sequence[str]) -> Command | None:
    """Return the command that these arguments ask for, None for the console's own."""
    place = find_place(given)
    return COMMANDS.get(given[place]) if place >= 0 else None


def find_unknown(given: Sequence[str]) -> str | None:
    """Return the name of a command that there is none of, None where all is well."""
    place = find_place(given)
    known = place < 0 or given[place] in COMMANDS or given[place] in CONSOLES_OWN
    return None if known else given[place]
