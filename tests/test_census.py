"""What no source of ours does, and that each rule would see it done."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest
from textual.notifications import Notify

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings

from . import census
from .census import RULES, Module, Rule

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "hoory_tui"
MODULES: Final = [
    Module(str(path.relative_to(PACKAGE)), path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
]

# Where a rule does not hold, and why nothing comes of it.
EXEMPT: Final[dict[tuple[Rule, str], str]] = {
    (census.decodes_without_cleaning, "wire/filenames.py"): "settles names by stricter rules",
    (census.decodes_without_cleaning, "client/plain_socket.py"): "the agent's own proxy hears it",
    (census.decodes_without_cleaning, "client/reporting.py"): "finds a secret, to hide it",
    (census.decodes_without_cleaning, "sdk/secrecy.py"): "looks for secrets, shows nothing",
    (census.decodes_without_cleaning, "sdk/following/cursor.py"): "takes numbers and shows none",
    (census.decodes_without_cleaning, "demo/web_tools.py"): "a server keeps what it is sent",
    (census.opens_a_session, "client/downloads.py"): "has no token, and asks before every hop",
    (census.runs_a_shell, "web/leader.py"): "becomes a program of words, and takes no line",
    (census.shows_a_string, "store/visit/questions.py"): "a choice of a form, which draws nothing",
    (census.shows_a_string, "demo/company.py"): "a label of the desk, which draws nothing",
    (census.draws_actions, "widgets/guard.py"): "takes actions out",
    (census.draws_actions, "widgets/palette.py"): "names a key of ours, which is looked up",
    (census.draws_actions, "widgets/pressable.py"): "names a key of ours, which is looked up",
}

PLANTED: Final[dict[Rule, tuple[str, ...]]] = {
    census.opens_a_browser: (
        "import webbrowser",
        "from webbrowser import open as show",
        "import os, webbrowser as w",
        "self.app.open_url(link)",
    ),
    census.runs_a_shell: (
        "subprocess.run(line, shell=True)",
        "subprocess.Popen(line, shell=flag)",
        "import os\nos.system(line)",
        "from os import system\nsystem(line)",
        "from os import popen as run\nrun(line)",
        "import asyncio\nasyncio.create_subprocess_shell(line)",
        "from asyncio import create_subprocess_shell as run\nrun(line)",
        "from subprocess import getoutput\ngetoutput(line)",
        "import os\nos.execvp(name, words)",
    ),
    census.runs_words: (
        "eval(text)",
        "exec(text)",
        "import pickle",
        "from pickle import loads",
        "import yaml",
        "from marshal import loads",
        "__import__(name)",
    ),
    census.makes_markup: (
        "from textual.markup import escape",
        "from rich.markup import escape",
        "import rich.markup",
        "Content.from_markup(name)",
        'Content.from_markup(f"[b]{name}[/b]")',
        'Content.from_markup("[b]" + name)',
        "Text.from_markup(name)",
        "Content.from_text(name)",
        "self.notify(name, markup=True)",
        "Static(name, markup=self.markup)",
    ),
    census.shows_a_string: (
        "Static(name)",
        'Static(f"{name}")',
        'Label("[b]hello[/b]")',
        "Button(label=name)",
        "OptionList(*names)",
        "OptionList(Option(name))",
        "from textual.widgets import Markdown\nMarkdown(text)",
        "from textual.widgets import DataTable\nDataTable()",
        "from textual import widgets\nwidgets.Select(names)",
        "from textual.command import Hit\nHit(1, name, call)",
        "self.query_one('#x', Static).update(name)",
        "self._label.update(f'{name}')",
        "def f(text: str) -> None:\n    Static(text)",
        "def f(content):\n    content = Content('x')\n    content = name\n    Static(content)",
        "class A:\n    def _t(self) -> str: ...\n    def f(self): Static(self._t())",
    ),
    census.titles_with_a_string: (
        "self.border_title = name",
        "box.border_subtitle = f'{name}'",
        "self.tooltip = name",
        "box.border_title = Content('a') if ok else name",
    ),
    census.prints: ("print(text)", "from rich import print as say\nsay(text)"),
    census.draws_actions: (
        "meta = {'@click': 'app.quit'}",
        "Style(link=url)",
        "Style.from_meta({'a': 1})",
        "Style.on(click='app.quit')",
        "style = Style(meta=held)",
    ),
    census.follows_redirects: (
        "session.get(url, allow_redirects=True)",
        "session.get(url, allow_redirects=follow)",
    ),
    census.opens_a_session: (
        "aiohttp.ClientSession()",
        "ClientSession(headers={'api_access_token': token}, middlewares=(pin,))",
        "ClientSession(headers={'Authorization': token}, middlewares=(pin,))",
        "ClientSession(headers=headers, middlewares=(pin,))",
        "ClientSession(headers={**ours}, middlewares=(pin,))",
        "ClientSession(trust_env=True, middlewares=(pin,))",
        "ClientSession(auth=auth, middlewares=(pin,))",
    ),
    census.decodes_without_cleaning: (
        "def f(text):\n    return html.unescape(text)",
        "from urllib.parse import unquote\nname = unquote(path)",
        "def f(text):\n    clean(text)\n\ndef g(text):\n    return unquote(text)",
        "def f(data):\n    return base64.b64decode(data).decode()",
        "def f(head):\n    return make_header(decode_header(head))",
    ),
}

HARMLESS: Final = """
def table(self) -> Content: ...
def f(shown: Content, names: set[str]) -> None:
    held = Content("x")
    Static(held)
    Static(shown)
    Static(Content(name), id="a")
    Static(Content.assemble(name) if name else Content(""))
    Static("plain words of ours")
    Static()
    Static(name, markup=False)
    Static(self.table())
    OptionList(*names, markup=False)
    Content.from_markup("[b]ours[/b] $name", name=name)
    Content.from_text(name, markup=False)
    names.update(others)
    self.query_one("#x").update(Content(name))
    box.border_title = Content(name)
    self.notify(name, markup=False)
    session.get(url, allow_redirects=False)
    ClientSession(middlewares=(pin,), headers={"User-Agent": us})
    subprocess.run(words, shell=False)
    return clean_line(unquote(path))
