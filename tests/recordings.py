"""Recorded traffic of real servers: answers, cable frames and traces of broken connections.

The trimmed set lies beside this file. Where the full set lies next to the repository, in
`../shared`, everything is yielded from there as well, so that the same tests cover all of it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
SHARED: Final = Path(__file__).parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded call and what came back; `body` is JSON, text, or None when empty."""

    name: str
    who: str
    at_ms: int
    method: str
    path: str
    query: Any
    sent: Any
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded frame; `direction` is ``s>c``, ``c>s`` or ``note``."""

    ms: float
    direction: str
    text: str
    connection: int = 1


@dataclass(frozen=True, slots=True)
class Recording:
    """A day in the life of one server."""

    name: str
    folder: Path

    @property
    def index(self) -> dict[str, Any]:
        """Version, people, steps with their times, and frames per event of each socket."""
        found: dict[str, Any] = json.loads((self.folder / "index.json").read_text("utf-8"))
        return found

    def sockets(self) -> dict[str, Path]:
        """Return the recorded sockets by name."""
        return {path.name.split(".")[0]: path for path in sorted(self.folder.glob("cable/*"))}

    def frames(self, socket: str) -> Iterator[Line]:
        """Yield the frames of one socket, notes included, in their order.

        One person may have come back several times: a note that begins with "open" is where
        the next connection begins.
        """
        connection = 0
        for row in _rows(self.sockets()[socket]):
            if row["dir"] == "note" and row["text"].startswith("open"):
                connection += 1
            yield Line(row["ms"], row["dir"], row["text"], connection)

    def answers(self) -> Iterator[Answer]:
        """Yield the REST calls in the order of their completion."""
        for name, row in self._documents("rest"):
            request, response = row["request"], row["response"]
            yield Answer(
                name=name,
                who=row["who"],
                at_ms=row["at_ms"],
                method=request["method"],
                path=request["path"],
                query=request["query"],
                sent=request["body"],
                status=response["status"],
                body=response["body"],
            )

    def bulk(self) -> Iterator[Answer]:
        """Yield the many small calls whose answers were shortened to their ids."""
        for name, row in self._documents("rest-bulk"):
            for call in row["calls"]:
                yield Answer(
                    name=name,
                    who=call["who"],
                    at_ms=call["at_ms"],
                    method="POST",
                    path=call["path"],
                    query=None,
                    sent=call["body"],
                    status=call["status"],
                    body=call["answer"],
                )

    def finals(self) -> Iterator[Answer]:
        """Yield what the server said of everything after all its queues were empty."""
        for name, row in self._documents("final"):
            joined = {key: row[key] for key in ("meta", "payload") if key in row}
            yield Answer(
                name=name,
                who=row["who"],
                at_ms=row["at_ms"],
                method="GET",
                path=row["path"],
                query=row["query"],
                sent=None,
                status=row["status"],
                body=row.get("body", joined),
            )

    def _documents(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        packed = self.folder / f"{kind}.jsonl.gz"
        if packed.exists():
            for row in _rows(packed):
                yield f"{kind}/{row['file']}", row
        for path in sorted((self.folder / kind).glob("*.json")):
            yield f"{kind}/{path.stem}", json.loads(path.read_text("utf-8"))


def recordings() -> list[Recording]:
    """Return the trimmed recordings and, where they are at hand, the full ones."""
    trimmed = _recordings_in(DATA / "recordings", "")
    return trimmed + _recordings_in(SHARED / "recordings", "-full")


def traces() -> dict[str, Path]:
    """Return the traces of connections to a real Action Cable in many failures, by name."""
    found: dict[str, Path] = {}
    for root in (SHARED / "recordings" / "cable-traces", DATA / "cable-traces"):
        for path in sorted(root.rglob("*.jsonl")):
            found[str(path.relative_to(root).with_suffix(""))] = path
    return found


def trace(name: str) -> list[Line]:
    """Return the text frames of one trace, both directions, and the notes between them."""
    return [
        Line(row["ms"], row["dir"], row["data"], row.get("conn", 0))
        for row in _rows(traces()[name])
        if row["dir"] == "note" or row.get("op") == "text"
    ]


def hostile() -> list[dict[str, str]]:
    """Return texts that strangers could send to harm a terminal: name, kind, string, note."""
    paths = [path for path in (DATA / "hostile.json", SHARED / "hostile.json") if path.exists()]
    found: dict[str, dict[str, str]] = {}
    for path in paths:
        for item in json.loads(path.read_text("utf-8")):
            text = item["string"] * item.get("repeat", 1)
            found[item["name"]] = {
                "name": item["name"],
                "kind": item["kind"],
                "string": text,
                "note": item.get("note", ""),
            }
    return list(found.values())


def _recordings_in(root: Path, mark: str) -> list[Recording]:
    folders = sorted(path.parent for path in root.glob("*/index.json"))
    return [Recording(folder.name + mark, folder) for folder in folders]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    for line in text.split("\n"):
        if line:
            yield json.loads(line)
