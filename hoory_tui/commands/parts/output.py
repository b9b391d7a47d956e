"""One declaration of columns, and every form that a command writes them in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from hoory_tui.commands.parts.values import Kind, csv_cell, json_value, schema_of, table_cell

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

Row: TypeAlias = object
Get: TypeAlias = Callable[[Row], object]

PEOPLE: Final = "people"
JSON: Final = "json"
JSONL: Final = "jsonl"
CSV: Final = "csv"
IDS: Final = "ids"
_FORMS: Final = {
    JSON: "write one JSON value",
    JSONL: "write one JSON object a line",
    CSV: "write CSV with a line of names",
    IDS: "write the ids alone, one a line",
}


class Column:
    """One field of a row: its name in every form, what it holds, and where that comes from.

    `get` reads the value from a row; without it the row's key, or attribute, of that name is
    taken. `title` heads the column of the table for people, "" leaves it out there. `kind` may
    be a Table for an object, or a list of one Table for an array of objects. `choices` are the
    only texts there can be, where that is known. In a terminal too narrow for all, the columns
    with the highest `spare` leave first.
    """

    def __init__(
        self,
        name: str,
        kind: Kind | Table | list[Table],
        get: Get | None = None,
        *,
        title: str | None = None,
        about: str = "",
        choices: Sequence[str] = (),
        spare: int = 0,
    ) -> None:
        self.name = name
        self.kind = kind
        self.title = name.replace("_", " ") if title is None else title
        self.about = about
        self.choices = tuple(choices)
        self.spare = spare
        self._get = get

    def read(self, row: Row) -> object:
        """Return this field of the row, None where it has none."""
        if self._get is not None:
            return self._get(row)
        if isinstance(row, Mapping):
            return row.get(self.name)
        return getattr(row, self.name, None)

    def as_json(self, row: Row) -> object:
        """Return the cleaned value for JSON."""
        value = self.read(row)
        if isinstance(self.kind, Table):
            return None if value is None else self.kind.as_json(value)
        if isinstance(self.kind, list):
            return [self.kind[0].as_json(one) for one in value or ()]  # type: ignore[attr-defined]
        return json_value(value, self.kind)

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of the value."""
        if isinstance(self.kind, Table):
            found: dict[str, object] = {"anyOf": [self.kind.schema(), {"type": "null"}]}
        elif isinstance(self.kind, list):
            found = {"type": "array", "items": self.kind[0].schema()}
        else:
            found = schema_of(self.kind, self.choices)
        return {**found, "description": self.about} if self.about else found


class Table:
    """The columns of one kind of row; the first one of the kind "id" is what --ids writes."""

    def __init__(self, columns: Sequence[Column], *, about: str = "") -> None:
        self.columns = tuple(columns)
        self.about = about

    def as_json(self, row: Row) -> dict[str, object]:
        """Return the row as a JSON object, with every column."""
        return {column.name: column.as_json(row) for column in self.columns}

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of one row."""
        found: dict[str, object] = {"type": "object"}
        if self.about:
            found["description"] = self.about
        found["properties"] = {column.name: column.schema() for column in self.columns}
        found["required"] = [column.name for column in self.columns]
        found["additionalProperties"] = False
        return found

    @property
    def id_column(self) -> Column | None:
        """The column that tells one row from all others."""
        return next((column for column in self.columns if column.kind == "id"), None)


def add_output_arguments(
    parser: argparse.ArgumentParser,
    table: Table,
    *,
    is_list: bool = True,
    lines: Table | None = None,
) -> None:
    """Add the forms that the output can take, and --schema, which writes what --json looks like.

    A list has --jsonl, --csv and, where its rows have ids, --ids; one thing alone only --json,
    and --jsonl and --csv where it has `lines`.
    """
    group = parser.add_argument_group("output")
    forms = group.add_mutually_exclusive_group()
    wanted = [JSON, JSONL, CSV] if is_list or lines else [JSON]
    if is_list and table.id_column is not None:
        wanted.append(IDS)
    parser.set_defaults(form=PEOPLE)
    for form in wanted:
        forms.add_argument(
            f"--{form}", dest="form", action="store_const", const=form, help=_FORMS[form]
        )
    schema = {"type": "array", "items": table.schema()} if is_list else table.schema()
    group.add_argument(
        "--schema", action=_WriteSchema, const=schema, help="write the JSON Schema of --json"
    )


class _WriteSchema(argparse.Action):
    """Writes the schema at once and ends, as --help does: it needs neither login nor server."""

    def __init__(self, option_strings: Sequence[str], dest: str, const: object, help: str) -> None:
        super().__init__(
            option_strings, dest, nargs=0, const=const, default=argparse.SUPPRESS, help=help
        )

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **self.const}
        # What argparse itself writes at an exit goes to where mistakes are told.
        sys.stdout.write(f"{json.dumps(schema, indent=2)}\n")
        parser.exit()


def write(rows: Iterable[Row], table: Table, options: argparse.Namespace, context: Context) -> None:
    """Write the rows in the form that was asked for; lines go out as the rows come in."""
    out = context.stdout
    match options.form:
        case "json":
            _write_array(rows, table, context)
        case "jsonl":
            for row in rows:
                out.write(f"{dump(table.as_json(row), context)}\n")
        case "csv":
            _write_csv(rows, table, context)
        case "ids":
            column = table.id_column
            assert column is not None
            for row in rows:
                out.write(f"{column.as_json(row)}\n")
        case _:
            _write_table(rows, table, context)


def write_one(row: Row, table: Table, options: argparse.Namespace, context: Context) -> None:
    """Write one thing alone, for people as a line for each field."""
    if options.form == JSON:
        context.stdout.write(f"{dump(table.as_json(row), context, indent=2)}\n")
        return
    shown = [column for column in table.columns if column.title and isinstance(column.kind, str)]
    wide = max(len(column.title) for column in shown)
    for column in shown:
        cell = table_cell(column.read(row), _plain_kind(column))
        context.stdout.write(f"{column.title:<{wide}}  {cell}".rstrip() + "\n")


def dump(value: object, context: Context, *, indent: int | None = None) -> str:
    """Return JSON text, in letters as they are where the output can hold them all."""
    encoding = (getattr(context.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    is_ascii = encoding not in ("utf-8", "utf8")
    return json.dumps(value, ensure_ascii=is_ascii, allow_nan=False, indent=indent)


def _write_array(rows: Iterable[Row], table: Table, context: Context) -> None:
    lines = [dump(table.as_json(row), context) for row in rows]
    text = ",\n  ".join(lines)
    context.stdout.write(f"[\n  {text}\n]\n" if lines else "[]\n")


def _write_csv(rows: Iterable[Row], table: Table, context: Context) -> None:
    import csv

    writer = csv.writer(context.stdout, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow(
            [
                csv_cell(column.read(row), column.kind)
                if isinstance(column.kind, str)
                else dump(column.as_json(row), context)
                for column in table.columns
            ]
        )


def _write_table(rows: Iterable[Row], table: Table, context: Context) -> None:
    from hoory_tui.commands.parts.columns import Head, lay_out

    shown = [column for column in table.columns if column.title and isinstance(column.kind, str)]
    cells = [
        [table_cell(column.read(row), _plain_kind(column)) for column in shown] for row in rows
    ]
    if not cells:
        return
    heads = [Head(column.title, _plain_kind(column), column.spare) for column in shown]
    for line in lay_out(heads, cells, context):
        context.stdout.write(f"{line}\n")


def _plain_kind(column: Column) -> Kind:
    assert isinstance(column.kind, str)
    return column.kind
