"""The first step of a sign-in: an address at which a support desk answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from hoory_tui.app.wizard.looking import PATIENCE, Look, Way, find_desk, look_for_desk, tell
from hoory_tui.app.wizard.naming import SECOND_NAMES
from hoory_tui.app.wizard.talker import Talker, is_yes, sentence
from hoory_tui.config.network import check_ca_file, check_proxy, proxies_in, read_pins
from hoory_tui.config.pasted import Pasted, other_addresses, read_pasted
from hoory_tui.lazily import dataclass
from hoory_tui.sdk.checkup.findings import About
from hoory_tui.words import said, to_say

QUESTION: Final = to_say("Address of your support desk: ")
_AGAIN: Final = to_say("Correct the address, or press Enter to try it again: ")
_SCHEMES: Final = ("http://", "https://", "ws://", "wss://")
_OTHER_WAYS: Final = {
    About.NETWORK: to_say(
        "If a proxy leads there, type its address instead, as in: proxy http://host:8080"
    ),
    About.CERTIFICATE: to_say(
        "If you know whose certificate it is, type that instead, as in: ca /path/to/company.pem, "
        "or: pin FINGERPRINT"
    ),
}
_OTHER_PROXY: Final = to_say(
    "Type another proxy in the same way, as in: proxy http://host:8080, or: proxy none"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that answers: the way there, the account its address spoke of, its version."""

    way: Way
    account_id: int | None
    version: str


class AddressStep:
    """Asks for an address until a desk answers there; every other way to it can be given too."""

    def __init__(
        self,
        talker: Talker,
        ways: dict[str, Any],
        folder: Path,
        *,
        typed: str = "",
        patience: float = PATIENCE,
        known: Callable[[str], Mapping[str, Any]] = lambda _: {},
    ) -> None:
        """Begin with these ways; `known` gives what is known already about an address."""
        self._talker = talker
        self._ways = ways
        self._known = known
        self._unwanted: set[str] = set()
        self._folder = folder
        self._patience = patience
        self._typed = typed

    def run(self) -> Desk:
        """Return the desk; only the person ends this, by EOFError or KeyboardInterrupt."""
        question = QUESTION
        while True:
            answer = _newest(self._talker.ask(said(question), self._typed).strip(), self._typed)
            question = _AGAIN
            try:
                if not self._takes_way(answer):
                    self._typed = answer or self._typed
                desk = self._reach(self._pasted())
            except ValueError as error:
                self._talker.say(sentence(error))
                question = QUESTION
                continue
            if desk is not None:
                return desk

    def _pasted(self) -> Pasted:
        return read_pasted(self._typed, allow_plaintext=self._ways.get("allow_plaintext", False))

    def _takes_way(self, answer: str) -> bool:
        """Take a line such as `ca FILE` as another way to the same address; raises ValueError."""
        word, _, rest = answer.partition(" ")
        taken = _WAYS.get(word.lower()) if rest.strip() else None
        if taken is None:
            return False
        key, read = taken
        if rest.strip() == "none":
            self._ways.pop(key, None)
            self._unwanted.add(key)
        else:
            self._ways[key] = read(rest.strip())
        return True

    def _reach(self, pasted: Pasted) -> Desk | None:
        way = self._way_to(pasted.url)
        self._talker.say(said("Looking for {host} …", host=urlsplit(pasted.url).netloc))
        if kept := [key for key in way.ways if key not in self._ways]:
            text = said("As your saved login for it says: {names}.", names=", ".join(kept))
            self._talker.say(f"  {text}")
        look = look_for_desk(way)
        if look.failed is None:
            return self._there(way, pasted.account_id, look)
        assert look.failed is not None
        if look.failed.id == "proxy":
            tell(self._talker, look, hint=said(_OTHER_PROXY))
            return None
        tell(self._talker, look)
        if look.about in (About.ADDRESS, About.CERTIFICATE):
            other = self._elsewhere(way, pasted.account_id, look)
            if other is not None:
                return other
        if look.about in _OTHER_WAYS:
            self._talker.say(f"  {said(_OTHER_WAYS[look.about])}")
        if look.about is About.NETWORK and "proxy" not in way.ways and _names_proxy(os.environ):
            text = said("Your environment names a proxy: to go through that, type: proxy env")
            self._talker.say(f"  {text}")
        return None

    def _way_to(self, url: str) -> Way:
        known = {key: one for key, one in self._known(url).items() if key not in self._unwanted}
        return Way(url, {**known, **self._ways}, self._folder, self._patience)

    def _there(self, way: Way, account_id: int | None, look: Look) -> Desk:
        host, version = urlsplit(way.url).netloc, look.case.version
        self._talker.say(
            said(
                "A support desk answers at {host} (version {version}).", host=host, version=version
            )
            if version
            else said("A support desk answers at {host}.", host=host)
        )
        return Desk(way, account_id, version)

    def _elsewhere(self, way: Way, account_id: int | None, look: Look) -> Desk | None:
        """Look where the desk may be instead, and go there if the person wants to."""
        wanted = other_addresses(way.url)
        if moved := _sent_on(way.url, look.case.moved_to):
            wanted.insert(0, moved)
        found = find_desk(way, wanted)
        if found is None:
            return None
        question = said("A desk answers at {found}. Take that? [Yes/no] ", found=found)
        if not is_yes(self._talker.ask(question), usual=True):
            return None
        self._typed = found
        other = self._way_to(found)
        look = look_for_desk(other)
        return None if look.failed is not None else self._there(other, account_id, look)


def _newest(answer: str, before: str) -> str:
    """Return what was pasted behind the address that stood there already, else the whole line."""
    added = answer.removeprefix(before).strip()
    word, _, rest = added.partition(" ")
    is_whole = added.lower().startswith(_SCHEMES) or (word.lower() in _WAYS and rest.strip())
    return added if is_whole else answer


def _names_proxy(environ: Mapping[str, str]) -> bool:
    try:
        return bool(proxies_in(environ)[0])
    except ValueError:
        return False


def _sent_on(url: str, moved_to: str) -> str:
    """Return where a server sent us on to, if that is encrypted and of the same owner."""
    here, there = urlsplit(url), urlsplit(moved_to)
    if there.scheme != "https" or there.username or not (here.hostname and there.hostname):
        return ""
    if there.hostname == here.hostname:
        return f"{moved_to}{here.path}"
    parts = here.hostname.split(".")
    owner = ".".join(parts[-3 if len(parts) > 2 and parts[-2] in SECOND_NAMES else -2 :])
    is_name = not here.hostname.replace(".", "").isdigit() and "." in owner
    return moved_to if is_name and there.hostname.endswith(f".{owner}") else ""


def _authority(typed: str) -> str:
    path = Path(typed.strip("'\"")).expanduser().absolute()
    check_ca_file(path)
    return str(path)


_WAYS: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "ca": ("ca_file", _authority),
    "pin": ("pin_sha256", lambda typed: read_pins([typed])),
    "proxy": ("proxy", check_proxy),
}
