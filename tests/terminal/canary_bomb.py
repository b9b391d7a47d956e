"""The console with a fault that knows the token: in a handler, in drawing, in a worker, by name."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from typing import NoReturn

from textual.strip import Strip

from hoory_tui.app.app import HooryApp
from hoory_tui.cli import main


def _token(app: HooryApp) -> str:
    secret = app.backend.transport._token
    assert secret is not None
    return secret.get_secret_value()


def _explode(app: HooryApp) -> NoReturn:
    token = _token(app)
    headers = {"api-access-token": token, "Authorization": f"Bearer {token}"}
    raise RuntimeError(f"the bomb went off with {headers}")


def _in_a_handler(app: HooryApp) -> None:
    app.main.messages.call_later(_explode, app)


def _in_drawing(app: HooryApp) -> None:
    class Broken(type(app.main.messages)):  # type: ignore[misc]
        def render_line(self, y: int) -> Strip:
            _explode(app)

    app.main.messages.__class__ = Broken
    app.main.messages.refresh()


def _in_a_worker(app: HooryApp) -> None:
    async def work() -> None:
        _explode(app)

    app._work(work(), "bomb")


def _export(app: HooryApp) -> None:
    folder = Path(sys.argv[-1])
    (folder / "screen.svg").write_text(app.export_screenshot(), encoding="utf-8")
    tree = "\n".join(repr(node) for node in app.query("*"))
    (folder / "tree.txt").write_text(f"{tree}\n{app.store!r}\n{app.backend!r}", encoding="utf-8")


_KINDS = {
    "handler": _in_a_handler,
    "drawing": _in_drawing,
    "worker": _in_a_worker,
    "export": _export,
}


def _plant(_number: int, _frame: object) -> None:
    # The collector was told to leave what was loaded alone, and lists none of it.
    gc.unfreeze()
    for app in [one for one in gc.get_objects() if isinstance(one, HooryApp)]:
        app.call_later(_KINDS[sys.argv[1]], app)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _plant)
    sys.exit(main(["--debug"]))
