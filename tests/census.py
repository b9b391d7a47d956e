"""The rules that keep strangers' texts and our secrets harmless, each as a search of the sources.

A rule takes one module and yields the nodes that break it. It does not prove anything: it sees
the ways that somebody would take without thinking of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

Rule = Callable[["Module"], Iterator[ast.AST]]


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


READS_MARKUP: Final = _words(
    "Static Label Button Checkbox RadioButton OptionList SelectionList Option Selection Toast"
)
"""Widgets that read a plain string as markup, unless `markup=False` says otherwise."""
ALWAYS_READS_MARKUP: Final = _words(
    "Markdown MarkdownViewer Select Collapsible Placeholder Tabs Tab TabPane Tree DataTable",
    " RichLog Pretty Panel Tooltip Digits ListItem ContentSwitcher Hit DiscoveryHit",
)
"""Widgets, and hits of a palette, that have no way to be told; each use is looked at by hand."""
DECODERS: Final = _words(
    "unescape unquote unquote_plus unquote_to_bytes parse_qs parse_qsl b64decode urlsafe_b64decode",
    " a2b_base64 decode_header make_header unicode_escape",
)
RUNS_WORDS: Final = _words("eval exec compile __import__ breakpoint")
LOADERS: Final = _words("pickle marshal shelve dill yaml jsonpickle")
SHELLS: Final = _words(
    "os.system os.popen subprocess.getoutput subprocess.getstatusoutput pty.spawn",
    " asyncio.create_subprocess_shell create_subprocess_shell commands.getoutput",
)
SECRET_HEADERS: Final = ("token", "authorization", "cookie", "client", "uid")


@dataclass
class Module:
    """One source file, with what is known of its names."""

    path: str
    source: str
    tree: ast.Module = field(init=False)

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.source)

    @property
    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, the inner ones last."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    @cached_property
    def imports(self) -> dict[str, str]:
        """What each imported name stands for, in full."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {one.asname or one.name: one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        return found

    def full(self, node: ast.expr) -> str:
        """Return the dotted name of an expression with imported names written out."""
        text = ast.unparse(node)
        first, dot, rest = text.partition(".")
        return f"{self.imports.get(first, first)}{dot}{rest}"

    def around(self, node: ast.AST) -> ast.AST:
        """Return the innermost function that a node stands in, or the whole module."""
        holders = [one for one in self.functions if node in ast.walk(one) and one is not node]
        return holders[-1] if holders else self.tree


def last_name(call: ast.Call) -> str:
    """Return the name of what is called, without what it belongs to."""
    func = call.func
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return what is given for a keyword."""
    return next((one.value for one in call.keywords if one.arg == name), None)


def is_constant(node: ast.expr | None, value: object) -> bool:
    """Tell whether an expression is this very constant."""
    return isinstance(node, ast.Constant) and node.value is value


def is_content(node: ast.expr, module: Module) -> bool:
    """Tell whether an expression is surely no string that would be read as markup."""
    match node:
        case ast.Constant(value=str(text)):
            return "[" not in text
        case ast.Constant(value=None):
            return True
        case ast.IfExp(body=body, orelse=other):
            return is_content(body, module) and is_content(other, module)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name)):
            return any(
                one.name == name
                and one.returns is not None
                and ast.unparse(one.returns) == "Content"
                for one in module.functions
            )
        case ast.Call(func=func):
            return ast.unparse(func) in ("Content", "Content.assemble", "Content.styled")
        case ast.Name(id=name):
            return _is_content_name(node, name, module)
    return False


def _is_content_name(node: ast.expr, name: str, module: Module) -> bool:
    within = module.around(node)
    values = [
        one.value
        for one in ast.walk(within)
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name) and target.id == name
    ]
    told = [
        ast.unparse(one.annotation)
        for one in ast.walk(within)
        if isinstance(one, ast.arg) and one.arg == name and one.annotation is not None
    ]
    if not values and not told:
        return False
    return all(is_content(value, module) for value in values) and set(told) <= {"Content"}


# The rules


def opens_a_browser(module: Module) -> Iterator[ast.AST]:
    """`webbrowser` runs whatever the machine suggests, with options in the address."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [one.name for one in node.names] + [getattr(node, "module", None)]
            if "webbrowser" in names:
                yield node
        elif isinstance(node, ast.Call) and last_name(node) == "open_url":
            yield node


def runs_a_shell(module: Module) -> Iterator[ast.AST]:
    """No text goes through a shell."""
    for call in module.calls:
        given = keyword(call, "shell")
        if module.full(call.func) in SHELLS or not (given is None or is_constant(given, False)):
            yield call
        if module.full(call.func).startswith(("os.exec", "os.spawn", "os.posix_spawn")):
            yield call


