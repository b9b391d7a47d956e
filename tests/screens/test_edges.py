"""The first and the last line: made anew only when they tell something else."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from textual.app import App, ComposeResult

from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.edges import Edges, Here
from hoory_tui.screens.footer import Hands, Waiting
from hoory_tui.store.records import Agent, Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, MINE
from hoory_tui.wire.link import LinkState, LinkStatus

from ..screen import Seen, text_of


class Tiny(Seen, App[None]):
    """Nothing but both lines, which note how often they are made."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(1, 1)
        self.store.agents[1] = Agent(1, "Ana", availability="online")
        self.status = LinkStatus(LinkState.LIVE)
        self.edges = Edges(
            self.store,
            lambda: Moment(1000.0, UTC, UNICODE),
            lambda: LinkNow(self.status, 0.0, 1.0),
            {},
        )
        self.made: list[str] = []

    def compose(self) -> ComposeResult:
        for line in (self.edges.top, self.edges.bottom):
            line.styles.height = 1
            show = line.show

            def noted(lines: Any, *, line: Any = line, show: Any = show, **options: Any) -> None:
                self.made.append(line.id)
                show(lines, **options)

            line.show = noted  # type: ignore[method-assign]
            yield line

    def here(self, **fields: Any) -> Here:
        hands = Hands(writing=False, reading=False, at_hand=fields.pop("at_hand", None))
        told = {"account": "Acme", "view": ALL, "hands": hands, "waiting": Waiting()}
        return Here(**{**told, "width": 100, **fields})


async def test_what_tells_the_same_is_not_made_again() -> None:
    app = Tiny()
    async with app.run_test(size=(100, 4)) as pilot:
        app.edges.show(app.here())
        assert app.made == ["top-bar", "footer"]
        app.edges.show(app.here())
        app.edges.show_bottom(app.here(at_hand=Conversation(1)))
        app.edges.show_bottom(app.here(at_hand=Conversation(2)))
        assert app.made == ["top-bar", "footer", "footer"]
        await pilot.pause()
        first, last = text_of(app.terminal.lines)[:2]
        assert "Ana" in first
        assert "live" in first
        assert "resolve" in last


async def test_every_fact_is_told_as_soon_as_it_is_another_one() -> None:
    app = Tiny()
    async with app.run_test(size=(100, 4)) as pilot:
        app.edges.show(app.here())
        app.edges.show(app.here(view=MINE))
        app.status = LinkStatus(LinkState.CONNECTING)
        app.edges.show(app.here(view=MINE, waiting=Waiting(drafts=2)))
        app.edges.show(app.here(at_hand=Conversation(1, status="resolved"), account="Other"))
        await pilot.pause()
        first, last = text_of(app.terminal.lines)[:2]
        assert "connecting" in first
        assert "Other" in first
        assert "reopen" in last
        assert app.made.count("top-bar") == 4
        assert app.made.count("footer") == 3
