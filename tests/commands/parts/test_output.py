"""One declaration of columns, and what each form makes of it."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.commands.context import Context
from hoory_tui.commands.parts.columns import Head, cells_of, cut, fit, kept
from hoory_tui.commands.parts.output import Column, Table, add_output_arguments, write, write_one
from hoory_tui.commands.parts.values import csv_cell, iso_time, json_value, local_time
from hoory_tui.commands.parts.wrapping import wrap

from ..acts import acting
from ..valid import violations

INNER = Table((Column("id", "id"), Column("name", "text")))
TABLE = Table(
    (
        Column("id", "id"),
        Column("name", "text"),
        Column("words", "body", title=""),
        Column("at", "time"),
        Column("on", "truth"),
        Column("share", "number"),
        Column("tags", "texts"),
        Column("state", "text", choices=("a", "b")),
        Column("one", INNER),
        Column("many", [INNER]),
    )
)
ROWS: list[dict[str, Any]] = [
    {
        "id": 7,
        "name": "\x1b]0;=cmd\x07 日本",
        "words": "one\r\ntwo",
        "at": 1_700_000_000.25,
        "on": True,
        "share": 0.5,
        "tags": ["x", 3, "y\n"],
        "state": "a",
        "one": {"id": 1, "name": "in", "access_token": "sEcReT"},
        "many": [{"id": 2, "name": None}],
        "access_token": "sEcReT",
    },
    {"id": "8", "at": 0, "share": True, "many": None},
]


def written(*words: str, rows: list[dict[str, Any]] = ROWS, table: Table = TABLE) -> str:
    parser = argparse.ArgumentParser()
    add_output_arguments(parser, table)
    out = io.StringIO()
    write(iter(rows), table, parser.parse_args(words), Context({}, stdout=out))
    return out.getvalue()


def test_json_has_what_is_declared_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(written("--json"))
    assert found[0] == {
        "id": 7,
        "name": "␛]0;=cmd␇ 日本",
        "words": "one\ntwo",
        "at": "2023-11-14T22:13:20.250Z",
        "on": True,
        "share": 0.5,
        "tags": ["x", "y"],
        "state": "a",
        "one": {"id": 1, "name": "in"},
        "many": [{"id": 2, "name": None}],
    }
    assert found[1]["id"] == 8
    assert found[1]["many"] == []
    assert [json.loads(line) for line in written("--jsonl").splitlines()] == found
    with pytest.raises(SystemExit):
        written("--schema")
    schema = json.loads(capsys.readouterr().out)
    assert list(violations(found, schema)) == []
    assert list(violations([{**found[0], "id": "7"}], schema)) == ["$[0].id: '7' is no ['integer']"]
    assert json.loads(written("--json", rows=[])) == []


def test_csv_runs_nothing_and_ids_stand_alone() -> None:
    rows = [{"id": 1, "name": "=1+1", "tags": ["-a"], "share": -2}, {"id": 2, "name": " \n@x"}]
    lines = written("--csv", rows=rows).splitlines()
    assert lines[0] == "id,name,words,at,on,share,tags,state,one,many"
    assert lines[1] == "1,'=1+1,,,,-2,'-a,,null,[]"
    assert lines[2].startswith("2,'")
    assert written("--ids") == "7\n8\n"


def test_people_get_a_table_in_cells() -> None:
    lines = written().splitlines()
    assert lines[0].split() == ["ID", "NAME", "AT", "ON", "SHARE", "TAGS", "STATE"]
    assert "日本" in lines[1]
    assert lines[2].strip() == "8"
    assert written(rows=[]) == ""
    assert "x" * 300 in written(rows=[{"id": 1, "name": "x" * 300}])
    assert "\x1b" not in "".join(lines)


def test_one_thing_is_a_line_for_each_field() -> None:
    out = io.StringIO()
    write_one(ROWS[0], TABLE, argparse.Namespace(form="people"), Context({}, stdout=out))
    assert out.getvalue().splitlines()[0] == "id     7"


def test_letters_that_the_output_cannot_hold_are_escaped_in_json() -> None:
    out = io.TextIOWrapper(io.BytesIO(), "latin-1")
    options = argparse.Namespace(form="json")
    write([{"id": 1, "name": "日"}], INNER, options, Context({}, stdout=out))
    out.seek(0)
    assert "\\u65e5" in out.read()


@pytest.mark.parametrize(
    ("value", "kind", "wanted"),
    [
        ("5", "id", 5),
        (None, "id", 0),
        (True, "whole", None),
        ("x" * 30, "whole", None),
        ("1", "truth", None),
        ("a\nb", "text", "a ⏎ b"),
        (5, "text", None),
        ("x", "texts", []),
    ],
)
def test_what_is_of_another_kind_is_nothing(value: object, kind: Any, wanted: object) -> None:
    assert json_value(value, kind) == wanted


def test_moments_in_every_spelling() -> None:
    assert iso_time("2023-11-14T22:13:20Z") == "2023-11-14T22:13:20Z"
    assert iso_time(1_700_000_000_000) == "2023-11-14T22:13:20Z"
    assert iso_time(0) is None
    assert csv_cell(10**18, "time") == ""
    assert local_time(1_700_000_000, now=1_700_000_000).count(":") == 1
    assert "2023" in local_time(1_700_000_000, now=1_900_000_000)


def test_the_widest_text_gives_way_and_numbers_never() -> None:
    assert fit([4, 20, 10], ["id", "text", "text"], 30) == [4, 12, 10]
    assert fit([4, 3], ["id", "time"], 2) == [4, 3]
    heads = [Head("a", "id"), Head("b", "text", 1), Head("c", "text", 2), Head("d", "time")]
    assert kept([4, 40, 40, 12], heads, 60) == [0, 1, 2, 3]
    assert kept([4, 40, 40, 12], heads, 40) == [0, 1, 3]
    assert kept([4, 40, 40, 12], heads, 10) == [0, 3]
    assert cells_of("a日👩‍🚀e\u0301") == 1 + 2 + 2 + 1
    assert cut("日本語", 5) == "日本…"
    assert list(wrap("日本語日本語 a", 6)) == ["日本語", "日本語", "a"]
    assert list(wrap("ab  cd\n\nx", None)) == ["ab  cd", "", "x"]


async def test_a_terminal_is_filled_and_coloured_unless_it_is_not_wanted(tmp_path: Path) -> None:
    async with acting(tmp_path) as acts:
        acts.environ.update(TERM="xterm", COLUMNS="72")
        plain = await acts.on_terminal("labels")
        acts.environ["NO_COLOR"] = "1"
        colourless = await acts.on_terminal("labels")
    assert plain[0] == 0
    assert "\x1b[1m" in plain[1]
    assert "\x1b" not in colourless[1]
