"""`python -m tests.snapshots [--update]`: compare stored screens with today's, or store anew."""

from __future__ import annotations

import asyncio
import sys

from . import stored
from .compare import differences
from .scenes import SIZES, screens_at


def main(arguments: list[str]) -> int:
    """Return 1 if something looks different and is not to be stored."""
    shots: stored.Named = {}
    for size in SIZES:
        shots |= asyncio.run(screens_at(size))
    if "--update" in arguments:
        stored.write(shots)
        return 0
    held = stored.read()
    told = [differences(name, held.get(name), shot) for name, shot in shots.items()]
    sys.stdout.writelines(f"{one}\n\n" for one in told if one)
    return 1 if any(told) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
