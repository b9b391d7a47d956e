"""The ways out of the console to somebody who does not look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.heeding import HeedingApp
from hoory_tui.lazily import dataclass
from hoory_tui.screens import intents

if TYPE_CHECKING:
    from hoory_tui.sdk.around.notices import NoticeWay
    from hoory_tui.sdk.hook import Hooks

PAUSE: Final = 2.0
"""Seconds between two sounds of rules: what comes at once is one."""
_COMMAND_SECONDS: Final = 10.0
_MOST_SHOWN: Final = 100
"""Notifications that are remembered, to be taken back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification, and the conversations that it is about."""

    title: str
    text: str
    conversation_ids: tuple[int, ...] = ()


class NotifyingApp(HeedingApp):
    """An app that rings, has the terminal show notifications and runs the agent's command."""

    _rang_at = -PAUSE
    _notices = 0

    @cached_property
    def _alert_hooks(self) -> Hooks:
        from hoory_tui.sdk.hook import Hooks

        return Hooks(self._complain, self.environ, called="The command of the alerts")

    @cached_property
    def _shown_notices(self) -> dict[str, tuple[NoticeWay, set[int]]]:
        """By the number of a notification: how it was shown, and what it is still about."""
        return {}

    def _ring_bell(self) -> None:
        self._rang_at = self._monotonic()
        self.bell()

    def _show_notice(
        self, notice: Notice, line: Callable[[], str], *, has_rung: bool = False
    ) -> None:
        """Have a notification shown by the way of the settings.

        `line` makes what a command gets, should it be the command that shows it; `has_rung` tells
        that the bell need not ring again.
        """
        self._work_here(self._send_notice(notice, line, has_rung=has_rung), "notices")

    async def _send_notice(
        self, notice: Notice, line: Callable[[], str], *, has_rung: bool
    ) -> None:
        from hoory_tui.sdk.around import notices

        way = notices.notice_way(self.settings.alerts.method, await self._look_around())
        if way.rings and not has_rung:
            self._ring_bell()
        if way.runs:
            self._run_alert(line())
        number = self._number_of(notice)
        self.to_terminal(notices.notice(way, notice.title, notice.text, number))
        if notices.withdrawal(way, number):
            shown = self._shown_notices
            shown.pop(number, None)
            shown[number] = way, set(notice.conversation_ids)
            if len(shown) > _MOST_SHOWN:
                del shown[next(iter(shown))]

    def _number_of(self, notice: Notice) -> str:
        # Two servers give the same numbers, and one terminal may hold a console of each.
        account = f"hoory-{self._server_mark()}-{self.store.account_id}"
        # Another one about the same conversation takes the place of the one before.
        if len(notice.conversation_ids) == 1:
            return f"{account}-{notice.conversation_ids[0]}"
        self._notices += 1
        return f"{account}-several-{self._notices}"

    def _server_mark(self) -> str:
        from hashlib import blake2b

        # A notification's name may hold few characters, and need not tell who the server is.
        origin = self.backend.server.origin if self._backend is not None else ""
        return blake2b(origin.encode(), digest_size=6).hexdigest()

    def _run_alert(self, line: str) -> None:
        command = self.settings.alerts.command
        self._alert_hooks.start("alerts", command, line, _COMMAND_SECONDS)

    @on(intents.ShowConversation)
    def _take_notices_back(self, message: intents.ShowConversation) -> None:
        """Take back what says no more than what is looked at now."""
        if not self._shown_notices:
            return
        from hoory_tui.sdk.around.notices import withdrawal

        for number, (way, about) in list(self._shown_notices.items()):
            about.discard(message.conversation_id)
            if not about:
                del self._shown_notices[number]
                self.to_terminal(withdrawal(way, number))

    async def close(self) -> None:
        """Stop the commands that still run, then end as usual."""
        if self.settings.alerts.command:
            await self._alert_hooks.close()
        await super().close()
