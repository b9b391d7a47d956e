"""The agent's side for programs: every event as a value, and everything an agent can ask by name.

::

    async with AgentClient.connect("https://desk.example.com", token) as desk:
        async for told in desk.events():
            if told.name == "message.created" and told.conversation_id is not None:
                await desk.note(told.conversation_id, "A machine has read this.")
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from hoory_tui.client.network import NO_OPTIONS, NetworkOptions
from hoory_tui.config.secret import Hidden, Secret
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.following.follower import Follower
from hoory_tui.sdk.following.items import Told
from hoory_tui.sdk.unseen import Unseen

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.sdk.following.ledger import Ledger
    from hoory_tui.sdk.sending import Sent
    from hoory_tui.wire.desk import ProfilePayload


class AgentClient:
    """One account in the name of one agent; made by `connect`, to be closed when done.

    Every request raises HooryError and nothing else; the text of one is a whole sentence.
    """

    def __init__(self, backend: Backend, *, observer: bool = True) -> None:
        self.backend = backend
        """The open session itself, for what has no name here."""
        self._is_observer = observer

    @classmethod
    def connect(
        cls,
        url: str,
        token: Hidden | str,
        account_id: int | None = None,
        *,
        network: NetworkOptions = NO_OPTIONS,
        observer: bool = True,
    ) -> Connecting:
        """Return what opens a client: ``async with`` closes it too, ``await`` leaves that to you.

        Without `account_id` it is the agent's active account. An `observer` never makes the
        agent look online; any other does as long as it listens to events. Opening raises
        HooryError, SignInRefused above all.
        """
        hidden = Secret(token) if isinstance(token, str) else token
        return Connecting(url, hidden, account_id, network, is_observer=observer)

    @property
    def api(self) -> AgentApi:
        """Every request of the account by name, such as ``api.conversation(1042)``."""
        return self.backend.api

    @property
    def profile(self) -> ProfilePayload:
        """The agent, as last read; both tokens in it print as stars."""
        return self.backend.profile

    @property
    def account_id(self) -> int:
        """The account that is spoken of."""
        return self.backend.api.account_id

    async def events(
        self,
        since: str | float | None = None,
        *,
        links: bool = False,
        ledger: Ledger | None = None,
    ) -> AsyncGenerator[Told, None]:
        """Yield every event once and in order, also those of the gaps between two links.

        `since` is a cursor to go on from, a moment in unix seconds, or ``all`` for everything
        that there is before what comes; None is from now on. With `links` it is told how the
        link is doing, too. `ledger` is what is known of earlier runs, to tell nothing again.
        Never ends by itself: the link returns after every failure. Whoever takes the events
        slowly slows down the reading, and what the server then drops is read afterwards. Raises
        CursorError for a cursor of another account or none at all, SignInRefused once the token
        is no longer accepted. One at a time; end it by ``contextlib.aclosing``. For an observer
        who is away that may take 20 seconds, until nobody can see that we were there.
        """
        unseen = Unseen(self.backend) if self._is_observer else None
        follower = Follower(self.backend, since=since, links=links, ledger=ledger, unseen=unseen)
        async with follower:
            async for told in follower:
                yield told

    async def reply(self, conversation_id: int, content: str, *, files: Sequence[str] = ()) -> Sent:
        """Send a reply once and tell what became of it; `files` are paths.

        Where the answer does not come, the thread is read until it shows the message or surely
        never will. Raises HooryError when it surely did not arrive, UnsendableError for files.
        """
        return await self._send(conversation_id, content, files, private=False)

    async def note(self, conversation_id: int, content: str, *, files: Sequence[str] = ()) -> Sent:
        """Write a private note, which no contact ever sees; otherwise as `reply`."""
        return await self._send(conversation_id, content, files, private=True)

    async def _send(
        self, conversation_id: int, content: str, files: Sequence[str], *, private: bool
    ) -> Sent:
        from hoory_tui.sdk.sending import send_once
        from hoory_tui.uploads.opening import examine

        return await send_once(
            self.api,
            conversation_id,
            content,
            agent_id=self.profile.id,
            private=private,
            files=[examine(path) for path in files],
        )

    async def close(self) -> None:
        """Close all connections."""
        await self.backend.close()


class Connecting:
    """A client that is not open yet."""

    def __init__(
        self,
        url: str,
        token: Hidden,
        account_id: int | None,
        network: NetworkOptions,
        *,
        is_observer: bool,
    ) -> None:
        self._where = (url, token, account_id)
        self._network = network
        self._is_observer = is_observer
        self._client: AgentClient | None = None

    async def _open(self) -> AgentClient:
        backend = await open_backend(*self._where, network=self._network)
        return AgentClient(backend, observer=self._is_observer)

    def __await__(self) -> Generator[object, None, AgentClient]:
        return self._open().__await__()

    async def __aenter__(self) -> AgentClient:
        self._client = await self._open()
        return self._client

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.close()
