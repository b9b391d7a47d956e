"""One sentence about every key of config.toml, and an example where its default cannot be written.

What keys there are and what they are by themselves is told by :class:`Settings` alone; a test
holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

SENTENCES: Final[Mapping[str, str]] = {
    "theme": 'The colours, by the name of a theme; "auto" takes what suits the terminal.',
    "plain": (
        "For screen readers and braille displays: one column, words in place of symbols, no"
        " frames, the terminal's own cursor."
    ),
    "mouse": "Whether the mouse is the console's; without it the terminal selects text itself.",
    "ascii": 'Plain letters in place of symbols; "auto" where the terminal has none.',
    "emoji": 'How emoji of others are drawn: "auto", "unicode" or "plain".',
    "open_command": "What opens a link, as words; {url} stands for the address.",
    "download_folder": "Where files are saved; by itself ~/Downloads.",
    "download_megabytes": "How large a file may be that is saved.",
    "pictures": 'Draw attached pictures; "auto" where the terminal shows them well and is near.',
    "picture_protocol": 'How pictures are drawn: "auto", "kitty", "sixel" or "blocks".',
    "cache": "Keep the last list and the last screen for the next start.",
    "observer": "Look on unseen: never online, no typing signs, nothing read by looking.",
    "bell": 'What rings the bell: "none", "mine" or "all"; [alerts] says it more closely.',
    "title": "Tell in the terminal's title how many conversations need me.",
    "clipboard": 'The way that copied text takes: "auto", "tmux", "osc52", "command" or "off".',
    "clipboard_command": "A program that gets copied text on its input, as words.",
    "mark_read": 'When a conversation is read: "never" by looking, "open", or after seconds.',
    "send_delay": "For how many seconds what is sent can still be taken back, 0 to 10.",
    "bytes_per_second": (
        "How much is painted at most without a key; by itself more here than over a secure shell."
    ),
    "layout": 'Keyboards whose letters are keys by their places: "auto", "off", or names.',
    "panes": 'The layout at the start: "auto", "thread", "three", "two" or "portrait".',
    "language": "What messages are translated into, such as en; by itself the locale's.",
    "interface_language": 'The language the console itself speaks; "auto" takes the locale\'s.',
    "macros": "Keys for macros, by their ids or names.",
    "macros_ask": 'When a macro\'s key asks first: before "sending", or "always".',
    "pipe": "Commands that a thread can be given to, by name; no shell takes part.",
    "rules": "What is to be done when something happens; every table is one rule.",
    "accounts_together": (
        "Listen to other accounts too: true for those of all logins, or a list of names."
    ),
    "keys": "Other keys for what the console does; hoory-tui keys --list names them all.",
    "alerts": "What calls me, by which ways, and when not.",
    "alerts.mention": 'A note names me: "bell", "notify", "command", several, or "off".',
    "alerts.mine": "A message comes in one of my conversations.",
    "alerts.assigned": "A conversation is given to me.",
    "alerts.unassigned": "A message comes in a conversation that is nobody's.",
    "alerts.inbox": "A message comes in one of the inboxes below.",
    "alerts.all": "Any message of a contact comes.",
    "alerts.inboxes": "The inboxes that the key inbox is about, by name or number.",
    "alerts.method": "How a notification is shown.",
    "alerts.command": "What gets a line of JSON on its input when the way is a command.",
    "alerts.quiet_hours": "Hours of the day without any of it.",
    "alerts.show_text": "Whether notifications hold names and words of contacts.",
    "alerts.focused": "Call me even while I look at the console.",
    "alerts.pause": "Seconds between two calls at the least.",
}
"""By key, those of an inner table behind its name."""

EXAMPLES: Final[Mapping[str, Any]] = {
    "open_command": ["xdg-open", "{url}"],
    "download_folder": "~/Downloads",
    "clipboard_command": ["wl-copy"],
    "bytes_per_second": 100_000,
    "language": "en",
    "macros": {"f5": "Close as spam"},
    "pipe": {"draft": {"command": ["llm", "-m", "mine"], "format": "text", "seconds": 60}},
    "rules": [{"name": "mentions", "on": ["mention"], "bell": True, "notify": "You are named"}],
    "keys": {"reload": ["f5"], "resolve": ["e"]},
    "alerts.mention": ["bell", "notify"],
    "alerts.mine": ["bell"],
    "alerts.assigned": ["notify"],
    "alerts.unassigned": ["notify"],
    "alerts.inbox": ["bell"],
    "alerts.all": "off",
    "alerts.inboxes": ["Website"],
    "alerts.command": ["my-notifier"],
    "alerts.quiet_hours": ["22:00-07:00"],
}
"""What stands there in place of a default that is empty, as an example of its form."""
