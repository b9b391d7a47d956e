"""Reading requests and shaping answers and errors the way the real service does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from . import files
from .cable import encode
from .records import Agent, Attachment, Json

AGENT = web.RequestKey("agent", Agent)
NOT_FOUND_PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
    "<title>The page you were looking for doesn't exist (404)</title></head>\n"
    "<body><h1>The page you were looking for doesn't exist.</h1></body>\n</html>\n"
)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_BRACKETS = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")


class ApiError(Exception):
    """An answer other than success, with its JSON body."""

    def __init__(self, status: int, body: Json | None) -> None:
        super().__init__(f"answer {status}")
        self.status = status
        self.body = body


def not_found() -> ApiError:
    """Return the JSON 404 of an unknown row."""
    return ApiError(404, {"error": "Resource could not be found"})


def public_not_found() -> ApiError:
    """Return the 404 of the visitors' API, shaped by the framework."""
    return ApiError(404, {"status": 404, "error": "Not Found"})


def not_allowed() -> ApiError:
    """Return the 401 that means "you may not", not "sign in again"."""
    return ApiError(401, {"error": "You are not authorized to do this action"})


def server_error() -> ApiError:
    """Return the 500 the service gives to values outside an enum."""
    return ApiError(500, {"status": 500, "error": "Internal Server Error"})


def unprocessable(text: str) -> ApiError:
    """Return a 422 with one sentence."""
    return ApiError(422, {"error": text})


def answer(body: object, status: int = 200) -> web.Response:
    """Return a JSON answer."""
    return web.Response(text=encode(body), status=status, content_type="application/json")


def empty() -> web.Response:
    """Return 200 without a body."""
    return web.Response(status=200, content_type="application/json")


def not_found_page() -> web.Response:
    """Return the HTML page for a route that does not exist."""
    return web.Response(text=NOT_FOUND_PAGE, status=404, content_type="text/html")


def number(text: str, missing: Callable[[], ApiError] = not_found) -> int:
    """Return a path segment as a number; anything else names no row."""
    if not text.isdecimal() or len(text) > 18:
        raise missing()
    return int(text)


def page_of(request: web.Request) -> int:
    """Return the 1-based page asked for."""
    text = request.query.get("page", "1")
    return max(1, int(text)) if text.isdecimal() else 1


def page_echo(request: web.Request) -> str | int:
    """Return ``current_page``: the very string that was sent, or the number 1."""
    return request.query.get("page", 1)


@dataclass(slots=True)
class Params:
    """A request's fields and its files."""

    values: Json = field(default_factory=dict)
    uploads: list[Attachment] = field(default_factory=list)

    def hash(self, key: str) -> Json:
        """Return a nested object, read from JSON text when it came through a form."""
        value = self.values.get(key)
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                value = None
        return value if isinstance(value, dict) else {}

    def flag(self, key: str) -> bool:
        """Return a boolean, whether it came as JSON or as a form's text."""
        value = self.values.get(key)
        return value is True or str(value).lower() in ("true", "1")


async def read_params(request: web.Request) -> Params:
    """Return the fields of a JSON, form or multipart body; broken JSON is a bare 400."""
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    if request.content_type == "application/x-www-form-urlencoded":
        params = Params()
        for key, value in (await request.post()).items():
            if isinstance(value, str):
                _put(params.values, key, value)
        return params
    text = await request.text()
    if not text.strip():
        return Params()
    try:
        value = json.loads(text)
    except ValueError:
        raise ApiError(400, None) from None
    return Params(value if isinstance(value, dict) else {})


async def _read_multipart(request: web.Request) -> Params:
    params = Params()
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            continue
        name = part.name or ""
        if part.filename is None:
            _put(params.values, name, await part.text())
            continue
        declared = part.headers.get("Content-Type", "")
        file_name = _unescaped(part.filename)
        kind = declared if "/" in declared else files.content_type_of(file_name)
        params.uploads.append(
            Attachment(
                0,
                0,
                files.file_type_of(kind),
                0.0,
                file_name=file_name,
                content_type=kind,
                body=bytes(await part.read(decode=True)),
            )
        )
    return params


def _unescaped(file_name: str) -> str:
    """Undo percent escapes in a file's name if all of them are whole, and drop its folders."""
    if all(_ESCAPE.fullmatch(one) for one in re.findall(r"%.{0,2}", file_name)):
        file_name = unquote(file_name)
    return re.split(r"[/\\]", file_name)[-1]


def _put(values: Json, name: str, value: str) -> None:
    """Store a form field, unfolding ``a[b]`` into objects and ``a[]`` into lists."""
    match = _BRACKETS.fullmatch(name)
    if match is None:
        return
    path = [match.group(1), *re.findall(r"\[([^\[\]]*)\]", match.group(2))]
    target = values
    for key, following in pairwise(path):
        if following == "":
            target.setdefault(key, []).append(value)
            return
        target = target.setdefault(key, {})
        if not isinstance(target, dict):
            return
    target[path[-1]] = value


def int_or_none(value: object) -> int | None:
    """Return a number sent as JSON number or text, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.strip().lstrip("-").isdecimal() else None


def strings(value: object) -> list[str]:
    """Return a list of texts from whatever was sent where a list is expected."""
    if isinstance(value, str):
        return [one.strip() for one in value.split(",") if one.strip()]
    return [str(one) for one in value] if isinstance(value, list) else []


def ints(value: object) -> list[int]:
    """Return the numbers in a list, dropping whatever is none."""
    found = [int_or_none(one) for one in value] if isinstance(value, list) else []
    return [one for one in found if one is not None]
