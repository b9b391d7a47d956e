"""The palette's commands, named by texts that are never read as markup."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from hoory_tui.wire.clean import clean_line


class LiteralCommands(Provider):
    """What the app offers, word for word; the library's own provider reads markup."""

    async def discover(self) -> Hits:
        """Yield everything that is offered before anything is typed."""
        commands = self.app.get_system_commands(self.screen)
        for title, told, callback, discover in sorted(commands, key=lambda command: command.title):
            if discover:
                name = clean_line(title)
                yield DiscoveryHit(_shown(Content(name), told), callback, text=name)

    async def search(self, query: str) -> Hits:
        """Yield what matches the typed letters, those in the style of a match."""
        matcher = self.matcher(query)
        for title, told, callback, _ in self.app.get_system_commands(self.screen):
            name = clean_line(title)
            score, places = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)
                for place in places:
                    shown = shown.stylize(matcher.match_style, place, place + 1)
                yield Hit(score, _shown(shown, told), callback, text=name)


def _shown(name: Content, told: str) -> Content:
    return Content.assemble(name, "\n", (clean_line(told), "$text-dim")) if told else name