def runs_words(module: Module) -> Iterator[ast.AST]:
    """Nothing that came from outside becomes a program, or objects of any class."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {one.name.split(".")[0] for one in node.names}
            names.add((getattr(node, "module", None) or "").split(".")[0])
            if names & LOADERS:
                yield node
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in RUNS_WORDS:
            yield node


def makes_markup(module: Module) -> Iterator[ast.AST]:
    """No markup is made of texts, and none is escaped: escaping has holes."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {getattr(node, "module", None), *(one.name for one in node.names)}
            if names & {"textual.markup", "rich.markup"}:
                yield node
        elif isinstance(node, ast.Call):
            reads = last_name(node) in ("from_markup", "to_content", "render_markup")
            # The literal is ours; a variable of it is filled in as text.
            ours = len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
            text = last_name(node) == "from_text" and not is_constant(
                keyword(node, "markup"), False
            )
            given = keyword(node, "markup")
            if (reads and not ours) or text or not (given is None or is_constant(given, False)):
                yield node


def shows_a_string(module: Module) -> Iterator[ast.AST]:
    """Widgets that read markup are given `Content`, or told not to read any."""
    for call in module.calls:
        name = last_name(call)
        if module.full(call.func).startswith("hoory_tui."):
            # A record of the store that is called like a widget.
            continue
        if name in ALWAYS_READS_MARKUP and module.full(call.func).startswith("textual."):
            if name not in ("Hit", "DiscoveryHit") or "Content" not in module.source:
                yield call
        elif name in READS_MARKUP and not is_constant(keyword(call, "markup"), False):
            texts = [*call.args, *filter(None, (keyword(call, "label"), keyword(call, "prompt")))]
            if not all(is_content(one, module) for one in texts):
                yield call
        elif name == "update" and _updates_a_widget(call) and not is_content(call.args[0], module):
            yield call


def _updates_a_widget(call: ast.Call) -> bool:
    # Dictionaries and sets are updated as well; widgets are looked up, or named for what they are.
    if len(call.args) != 1 or not isinstance(call.func, ast.Attribute):
        return False
    owner = ast.unparse(call.func.value)
    return "query" in owner or owner.endswith(("static", "label", "text", "line", "box"))


def titles_with_a_string(module: Module) -> Iterator[ast.AST]:
    """Titles of borders and tooltips read markup too."""
    sinks = ("border_title", "border_subtitle", "tooltip", "prompt")
    for node in ast.walk(module.tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        named = any(isinstance(one, ast.Attribute) and one.attr in sinks for one in targets)
        if isinstance(node, ast.Assign) and named and not is_content(node.value, module):
            yield node


def prints(module: Module) -> Iterator[ast.AST]:
    """Whatever is printed goes around every guard."""
    for call in module.calls:
        if ast.unparse(call.func) == "print" or module.full(call.func) == "rich.print":
            yield call


def draws_actions(module: Module) -> Iterator[ast.AST]:
    """Nothing that is drawn carries a link of the terminal or an action of the app."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value.startswith("@") and node.value[1:] in ("click", "mouse.down", "enter"):
                yield node
        elif isinstance(node, ast.Call):
            name = last_name(node)
            makes = name in ("on", "from_meta", "update_link") and "Style" in ast.unparse(node.func)
            if makes or (name == "Style" and (keyword(node, "link") or keyword(node, "meta"))):
                yield node


def follows_redirects(module: Module) -> Iterator[ast.AST]:
    """A redirect is looked at before anybody follows it."""
    for call in module.calls:
        given = keyword(call, "allow_redirects")
        if not (given is None or is_constant(given, False)):
            yield call


def opens_a_session(module: Module) -> Iterator[ast.AST]:
    """A session of the client checks every hop, has no cookies, no netrc and no secret."""
    for call in module.calls:
        if last_name(call) != "ClientSession":
            continue
        headers = keyword(call, "headers")
        pins, trust = keyword(call, "middlewares"), keyword(call, "trust_env")
        secret = headers is not None and _names_a_secret(headers)
        unpinned = pins is None or not (trust is None or is_constant(trust, False))
        if secret or unpinned or keyword(call, "cookies") or keyword(call, "auth"):
            yield call


def _names_a_secret(headers: ast.expr) -> bool:
    if not isinstance(headers, ast.Dict) or None in headers.keys:
        return True
    words = " ".join(ast.unparse(key).lower() for key in headers.keys if key is not None)
    return any(secret in words for secret in SECRET_HEADERS)


def decodes_without_cleaning(module: Module) -> Iterator[ast.AST]:
    """Decoding makes a new text, so it is cleaned where it is decoded."""
    for call in module.calls:
        if last_name(call) in DECODERS:
            within = module.around(call)
            cleaned = any(
                isinstance(one, ast.Call)
                and last_name(one).startswith(("clean", "cut_", "intern_"))
                for one in ast.walk(within)
            )
            if not cleaned:
                yield call


RULES: Final[tuple[Rule, ...]] = (
    opens_a_browser,
    runs_a_shell,
    runs_words,
    makes_markup,
    shows_a_string,
    titles_with_a_string,
    prints,
    draws_actions,
    follows_redirects,
    opens_a_session,
    decodes_without_cleaning,
)
