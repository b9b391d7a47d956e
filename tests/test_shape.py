"""The shape of the project: layers at run time, sizes of files, house rules that a tool can see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "hoory_tui"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 400

TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "hoory_tui",
    "tests",
    "themes",
    "screenshots",
}

# What must stay out of the process when a layer is imported.
FORBIDDEN = {
    "hoory_tui": ("textual", "rich", "aiohttp", "pydantic", "asyncio"),
    "hoory_tui.wire.cable": ("textual", "rich", "aiohttp", "asyncio"),
    "hoory_tui.store.reduce": ("textual", "rich", "aiohttp"),
    "hoory_tui.client.socket": ("textual", "rich"),
    "hoory_tui.client.agent_api": ("textual", "rich"),
    "hoory_tui.demo.desk": ("textual", "rich", "hoory_tui.wire", "hoory_tui.store"),
    "hoory_tui.render.message": ("textual", "aiohttp"),
    "hoory_tui.screens.main": ("aiohttp", "hoory_tui.client"),
    "hoory_tui.sdk.inbox.service": ("textual", "rich", "hoory_tui.demo", "hoory_tui.app"),
    "hoory_tui.sdk.agent_client": ("textual", "rich", "hoory_tui.demo", "hoory_tui.app"),
}


@pytest.mark.parametrize(("module", "forbidden"), FORBIDDEN.items(), ids=list(FORBIDDEN))
def test_importing_a_layer_leaves_the_others_out(module: str, forbidden: tuple[str, ...]) -> None:
    script = (
        f"import sys, {module}; print(*[name for name in {forbidden!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    if path.is_relative_to(PACKAGE):
        assert ast.get_docstring(ast.parse(text)), "no module docstring"


def test_the_top_level_holds_what_it_should() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    entries = {line.split("/")[0] for line in listed.splitlines()}
    assert {entry for entry in entries if not entry.startswith(".")} <= TOP_LEVEL


def test_every_exclusive_worker_names_its_group() -> None:
    nameless = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _calls(node) in {"work", "run_worker"}:
                given = {keyword.arg for keyword in node.keywords}
                if "group" not in given:
                    nameless.append(f"{path.name}:{node.lineno}")
    assert nameless == []


def test_no_text_is_read_as_markup() -> None:
    """Toasts, and widgets that take plain strings, get `markup=False` or `Content`."""
    open_sinks = []
    drawing = [path for path in SOURCES if path.parent.name in ("app", "screens", "widgets")]
    for path in drawing:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _calls(node) not in {
                *("Static", "Label", "notify", "OptionList", "Button", "Markdown"),
            }:
                continue
            plain = any(
                keyword.arg == "markup"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is False
                for keyword in node.keywords
            )
            content = bool(node.args) and ast.unparse(node.args[0]).startswith("Content")
            if not plain and not content:
                open_sinks.append(f"{path.name}:{node.lineno}")
    assert open_sinks == []


def test_no_dangerous_helper_is_used() -> None:
    banned = re.compile(r"markup\.escape|webbrowser|shell=True|allow_redirects=True|\bprint\(")
    found = [
        f"{path.name}: {match.group()}"
        for path in SOURCES
        for match in banned.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_style_sheets_name_colours_and_hold_none() -> None:
    sheets = sorted(PACKAGE.rglob("*.tcss"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;%])", text), sheet.name
        assert not re.search(r"^\s*\*", text, re.MULTILINE), f"{sheet.name}: universal selector"


def test_groups_for_new_tools_say_the_same_as_the_extras_for_old_ones() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["dependency-groups"]["dev"] == ["hoory-tui[test,lint]"]
    extras = project["project"]["optional-dependencies"]
    assert set(extras) == {"test", "lint", "bench", "package", "pictures", "keyring", "serve"}
    assert set(extras["pictures"]) <= set(extras["test"]), "the tests draw pictures"


def _calls(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
