"""What the doctor's checks find at each step of a sign-in, and whose matter a failure is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.config import paths
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Hidden, Secret
from hoory_tui.lazily import dataclass
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import About, Finding, State
from hoory_tui.sdk.checkup.plan import examine_all
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.app.wizard.talker import Talker

_REACH: Final = frozenset({"address", "proxy", "dns", "tcp", "tls", "desk"})
_TOKEN: Final = frozenset({"token"})
_ACCOUNT: Final = frozenset({"account"})
_LIVE: Final = frozenset({"handshake", "welcome", "subscribed", "echo"})
PATIENCE: Final = 8.0
"""Seconds for one step; a firewall that swallows what is sent makes it take them all."""
_GLANCE: Final = 3.0
"""The same where only a guess is looked at."""
_NOBODY: Final = "nobody-yet"
"""Stands for the token where none is sent."""
_ABOUT: Final = {
    **dict.fromkeys(("login", "address", "dns", "tcp", "desk"), About.ADDRESS),
    "proxy": About.NETWORK,
    "tls": About.CERTIFICATE,
    "token": About.TOKEN,
    "account": About.ACCOUNT,
    **dict.fromkeys(_LIVE, About.LIVE),
}
HEADS: Final = {
    About.ADDRESS: to_say("This is about the address; no token was sent."),
    About.NETWORK: to_say(
        "This is about the network between here and there; the address may be right, and no "
        "token was sent."
    ),
    About.CERTIFICATE: to_say(
        "This is about who answers: somebody does, and could not prove to be your desk, so no "
        "token was sent."
    ),
    About.SERVER: to_say("This is about the server: it is reached, and is in trouble itself."),
    About.TOKEN: to_say("This is about the token; the desk is the right one."),
    About.ACCOUNT: to_say("This is about the account; desk and token are right."),
    About.LIVE: to_say(
        "This is about the live connection alone; desk, token and account are right."
    ),
}
"""What is said first of a failure, so that nobody corrects what was right."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a server is reached: its address, and what a saved login says about the way there.

    `ways` holds `ca_file`, `pin_sha256`, `proxy` and `allow_plaintext` where they are set;
    `folder` is where a relative `ca_file` is looked for; `patience` is seconds for one step.
    """

    url: str
    ways: Mapping[str, Any]
    folder: Path
    patience: float = PATIENCE

    def profile(self, token: Hidden | None = None, account_id: int | None = None) -> Profile:
        """Return a login for this way, with a token that is none where none is given."""
        text = _NOBODY if token is None else token.get_secret_value()
        return Profile(
            name="new", url=self.url, token=Secret(text), account_id=account_id, **self.ways
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What was found; `failed` is the first check that did not pass, None when all did."""

    case: Case
    failed: Finding | None
    findings: tuple[Finding, ...]

    @property
    def about(self) -> About:
        """Whose matter the failure is."""
        assert self.failed is not None
        return self.failed.about or _ABOUT.get(self.failed.id, About.SERVER)

    def is_skipped(self, name: str) -> bool:
        """Tell whether a check was not tried."""
        return any(one.id == name and one.state is State.SKIPPED for one in self.findings)


def look_for_desk(way: Way) -> Look:
    """Go to the address, in nobody's name, and see who is there."""
    return asyncio.run(_look(way.profile(), way, _REACH))


def look_at_token(way: Way, token: Hidden) -> Look:
    """Ask the desk whose token it is; `case.agent` is who."""
    return asyncio.run(_look(way.profile(token), way, _TOKEN))


def look_at_account(way: Way, token: Hidden, account_id: int, *, present: bool) -> Look:
    """Look whether the agent may see an account, and whether its events arrive.

    With `present` the agent may be seen online for a while, as by a start of the console.
    """
    profile = way.profile(token, account_id)
    return asyncio.run(_look(profile, way, _ACCOUNT | _LIVE, present=present))


def find_desk(way: Way, urls: Iterable[str]) -> str | None:
    """Return the first of these addresses at which a desk answers; all are asked at once."""

    async def look(url: str) -> bool:
        other = Way(url, way.ways, way.folder, min(way.patience, _GLANCE))
        return (await _look(other.profile(), other, _REACH)).failed is None

    async def look_at_all(wanted: list[str]) -> list[bool]:
        return await asyncio.gather(*map(look, wanted))

    wanted = list(urls)
    found = asyncio.run(look_at_all(wanted)) if wanted else []
    return next((url for url, is_there in zip(wanted, found, strict=True) if is_there), None)


async def _look(
    profile: Profile, way: Way, wanted: frozenset[str], *, present: bool = False
) -> Look:
    case = Case(
        environ=os.environ,
        load_profile=lambda: profile,
        settings_file=paths.settings_file(),
        config_folder=way.folder,
        state_folder=paths.state_dir(),
        timeout=way.patience,
        present=present,
    )
    findings = await examine_all(case, wanted)
    failed = next((one for one in findings if one.state is State.FAIL), None)
    return Look(case, failed, tuple(findings))


def tell(talker: Talker, look: Look, *, hint: str = "") -> None:
    """Say what failed: whose matter it is, what was found, and what to do."""
    assert look.failed is not None
    talker.say(said(HEADS[look.about]))
    talker.say(f"  {look.failed.said}")
    if hint or look.failed.hint:
        talker.say(f"  {hint or look.failed.hint}")