"""


def broken(rule: Rule, module: Module) -> list[str]:
    return [
        f"{module.path}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"
        for node in rule(module)
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_source_of_ours_does_that(rule: Rule) -> None:
    assert len(MODULES) > 100
    found = [
        line
        for module in MODULES
        if (rule, module.path) not in EXEMPT
        for line in broken(rule, module)
    ]
    assert found == [], rule.__doc__


@pytest.mark.parametrize(
    ("rule", "snippet"),
    [(rule, snippet) for rule, snippets in PLANTED.items() for snippet in snippets],
)
def test_what_is_planted_is_found(rule: Rule, snippet: str) -> None:
    assert broken(rule, Module("planted.py", snippet))


def test_every_rule_has_something_planted_and_leaves_harmless_things_alone() -> None:
    assert set(PLANTED) == set(RULES)
    assert [broken(rule, Module("harmless.py", HARMLESS)) for rule in RULES] == [[]] * len(RULES)


def test_every_exemption_is_needed() -> None:
    held = {module.path: module for module in MODULES}
    assert [key for key in EXEMPT if not broken(key[0], held[key[1]])] == []


def test_the_sessions_of_the_client_are_few() -> None:
    sources = [
        module.path
        for module in MODULES
        if any(census.last_name(call) == "ClientSession" for call in module.calls)
    ]
    assert sources == ["client/downloads.py", "client/session.py"]


async def test_a_toast_reads_no_markup_whoever_asks_for_it() -> None:
    said: list[Notify] = []

    class Toasting(SettledApp):
        def on_notify(self, event: Notify) -> None:
            said.append(event)

    app = Toasting(Settings())
    async with app.run_test(notifications=True) as pilot:
        app.notify("[/] \x1b]0;t\x07", title="[b]\n\u202e", markup=True)
        await pilot.pause()
        [event] = said
        assert event.notification.markup is False
        assert event.notification.message == "[/] ␛]0;t␇"
        assert event.notification.title == "[b]"
