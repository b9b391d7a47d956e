"""The checks: each is one thing that somebody does who has only the wheel."""

from __future__ import annotations

import asyncio
import json
import tarfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from tests.packaging.place import Place

Check = Callable[[Place], Awaitable[None]]

_EVERY_MODULE: Final = """
import importlib, pkgutil, hoory_tui
names = [one.name for one in pkgutil.walk_packages(hoory_tui.__path__, "hoory_tui.")]
left = [name for name in names if not name.endswith("__main__") and ".web.leader" not in name]
for name in left:
    importlib.import_module(name)
print(len(left))
"""
_EVERY_THEME: Final = """
from hoory_tui.app.themes import available_themes, load_theme
names = available_themes()
for name in names:
    load_theme(name)
print(*names)
"""
_SHIPPED: Final = (
    "share/man/man1/hoory-tui.1",
    "share/bash-completion/completions/hoory-tui",
    "share/zsh/site-functions/_hoory-tui",
    "share/fish/vendor_completions.d/hoory-tui.fish",
)
_MISSING: Final = "{name} does not have {what}"


def look_into(archive: Path, wheel: Path) -> None:
    """Look for what the files must hold; raises AssertionError."""
    with tarfile.open(archive) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    for what in ("README.md", "LICENSE", "themes/hoory-dark.toml", "tests/screen.py"):
        assert what in held, _MISSING.format(name=archive.name, what=what)
    with ZipFile(wheel) as zipped:
        names = zipped.namelist()
    for what in (
        "hoory_tui/themes/hoory-dark.toml",
        "hoory_tui/demo/data/company.json",
        "hoory_tui/screens/main.tcss",
        "hoory_tui/web/page.html",
        "hoory_tui/app/plain.tcss",
        "hoory_tui/news/changelog.toml",
        "hoory_tui/words/catalogues/hy/LC_MESSAGES/hoory.mo",
        "hoory_tui/py.typed",
        *(f".data/data/{one}" for one in _SHIPPED),
    ):
        assert any(name.endswith(what) for name in names), _MISSING.format(
            name=wheel.name, what=what
        )
    assert not [name for name in names if name.startswith("tests/")]


async def version(place: Place) -> None:
    """It says which it is, and that nothing was installed besides."""
    assert place.run("hoory-tui", "--version").out.startswith("hoory-tui ")
    told = json.loads(place.run("hoory-tui", "version", "--json", "--offline").out)
    assert told["extras"] == "none", told
    assert "missing" not in told["libraries"], told


async def modules(place: Place) -> None:
    """Every module can be imported without anything that is optional."""
    done = place.run("python", "-W", "error", "-c", _EVERY_MODULE)
    assert done.code == 0, done.err
    assert int(done.out) > 500


async def themes(place: Place) -> None:
    """Every theme came along and can be read."""
    done = place.run("python", "-c", _EVERY_THEME)
    assert done.code == 0, done.err
    assert len(done.out.split()) >= 8, done.out
    refused = place.run("hoory-tui", "--theme", "no-such", "--demo")
    assert refused.code == 2


async def demo(place: Place) -> None:
    """The console starts on the demo desk, in a theme, and gives the terminal back."""
    words = ("hoory-tui", "--demo", "--quiet-visitors", "--theme", "hoory-light")
    async with place.on_terminal(*words) as console:
        await console.shows("live", "Mine", "Sparrow Bikes")
        console.press("\x11")
        await console.shows("Quit hoory-tui?")
        await asyncio.sleep(0.3)
        console.press("y")
        assert await console.ended() == 0
        assert console.is_as_found


async def contact(place: Place) -> None:
    """The contact's console reaches a demo desk, and what is written arrives."""
    server = await asyncio.create_subprocess_exec(
        *(str(place.programs / "hoory-tui"), "demo-server", "--port", "0", "--json"),
        stdout=asyncio.subprocess.PIPE,
        cwd=place.folder / "elsewhere",
        env=place.environ,
    )
    assert server.stdout is not None
    try:
        async with asyncio.timeout(30):
            told = json.loads(await server.stdout.readline())
        inbox = next(one["identifier"] for one in told["inboxes"] if one["identifier"])
        words = ("hoory-tui", "contact", "--url", told["url"], "--inbox", inbox, "--name", "Robin")
        async with place.on_terminal(*words) as console:
            await console.shows("CONTACT'S SIDE", "ctrl+s send")
            console.press("Is anybody there?")
            await console.shows("Is anybody there?")
            console.press("\x13")
            await console.shows("sent")
    finally:
        server.terminate()
        await server.wait()


