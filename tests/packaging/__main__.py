"""`python -m tests.packaging`: build, install into an empty environment, use it from elsewhere."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.packaging.place import Place, build
from tests.packaging.visits import BARE, EXTRAS, Check, demo, look_into, modules


def main() -> int:
    """Return 0 when every check passed."""
    results: list[bool] = []
    with tempfile.TemporaryDirectory(prefix="hoory-packaging-") as name:
        folder = Path(name)
        archive, wheel = build(folder / "dist")
        look_into(archive, wheel)
        _say(f"{wheel.name} ({wheel.stat().st_size // 1024} KiB), {archive.name}")
        bare = Place(folder / "bare")
        bare.folder.mkdir()
        bare.make()
        bare.install(str(wheel))
        results += [_checked(check, bare, "no extras") for check in BARE]
        for extra, check in EXTRAS.items():
            # On top of each other, so that in the end all of them are there together.
            bare.install(f"{wheel}[{extra}]")
            results.append(_checked(check, bare, extra))
        results += [_checked(check, bare, "all extras") for check in (modules, demo)]
    passed = sum(results)
    _say(f"{passed} passed, {len(results) - passed} failed")
    return 0 if all(results) else 1


def _checked(check: Check, place: Place, where: str) -> bool:
    began = time.monotonic()
    try:
        asyncio.run(check(place))  # type: ignore[arg-type]
    except Exception:
        _say(f"FAILED {check.__name__} ({where})\n{traceback.format_exc()}")
        return False
    _say(f"ok {check.__name__} ({where}), {time.monotonic() - began:.1f} s")
    return True


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
