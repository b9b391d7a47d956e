"""Mentions: ``@Name`` as an agent writes it, and the link that servers understand.

Nothing is remembered of how a name came into a text: whoever it names is found when the text is
sent, so that drafts, editors and pasted words mention as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.store.state import Store

_LINK: Final = pattern(r"\[@([^\]\n]*)\]\(mention://(user|team)/(\d+)/[^)\s]*\)")
_CODE: Final = pattern(r"(?s)```.*?```|`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An agent (``user``) or a team, and how a text names it, without the sign before it."""

    kind: str
    id: int
    name: str
    handle: str

    @property
    def link(self) -> str:
        """The mention as servers understand it."""
        shown = self.name.replace("[", "(").replace("]", ")")
        return f"[@{shown}](mention://{self.kind}/{self.id}/{quote(self.name, safe='')})"


def mentionable(store: Store) -> list[Mentioned]:
    """Return agents by name, then teams; of those with one name each has a handle of its own."""
    agents = sorted(store.agents.values(), key=lambda agent: (agent.label.casefold(), agent.id))
    teams = sorted(store.teams.values(), key=lambda team: (team.name.casefold(), team.id))
    named = [("user", agent.id, agent.label, agent.email) for agent in agents]
    named += [("team", team.id, team.name, "team") for team in teams if team.name.strip()]
    many = Counter(" ".join(name.split()) for _, _, name, _ in named)
    found: list[Mentioned] = []
    taken: set[str] = set()
    for kind, number, name, mark in named:
        handle = " ".join(name.split())
        if many[handle] > 1 and (kind == "team" or mark):
            handle = f"{handle} ({mark})"
        if handle in taken:
            handle = f"{handle} #{number}"
        taken.add(handle)
        found.append(Mentioned(kind, number, name, handle))
    return found


def linked(text: str, store: Store) -> str:
    """Return the text with every mention as a link; what stands in code stays as it is."""
    if "@" not in text:
        return text
    by_handle = {one.handle: one for one in mentionable(store)}
    if not by_handle:
        return text
    # The longest first: one name may be the beginning of another.
    handles = sorted(by_handle, key=len, reverse=True)
    names = "|".join(re.escape(handle) for handle in handles)
    mention = re.compile(rf"(?<![\w\[@/])@({names})(?!\w)")
    return _outside_code(text, mention, by_handle)


def _outside_code(text: str, mention: re.Pattern[str], by_handle: Mapping[str, Mentioned]) -> str:
    pieces, end = [], 0
    for code in _CODE.finditer(text):
        pieces.append(mention.sub(lambda found: by_handle[found[1]].link, text[end : code.start()]))
        pieces.append(code.group())
        end = code.end()
    pieces.append(mention.sub(lambda found: by_handle[found[1]].link, text[end:]))
    return "".join(pieces)


def unlinked(text: str, store: Store) -> str:
    """Return the text with every mention as an agent writes it."""
    if "mention://" not in text:
        return text
    handles = {(one.kind, one.id): one.handle for one in mentionable(store)}

    def plain(found: re.Match[str]) -> str:
        return f"@{handles.get((found[2], int(found[3])), found[1])}"

    return _LINK.sub(plain, text)