async def completions(place: Place) -> None:
    """Shells and man find their files, and those are what the commands write."""
    for shell, name in (("bash", _SHIPPED[1]), ("zsh", _SHIPPED[2]), ("fish", _SHIPPED[3])):
        held = (place.folder / "env" / name).read_text(encoding="utf-8")
        assert place.run("hoory-tui", "completion", shell).out == held, name
    assert place.run("hoory-tui", "man").out == (place.folder / "env" / _SHIPPED[0]).read_text()
    script = (
        f". {place.folder}/env/{_SHIPPED[1]}; COMP_WORDS=(hoory-tui conv); COMP_CWORD=1; "
        "_hoory_tui; echo ${COMPREPLY[@]}"
    )
    bash = await asyncio.create_subprocess_exec(
        *("bash", "-c", script), stdout=asyncio.subprocess.PIPE
    )
    offered, _ = await bash.communicate()
    assert offered.split() == [b"conversations"], offered


async def without_extras(place: Place) -> None:
    """What needs an extra says in one sentence which one, and nothing else breaks."""
    served = place.run("hoory-tui", "serve", "--demo")
    assert (served.code, served.out) == (2, "")
    assert "hoory-tui[serve]" in served.err, served.err
    saved = place.folder / "home" / "config" / "hoory-tui" / "profiles.toml"
    saved.parent.mkdir(parents=True)
    saved.write_text('[profiles.a]\nurl = "https://desk.example"\naccount_id = 1\nkeyring = true\n')
    saved.chmod(0o600)
    asked = place.run("hoory-tui", "whoami")
    saved.unlink()
    assert asked.code == 2
    assert "hoory-tui[keyring]" in asked.err, asked.err
    done = place.run("python", "-c", _DECODE)
    assert "hoory-tui[pictures]" in done.out, done


_DECODE: Final = """
import asyncio, sys, zlib, struct
from hoory_tui.pictures.decode import PictureError, decode
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
dot = chunk(b"IDAT", zlib.compress(bytes((0, 250, 120, 10))))
picture = bytes.fromhex("89504e470d0a1a0a") + head + dot + chunk(b"IEND", b"")
try:
    found = asyncio.run(decode(picture, 9, 9))
    print(found.pixel(0, 0))
except PictureError as error:
    print(error.sentence)
"""


async def with_pictures(place: Place) -> None:
    """With its extra, a picture is decoded."""
    assert place.run("python", "-c", _DECODE).out == "(250, 120, 10)\n"


async def with_keyring(place: Place) -> None:
    """With its extra, the keyring is asked, and one that is not there is told of."""
    saved = place.folder / "home" / "config" / "hoory-tui" / "profiles.toml"
    saved.write_text('[profiles.a]\nurl = "https://desk.example"\naccount_id = 1\nkeyring = true\n')
    saved.chmod(0o600)
    asked = place.run("hoory-tui", "whoami")
    saved.unlink()
    assert asked.code == 2
    assert "keyring" in asked.err
    assert "hoory-tui[keyring]" not in asked.err, asked.err


async def with_serve(place: Place) -> None:
    """With its extra, the console comes to a page."""
    from tests.commands.test_serve import first_screen

    process = await asyncio.create_subprocess_exec(
        *(str(place.programs / "hoory-tui"), "serve", "--demo", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        cwd=place.folder / "elsewhere",
        env=place.environ,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            address = (await process.stdout.readline()).decode().strip()
            assert b"Mine" in await first_screen(address)
    finally:
        process.terminate()
        await process.wait()


BARE: Final[tuple[Check, ...]] = (
    *(version, modules, themes, demo, contact, completions, without_extras),
)
EXTRAS: Final[dict[str, Check]] = {
    "pictures": with_pictures,
    "keyring": with_keyring,
    "serve": with_serve,
}
