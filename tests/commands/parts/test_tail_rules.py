"""hoory-tui tail --rules: rules are carried out beside the lines, and a mistake starts nothing."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from hoory_tui.demo.desk import DemoDesk

RULES = """
[[rules]]
name = "keep"
on = "message from contact"
filter = "assignee:none"
notify = "Somebody waits"
bell = true
command = ["{python}", "-c", "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())", "{out}"]
"""


async def tail(desk: DemoDesk, home: Path, *words: str) -> asyncio.subprocess.Process:
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "tail", "--rules", "--present", *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **known,
            "HOME": str(home),
            "HOORY_URL": desk.url,
            "HOORY_TOKEN": desk.agents[0].access_token,
        },
    )


def settings(home: Path, text: str) -> None:
    folder = home / ".config" / "hoory-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)


async def test_rules_are_carried_out_beside_the_lines(tmp_path: Path) -> None:
    settings(tmp_path, RULES.format(python=sys.executable, out=tmp_path / "out"))
    async with DemoDesk(seed=3, quiet_visitors=True, conversations=4) as desk:
        rows = [*desk.engine.world.conversations.values()]
        nobodys = next(row.display_id for row in rows if row.assignee_id is None)
        others = next(row.display_id for row in rows if row.assignee_id is not None)
        process = await tail(desk, tmp_path, "--links", "--until-idle", "1")
        assert process.stdout is not None
        lines = [json.loads(await process.stdout.readline())]
        while lines[-1]["data"].get("state") != "live":
            lines.append(json.loads(await process.stdout.readline()))
        desk.contact_writes(others, "somebody's")
        desk.contact_writes(nobodys, "nobody's; $(touch owned)")
        _, said = await process.communicate()
        assert process.returncode == 0, said
        # Nobody is at the terminal, so nothing rings; a stranger's words are not said.
        assert said.decode() == f"keep: Somebody waits (#{nobodys})\n"
        (line,) = (tmp_path / "out").read_text().splitlines()
        assert json.loads(line)["conversation_id"] == nobodys


async def test_without_rules_or_with_wrong_ones_nothing_is_started(tmp_path: Path) -> None:
    async with DemoDesk(seed=3, quiet_visitors=True, conversations=2) as desk:
        process = await tail(desk, tmp_path)
        _, said = await process.communicate()
        assert process.returncode == 2
        assert "--rules needs [[rules]] in config.toml" in said.decode()
        settings(tmp_path, RULES.replace("assignee:none", "asignee:none"))
        process = await tail(desk, tmp_path)
        _, said = await process.communicate()
        assert process.returncode == 2
        assert "line 5, key rules.1.filter" in said.decode()
        assert desk.counters.opened == 0
