"""A process that holds messages and tells what they weigh: `holder.py KIND COUNT`.

KIND is `store`, `models` (those that the wire declares) or `whole` (models of every
key of a frame). It prints the bytes of resident memory per message.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from typing import Final

from hoory_tui.store.state import Store
from tests.benchmarks import held, traffic
from tests.benchmarks.processes import resident
from tests.benchmarks.whole import WholeMessage

_WARM_UP: Final = 500


def _store(count: int) -> object:
    store = Store(traffic.ACCOUNT_ID, 1)
    held.fill(store, count)
    return store


def _whole(count: int) -> object:
    # By way of text, or equal words would be one object as they never are from a socket.
    texts = (json.dumps(frame["message"]["data"]) for frame in held.frames(count))
    return [WholeMessage.model_validate_json(text) for text in texts]


_KINDS: Final[dict[str, Callable[[int], object]]] = {
    "store": _store,
    "models": held.payloads,
    "whole": _whole,
}


def weigh(kind: str, count: int) -> float:
    """Return the bytes of resident memory that a held message takes."""
    _KINDS[kind](_WARM_UP)
    gc.collect()
    before = resident()
    holding = _KINDS[kind](count)
    gc.collect()
    grown = resident() - before
    del holding
    return grown / count


if __name__ == "__main__":
    sys.stdout.write(f"{weigh(sys.argv[1], int(sys.argv[2]))}\n")
