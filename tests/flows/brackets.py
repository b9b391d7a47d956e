"""Texts with brackets that some reader of markup would act on, and an app to draw them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings
from hoory_tui.render import addressing, bars, facts
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.message import Look
from hoory_tui.render.rows import RowFacts
from hoory_tui.render.sidebar import sidebar_lines
from hoory_tui.render.thread import Item, ItemKey, ItemKind
from hoory_tui.screens.palette import PaletteScreen
from hoory_tui.store.records import Contact, Conversation, Inbox, Kind, Message, Sender, Typist
from hoory_tui.store.state import Store
from hoory_tui.widgets.conversations import ConversationList
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.widgets.offers import Offer
from hoory_tui.widgets.painted import Painted

from ..screen import Seen

NOW: Final = 1_790_000_000.0
SIZE: Final = (216, 44)
BATCH: Final = 13

_TAGS: Final = (
    *(
        "[/]",
        "[b]",
        "[/b]",
        "[bold red]",
        "[/bold red]",
        "[red]x[/blue]",
        "[not a tag]",
        "[[",
        "]]",
    ),
    *("[a='x]", "[ link=https://x]", "[link=https://x]y", "[_x=1 @y=z]", "[#ff0000]", "[on red]"),
    *("[@click=app.quit]", "[@click=app.bell]go[/]", "[ @click=app.quit]", "[\xa0@click=app.quit]"),
    *("[$accent @click=app.quit]", "[100% @click=app.bell]", "[@click=app.notify('[')]", "[$x]"),
    *("[@click=app.simulate_key('q')]", "[@mouse.down=app.quit]", "[auto 50%]", "[reverse]"),
    *("\\[b]", "[/", "[", "]", "[]", "[=]", "[''']", "[click=quit]", "[:smile:]", "[/not]", "[B]"),
)
_WORDS: Final = ("Ana", "Zoë", "order 7", "日本", "שלום", "x=1", "$name", "100%", "'", '"', "?")


def texts(number: int) -> list[str]:
    """Return so many different texts of at most 30 cells, the same ones every time."""
    chance = random.Random(1)
    made: dict[str, None] = dict.fromkeys(_TAGS)
    while len(made) < number:
        parts = chance.choices(_TAGS, k=chance.randint(1, 3)) + chance.choices(_WORDS, k=1)
        chance.shuffle(parts)
        text = chance.choice(("", " ")).join(parts)
        # A bracket before a round one is a link in the markup of chat, and one at the edge of a
        # line would be taken for the space around it.
        if cell_len(text) <= 30 and "](" not in text and text == text.strip():
            made[text] = None
    return list(made)[:number]


class Drawing(Seen, SettledApp):
    """All places where a text is drawn, fed with records as the console feeds them."""

    CSS: ClassVar[str] = """
    #conversations { width: 56; height: 40; }
    #messages { width: 100; height: 40; }
    #sidebar { width: 60; height: 40; }
    #head, #typing, #title, #top { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__(Settings())
        self.ran: list[object] = []
        self.list = ConversationList(id="conversations")
        self.thread = MessagePane(id="messages", look=Look(100, UNICODE, UTC))
        self.bars = {name: Painted(ground="bar", id=name) for name in ("top", "head", "typing")}
        self.bars["title"] = Painted(ground="composer", id="title")
        self.card = Painted(ground="side", id="sidebar")

    def compose(self) -> ComposeResult:
        yield self.bars["top"]
        yield self.bars["head"]
        with Horizontal():
            yield self.list
            yield self.thread
            yield self.card
        yield self.bars["typing"]
        yield self.bars["title"]

    async def run_action(self, action: Any, *args: Any, **kwargs: Any) -> bool:
        self.ran.append(action)
        return True

    def open_palette(self, named: Sequence[str]) -> None:
        """Open the palette with commands of these names, which are their help too."""
        offers = [Offer(f"app:{text}", text, hint=text, group="Console") for text in named]
        palette = PaletteScreen(offers, glyphs=UNICODE, keymap={}, free=lambda typed: None)
        self.push_screen(palette)

    def draw(self, said: Sequence[str]) -> None:
        """Draw a batch: each text as the name and the words of somebody."""
        store = Store(1, 1)
        store.inboxes[1] = Inbox(1, said[0])
        rows: dict[int, RowFacts] = {}
        items: list[Item] = []
        at = Moment(NOW, UTC, UNICODE)
        for number, text in enumerate(said, 1):
            sender = Sender(Kind.CONTACT, number, text)
            message = Message(number, number, content=text, created_at=NOW, sender=sender)
            store.contacts[number] = Contact(number, text, text, text, text)
            store.conversations[number] = Conversation(
                number, inbox_id=1, contact_id=number, labels=(text,), last_message=message
            )
            rows[number] = facts.row_facts(store, number, at, "")
            key: ItemKey = ("message", number)
            items.append(Item(ItemKind.MESSAGE, key, message=message, head=True))
        self.list.show_rows(list(rows), rows.__getitem__, "")
        look = Look(100, UNICODE, UTC)
        self.thread.show_thread(1, items, has_older=False, look=look)
        self._draw_bars(store, said[0], at)

    def _draw_bars(self, store: Store, text: str, at: Moment) -> None:
        width = self.size.width
        head = facts.head_facts(store, store.conversations[1], at)
        typist = Typist(Kind.CONTACT, 1, text, private=False, expires_at=NOW)
        who = bars.who_spans(text, text, "online", UNICODE)
        title = addressing.composer_title(
            head.name, head.inbox, width, private=False, active=True, can_reply=True
        )
        self.bars["top"].show([bars.top_bar([], [], who, width)])
        self.bars["head"].show([bars.thread_head(head, width, UNICODE)])
        self.bars["typing"].show([bars.typing_line([typist], width)])
        self.bars["title"].show([title])
        card = facts.card(store, store.conversations[1], at)
        self.card.show(sidebar_lines(facts.colleagues(store), [text], card, 60, UNICODE))

    def click(self, widget: Widget, x: int, y: int) -> None:
        """Send a click on a cell of the screen the way that a terminal's click goes."""
        self.screen._forward_event(_click_at(widget, x, y))

    async def touch(self, widget: Widget, x: int, y: int) -> None:
        """Do at once what the library does when a click on a cell has come to its widget."""
        click = _click_at(widget, x, y)
        click.style = self.screen.get_style_at(x, y)
        for name in ("click", "mouse.down", "mouse.up"):
            await widget.broker_event(name, click)


def _click_at(widget: Widget, x: int, y: int) -> events.Click:
    return events.Click(widget, x, y, 0, 0, 1, False, False, False, x, y)


class Planted(Drawing):
    """The same with one place that reads markup."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Vertical(Static("", id="planted"))

    def draw(self, said: Sequence[str]) -> None:
        super().draw(said)
        self.query_one("#planted", Static).update(Content.from_markup(said[0]))
