"""The table of settings in the README, written from what the file of settings says itself.

``python -m tests.config.readme`` puts it between ``<!-- settings -->`` and its end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hoory_tui.config.edit import toml
from hoory_tui.config.sentences import SENTENCES
from hoory_tui.config.settings import Settings
from hoory_tui.config.tables import Checked, keys_of
from hoory_tui.config.template import shown_value

BEGIN: Final = "<!-- settings -->"
END: Final = "<!-- /settings -->"
README: Final = Path(__file__).parents[2] / "README.md"
_TABLES: Final = ("macros", "pipe", "keys", "rules")


def table() -> str:
    """Return the table in Markdown: keys, what holds by itself or an example, one sentence."""
    lines = ["| key | by itself | what it is |", "| --- | --- | --- |"]
    settings, tables = Settings(), []
    for name in keys_of(Settings):
        held = getattr(settings, name)
        if isinstance(held, Checked):
            tables.append(f"| `[{name}]` | | {SENTENCES[name]} |")
            tables += [_line(held, key, f"{name}.{key}") for key in keys_of(held)]  # type: ignore[arg-type]
        elif name in _TABLES:
            heading = f"[[{name}]]" if name == "rules" else f"[{name}]"
            tables.append(f"| `{heading}` | | {SENTENCES[name]} |")
        else:
            lines.append(_line(settings, name, name))
    return "\n".join([*lines, *tables])


def _line(held: Settings | Checked, name: str, path: str) -> str:
    written, is_default = shown_value(held, name, path)  # type: ignore[arg-type]
    shown = f"`{toml(written)}`" if is_default else f"such as `{toml(written)}`"
    return f"| `{path}` | {shown} | {SENTENCES[path]} |"


def write(file: Path = README) -> None:
    """Put the table into a file that has a place for it; raises ValueError where it has none."""
    text = file.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    file.write_text(f"{text[:begin]}\n{table()}\n{text[end:]}", encoding="utf-8")


if __name__ == "__main__":
    write()
