"""Sixty times kill -9: everything that was confirmed is there afterwards."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.keep.consoles import start

KILLS = 60

# One warm process forks the victims, so that no time goes into importing.  Each victim adopts
# what the one before it left, says what it found, and then what it will do and what it has done.
WARM = """
import asyncio, json, os, random, signal, sys
from pathlib import Path
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.store.records import Pending

path, kills = Path(sys.argv[1]), int(sys.argv[2])

async def live(generation, say):
    keeper = Keeper.open(path, Scope("https://x", 1, 1))
    kept = keeper.load()
    drafts = {str(key[0]): text for key, text in kept.drafts.items()}
    say("found", drafts, [pending.echo_id for pending in kept.pending], str(keeper.problem))
    for number in range(1000000):
        name = f"{generation}-{number}"
        key = (number % 3, False)
        say("will draft", str(key[0]), name)
        await keeper.save_drafts({key: name})
        say("did")
        say("will enqueue", str(key[0]), name)
        await keeper.enqueue(Pending(name, key[0], name * 50, False, 1.0), "rest " + name)
        say("did")
        if number % 2:
            say("will forget", "", name)
            await keeper.forget(name)
            say("did")

for generation in range(kills + 1):
    reader, writer = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(reader)
        say = lambda *words: os.write(writer, json.dumps(words).encode() + b"\\n")
        asyncio.run(live(generation, say))
    os.close(writer)
    with os.fdopen(reader) as lines:
        for count in range(random.Random(generation).randrange(1, 120)):
            print(next(lines), end="")
        os.kill(victim, signal.SIGKILL)
        print("".join(line for line in lines if line.endswith("\\n")), end="")
    os.waitpid(victim, 0)
    print(json.dumps(["killed"]), flush=True)
    sys.stdin.readline()
"""


@dataclass
class Confirmed:
    """What must be on disk, and the one step that may or may not be."""

    drafts: dict[str, str] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    doubtful: list[str] | None = None

    def hear(self, words: list[str]) -> None:
        if words[0].startswith("will"):
            self.doubtful = words
        elif self.doubtful is not None:
            self.do(self.doubtful)
            self.doubtful = None

    def do(self, words: list[str]) -> None:
        step, key, name = words
        if step == "will draft":
            self.drafts[key] = name
        elif step == "will enqueue":
            self.drafts[key] = f"rest {name}"
            self.pending.append(name)
        else:
            self.pending.remove(name)

    def check(self, drafts: dict[str, str], pending: list[str]) -> None:
        if (drafts, pending) != (self.drafts, self.pending) and self.doubtful is not None:
            self.do(self.doubtful)
        self.doubtful = None
        assert (drafts, pending) == (self.drafts, self.pending)


def test_what_was_confirmed_survives_every_kill(path: Path) -> None:
    confirmed = Confirmed()
    killed = found = 0
    with start(WARM, path, KILLS) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        for line in process.stdout:
            words = json.loads(line)
            if words[0] == "found":
                assert words[3] == "None"
                confirmed.check(words[1], words[2])
                found += 1
            elif words[0] == "killed":
                killed += 1
                with closing(sqlite3.connect(path)) as connection:
                    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
                process.stdin.write("go on\n")
                process.stdin.flush()
            else:
                confirmed.hear(words)
    assert killed == found == KILLS + 1
    assert len(confirmed.pending) > KILLS
