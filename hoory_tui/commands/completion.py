"""`hoory-tui completion SHELL`: what a shell needs to complete commands, options and choices.

It is written from the commands' own parsers, so that it cannot know others than they do. Names
and ids are not completed: that would ask the server at every key.
"""

from __future__ import annotations

import argparse
from typing import Final

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import Exit

SHELLS: Final = ("bash", "zsh", "fish")
_HELP: Final = """\
where it goes:
  bash: hoory-tui completion bash > hoory-tui
        in ~/.local/share/bash-completion/completions
  zsh:  hoory-tui completion zsh > _hoory-tui
        in a folder of $fpath
  fish: hoory-tui completion fish > hoory-tui.fish
        in ~/.config/fish/completions
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say for which shell."""
    parser.add_argument(
        "shell", choices=SHELLS, metavar="|".join(SHELLS), help="the shell to complete in"
    )
    parser.epilog = _HELP


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Write the script."""
    from hoory_tui.commands.parts.completion_scripts import script_for

    context.stdout.write(script_for(options.shell))
    return Exit.DONE
