"""A console on the demo desk that says what to do now, and sees when it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import BindingType
from textual.widgets._toast import ToastRack

from hoory_tui.app.terminal import TerminalApp
from hoory_tui.app.tour.panel import Keys, TourPanel, plain
from hoory_tui.app.tour.progress import Progress
from hoory_tui.app.tour.sight import Sight, counted, look
from hoory_tui.app.tour.steps import STEPS, Resolve, Step, farewell
from hoory_tui.keys import Context, bindings
from hoory_tui.words import said

if TYPE_CHECKING:
    from textual.screen import Screen

    from hoory_tui.demo.desk import DemoDesk
    from hoory_tui.store.happenings import Happening

_GLANCE: Final = 0.25
"""Seconds between two looks; nothing is written as long as nothing is new."""
_FOOTER: Final = 1


class TourApp(TerminalApp):
    """The console with a panel that leads through it; `desk` gives the desk once it is there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.TOUR)]

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 (whatever the console takes)
        desk: Callable[[], DemoDesk | None],
        progress: Progress,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*arguments, **options)
        self._tour_desk = desk
        self._tour_progress = progress
        self._tour_boxes: set[str] = set()
        self._tour_replies_before: int | None = None
        self._tour_step = progress.read(len(STEPS))
        self._doing_step: Step | None = None
        self._is_tour_left = False
        self._tour_panel = TourPanel(ascii_only=bool(self.settings.ascii))
        self._tour_key = Keys(self.settings.keymap())

    def on_ready(self) -> None:
        """Put the panel in its place before the first picture."""
        self.main.mount(self._tour_panel, before="#footer")
        self.set_interval(_GLANCE, self._glance)
        self._show_tour()
        self._keep_clear()

    def push_screen(self, screen: Screen[Any] | str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Take note of every box that opens, however soon it closes."""
        self._tour_boxes.add(type(screen).__name__)
        return super().push_screen(screen, *arguments, **options)

    def _take(self, steps: Sequence[Happening]) -> None:
        """Look at once when something happened: what is done may be undone by the next glance."""
        super()._take(steps)
        self.call_later(self._look_on)

    # The steps

    def _tour_sight(self) -> Sight | None:
        """Return what is to be seen now, None before there is anything."""
        desk = self._tour_desk()
        if not self.is_running or not self.screen_stack:
            return None
        if desk is None or not self._connected.is_set() or not self.store.conversations:
            return None
        replies, notes, answers = counted(desk, self.store.me_id)
        if self._tour_replies_before is None:
            # The pretend company has a history, of which nothing was written in this tour.
            self._tour_replies_before = replies
        replies -= self._tour_replies_before
        seen = look(self.store, self.main, self._tour_boxes)
        return replace(seen, replies=replies, notes=notes, answers=answers)

    def _look_on(self) -> None:
        step, now = self._doing_step, self._tour_sight()
        if isinstance(step, Resolve) and now is not None and not self._is_tour_left:
            step.look(now)

    def _glance(self) -> None:
        self._go_on_with_tour()
        self._keep_clear()

    def _keep_clear(self) -> None:
        """Have what is told in passing stand above the panel, also where a box lies over both."""
        if not self.is_running or not self.screen_stack:
            return
        taken = self._tour_panel.taken
        for rack in self.screen.query(ToastRack):
            usual = rack.styles.base.margin
            # Between the panel and the end of the screen is the footer.
            below = max(usual.bottom, _FOOTER) + taken if taken else usual.bottom
            rack.styles.margin = (usual.top, usual.right, below, usual.left)

    def _go_on_with_tour(self) -> None:
        now = self._tour_sight()
        if now is None or self._is_tour_left or self._tour_step >= len(STEPS):
            return
        if self._doing_step is None:
            self._begin_step(now)
        elif self._doing_step.look(now):
            self._pass_step()
            # At once: a quick hand is at the next one before the next glance.
            self._begin_step(now)
        self._show_tour()

    def _begin_step(self, now: Sight | None) -> None:
        if now is not None and self._tour_step < len(STEPS):
            self._doing_step = STEPS[self._tour_step][1]()
            self._doing_step.begin(now)
            if self.is_plain:
                # What stands below a screen is not read aloud when it changes; a sentence is.
                self.notify(plain(self._doing_step.words(self._tour_key)), markup=False)

    def _pass_step(self) -> None:
        self._doing_step = None
        self._tour_step += 1
        self._tour_progress.write(self._tour_step)

    def action_tour_skip(self) -> None:
        """Go to the next step as if this one were done."""
        if self._is_tour_left:
            self.action_tour_leave()
        elif self._tour_step < len(STEPS):
            self._pass_step()
            self._begin_step(self._tour_sight())
            self._show_tour()

    def action_tour_leave(self) -> None:
        """Take the panel away, or bring it back at the step that it was left at."""
        self._is_tour_left = not self._is_tour_left
        self._tour_panel.display = not self._is_tour_left
        self._keep_clear()
        if self._is_tour_left:
            if self._tour_step >= len(STEPS):
                return
            name = self._tour_key_name("tour.leave")
            self.notify(
                said("The tour is left; {key} brings it back, here or later.", key=name),
                markup=False,
            )
        else:
            # What was done meanwhile was not done for this step.
            self._doing_step = None
            self._begin_step(self._tour_sight())
            self._show_tour()

    # What the panel says

    def _tour_key_name(self, key_id: str) -> str:
        from hoory_tui.keys import key_name

        return key_name(key_id, self.settings.keymap())

    def _show_tour(self) -> None:
        width = self.size.width
        if self._tour_step >= len(STEPS):
            aside = said("{leave} closes this", leave=self._tour_key("tour.leave"))
            self._tour_panel.tell(said("done"), farewell(self._tour_key), aside, width)
            return
        title, _ = STEPS[self._tour_step]
        head = said(
            "{number} of {count}: {title}",
            number=self._tour_step + 1,
            count=len(STEPS),
            title=said(title),
        )
        aside = said(
            "{skip} skip  {leave} leave",
            skip=self._tour_key("tour.skip"),
            leave=self._tour_key("tour.leave"),
        )
        if self._doing_step is None:
            words = said("One moment: the demo desk, a pretend company, opens its doors.")
            self._tour_panel.tell(said("ten steps"), words, aside, width)
            return
        self._tour_panel.tell(head, self._doing_step.words(self._tour_key), aside, width)
